package dev.weir.cli;

import dev.weir.flow.FlowSelection;
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

    static final Grammar.Option FROM = Grammar.Option.once(
            "--from",
            "TIME",
            "Leave out what ended before: a day such as 2026-10-23, or a time such as 2026-10-23T06:00Z. UTC.");
    static final Grammar.Option TO =
            Grammar.Option.once("--to", "TIME", "Leave out what ended at or after; a day is meant whole. UTC.");
    static final Grammar.Option LAST = Grammar.Option.once("--last", "SPAN", "Only the last days or hours: 30d, 12h.");
    static final Grammar.Option ACCOUNT =
            Grammar.Option.many("--account", "ID", "Only this account's records; may be repeated.");
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
        Optional<Instant> from = arguments.one(FROM).map(text -> instant(FROM, text, 0));
        Optional<Instant> to = arguments.one(TO).map(text -> instant(TO, text, 1));
        Optional<Duration> last = arguments.one(LAST).map(Selections::span);
        if (last.isPresent() && from.isPresent()) {
            throw new UsageException("`--last` and `--from` exclude each other");
        }
        Optional<Instant> first =
                last.map(span -> to.orElse(clock.instant()).minus(span)).or(() -> from);
        arguments.all(ACCOUNT).forEach(AccountOptions::checked);
        return Arguments.meant(
                "", () -> new FlowSelection(first, to, new HashSet<>(arguments.all(ACCOUNT)), regions(arguments)));
    }

    /** {@code --region} tells which Regions' records are taken too; {@code all} takes every one. */
    private static Set<String> regions(Arguments arguments) {
        Set<String> regions = new HashSet<>(arguments.all(Inventories.REGION));
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
                            + text + "`",
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
                "`--last`: expected a number of days or hours such as 30d or 12h, found `" + text + "`");
    }
}
