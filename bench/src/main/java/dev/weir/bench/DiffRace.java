package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The shipped {@code weir diff} of two snapshots beside one {@code weir scan} of one of them: whole processes, same JVM, turns
 * taken, medians.
 *
 * <p>Run from the root of the repository. Arguments: how many groups (100,000), how often (five), and how many groups have the rules
 * that they had no more (one in a hundred). The files are made once, in {@code bench/target}. All sides run with {@code -Xmx512m},
 * so what needs more fails.
 */
public final class DiffRace {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String GROUP = "{\"GroupId\":\"sg-";
    private static final String RULES = "\",\"IpPermissionsEgress\":";

    private DiffRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int groups = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int every = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        Map<String, String> environment = Map.of("WEIR_JAVA", JAVA, "WEIR_JAVA_OPTS", "-Xmx512m");
        for (int sets : new int[] {200, 0}) {
            Path folder = Path.of("bench", "target", "diff-" + groups + "-" + sets + "-" + every);
            String before = folder.resolve("before.json").toString();
            String after = folder.resolve("after.json").toString();
            make(folder, groups, sets, every, environment);
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put("scan of one", List.of("./weir", "scan", before));
            commands.put("diff, equal", List.of("./weir", "diff", before, before));
            commands.put("diff", List.of("./weir", "diff", before, after));
            commands.put("diff as JSON", List.of("./weir", "diff", before, after, "--format", "json"));
            Map<String, ProcessTime> times = ProcessTime.inTurns(commands, runs, environment);
            System.out.printf(
                    "%,d groups, %s%n", groups, sets == 0 ? "a rule set of its own for each" : sets + " rule sets");
            ProcessTime scan = Objects.requireNonNull(times.get("scan of one"));
            times.forEach((name, time) -> System.out.printf(
                    "  %-14s %s, %.2f times the wall time, %.2f times the processor time%n",
                    name, time, time.wall() / scan.wall(), time.processor() / scan.processor()));
        }
    }

    private static void make(Path folder, int groups, int sets, int every, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path done = folder.resolve("after.json");
        if (Files.exists(done)) {
            return;
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("groups");
        GroupFileMaker.write(file, groups, "compact", sets);
        snapshot(file, folder.resolve("before.json"), environment);
        Files.writeString(file, changed(Files.readString(file), every));
        snapshot(file, done, environment);
        Files.delete(file);
    }

    /** Every so many groups permit what they did not, or do not permit what they did. */
    private static String changed(String groups, int every) {
        StringBuilder changed = new StringBuilder(groups.length());
        int number = 0;
        int from = 0;
        while (from < groups.length()) {
            int rules = groups.indexOf(RULES, from);
            int next = rules < 0 ? -1 : groups.indexOf(RULES, rules + 1);
            int end = next < 0 ? groups.length() : groups.lastIndexOf(GROUP, next);
            String group = groups.substring(from, end);
            if (++number % every == 0) {
                group = group.contains("\"0.0.0.0/0\"")
                        ? group.replace("\"0.0.0.0/0\"", "\"10.9.0.0/16\"")
                        : group.replaceAll("\"10[.0-9]*/[0-9]*\"", "\"0.0.0.0/0\"");
            }
            changed.append(group);
            from = end;
        }
        return changed.toString();
    }

    private static void snapshot(Path file, Path out, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("./weir", "snapshot", file.toString(), "--out", out.toString()).inheritIO();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("weir snapshot ended with " + status);
        }
    }
}
