package dev.weir.sql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of flow logs, as its engine describes it.
 *
 * @param path its name and what it lies in, outermost first
 * @param columns what its rows say
 * @param partitions what only tells where rows lie, and is no field of a record
 * @param properties such as {@code projection.day.format}
 * @param tellsFiles whether it has the hidden column {@code "$path"}, of files that AWS may have named
 */
public record FlowTable(
        List<String> path,
        List<TableColumn> columns,
        List<TableColumn> partitions,
        Map<String, String> properties,
        boolean tellsFiles) {

    public FlowTable {
        path = List.copyOf(path);
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
        properties = Map.copyOf(properties);
    }

    /** Whether the files themselves are listed with what they hold, so that those of other days are left out; as Glue tells. */
    public boolean isIceberg() {
        return "ICEBERG".equalsIgnoreCase(properties.getOrDefault("table_type", ""));
    }

    /** The same, of which no file can be asked for. */
    public FlowTable withoutFiles() {
        return new FlowTable(path, columns, partitions, properties, false);
    }

    /** The name as it stands in a statement. */
    public String quoted() {
        return quoted(path);
    }

    /** A name as it stands in a statement. */
    public static String quoted(List<String> path) {
        return path.stream().map(TableColumn::quoted).collect(Collectors.joining("."));
    }
}
