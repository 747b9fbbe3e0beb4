package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped {@code weir scan FILE --format json} beside the JSON library merely tokenising the same file, and beside a former
 * build of weir: whole processes, same JVM, turns taken, medians; and the same scan of a folder whose prefix lists come after
 * the groups.
 *
 * <p>Run from the root of the repository. Arguments: how many groups (a million), how often (five), and the {@code weir} of
 * another checkout, which is to be built. The files are made once, in {@code bench/target}: with 200 and with 20,000 different
 * rule sets, and with one of its own for each group; one group has one set. All sides run with {@code -Xmx512m}, so a scan that
 * needs more fails.
 */
public final class GroupRace {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String HEAP = "-Xmx512m";
    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");
    private static final String LISTS = """
            {"PrefixLists": [{"PrefixListId": "pl-6da54000", "PrefixListName": "com.amazonaws.eu-west-1.s3",
              "Cidrs": ["3.5.64.0/21", "52.218.0.0/17"]}]}
            """;

    private GroupRace() {}

    /** Seconds of one process: by the clock, and of all its threads together. */
    private record Time(double wall, double processor) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int groups = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        List<String> weirs = new ArrayList<>(List.of("./weir"));
        weirs.addAll(List.of(arguments).subList(Math.min(2, arguments.length), arguments.length));
        for (int sets : groups == 1 ? new int[] {0} : new int[] {200, 20_000, 0}) {
            Path folder = Path.of("bench", "target", "groups-" + groups + "-" + sets);
            race(made(folder, groups, sets), folder, sets, runs, weirs);
        }
    }

    private static Path made(Path folder, int groups, int sets) throws IOException {
        Path file = folder.resolve("a-groups.json");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            GroupFileMaker.write(file, groups, "compact", sets);
            Files.writeString(folder.resolve("z-prefix-lists.json"), LISTS);
        }
        return file;
    }

    private static void race(Path file, Path folder, int sets, int runs, List<String> weirs)
            throws IOException, InterruptedException {
        String tokenise = Tokenise.class.getName();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(
                "tokenise",
                List.of(JAVA, HEAP, "-cp", System.getProperty("java.class.path"), tokenise, file.toString()));
        for (String weir : weirs) {
            commands.put(weir + ", file", List.of(weir, "scan", file.toString(), "--format", "json"));
            commands.put(weir + ", folder", List.of(weir, "scan", folder.toString(), "--format", "json"));
        }
        Map<String, Time[]> times = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) { // the first makes class-data archives and is not counted
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                Time time = run(command.getValue());
                if (run >= 0) {
                    times.computeIfAbsent(command.getKey(), unused -> new Time[runs])[run] = time;
                }
            }
        }
        System.out.printf(
                "%s, %d MB%n",
                sets == 0 ? "a rule set of its own for each group" : sets + " rule sets", Files.size(file) / 1_000_000);
        Time rival = median(Objects.requireNonNull(times.get("tokenise")));
        times.forEach(
                (name, of) -> System.out.printf("  %-40s %s, %s%n", name, said(median(of)), ratio(rival, median(of))));
    }

    private static String said(Time time) {
        return "%.2f s (processor %.2f s)".formatted(time.wall(), time.processor());
    }

    private static String ratio(Time tokenise, Time scan) {
        return "%.2f of its speed, %.1f times its processor time"
                .formatted(tokenise.wall() / scan.wall(), scan.processor() / tokenise.processor());
    }

    private static Time median(Time[] times) {
        double[] walls = Arrays.stream(times).mapToDouble(Time::wall).sorted().toArray();
        double[] processors =
                Arrays.stream(times).mapToDouble(Time::processor).sorted().toArray();
        return new Time(walls[walls.length / 2], processors[processors.length / 2]);
    }

    /** Runs a command in a shell, which then tells the processor time of its children (POSIX {@code times}, second line). */
    private static Time run(List<String> command) throws IOException, InterruptedException {
        List<String> shell =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1; status=$?; times; exit $status", "sh"));
        shell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.environment().put("WEIR_JAVA", JAVA);
        builder.environment().put("WEIR_JAVA_OPTS", HEAP);
        long start = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int status = process.waitFor();
        double wall = (System.nanoTime() - start) / 1e9;
        // 3 is an answer that is not clean.
        if (status != 0 && status != 3) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
        Matcher matcher = TIME.matcher(output.substring(output.indexOf('\n') + 1));
        double processor = 0;
        while (matcher.find()) {
            processor += 60 * Integer.parseInt(matcher.group(1)) + Double.parseDouble(matcher.group(2));
        }
        return new Time(wall, processor);
    }
}
