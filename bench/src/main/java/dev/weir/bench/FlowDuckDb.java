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
 * One whole process of {@link FlowRace}: DuckDB asks the files a question, with every column declared.
 *
 * <p>Arguments: {@code duckdb} or {@code duckdb-sums}; the folder; the number of threads. The first asks what the evidence of a
 * profile answers: for each interface, day, protocol, peer and port of the service, at either end, whether refused, how many
 * records and packets went each way, how many began or answered a connection, the bytes, the first and last second, the paths,
 * and how many different ports stood opposite. The second asks only for the accepted egress records of each interface, peer,
 * port and protocol: how many, their bytes, the first and last second.
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

    private static final String SUMS = """
            select count(*), sum(records), sum(total) from (
              select "interface-id", dstaddr, dstport, protocol,
                count(*) as records, sum(bytes) as total, min("start") as first, max("end") as last
              from %s where action = 'ACCEPT' and "flow-direction" = 'egress' group by all)
            """;

    private static final String EVIDENCE = """
            select count(*), sum(records), sum(total) from (
              select "interface-id", day, refused, protocol, local, peer, port, peer_serves,
                count(*) as records, sum(bytes) as total,
                count(*) filter (egress) as toward, sum(packets) filter (egress) as packets_toward,
                sum(packets) filter (not egress) as packets_from,
                count(*) filter (flags = 2) as began, count(*) filter (flags = 18) as answered,
                min("start") filter (egress) as first_toward, min("start") filter (not egress) as first_from,
                max("end") as last, bit_or(path) as paths, count(distinct opposite) as opposites
              from (
                select "interface-id", "start" // 86400 as day, action = 'REJECT' as refused, protocol,
                  case when egress then srcaddr else dstaddr end as local,
                  case when egress then dstaddr else srcaddr end as peer,
                  least(srcport, dstport) as port, greatest(srcport, dstport) as opposite,
                  (case when egress then dstport else srcport end) = least(srcport, dstport) as peer_serves,
                  egress, bytes, packets, "tcp-flags" & 18 as flags, "start", "end",
                  1 << coalesce("traffic-path", 0)::integer as path
                from (select *, "flow-direction" = 'egress' as egress from %s))
              group by all)
            """;

    private FlowDuckDb() {}

    public static void main(String[] arguments) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String column : FlowLogMaker.FORMAT.split(" ")) {
            columns.add("'" + column + "': '" + (NUMBERS.contains(column) ? "BIGINT" : "VARCHAR") + "'");
        }
        String table = "read_csv('" + Path.of(arguments[1]).resolve("*.gz") + "', delim = ' ', header = true,"
                + " auto_detect = false, nullstr = '-', columns = {" + String.join(", ", columns) + "})";
        String question = (arguments[0].equals("duckdb-sums") ? SUMS : EVIDENCE).formatted(table);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            statement.execute("set threads = " + Integer.parseInt(arguments[2]));
            try (ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                System.out.println(answer.getLong(1) + " conversations, " + answer.getLong(2) + " records");
            }
        }
    }
}
