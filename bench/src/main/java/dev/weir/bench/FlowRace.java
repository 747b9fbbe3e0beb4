package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Flow logs read by whole processes, turns taken, medians: inflating alone (by java.util.zip, the yardstick, and by weir's
 * own decoder), parsing, profiling, the shipped {@code weir observe}, and DuckDB's typed {@code read_csv} with the same question and
 * with a smaller one ({@link FlowDuckDb}).
 *
 * <p>Arguments: the folder that {@link FlowLogMaker} filled, how often (7 or more: single pairs swing by a third), the
 * numbers of threads ({@code 1,2}), and the rivals ({@code inflate,inflate-weir,parse,profile,observe,duckdb,duckdb-sums}).
 */
public final class FlowRace {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private FlowRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        String[] threads = (arguments.length > 2 ? arguments[2] : "1,2").split(",");
        String[] rivals = (arguments.length > 3
                        ? arguments[3]
                        : "inflate,inflate-weir,parse,profile,observe,duckdb,duckdb-sums")
                .split(",");
        for (String count : threads) {
            Map<String, double[]> seconds = new LinkedHashMap<>();
            for (int run = 0; run < runs; run++) {
                for (String rival : rivals) {
                    System.err.printf("%s thread(s), run %d: %s%n", count, run + 1, rival);
                    seconds.computeIfAbsent(rival, name -> new double[runs])[run] = run(command(rival, folder, count));
                }
            }
            report(count, seconds, runs);
        }
    }

    private static void report(String threads, Map<String, double[]> seconds, int runs) {
        System.out.printf("%s thread%s, %d runs%n", threads, threads.equals("1") ? "" : "s", runs);
        seconds.values().forEach(Arrays::sort);
        String first = seconds.keySet().iterator().next();
        seconds.forEach((rival, times) -> System.out.printf(
                "  %-12s median %6.2f s   fastest %6.2f s   slowest %6.2f s   speed %.2f of %s%n",
                rival,
                median(seconds, rival),
                times[0],
                times[runs - 1],
                median(seconds, first) / median(seconds, rival),
                first));
        judge(threads, seconds, "inflate", threads.equals("1") ? 0.50 : 0.45, threads.equals("1") ? 0.65 : 0.60);
        judge(threads, seconds, "duckdb", 2.0, 2.8);
        judge(threads, seconds, "duckdb-sums", 2.0, 2.8);
    }

    /** The figure that the project set itself: the speed of the shipped command as a multiple of a rival's. */
    private static void judge(String threads, Map<String, double[]> seconds, String rival, double least, double goal) {
        if (seconds.containsKey("observe") && seconds.containsKey(rival)) {
            double ratio = median(seconds, rival) / median(seconds, "observe");
            System.out.printf(
                    "  observe / %s, %s thread%s: %.2f (at least %.2f: %s; goal %.2f: %s)%n",
                    rival,
                    threads,
                    threads.equals("1") ? "" : "s",
                    ratio,
                    least,
                    ratio >= least ? "met" : "missed",
                    goal,
                    ratio >= goal ? "met" : "missed");
        }
    }

    private static double median(Map<String, double[]> seconds, String rival) {
        double[] sorted = seconds.getOrDefault(rival, new double[] {Double.NaN});
        return sorted[sorted.length / 2];
    }

    private static List<String> command(String rival, Path folder, String threads) throws IOException {
        String flows = folder.resolve("flows").toString();
        if (rival.equals("observe")) {
            Path out = Files.createTempDirectory("weir-race").resolve("out.profile");
            String inventory = folder.resolve("inventory").toString();
            return List.of(
                    "./weir",
                    "observe",
                    flows,
                    "--inventory",
                    inventory,
                    "--out",
                    out.toString(),
                    "--threads",
                    threads);
        }
        List<String> command = new ArrayList<>(List.of(JAVA, "-cp", System.getProperty("java.class.path")));
        if (rival.startsWith("duckdb")) {
            command.addAll(List.of(FlowDuckDb.class.getName(), rival, flows, threads));
        } else {
            command.addAll(List.of(FlowRead.class.getName(), rival, flows, threads));
        }
        return command;
    }

    private static double run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("WEIR_JAVA", JAVA);
        Process process = builder.start();
        boolean ended = process.waitFor(1, TimeUnit.HOURS);
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException("did not end well: " + String.join(" ", command));
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
