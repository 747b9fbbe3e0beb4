package dev.weir.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as a person types them: {@code 30s}, {@code 15m}, {@code 12h}, {@code 7d}. */
final class Spans {

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smhd])");

    private Spans() {}

    /**
     * The value of an option.
     *
     * @throws UsageException if it is no length of time
     */
    static Duration of(Arguments arguments, Grammar.Option option, Duration otherwise) {
        return find(arguments, option).orElse(otherwise);
    }

    static Optional<Duration> find(Arguments arguments, Grammar.Option option) {
        return arguments.one(option).map(text -> parse(option, text));
    }

    private static Duration parse(Grammar.Option option, String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new UsageException(
                    "`" + option.name() + "`: expected a time such as 30s, 15m, 12h or 7d, found `" + text + "`");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
