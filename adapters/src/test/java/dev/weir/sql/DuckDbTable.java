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
            "CREATE MACRO to_unixtime(a) AS epoch(a)",
            "CREATE MACRO element_at(a, b) AS list_extract(a, b)");

    private final Connection connection;
    private List<TableColumn> columns;
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

    /** The same records as events of OCSF, beside one of another class, with types as Glue has them or as Trino has them. */
    DuckDbTable asOcsf(boolean ofGlue) throws SQLException {
        String end =
                "{'ip': %1$saddr, 'port': %1$sport, 'intermediate_ips': [pkt_%1$saddr], 'interface_uid': %2$s, 'svc_name': pkt_%1$s_aws_service}";
        execute("ALTER TABLE flows RENAME TO lines");
        execute(
                "CREATE TABLE flows AS SELECT 4001 AS class_uid, \"start\" * 1000 AS time, \"start\" * 1000 AS start_time,"
                        + " make_timestamp(CASE WHEN srcport % 2 = 0 THEN CAST(\"end\" AS bigint) * 1000000 END) AS end_time_dt, \"end\" * 1000 + 999 AS end_time,"
                        + " CASE action WHEN 'ACCEPT' THEN 'Allowed' WHEN 'REJECT' THEN 'Denied' END AS action, log_status AS status_code, "
                        + end.formatted("src", "CASE flow_direction WHEN 'egress' THEN interface_id END")
                        + " AS src_endpoint, "
                        + end.formatted("dst", "CASE WHEN flow_direction = 'egress' THEN NULL ELSE interface_id END")
                        + " AS dst_endpoint, {'protocol_num': protocol, 'tcp_flags': tcp_flags, 'direction': CASE flow_direction WHEN 'egress'"
                        + " THEN 'Outbound' WHEN 'ingress' THEN 'Inbound' END} AS connection_info, {'bytes': bytes, 'packets': packets} AS traffic,"
                        + " {'region': region, 'account': {'uid': account_id}} AS cloud, \"$path\", \"date\" FROM lines");
        execute("INSERT INTO flows SELECT * REPLACE (3001 AS class_uid) FROM flows LIMIT 1");
        String endpoint = ofGlue
                ? "struct<ip:string,port:int,intermediate_ips:array<string>,interface_uid:string,svc_name:string>"
                : "row(ip varchar, port integer, \"intermediate_ips\" array(varchar), interface_uid varchar, svc_name varchar)";
        columns = List.of(
                new TableColumn("class_uid", "int"),
                new TableColumn("time", "bigint"),
                new TableColumn("start_time", "bigint"),
                new TableColumn("end_time_dt", "timestamp(6)"),
                new TableColumn("end_time", "bigint"),
                new TableColumn("action", "varchar"),
                new TableColumn("status_code", "string"),
                new TableColumn("src_endpoint", endpoint),
                new TableColumn("dst_endpoint", endpoint),
                new TableColumn(
                        "connection_info",
                        ofGlue
                                ? "struct<protocol_num:bigint,tcp_flags:int,direction:string>"
                                : "row(protocol_num bigint, tcp_flags integer, direction varchar)"),
                new TableColumn(
                        "traffic",
                        ofGlue ? "struct<bytes:bigint,packets:bigint>" : "row(bytes bigint, packets bigint)"),
                new TableColumn(
                        "cloud",
                        ofGlue
                                ? "struct<region:string,account:struct<uid:string>>"
                                : "row(region varchar, account row(uid varchar))"));
        return this;
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
