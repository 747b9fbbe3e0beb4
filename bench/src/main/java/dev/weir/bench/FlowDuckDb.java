package dev.weir.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One whole process of {@link FlowRace}: DuckDB asks the files the question that a profile answers, who talks to what, with
 * every column declared.
 *
 * <p>Arguments: the folder, the number of threads.
 */
public final class FlowDuckDb {

    private static final Set<String> NUMBERS = Set.of(
            "version",
            "srcport",
            "dstport",
            "protocol",
            "packets",
            "bytes",
            "start",
            "end",
            "tcp-flags",
            "traffic-path");

    private FlowDuckDb() {}

    public static void main(String[] arguments) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String column : FlowLogMaker.FORMAT.split(" ")) {
            columns.add("'" + column + "': '" + (NUMBERS.contains(column) ? "BIGINT" : "VARCHAR") + "'");
        }
        String question =
                "select count(*), sum(records), sum(total) from (select \"interface-id\", dstaddr, dstport, protocol,"
                        + " count(*) as records, sum(bytes) as total, min(start) as first, max(\"end\") as last"
                        + " from read_csv('" + Path.of(arguments[0]).resolve("*.gz") + "', delim = ' ', header = true,"
                        + " auto_detect = false, nullstr = '-', columns = {" + String.join(", ", columns) + "})"
                        + " where action = 'ACCEPT' and \"flow-direction\" = 'egress' group by all)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            statement.execute("set threads = " + Integer.parseInt(arguments[1]));
            try (ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                System.out.println(answer.getLong(1) + " conversations, " + answer.getLong(2) + " records");
            }
        }
    }
}
