package dev.weir.sql;

import dev.weir.flow.FlowColumns;
import dev.weir.flow.FlowField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fields of a flow log as a table's columns say them, whatever their types: texts as {@code varchar}, numbers and seconds as
 * {@code bigint}, and what is {@code -} or empty as NULL.
 */
final class FieldExpressions {

    /** OCSF's words and numbers for what AWS calls otherwise; that it is not known is NULL. */
    private static final Map<FlowField, String> OCSF_WORDS = Map.of(
            FlowField.ACTION,
            "CASE lower(%1$s) WHEN 'allowed' THEN 'ACCEPT' WHEN '1' THEN 'ACCEPT' WHEN 'denied' THEN 'REJECT'"
                    + " WHEN 'blocked' THEN 'REJECT' WHEN '2' THEN 'REJECT' WHEN 'unknown' THEN NULL WHEN 'other' THEN NULL"
                    + " WHEN '0' THEN NULL WHEN '3' THEN NULL WHEN '99' THEN NULL ELSE upper(%1$s) END",
            FlowField.FLOW_DIRECTION,
            "CASE lower(%1$s) WHEN 'inbound' THEN 'ingress' WHEN '1' THEN 'ingress' WHEN 'outbound' THEN 'egress'"
                    + " WHEN '2' THEN 'egress' WHEN 'unknown' THEN NULL WHEN 'other' THEN NULL WHEN 'lateral' THEN NULL"
                    + " WHEN '0' THEN NULL WHEN '3' THEN NULL WHEN '99' THEN NULL ELSE lower(%1$s) END",
            FlowField.LOG_STATUS,
            "upper(%1$s)");

    private static final long DAY = 86_400;

    private final Map<FlowField, List<TableLeaf>> columns = new EnumMap<>(FlowField.class);
    private final List<TableLeaf> leaves;
    private final boolean isOcsf;

    FieldExpressions(FlowTable table) {
        List<TableLeaf> all = TableLeaf.of(table.columns());
        isOcsf = all.stream().anyMatch(leaf -> leaf.dotted().equals(FlowColumns.OCSF_CLASS));
        leaves = isOcsf
                ? all
                : table.columns().stream()
                        .map(column -> new TableLeaf(List.of(column.name()), column.type()))
                        .toList();
        FlowColumns known =
                FlowColumns.of(leaves.stream().map(TableLeaf::dotted).toList());
        for (FlowColumns.Column column : known.known()) {
            TableLeaf leaf = leaves.get(column.index());
            column.fields().stream()
                    .filter(field -> mayHold(leaf, field))
                    .forEach(field -> columns.computeIfAbsent(field, any -> new ArrayList<>())
                            .add(leaf));
        }
    }

    private boolean mayHold(TableLeaf column, FlowField field) {
        if (isOcsf && isTime(field) && column.kind() == TableColumn.Kind.TEXT) {
            return false; // The same time stands beside it as a number.
        }
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
                .map(column -> number ? number(column) : worded(field, column))
                .toList();
        return switch (values.size()) {
            case 0 -> "CAST(NULL AS " + (number ? "bigint" : "varchar") + ")";
            case 1 -> values.get(0);
            default -> "coalesce(" + String.join(", ", values) + ")";
        };
    }

    private String worded(FlowField field, TableLeaf column) {
        String words = isOcsf ? OCSF_WORDS.getOrDefault(field, "%1$s") : "%1$s";
        return words.formatted(text(column));
    }

    private static String text(TableLeaf column) {
        return column.kind() == TableColumn.Kind.TEXT
                ? "nullif(nullif(" + column.quoted() + ", '-'), '')"
                : "CAST(" + column.quoted() + " AS varchar)";
    }

    private String number(TableLeaf column) {
        if (isMillis(column)) {
            return "CAST(floor(" + column.quoted() + " / 1000e0) AS bigint)";
        }
        return switch (column.kind()) {
            case TEXT -> "TRY_CAST(" + text(column) + " AS bigint)";
            case TIMESTAMP, ZONED_TIMESTAMP -> "CAST(floor(to_unixtime(" + column.quoted() + ")) AS bigint)";
            case WHOLE -> "CAST(" + column.quoted() + " AS bigint)";
            default -> "TRY_CAST(" + column.quoted() + " AS bigint)";
        };
    }

    /** Times of OCSF that are numbers. */
    private boolean isMillis(TableLeaf column) {
        String name = column.path().get(column.path().size() - 1);
        return isOcsf && column.kind() == TableColumn.Kind.WHOLE && (name.equals("time") || name.endsWith("_time"));
    }

    /** That a row is a flow: an OCSF event of that class; empty where every row is. */
    Optional<String> isFlow() {
        return isOcsf
                ? Optional.of(TableColumn.quoted(FlowColumns.OCSF_CLASS) + " = " + FlowColumns.OCSF_NETWORK_ACTIVITY)
                : Optional.empty();
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
            if (those.size() == 1) {
                return between(those.get(0), from, to);
            }
            String value = value(field);
            String about = those.stream()
                    .filter(column -> column.dotted().matches("time(_dt)?"))
                    .map(column -> " AND (" + column.quoted() + " IS NULL OR "
                            + between(column, Math.max(0, from - DAY), to + DAY) + ")")
                    .collect(Collectors.joining());
            return "%s >= %d AND %s < %d%s".formatted(value, from, value, to, about);
        });
    }

    private String between(TableLeaf column, long from, long to) {
        String name = column.quoted();
        long unit = isMillis(column) ? 1_000 : 1;
        return switch (column.kind()) {
            case TIMESTAMP -> "%s >= %s AND %s < %s".formatted(name, instant(from, ""), name, instant(to, ""));
            case ZONED_TIMESTAMP ->
                "%s >= %s AND %s < %s".formatted(name, instant(from, " UTC"), name, instant(to, " UTC"));
            case WHOLE -> "%s >= %d AND %s < %d".formatted(name, from * unit, name, to * unit);
            default -> "%s >= %d AND %s < %d".formatted(number(column), from, number(column), to);
        };
    }

    private static String instant(long second, String zone) {
        String text = Instant.ofEpochSecond(second).toString();
        return "TIMESTAMP '" + text.replace('T', ' ').replace("Z", "") + zone + "'";
    }
}
