package dev.weir.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ReadingAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on a real cluster of separate processes. */
@Tag("deep")
class SparkClusterIT {

    private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
    private static final Path JAR = ROOT.resolve("spark/target/weir-spark.jar").toAbsolutePath();

    private static LoopbackCluster cluster;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new LoopbackCluster();
        cluster.start(2);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        cluster.close();
    }

    private int observe(String name, Path flows) throws IOException, InterruptedException {
        Process job = cluster.submit(name, JAR, words(flows));
        assertThat(job.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return job.exitValue();
    }

    private List<String> words(Path flows) {
        return List.of(flows.toString(), "--out", folder + "/p", "--reading", folder + "/reading");
    }

    private FlowEvidence.FlowsRead told() throws IOException {
        return ReadingAccount.read(Files.readAllBytes(folder.resolve("reading")), Evidence.empty());
    }

    @Test
    void writesTheProfileOfOneProcessAndReadsOfTomorrowOnlyTheNewDay() throws IOException, InterruptedException {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        new FlowDays(flows, 2_000).day(5).day(6);
        Path samples = ROOT.resolve("adapters/src/test/resources/flows");
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path sample :
                    files.filter(file -> file.toString().endsWith(".parquet")).toList()) {
                Path copy = flows.resolve("samples").resolve(samples.relativize(sample));
                Files.createDirectories(copy.getParent());
                Files.copy(sample, copy);
            }
        }
        FlowEvidence.FlowsRead one = OneProcess.read(flows);

        observe("today", flows);

        assertThat(told().readings()).as(cluster.log("today")).isEqualTo(one.readings());
        assertThat(folder.resolve("p")).hasBinaryContent(ProfileCodec.encode(one.evidence()));

        new FlowDays(flows, 2_000).day(7);
        byte[] expected = ProfileCodec.encode(OneProcess.read(flows).evidence());
        try (Stream<Path> files = Files.walk(flows)) {
            for (Path file : files.filter(any -> any.toString().contains("_202610"))
                    .filter(any -> !any.toString().contains("_20261007T"))
                    .toList()) {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        }

        observe("tomorrow", flows);

        assertThat(told().readings())
                .filteredOn(reading -> !reading.isPassedOver())
                .hasSize(6)
                .allMatch(reading -> reading.object().contains("_20261007T") && reading.records() == 2_000);
        assertThat(folder.resolve("p")).hasBinaryContent(expected);
    }

    @Test
    void weirSubmitsTheJobAndTellsWhatItTellsWithoutSpark() throws IOException, InterruptedException {
        Path weir = ROOT.resolve("weir");
        assertThat(ROOT.resolve("cli/target/weir-cli.jar"))
                .as("packaged with everything else")
                .exists();
        String acme = ROOT.resolve("examples/acme").toAbsolutePath().toString();
        List<String> words = List.of(
                "observe",
                acme + "/flows",
                "--inventory",
                acme,
                "--to",
                "2026-11-20",
                "--region",
                "eu-west-1",
                "--out");

        List<String> alone =
                Stream.concat(words.stream(), Stream.of(folder + "/alone")).toList();
        assertThat(cluster.weir("alone", weir, alone).waitFor()).isZero();
        List<String> shared = Stream.concat(words.stream(), Stream.of(folder + "/shared", "--spark", cluster.master()))
                .toList();
        assertThat(cluster.weir("shared", weir, shared).waitFor())
                .as(cluster.log("shared"))
                .isZero();

        assertThat(folder.resolve("shared")).hasSameBinaryContentAs(folder.resolve("alone"));
        assertThat(cluster.log("shared").lines())
                .filteredOn(line -> !line.startsWith("weir: reading on Spark at spark://127.0.0.1"))
                .map(line -> line.replace("/shared", "/alone"))
                .isEqualTo(cluster.log("alone").lines().toList());
    }

    @Test
    void aWorkerThatDiesInMidJobChangesNothing() throws IOException, InterruptedException {
        Path flows = manyRecords();
        byte[] expected = ProfileCodec.encode(OneProcess.read(flows).evidence());
        Process job = cluster.submit("killed", JAR, words(flows));
        cluster.awaitTaskOn(2);

        cluster.kill(2);

        assertThat(cluster.unfinishedTasksOn(2)).isPositive();
        assertThat(job.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(cluster.log("killed")).contains("Lost executor");
        assertThat(job.exitValue()).as(cluster.log("killed")).isZero();
        assertThat(folder.resolve("p")).hasBinaryContent(expected);
    }

    /** Forty files that differ in their last line, of 100,000 records each. */
    private Path manyRecords() throws IOException {
        Path flows = Files.createDirectory(folder.resolve("flows"));
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 100_000; line++) {
            text.append("2 111122223333 eni-").append(line % 50);
            text.append(" 10.0.0.").append(line % 50).append(" 198.51.").append(line % 100);
            text.append('.').append(line % 251).append(' ').append(30_000 + line % 20_000);
            text.append(" 443 6 3 180 17951").append(54_400 + line % 30_000);
            text.append(" 17951").append(54_460 + line % 30_000).append(" ACCEPT OK\n");
        }
        byte[] same = gzip(text.toString());
        for (int file = 0; file < 40; file++) {
            try (OutputStream out = Files.newOutputStream(flows.resolve("part-%02d.log.gz".formatted(file)))) {
                out.write(same);
                out.write(gzip(("2 111122223333 eni-%d 10.9.9.9 203.0.113.%d 40000 443 6 3 180 1795154400 1795154460"
                                + " ACCEPT OK\n")
                        .formatted(file, file)));
            }
        }
        return flows;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
