package dev.weir.bench;

import dev.weir.files.InventoryFiles;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reading and judging a describe-security-groups file beside the JSON library merely tokenising the same bytes: same JVM, turns
 * taken, medians.
 *
 * <p>Arguments: the file (see {@link GroupFileMaker}), and how often. The shipped command adds its start and the writing of JSON
 * to this.
 */
public final class GroupRace {

    private GroupRace() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        double megabytes = Files.size(file) / 1e6;
        double[] tokens = new double[runs];
        double[] judged = new double[runs];
        for (int run = 0; run < runs; run++) {
            tokens[run] = megabytes / tokenise(file);
            judged[run] = megabytes / judge(file);
            System.out.printf(
                    "run %d: tokenise %.0f MB/s, read and judge %.0f MB/s%n", run + 1, tokens[run], judged[run]);
        }
        Arrays.sort(tokens);
        Arrays.sort(judged);
        System.out.printf(
                "median: tokenise %.0f MB/s, read and judge %.0f MB/s, ratio %.2f%n",
                tokens[runs / 2], judged[runs / 2], judged[runs / 2] / tokens[runs / 2]);
    }

    private static double tokenise(Path file) throws IOException {
        long start = System.nanoTime();
        long count = 0;
        try (InputStream in = new FileInputStream(file.toFile());
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return seconds(start, count);
    }

    private static double judge(Path file) {
        long start = System.nanoTime();
        AtomicLong findings = new AtomicLong();
        Scan scan = new Scan(Policy.DEFAULT, finding -> findings.incrementAndGet());
        InventoryFiles.of(List.of(file)).read(scan);
        scan.finish();
        return seconds(start, findings.get());
    }

    private static double seconds(long start, long proof) {
        if (proof == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
