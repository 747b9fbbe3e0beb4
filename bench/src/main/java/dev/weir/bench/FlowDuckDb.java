package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One whole process of {@link FlowRace}: DuckDB asks the files a question, with every column declared.
 *
 * <p>Arguments: {@code duckdb}, {@code duckdb-sums}, or the codec of Parquet files to be made beside the folder ({@link ParquetRace});
 * the folder; the number of threads. Files {@code *.parquet} in the folder are read instead of text. The first asks what the evidence of a
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

    private static final Set<String> WIDE = Set.of("packets", "bytes", "start", "end");

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

    /** The records of text files, with every column declared. */
    private static String text(String files) {
        List<String> columns = new ArrayList<>();
        for (String column : FlowLogMaker.FORMAT.split(" ")) {
            columns.add("'" + column + "': '" + (NUMBERS.contains(column) ? "BIGINT" : "VARCHAR") + "'");
        }
        return "read_csv('" + files + "', delim = ' ', header = true,"
                + " auto_detect = false, nullstr = '-', columns = {" + String.join(", ", columns) + "})";
    }

    /** Writes the records of a text file as AWS names and types them in Parquet: 32 bits but for counts and times. */
    private static void write(Statement statement, Path file, Path to, String codec) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String column : FlowLogMaker.FORMAT.split(" ")) {
            boolean narrow = NUMBERS.contains(column) && !WIDE.contains(column);
            columns.add(
                    "\"" + column + "\"" + (narrow ? "::INTEGER" : "") + " as \"" + column.replace('-', '_') + "\"");
        }
        String name = file.getFileName().toString().replace(".log.gz", ".log.parquet");
        statement.execute("copy (select " + String.join(", ", columns) + " from " + text(file.toString()) + ") to '"
                + to.resolve(name) + "' (format parquet, compression " + codec + ")");
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        Path folder = Path.of(arguments[1]);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        boolean parquet = files.get(0).toString().endsWith(".parquet");
        String table = parquet
                ? "read_parquet('" + folder.resolve("*.parquet") + "')"
                : text(folder.resolve("*.gz").toString());
        String asked = arguments[0].equals("duckdb-sums") ? SUMS : EVIDENCE;
        String question = (parquet
                        ? asked.replaceAll("(interface|flow|tcp|traffic)-(id|direction|flags|path)", "$1_$2")
                        : asked)
                .formatted(table);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set autoload_known_extensions = false");
            statement.execute("set threads = " + Integer.parseInt(arguments[2]));
            if (!arguments[0].startsWith("duckdb")) {
                Path to = Files.createDirectories(folder.resolveSibling(arguments[0]));
                for (Path file : files) {
                    write(statement, file, to, arguments[0]);
                }
                return;
            }
            try (ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                System.out.println(answer.getLong(1) + " conversations, " + answer.getLong(2) + " records");
            }
        }
    }
}
