package dev.weir.cli;

import java.util.Locale;

/** A number with its noun: {@code 1 file}, {@code 12,000 records}. */
final class Counted {

    private Counted() {}

    static String of(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
