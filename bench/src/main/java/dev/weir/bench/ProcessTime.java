package dev.weir.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seconds of a whole process and those it started: by the clock, and of all their threads together (user and system). */
record ProcessTime(double wall, double processor) {

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    /**
     * The medians of commands that take turns, by their names and in their order. The first turn makes class-data archives and
     * byte code and is not counted. Output is thrown away; a command may end with 0, or with 3, an answer that is not clean.
     */
    static Map<String, ProcessTime> inTurns(
            Map<String, List<String>> commands, int runs, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, ProcessTime[]> times = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                ProcessTime time = run(command.getValue(), environment);
                if (run >= 0) {
                    times.computeIfAbsent(command.getKey(), unused -> new ProcessTime[runs])[run] = time;
                }
            }
        }
        Map<String, ProcessTime> medians = new LinkedHashMap<>();
        times.forEach((name, of) -> medians.put(name, median(of)));
        return medians;
    }

    private static ProcessTime median(ProcessTime[] times) {
        double[] walls =
                Arrays.stream(times).mapToDouble(ProcessTime::wall).sorted().toArray();
        double[] processors = Arrays.stream(times)
                .mapToDouble(ProcessTime::processor)
                .sorted()
                .toArray();
        return new ProcessTime(walls[walls.length / 2], processors[processors.length / 2]);
    }

    /** Runs a command in a shell, which then tells the processor time of its children (POSIX {@code times}, second line). */
    private static ProcessTime run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> shell =
                new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null 2>&1; status=$?; times; exit $status", "sh"));
        shell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        int status = process.waitFor();
        double wall = (System.nanoTime() - start) / 1e9;
        if (status != 0 && status != 3) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
        Matcher matcher = TIME.matcher(output.substring(output.indexOf('\n') + 1));
        double processor = 0;
        while (matcher.find()) {
            processor += 60 * Integer.parseInt(matcher.group(1)) + Double.parseDouble(matcher.group(2));
        }
        return new ProcessTime(wall, processor);
    }

    @Override
    public String toString() {
        return "%.2f s (processor %.2f s)".formatted(wall, processor);
    }
}
