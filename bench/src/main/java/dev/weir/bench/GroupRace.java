package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    private static final String LISTS = """
            {"PrefixLists": [{"PrefixListId": "pl-6da54000", "PrefixListName": "com.amazonaws.eu-west-1.s3",
              "Cidrs": ["3.5.64.0/21", "52.218.0.0/17"]}]}
            """;

    private GroupRace() {}

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
        Map<String, ProcessTime> times =
                ProcessTime.inTurns(commands, runs, Map.of("WEIR_JAVA", JAVA, "WEIR_JAVA_OPTS", HEAP));
        System.out.printf(
                "%s, %d MB%n",
                sets == 0 ? "a rule set of its own for each group" : sets + " rule sets", Files.size(file) / 1_000_000);
        ProcessTime rival = Objects.requireNonNull(times.get("tokenise"));
        times.forEach((name, time) -> System.out.printf("  %-40s %s, %s%n", name, time, ratio(rival, time)));
    }

    private static String ratio(ProcessTime tokenise, ProcessTime scan) {
        return "%.2f of its speed, %.1f times its processor time"
                .formatted(tokenise.wall() / scan.wall(), scan.processor() / tokenise.processor());
    }
}
