package dev.weir.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ReadingAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The job on two threads of this process, beside what weir does without Spark. */
class ObserveJobTest {

    private static final Path FLOWS =
            Path.of(System.getProperty("weir.root", ".."), "adapters", "src", "test", "resources", "flows");

    private static Optional<JavaSparkContext> cluster = Optional.empty();

    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        cluster = Optional.of(new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("weir")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1")));
    }

    @AfterAll
    static void stop() {
        cluster.ifPresent(JavaSparkContext::close);
    }

    private int run(String... words) {
        return ObserveJob.run(
                List.of(words), cluster.orElseThrow(), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private FlowEvidence.FlowsRead told() throws IOException {
        return ReadingAccount.read(Files.readAllBytes(folder.resolve("reading")), Evidence.empty());
    }

    /** The sample of every kind beside days as AWS delivers them. */
    private Path mixed() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        new FlowDays(mixed, 40).day(5).day(6);
        try (Stream<Path> samples = Files.walk(FLOWS)) {
            for (Path sample : samples.filter(Files::isRegularFile).toList()) {
                Path copy = mixed.resolve("samples").resolve(FLOWS.relativize(sample));
                Files.createDirectories(copy.getParent());
                Files.copy(sample, copy);
            }
        }
        return mixed;
    }

    @Test
    void writesTheProfileOfOneProcessOfEveryKindOfFile() throws IOException {
        Path mixed = mixed();
        FlowEvidence.FlowsRead one = OneProcess.read(mixed);

        int code = run(mixed.toString(), "--out", folder + "/p", "--reading", folder + "/reading");

        FlowEvidence.FlowsRead told = told();
        assertThat(told.readings()).isEqualTo(one.readings()).hasSizeGreaterThan(30);
        assertThat(told.losses()).isEqualTo(one.losses());
        assertThat(told.known()).isEqualTo(one.known());
        assertThat(told.beside()).isEqualTo(one.beside());
        assertThat(told.problems()).isEqualTo(one.problems());
        assertThat(folder.resolve("p")).hasBinaryContent(ProfileCodec.encode(one.evidence()));
        assertThat(code).isEqualTo(one.isWhole() ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "--from 2026-10-05T08:00Z --to 2026-10-05, 2026-10-05T08:00:00Z, 2026-10-06T00:00:00Z, '', '', ''",
        "--account 444455556666, , , 444455556666, '', ''",
        "--region eu-west-1 --from 2026-10-06, 2026-10-06T00:00:00Z, , '', eu-west-1, ''",
        "--interfaces @, , , '', '', eni-3"
    })
    void takesOnlyWhatIsAskedFor(
            String options, Instant from, Instant to, String account, String region, String networkInterface)
            throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        new FlowDays(logs, 40).day(5).day(6);
        FlowSelection selection =
                new FlowSelection(Optional.ofNullable(from), Optional.ofNullable(to), words(account), words(region));
        FlowEvidence.FlowsRead one = OneProcess.read(
                new FlowFiles(List.of(logs), selection), new FlowChoice(selection, words(networkInterface)));
        Path interfaces = Files.writeString(folder.resolve("interfaces"), networkInterface + "\n");
        List<String> words = new ArrayList<>(List.of(logs.toString(), "--out", folder + "/p"));
        words.addAll(List.of(options.replace("@", interfaces.toString()).split(" ")));

        assertThat(run(words.toArray(String[]::new))).isZero();

        assertThat(one.evidence().records()).isPositive().isLessThan(480);
        assertThat(folder.resolve("p")).hasBinaryContent(ProfileCodec.encode(one.evidence()));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    @Test
    void readsLinesWithoutHeaderByTheFormatThatIsGiven() throws IOException {
        String format =
                "${interface-id} ${dstaddr} ${srcaddr} ${dstport} ${srcport} ${protocol} ${start} ${end} ${action}";
        Path lines = Files.writeString(
                folder.resolve("lines"), "eni-1 198.51.100.7 10.0.0.1 443 40000 6 1795154400 1795154460 ACCEPT\n");
        FlowEvidence.FlowsRead one = OneProcess.read(
                new FlowFiles(List.of(lines), FlowSelection.ALL),
                new FlowChoice(FlowSelection.ALL, Set.of()),
                FlowLogFormat.parse(format));

        assertThat(run(lines.toString(), "--out", folder + "/p", "--log-format", format))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(one.evidence().records()).isOne();
        assertThat(folder.resolve("p")).hasBinaryContent(ProfileCodec.encode(one.evidence()));
    }

    @Test
    void aDayThatIsInTheProfileIsNotOpenedAgain() throws IOException {
        Path bucket = folder.resolve("logs");
        new FlowDays(bucket, 40).day(5).day(6);
        BucketInFolder.in(folder, cluster.orElseThrow().hadoopConfiguration());
        String[] words = {"s3://logs/AWSLogs", "--out", "s3://out/p", "--reading", folder + "/reading"};
        Files.createDirectory(folder.resolve("out"));
        assertThat(run(words)).isZero();
        BucketInFolder.opened();
        new FlowDays(bucket, 40).day(7);

        assertThat(run(words)).isZero();

        assertThat(BucketInFolder.opened())
                .filteredOn(path -> !path.equals("/p"))
                .hasSize(6)
                .allMatch(path -> path.contains("/07/") || path.contains("/day=07/"));
        assertThat(told().readings()).hasSize(6);
        assertThat(told().known()).hasSize(12).allMatch(name -> name.startsWith("s3://logs/AWSLogs/"));
        assertThat(run("s3://logs/AWSLogs", "--out", folder + "/whole")).isZero();
        assertThat(folder.resolve("out/p")).hasSameBinaryContentAs(folder.resolve("whole"));
        assertThat(ProfileCodec.decode(Files.readAllBytes(folder.resolve("whole")))
                        .inputs())
                .extracting(ObservedInput::digest)
                .allMatch(digest -> digest.matches("etag:[0-9a-f]{32}:[0-9]+"));
    }

    @Test
    void aLocalDayThatIsInTheProfileIsNotOpenedAgainNotEvenForItsDigest() throws IOException {
        Path logs = folder.resolve("logs");
        new FlowDays(logs, 40).day(5);
        String[] words = {logs.toString(), "--out", folder + "/p", "--reading", folder + "/reading"};
        assertThat(run(words)).isZero();
        new FlowDays(logs, 40).day(6);
        byte[] expected = ProfileCodec.encode(OneProcess.read(logs).evidence());
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file :
                    files.filter(any -> any.toString().contains("_20261005T")).toList()) {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        }

        assertThat(run(words)).isZero();

        assertThat(folder.resolve("p")).hasBinaryContent(expected);
        assertThat(told().readings()).hasSize(6);
        assertThat(told().known()).hasSize(6);
    }

