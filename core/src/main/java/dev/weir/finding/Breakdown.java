package dev.weir.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Security groups counted by what they have in common; each counts once, by the worse of its readings.
 *
 * @param by what they have in common
 * @param rows most failing first, then most unknown, then by name; those that lack it last
 */
public record Breakdown(By by, List<Row> rows) {

    public Breakdown {
        rows = List.copyOf(rows);
    }

    /** What groups can have in common. */
    public enum Kind {
        TAG("tag"),
        ACCOUNT("account"),
        REGION("region"),
        VPC("vpc");

        private final String id;

        Kind(String id) {
            this.id = id;
        }
    }

    /**
     * What groups have in common.
     *
     * @param kind of which kind
     * @param tag the tag's key; empty for the other kinds
     */
    public record By(Kind kind, String tag) {

        /**
         * Reads {@code tag:KEY}, {@code account}, {@code region} or {@code vpc}.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        public static By parse(String text) {
            if (text.startsWith("tag:") && text.length() > 4) {
                return new By(Kind.TAG, text.substring(4));
            }
            for (Kind kind : List.of(Kind.ACCOUNT, Kind.REGION, Kind.VPC)) {
                if (kind.id.equals(text)) {
                    return new By(kind, "");
                }
            }
            throw new IllegalArgumentException("expected tag:KEY, account, region or vpc, found `" + text + "`");
        }

        Optional<String> of(Subject subject) {
            return switch (kind) {
                case TAG -> Optional.ofNullable(subject.tags().get(tag));
                case ACCOUNT -> subject.scope().account();
                case REGION -> subject.scope().region();
                case VPC -> subject.vpc();
            };
        }

        /** {@code tag:team}, {@code account}; hostile text. */
        @Override
        public String toString() {
            return kind == Kind.TAG ? "tag:" + tag : kind.id;
        }
    }

    /**
     * The groups that have one thing in common.
     *
     * @param key the tag's value, the account and so on; empty for the groups that lack it, or of which it is not known
     * @param securityGroups how many
     * @param fail how many fail a reading
     * @param unknown how many are unknown under one, and fail none
     * @param pass how many pass both
     * @param suppressed how many would fail or be unknown, but for suppressions
     * @param severities how many of those that fail or are unknown are so severe, by severity
     */
    public record Row(
            Optional<String> key,
            long securityGroups,
            long fail,
            long unknown,
            long pass,
            long suppressed,
            Map<Severity, Long> severities) {

        public Row {
            severities = Map.copyOf(severities);
        }

        /** How many of those that fail or are unknown are so severe. */
        public long severe(Severity severity) {
            return severities.getOrDefault(severity, 0L);
        }
    }

    private static final Comparator<Row> ORDER = Comparator.comparing(
                    (Row row) -> row.key().isEmpty())
            .thenComparing(Row::fail, Comparator.reverseOrder())
            .thenComparing(Row::unknown, Comparator.reverseOrder())
            .thenComparing(row -> row.key().orElse(""));

    /** Counts as groups come. */
    static final class Counting {

        private final By by;
        private final Map<Optional<String>, Cells> cells = new HashMap<>();

        Counting(By by) {
            this.by = by;
        }

        void add(Subject subject, Verdict worst, Severity severity, boolean isSuppressed) {
            Cells of = cells.computeIfAbsent(by.of(subject), none -> new Cells());
            of.groups++;
            switch (worst) {
                case FAIL -> of.fail++;
                case UNKNOWN -> of.unknown++;
                case PASS -> of.suppressed += isSuppressed ? 1 : 0;
            }
            if (worst != Verdict.PASS) {
                of.severities.merge(severity, 1L, Long::sum);
            }
        }

        Breakdown counted() {
            List<Row> rows = new ArrayList<>();
            cells.forEach((key, of) -> rows.add(of.row(key)));
            rows.sort(ORDER);
            return new Breakdown(by, rows);
        }
    }

    private static final class Cells {
        private long groups;
        private long fail;
        private long unknown;
        private long suppressed;
        private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);

        Row row(Optional<String> key) {
            return new Row(key, groups, fail, unknown, groups - fail - unknown - suppressed, suppressed, severities);
        }
    }
}
