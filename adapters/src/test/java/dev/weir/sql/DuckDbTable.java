package dev.weir.sql;

import dev.weir.flow.FlowField;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table of flow logs in DuckDB, which answers the statement as it is: macros give it the functions of Trino that it has under other
 * names.
 *
 * <p>Text is read as AWS's statement for Athena declares it: a cell for each column by its place, and NULL where a number is none.
 */
final class DuckDbTable implements SqlEngine, AutoCloseable {

    private static final List<String> MACROS = List.of(
            "CREATE MACRO bitwise_and(a, b) AS a & b",
            "CREATE MACRO bitwise_left_shift(a, b) AS a << b",
            "CREATE MACRO bitwise_or_agg(a) AS bit_or(a)",
            "CREATE MACRO slice(a, b, c) AS list_slice(a, b, b + c - 1)",
            "CREATE MACRO array_join(a, b) AS array_to_string(a, b)",
            "CREATE MACRO to_unixtime(a) AS epoch(a)");

    private final Connection connection;
    private final List<TableColumn> columns;
    private final List<String> statements = new ArrayList<>();

    private DuckDbTable(List<TableColumn> columns) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        this.columns = List.copyOf(columns);
        for (String macro : MACROS) {
            execute(macro);
        }
    }

    /** The columns that AWS's own statement declares for these fields. */
    static List<TableColumn> declared(List<String> fields) {
        return fields.stream()
                .map(name -> new TableColumn(name.replace('-', '_'), type(FlowField.named(name))))
                .toList();
    }

    private static String type(Optional<FlowField> field) {
        boolean number = field.map(FlowField::kind).equals(Optional.of(FlowField.Kind.NUMBER));
        boolean large = field.filter(any -> any.largest() > 65_535).isPresent()
                || field.equals(Optional.of(FlowField.PROTOCOL));
        return !number ? "string" : large ? "bigint" : "int";
    }

    /** A table of text files, partitioned by the day in their keys. */
    static DuckDbTable ofText(Path files, List<TableColumn> columns) throws SQLException {
        DuckDbTable table = new DuckDbTable(columns);
        String names = columns.stream()
                .map(column -> TableColumn.literal(column.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        table.create(
                "read_csv('%s', columns = %s, delim = ' ', header = false, skip = 1, quote = '', escape = '', filename = true)"
                        .formatted(files, names));
        return table;
    }

    private void create(String source) throws SQLException {
        String values = columns.stream()
                .map(column -> "TRY_CAST(%s AS %s) AS %s"
                        .formatted(column.quoted(), column.type().replace("string", "varchar"), column.quoted()))
                .collect(Collectors.joining(", "));
        execute("CREATE TABLE cells AS SELECT * FROM " + source);
        execute(
                "CREATE TABLE flows AS SELECT " + values + ", filename AS \"$path\","
                        + " CAST(replace(regexp_extract(filename, '[0-9]{4}/[0-9]{2}/[0-9]{2}'), '/', '-') AS date) AS \"date\" FROM cells");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> statements() {
        return statements;
    }

    @Override
    public String name() {
        return "duckdb:flows";
    }

    @Override
    public FlowTable table() {
        return new FlowTable(List.of("flows"), columns, List.of(new TableColumn("date", "date")), Map.of(), true);
    }

    @Override
    public SqlRows run(String sql) throws SqlFailure {
        statements.add(sql);
        try {
            Statement statement = connection.createStatement();
            return new Rows(statement, statement.executeQuery(sql));
        } catch (SQLException failed) {
            throw new SqlFailure(String.valueOf(failed.getMessage()) + "\n" + sql, failed);
        }
    }

    @Override
    public void stop() {}

    @Override
    public Optional<String> cost() {
        return Optional.empty();
    }

    private record Rows(Statement statement, ResultSet rows) implements SqlRows {

        @Override
        public List<String> next() throws SqlFailure {
            try {
                List<String> cells = new ArrayList<>();
                if (rows.next()) {
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        cells.add(Optional.ofNullable(rows.getString(column)).orElse(""));
                    }
                }
                return cells;
            } catch (SQLException failed) {
                throw new SqlFailure(String.valueOf(failed.getMessage()), failed);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException already) {
                throw new IllegalStateException(already);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
