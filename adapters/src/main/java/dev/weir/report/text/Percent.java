package dev.weir.report.text;

import dev.weir.net.Ratio;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Shares as every output writes them, rounded down, so that only all is 100 % and only nothing is 0 %. */
public final class Percent {

    private static final BigDecimal SMALLEST = new BigDecimal("0.0001");

    private Percent() {}

    /** An exact share in three digits: {@code 14.2 %}. */
    public static String of(Ratio ratio) {
        return ratio.isZero()
                ? "0 %"
                : digits(
                        new BigDecimal(ratio.part())
                                .multiply(BigDecimal.valueOf(100))
                                .divide(new BigDecimal(ratio.whole()), new MathContext(3, RoundingMode.DOWN)),
                        3);
    }

    /** An estimate between 0 and 1 in two digits. */
    public static String about(double share) {
        if (share <= 0 || share >= 1) {
            return share <= 0 ? "0 %" : "100 %";
        }
        return digits(BigDecimal.valueOf(share).movePointRight(2), 2);
    }

    /** A part of a count: {@code 0.2 % of 12,000 connections}. */
    public static String of(long part, long whole, String noun) {
        String share =
                whole == 0 ? "-" : of(new Ratio(BigInteger.valueOf(Math.min(part, whole)), BigInteger.valueOf(whole)));
        return share + " of " + Counted.of(whole, noun);
    }

    private static String digits(BigDecimal percent, int digits) {
        return percent.compareTo(SMALLEST) < 0
                ? "less than 0.0001 %"
                : percent.round(new MathContext(digits, RoundingMode.DOWN))
                                .stripTrailingZeros()
                                .toPlainString()
                        + " %";
    }
}
