package dev.weir.operation.trend;

import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How security groups were open over time.
 *
 * <p>Open is what fails or is unknown, and is not suppressed: an unknown is never clean.
 *
 * @param policy what counted as the world
 * @param filter what is meant
 * @param step how long a period is
 * @param periods one after the other, from the first that was read to the last; between them there are some without a state
 * @param states how many were read
 * @param first when the earliest of them was true
 * @param last when the latest was
 * @param unread what could not be read, one sentence each
 */
public record Trend(
        Policy policy,
        ResourceFilter filter,
        Step step,
        List<Period> periods,
        int states,
        Instant first,
        Instant last,
        List<String> unread) {

    public Trend {
        periods = List.copyOf(periods);
        unread = List.copyOf(unread);
    }

    /** How long a period is. */
    public enum Step {
        DAY,
        /** From Monday. */
        WEEK;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The first day of the period that a day lies in. */
        LocalDate begin(LocalDate day) {
            return this == DAY ? day : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        LocalDate next(LocalDate begin) {
            return begin.plusDays(this == DAY ? 1 : 7);
        }
    }

    /**
     * One period, as it ended.
     *
     * @param begin its first day, UTC
     * @param states how many states were read in it
     * @param ended how it ended; empty where no state was read, and nothing is known
     */
    public record Period(LocalDate begin, int states, Optional<Ended> ended) {}

    /**
     * How a period ended, and what happened in it.
     *
     * @param securityGroups how many groups there are
     * @param notRead how many of them the last state of the period did not read: they stand as they were
     * @param severe how many groups are open at high severity or worse under a reading
     * @param exposureIpv4 how much of the world a group may reach over IPv4, on average
     * @param exposureIpv6 the same over IPv6
     * @param readings what each reading says
     */
    public record Ended(
            long securityGroups,
            long notRead,
            long severe,
            double exposureIpv4,
            double exposureIpv6,
            Map<Reading, OpenGroups> readings) {

        public Ended {
            readings = Map.copyOf(readings);
        }

        /** What a reading says. */
        public OpenGroups of(Reading reading) {
            return readings.getOrDefault(reading, OpenGroups.NONE);
        }
    }

    /**
     * Groups under one reading. What is open is what was, and what was found and opened, less what closed and was suppressed.
     *
     * @param bySeverity how many are open, by severity
     * @param unknown how many of the open are unknown
     * @param suppressed how many would be open but for suppressions
     * @param found how many were open when they were read for the first time: since when is not known
     * @param opened how many opened: they passed, were not there, or their suppression ended
     * @param closed how many closed: they pass, or are gone
     * @param hidden how many were open and are suppressed now
     * @param meanAgeDays how long the open ones have been, on average
     * @param ageAtLeast whether some of these were found open, so that they are older
     */
    public record OpenGroups(
            Map<Severity, Long> bySeverity,
            long unknown,
            long suppressed,
            long found,
            long opened,
            long closed,
            long hidden,
            double meanAgeDays,
            boolean ageAtLeast) {

        static final OpenGroups NONE = new OpenGroups(Map.of(), 0, 0, 0, 0, 0, 0, 0, false);

        public OpenGroups {
            bySeverity = Map.copyOf(bySeverity);
        }

        /** How many are open. */
        public long open() {
            return bySeverity.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How many of them are so severe. */
        public long open(Severity severity) {
            return bySeverity.getOrDefault(severity, 0L);
        }
    }
}
