package dev.weir.sql;

import dev.weir.flow.FlowField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a flow log as a table's columns say them, whatever their types: texts as {@code varchar}, numbers and seconds as
 * {@code bigint}, and what is {@code -} or empty as NULL.
 */
final class FieldExpressions {

    private final Map<FlowField, List<TableColumn>> columns = new EnumMap<>(FlowField.class);

    FieldExpressions(FlowTable table) {
        for (TableColumn column : table.columns()) {
            FlowField.spelt(column.name())
                    .filter(field -> mayHold(column, field))
                    .ifPresent(field -> columns.computeIfAbsent(field, any -> new ArrayList<>())
                            .add(column));
        }
    }

    private static boolean mayHold(TableColumn column, FlowField field) {
        return switch (column.kind()) {
            case WHOLE, TEXT, FRACTION -> true;
            case TIMESTAMP, ZONED_TIMESTAMP -> isTime(field);
            case DATE, OTHER -> false;
        };
    }

    private static boolean isTime(FlowField field) {
        return field == FlowField.START || field == FlowField.END;
    }

    boolean has(FlowField field) {
        return columns.containsKey(field);
    }

    /** How many fields the table has. */
    int size() {
        return columns.size();
    }

    /** The value, NULL where the table has no such column; of several columns the first that has one. */
    String value(FlowField field) {
        boolean number = field.kind() == FlowField.Kind.NUMBER;
        List<String> values = columns.getOrDefault(field, List.of()).stream()
                .map(column -> number ? number(column) : text(column))
                .toList();
        return switch (values.size()) {
            case 0 -> "CAST(NULL AS " + (number ? "bigint" : "varchar") + ")";
            case 1 -> values.get(0);
            default -> "coalesce(" + String.join(", ", values) + ")";
        };
    }

    private static String text(TableColumn column) {
        return column.kind() == TableColumn.Kind.TEXT
                ? "nullif(nullif(" + column.quoted() + ", '-'), '')"
                : "CAST(" + column.quoted() + " AS varchar)";
    }

    private static String number(TableColumn column) {
        return switch (column.kind()) {
            case TEXT -> "TRY_CAST(" + text(column) + " AS bigint)";
            case TIMESTAMP, ZONED_TIMESTAMP -> "CAST(floor(to_unixtime(" + column.quoted() + ")) AS bigint)";
            case WHOLE -> "CAST(" + column.quoted() + " AS bigint)";
            default -> "TRY_CAST(" + column.quoted() + " AS bigint)";
        };
    }

    /** Whether a text of the row is there and is not the number that its field is. */
    String isBroken() {
        List<String> broken = new ArrayList<>();
        columns.forEach((field, those) -> {
            if (field.kind() == FlowField.Kind.NUMBER) {
                those.stream()
                        .filter(column -> column.kind() == TableColumn.Kind.TEXT)
                        .forEach(
                                column -> broken.add(text(column) + " IS NOT NULL AND " + number(column) + " IS NULL"));
            }
        });
        return broken.isEmpty() ? "false" : String.join("\n      OR ", broken);
    }

    /** That a record ended in this time, compared by the column as it is, so that an engine may leave files and row groups out. */
    Optional<String> ended(long from, long to) {
        FlowField field = has(FlowField.END) ? FlowField.END : FlowField.START;
        return Optional.ofNullable(columns.get(field)).map(those -> {
            TableColumn column = those.get(0);
            String name = column.quoted();
            return switch (column.kind()) {
                case TIMESTAMP -> "%s >= %s AND %s < %s".formatted(name, instant(from, ""), name, instant(to, ""));
                case ZONED_TIMESTAMP ->
                    "%s >= %s AND %s < %s".formatted(name, instant(from, " UTC"), name, instant(to, " UTC"));
                case WHOLE -> "%s >= %d AND %s < %d".formatted(name, from, name, to);
                default -> "%s >= %d AND %s < %d".formatted(number(column), from, number(column), to);
            };
        });
    }

    private static String instant(long second, String zone) {
        String text = Instant.ofEpochSecond(second).toString();
        return "TIMESTAMP '" + text.replace('T', ' ').replace("Z", "") + zone + "'";
    }
}
