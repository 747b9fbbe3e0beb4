package dev.weir.report.text;

import dev.weir.evidence.ObservedInput;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Numbers as every output writes them, with their noun: {@code 1 file}, {@code 12,000 records}, {@code 2 entries}. */
public final class Counted {

    private static final int MOST_DIGITS = 15;

    private Counted() {}

    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** The same for a noun with another plural. */
    public static String of(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** How many more there are than are shown, as the end of a list; nothing where there are none. */
    public static String more(long all, long shown) {
        return all > shown ? " and " + number(all - shown) + " more" : "";
    }

    /** The first of several, and how many more there are: {@code a, b and 3 more}. */
    public static <T> String few(Collection<T> all, int shown, Function<? super T, String> words) {
        return all.stream().limit(shown).map(words).collect(Collectors.joining(", ")) + more(all.size(), shown);
    }

    /** The number with commas between thousands. */
    public static String number(long count) {
        return number(BigInteger.valueOf(count));
    }

    /** The same; beyond a trillion with three digits and a power of ten. */
    public static String number(BigInteger count) {
        String digits = count.toString();
        if (digits.length() > MOST_DIGITS) {
            return digits.charAt(0) + "." + digits.substring(1, 3) + "e" + (digits.length() - 1);
        }
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** A length of time in whole minutes where it is, else in seconds. */
    public static String time(Duration time) {
        return time.toSeconds() % 60 == 0 ? of(time.toMinutes(), "minute") : of(time.toSeconds(), "second");
    }

    /** What was observed: files, and days that an engine of SQL read from a table. */
    public static String inputs(Collection<ObservedInput> inputs) {
        long days = inputs.stream().filter(ObservedInput::isTableDay).count();
        long files = inputs.size() - days;
        String ofTables = of(days, "day of a table", "days of a table");
        return days == 0 ? of(files, "file") : files == 0 ? ofTables : of(files, "file") + " and " + ofTables;
    }
}
