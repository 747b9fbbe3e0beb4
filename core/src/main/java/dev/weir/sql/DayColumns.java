package dev.weir.sql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the partitions of a table tell a day, in the ways of AWS's own statements: {@code year}, {@code month} and {@code day}; a date;
 * a text such as {@code 2026/10/21}, with or without an hour; projected or in a catalog.
 *
 * <p>AWS files a record by its end, so a partition holds what ended on its day.
 *
 * @see <a href="https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs.html">Athena User Guide, VPC flow logs</a>
 */
final class DayColumns {

    /** Names of a column that says all of a day. */
    private static final Set<String> DAYS = Set.of(
            "date",
            "day",
            "dt",
            "ds",
            "datehour",
            "eventday",
            "event_date",
            "log_date",
            "partition_date",
            "date_partition");

    private static final List<String> SPELLINGS = List.of("yyyy/MM/dd", "yyyy-MM-dd", "yyyyMMdd");

    private final Map<String, TableColumn> byName = new TreeMap<>();
    private final Map<String, String> properties;

    DayColumns(FlowTable table) {
        table.partitions().forEach(column -> byName.put(column.name().toLowerCase(Locale.ROOT), column));
        properties = table.properties();
    }

    /** That rows lie in the partitions of this day; empty where partitions do not tell the day. */
    Optional<String> of(LocalDate day) {
        TableColumn year = byName.get("year");
        TableColumn month = byName.get("month");
        TableColumn dayOfMonth = byName.get("day");
        if (year != null && month != null && dayOfMonth != null) {
            return Optional.of(number(year, day.getYear())
                    + " AND " + number(month, day.getMonthValue())
                    + " AND " + number(dayOfMonth, day.getDayOfMonth()));
        }
        return byName.values().stream()
                .filter(column -> isDay(column))
                .findFirst()
                .map(column -> whole(column, day));
    }

    private boolean isDay(TableColumn column) {
        return switch (column.kind()) {
            case DATE, TIMESTAMP -> true;
            case TEXT ->
                DAYS.contains(column.name().toLowerCase(Locale.ROOT))
                        || property(column, "type").filter("date"::equals).isPresent();
            case WHOLE -> DAYS.contains(column.name().toLowerCase(Locale.ROOT));
            default -> false;
        };
    }

    private static String number(TableColumn column, int value) {
        if (column.kind() != TableColumn.Kind.TEXT) {
            return column.quoted() + " = " + value;
        }
        return value < 10
                ? "%s IN ('0%d', '%d')".formatted(column.quoted(), value, value)
                : "%s = '%d'".formatted(column.quoted(), value);
    }

    private String whole(TableColumn column, LocalDate day) {
        return switch (column.kind()) {
            case DATE -> column.quoted() + " = DATE '" + day + "'";
            case TIMESTAMP ->
                "%s >= TIMESTAMP '%s 00:00:00' AND %s < TIMESTAMP '%s 00:00:00'"
                        .formatted(column.quoted(), day, column.quoted(), day.plusDays(1));
            case WHOLE -> column.quoted() + " = " + text(SPELLINGS.get(2), day, 0);
            default ->
                property(column, "format")
                        .map(format -> projected(column, format, day))
                        .orElseGet(() -> anySpelling(column, day));
        };
    }

    /** A projection takes only values of its own format, and pays for a look at each. */
    private static String projected(TableColumn column, String format, LocalDate day) {
        String first = TableColumn.literal(text(format, day, 0));
        String last = TableColumn.literal(text(format, day, 23));
        return first.equals(last)
                ? column.quoted() + " = " + first
                : column.quoted() + " BETWEEN " + first + " AND " + last;
    }

    /** Values of a catalog are compared as texts, and those of other days are told apart before a file is opened. */
    private static String anySpelling(TableColumn column, LocalDate day) {
        return column.quoted() + " IN ("
                + String.join(
                        ", ",
                        SPELLINGS.stream()
                                .map(format -> TableColumn.literal(text(format, day, 0)))
                                .toList())
                + ")";
    }

    private static String text(String format, LocalDate day, int hour) {
        LocalDateTime time = day.atTime(hour, 0);
        try {
            return DateTimeFormatter.ofPattern(format, Locale.ROOT).format(time);
        } catch (IllegalArgumentException | DateTimeException strange) {
            return DateTimeFormatter.ofPattern(SPELLINGS.get(0), Locale.ROOT).format(time);
        }
    }

    private Optional<String> property(TableColumn column, String which) {
        return Optional.ofNullable(
                properties.get("projection." + column.name().toLowerCase(Locale.ROOT) + "." + which));
    }
}
