package dev.weir.report.trend;

import java.util.List;
import java.util.OptionalLong;

/** Numbers as a row of bars, from nothing to the largest; what is not known is a blank, and never a bar of none. */
final class Sparkline {

    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private Sparkline() {}

    /** At most so many bars; of numbers that share one the last that is known is shown. */
    static String of(List<OptionalLong> numbers, int most) {
        int bars = Math.min(most, numbers.size());
        long largest = Math.max(
                1, numbers.stream().mapToLong(number -> number.orElse(0)).max().orElse(0));
        StringBuilder line = new StringBuilder(bars);
        for (int bar = 0; bar < bars; bar++) {
            OptionalLong shown = OptionalLong.empty();
            for (int i = bar * numbers.size() / bars; i < (bar + 1) * numbers.size() / bars; i++) {
                shown = numbers.get(i).isPresent() ? numbers.get(i) : shown;
            }
            line.append(shown.isPresent() ? bar(shown.getAsLong(), largest) : ' ');
        }
        return line.toString();
    }

    private static char bar(long number, long largest) {
        return number == 0 ? '_' : BARS.charAt((int) ((number * BARS.length() - 1) / largest));
    }
}
