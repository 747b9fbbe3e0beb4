package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The shipped {@code weir observe} of flow logs on disk and of the same ones in a bucket whose every answer comes 40 ms late: whole
 * processes, turns taken, medians. The goal is 0.9 of the disk's speed.
 *
 * <p>Run from the root of the repository. Arguments: the folder that {@link FlowLogMaker} filled, how often (5), the numbers of
 * threads ({@code 1,2}), the latency in milliseconds (40), and JVM options of both sides ({@code -Xmx256m}).
 */
public final class BucketRace {

    private BucketRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String[] threads = (arguments.length > 2 ? arguments[2] : "1,2").split(",");
        long latency = arguments.length > 3 ? Long.parseLong(arguments[3]) : 40;
        Map<String, String> environment = Map.of(
                "WEIR_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "WEIR_JAVA_OPTS", arguments.length > 4 ? arguments[4] : "-Xmx256m",
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1");
        Path flows = folder.resolve("flows");
        try (StaticBucket bucket = new StaticBucket(flows, 0, latency)) {
            for (String count : threads) {
                Map<String, List<String>> commands = new LinkedHashMap<>();
                commands.put("disk", observe(flows.toString(), folder, count));
                List<String> there = observe("s3://flow-logs", folder, count);
                there.addAll(List.of("--endpoint-url", bucket.endpoint().toString()));
                commands.put("bucket", there);
                long before = bucket.calls();
                Map<String, ProcessTime> times = ProcessTime.inTurns(commands, runs, environment);
                ProcessTime disk = Objects.requireNonNull(times.get("disk"));
                System.out.printf("%s threads, %d calls a run%n", count, (bucket.calls() - before) / (runs + 1));
                times.forEach((name, time) -> System.out.printf(
                        "  %-8s %s, %.2f and %.2f of the disk's speed%n",
                        name, time, disk.wall() / time.wall(), disk.processor() / time.processor()));
            }
        }
    }

    private static List<String> observe(String flows, Path folder, String threads) throws IOException {
        Path out = Files.createTempDirectory("weir-race");
        // Each time from nothing: what a profile holds is not read again.
        return new java.util.ArrayList<>(List.of(
                "sh",
                "-c",
                "rm -f \"$0\" && exec ./weir observe --out \"$0\" \"$@\"",
                out.resolve("out.profile").toString(),
                flows,
                "--inventory",
                folder.resolve("inventory").toString(),
                "--threads",
                threads));
    }
}
