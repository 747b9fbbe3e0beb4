package dev.weir.report.text;

import java.util.Locale;

/** A number with its noun, everywhere the same: {@code 1 file}, {@code 12,000 records}, {@code 2 entries}. */
public final class Counted {

    private Counted() {}

    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** The same for a noun with another plural. */
    public static String of(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** The number with commas between thousands. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
