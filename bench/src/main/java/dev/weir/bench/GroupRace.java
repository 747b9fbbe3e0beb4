package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped {@code weir scan FILE --format json} beside the JSON library merely tokenising the same file: whole processes, same
 * JVM, turns taken, medians; and the same scan of a folder whose prefix lists come after the groups.
 *
 * <p>Run from the root of the repository. Arguments: how many groups (a million) and how often (five). The files are made once,
 * in {@code bench/target}: with 200 and with 20,000 different rule sets, and with one of its own for each group. Both sides run
 * with {@code -Xmx512m}, so a scan that needs more fails.
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
        for (int sets : new int[] {200, 20_000, 0}) {
            Path folder = Path.of("bench", "target", "groups-" + groups + "-" + sets);
            race(made(folder, groups, sets), folder, sets, runs);
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

    private static void race(Path file, Path folder, int sets, int runs) throws IOException, InterruptedException {
        Time[] tokens = new Time[runs];
        Time[] scans = new Time[runs];
        Time[] folders = new Time[runs];
        for (int run = 0; run < runs; run++) {
            tokens[run] = run(
                    JAVA,
                    HEAP,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Tokenise.class.getName(),
                    file.toString());
            scans[run] = run("./weir", "scan", file.toString(), "--format", "json");
            folders[run] = run("./weir", "scan", folder.toString(), "--format", "json");
        }
        Time tokenise = median(tokens);
        System.out.printf(
                "%s, %d MB: tokenise %s%n",
                sets == 0 ? "a rule set of its own for each group" : sets + " rule sets",
                Files.size(file) / 1_000_000,
                said(tokenise));
        System.out.printf("  scan of the file   %s, %s%n", said(median(scans)), ratio(tokenise, median(scans)));
        System.out.printf("  scan of the folder %s, %s%n", said(median(folders)), ratio(tokenise, median(folders)));
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
    private static Time run(String... command) throws IOException, InterruptedException {
        List<String> shell =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1; status=$?; times; exit $status", "sh"));
        shell.addAll(List.of(command));
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