    @Test
    void anObjectThatWasReplacedUnderItsNameIsNamed() throws IOException {
        Path bucket = folder.resolve("logs");
        new FlowDays(bucket, 40).day(5);
        BucketInFolder.in(folder, cluster.orElseThrow().hadoopConfiguration());
        assertThat(run("s3://logs/AWSLogs", "--out", folder + "/p")).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("p"));
        Path replaced;
        try (Stream<Path> files = Files.walk(bucket)) {
            replaced = files.filter(file -> file.toString().endsWith(".gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.write(replaced, new byte[] {1});

        assertThat(run("s3://logs/AWSLogs", "--out", folder + "/p"))
                .as(said.toString(StandardCharsets.UTF_8))
                .isOne();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("s3://logs/" + bucket.relativize(replaced) + ": was replaced since it was observed");
        assertThat(folder.resolve("p")).hasBinaryContent(before);
    }

    @Test
    void leavesOutWhatOtherServicesPutThereAndFoldersOutsideOfThePeriod() throws IOException {
        Path bucket = folder.resolve("logs");
        new FlowDays(bucket, 40).day(5).day(6);
        Path trail = Files.createDirectories(bucket.resolve("AWSLogs/111122223333/CloudTrail/eu-west-1"));
        Files.writeString(trail.resolve("a.json"), "{}");
        Files.writeString(bucket.resolve("AWSLogs/.hidden"), "{}");
        BucketInFolder.in(folder, cluster.orElseThrow().hadoopConfiguration());
        BucketInFolder.opened();

        assertThat(run("s3://logs/", "--out", folder + "/p", "--to", "2026-10-05", "--reading", folder + "/reading"))
                .isZero();

        assertThat(BucketInFolder.opened())
                .hasSize(6)
                .allMatch(path -> path.contains("/05/") || path.contains("/day=05/"));
        assertThat(told().beside().kinds()).containsOnlyKeys("CloudTrail");
    }

    @Test
    void saysWhatWasLostAndWhatIsNotThere() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        new FlowDays(logs, 40).day(5);
        Files.writeString(logs.resolve("bad.log"), "2 111122223333 eni-1 no-address\n");
        cluster.orElseThrow().hadoopConfiguration().set("fs.gone.impl", "no.such.System");

        assertThat(run(
                        logs.toString(),
                        "gone://nowhere/x",
                        "none://nowhere/x",
                        folder + "/gone",
                        "--out",
                        folder + "/p"))
                .isOne();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("bad.log: 1 line could not be read")
                .contains("gone://nowhere/x: cannot be listed: Hadoop has no file system for `gone` here")
                .contains("none://nowhere/x: cannot be listed: No FileSystem for scheme")
                .contains(folder + "/gone: there is no such file or folder")
                .contains("weir: read 7 files; " + folder + "/p holds 240 records of 7 files");
    }

    @Test
    void leavesAForeignFileAlone() throws IOException {
        Path out = Files.writeString(folder.resolve("p"), "mine");

        assertThat(run(FLOWS.toString(), "--out", out.toString())).isOne();

        assertThat(out).hasContent("mine");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("it is no traffic profile");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out p | FLOWS is missing",
                "logs | `--out FILE` is missing",
                "logs --out | `--out` needs a value",
                "logs --out p --form x | there is no option `--form`",
                "logs --out p --account 12 | `--account`: expected twelve digits, found `12`",
                "logs --out p --from friday | `--from`: expected a day such as",
                "logs --out p --from 2026-10-06 --to 2026-10-05 | the period ends before it begins",
                "- --out p | `-` cannot be read by a cluster",
                "arn:aws:logs:eu-west-1:111122223333:log-group:x --out p | cannot be read by a cluster"
            })
    void explainsWhatWasTypedWrong(String line, String sentence) {
        assertThatThrownBy(() -> JobRequest.of(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
