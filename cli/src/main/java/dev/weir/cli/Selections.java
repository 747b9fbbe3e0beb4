package dev.weir.cli;

import dev.weir.flow.FlowSelection;
import dev.weir.report.text.Printable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which part of the flow logs is asked for. */
final class Selections {

    static final Grammar.Option FROM = new Grammar.Option(
            "--from",
            "TIME",
            Grammar.Times.ONCE,
            "Leave out what ended before: a day such as 2026-10-23, or a time such as 2026-10-23T06:00Z. UTC.");
    static final Grammar.Option TO = new Grammar.Option(
            "--to", "TIME", Grammar.Times.ONCE, "Leave out what ended at or after; a day is meant whole. UTC.");
    static final Grammar.Option LAST =
            new Grammar.Option("--last", "SPAN", Grammar.Times.ONCE, "Only the last days or hours: 30d, 12h.");
    static final Grammar.Option ACCOUNT =
            new Grammar.Option("--account", "ID", Grammar.Times.MANY, "Only this account's records; may be repeated.");
    private static final long LONGEST_DAYS = 3_660;

    private Selections() {}

    static List<Grammar.Option> options() {
        return List.of(FROM, TO, LAST, ACCOUNT);
    }

    /**
     * The selection that the command line names.
     *
     * @throws UsageException if a time cannot be read or the period is empty
     */
    static FlowSelection of(Arguments arguments, Clock clock) {
        Optional<Instant> from = arguments.one(FROM.name()).map(text -> instant(FROM, text, 0));
        Optional<Instant> to = arguments.one(TO.name()).map(text -> instant(TO, text, 1));
        Optional<Duration> last = arguments.one(LAST.name()).map(Selections::span);
        if (last.isPresent()) {
            if (from.isPresent()) {
                throw new UsageException("`--last` and `--from` exclude each other");
            }
            from = Optional.of(to.orElse(clock.instant()).minus(last.get()));
        }
        for (String account : arguments.all(ACCOUNT.name())) {
            if (!account.matches("[0-9]{12}")) {
                throw new UsageException("`--account`: expected twelve digits, found `" + Printable.of(account) + "`");
            }
        }
        try {
            return new FlowSelection(from, to, new HashSet<>(arguments.all(ACCOUNT.name())), regions(arguments));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** {@code --region} tells which Regions' records are taken too; {@code all} takes every one. */
    private static Set<String> regions(Arguments arguments) {
        Set<String> regions = new HashSet<>(arguments.all(Inventories.REGION.name()));
        return regions.contains("all") ? Set.of() : regions;
    }

    private static Instant instant(Grammar.Option option, String text, int daysLater) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            throw new UsageException(
                    "`" + option.name()
                            + "`: expected a day such as 2026-10-23 or a time such as 2026-10-23T06:00Z, found `"
                            + Printable.of(text) + "`",
                    wrong);
        }
    }

    private static Duration span(String text) {
        if (text.matches("[0-9]{1,5}[dh]")) {
            long count = Long.parseLong(text.substring(0, text.length() - 1));
            Duration span = text.endsWith("d") ? Duration.ofDays(count) : Duration.ofHours(count);
            if (count > 0 && span.toDays() <= LONGEST_DAYS) {
                return span;
            }
        }
        throw new UsageException(
                "`--last`: expected a number of days or hours such as 30d or 12h, found `" + Printable.of(text) + "`");
    }
}
