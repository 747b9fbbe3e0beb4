package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Flow logs in Parquet: the shipped {@code weir observe} beside DuckDB with the same question ({@link FlowDuckDb}) and beside
 * {@code weir observe} of the same records as text; whole processes, turns taken, medians, by the clock and in processor time.
 *
 * <p>Arguments: the folder that {@link FlowLogMaker} filled (4,000,000 records are enough), how often (7), the numbers of threads
 * ({@code 1,2}), the codecs ({@code gzip,zstd}). The Parquet files are made once, by DuckDB, in folders named like the codecs.
 */
public final class ParquetRace {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private ParquetRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Path folder = Path.of(arguments[0]);
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        String[] threads = (arguments.length > 2 ? arguments[2] : "1,2").split(",");
        String[] codecs = (arguments.length > 3 ? arguments[3] : "gzip,zstd").split(",");
        for (String codec : codecs) {
            if (!Files.isDirectory(folder.resolve(codec))) {
                FlowDuckDb.main(new String[] {codec, folder.resolve("flows").toString(), "2"});
            }
        }
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (String count : threads) {
            commands.put("text by weir, " + count, weir(folder, "flows", count));
            for (String codec : codecs) {
                commands.put(codec + " by weir, " + count, weir(folder, codec, count));
                commands.put(codec + " by DuckDB, " + count, duckDb(folder.resolve(codec), count));
            }
        }
        Map<String, ProcessTime> medians = ProcessTime.inTurns(commands, runs, Map.of("WEIR_JAVA", JAVA));
        medians.forEach((name, median) -> System.out.printf("%-20s %s%n", name, median));
        for (String count : threads) {
            for (String codec : codecs) {
                ProcessTime weir = time(medians, codec + " by weir, " + count);
                String name = codec + ", " + count + " thread" + (count.equals("1") ? "" : "s");
                report(name + ": of DuckDB's speed", time(medians, codec + " by DuckDB, " + count), weir, 0.5, 1.0);
                report(name + ": of the speed of text", time(medians, "text by weir, " + count), weir, 1.5, 1.5);
            }
        }
        if (List.of(threads).containsAll(List.of("1", "2"))) {
            for (String codec : codecs) {
                ProcessTime two = time(medians, codec + " by weir, 2");
                report(codec + ": of the speed of one thread", time(medians, codec + " by weir, 1"), two, 1.6, 1.6);
            }
        }
    }

    private static void report(String what, ProcessTime theirs, ProcessTime weir, double least, double goal) {
        double wall = theirs.wall() / weir.wall();
        System.out.printf(
                "%s %.2f by the clock, %.2f in processor time (at least %.1f by the clock: %s; goal %.1f: %s)%n",
                what,
                wall,
                theirs.processor() / weir.processor(),
                least,
                wall >= least ? "met" : "missed",
                goal,
                wall >= goal ? "met" : "missed");
    }

    private static ProcessTime time(Map<String, ProcessTime> medians, String name) {
        return Objects.requireNonNull(medians.get(name), name);
    }

    /** Into a new profile each time: one that is there already would let the files be skipped. */
    private static List<String> weir(Path folder, String flows, String threads) throws IOException {
        Path out = Files.createTempDirectory("weir-race").resolve("out.profile");
        return List.of(
                "sh",
                "-c",
                "rm -f \"$1\" && exec ./weir observe \"$2\" --inventory \"$3\" --out \"$1\" --threads \"$4\"",
                "sh",
                out.toString(),
                folder.resolve(flows).toString(),
                folder.resolve("inventory").toString(),
                threads);
    }

    private static List<String> duckDb(Path folder, String threads) {
        return List.of(
                JAVA,
                "-cp",
                System.getProperty("java.class.path"),
                FlowDuckDb.class.getName(),
                "duckdb",
                folder.toString(),
                threads);
    }
}
