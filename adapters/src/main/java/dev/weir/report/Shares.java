package dev.weir.report;

import dev.weir.net.Ratio;
import java.math.BigInteger;
import java.util.Locale;

/** A part of a count, as people read it: {@code 0.2 % of 12,000 connections}. */
final class Shares {

    private Shares() {}

    static String of(long part, long whole, String noun) {
        if (whole == 0) {
            return "- of 0 " + noun;
        }
        Ratio ratio = new Ratio(BigInteger.valueOf(Math.min(part, whole)), BigInteger.valueOf(whole));
        return Percent.of(ratio) + String.format(Locale.ROOT, " of %,d %s", whole, noun);
    }
}
