package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSink;
import dev.weir.flow.FlowSource;
import dev.weir.flow.MalformedLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowFilesTest {

    private static final String SLOT_1 = "111122223333_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0620Z_1a2b3c4d.log.gz";
    private static final String SLOT_2 = "111122223333_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0625Z_1a2b3c4d.log.gz";

    @TempDir
    private Path folder;

    private static String line(int number) {
        return "2 111122223333 eni-1 10.0.0.1 198.51.100." + number % 256 + " " + (32768 + number) + " 443 6 1 40 "
                + "1795241000 1795241050 ACCEPT OK\n";
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int number = from; number < to; number++) {
            text.append(line(number));
        }
        return text.toString();
    }

    private static byte[] gzip(String... members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String member : members) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(member.getBytes(StandardCharsets.UTF_8));
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return out.toByteArray();
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private FlowSource.Listed list(FlowSelection selection) {
        return new FlowFiles(List.of(folder), selection).list();
    }

    private FlowPass.PassResult<Seen> read(int threads, FlowSelection selection) {
        return new FlowPass(FlowContent.andText(List.of(), List.of()), threads)
                .over(list(selection).objects(), Seen::new, reading -> {});
    }

    private FlowReading readOne(byte[] content) throws IOException {
        write("one.log", content);
        return read(1, FlowSelection.ALL).readings().get(0);
    }

    /** The local ports of the records. */
    private static final class Seen implements FlowSink {
        private final List<Integer> ports = new ArrayList<>();

        @Override
        public Set<FlowField> fields() {
            return Set.of(FlowField.SRCPORT, FlowField.END);
        }

        @Override
        public void record(FlowRecord record) {
            ports.add(record.srcPort());
        }
    }

    private static List<Integer> ports(FlowPass.PassResult<Seen> outcome) {
        List<Integer> all = new ArrayList<>();
        outcome.sinks().forEach(sink -> all.addAll(sink.ports));
        Collections.sort(all);
        return all;
    }

    @Test
    void readsPlainAndGzipAndSeveralMembersWhateverTheNames() throws IOException {
        write("a.txt", lines(0, 10).getBytes(StandardCharsets.UTF_8));
        write("b", gzip(lines(10, 20)));
        write("c.log.gz", gzip(lines(20, 25) + line(25).substring(0, 30), line(25).substring(30), "", lines(26, 30)));

        FlowPass.PassResult<Seen> outcome = read(1, FlowSelection.ALL);

        assertThat(outcome.readings()).allMatch(FlowReading::complete);
        assertThat(ports(outcome)).hasSize(30).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void readsEveryFileOnceWhateverTheNumberOfThreads(int threads) throws IOException {
        for (int file = 0; file < 20; file++) {
            write("f" + file + ".log.gz", gzip(lines(file * 100, file * 100 + 100)));
        }

        FlowPass.PassResult<Seen> outcome = read(threads, FlowSelection.ALL);

        assertThat(outcome.sinks()).hasSize(threads);
        assertThat(ports(outcome)).hasSize(2000).doesNotHaveDuplicates();
        assertThat(outcome.readings().stream().map(FlowReading::object))
                .isSorted()
                .hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({
        "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/",
        "my/prefix/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/06/",
        "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=21/",
        "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=21/hour=06/",
        "flat/"
    })
    void doesNotOpenFilesOutsideOfThePeriod(String layout) throws IOException {
        write(layout + SLOT_1, gzip(lines(0, 10)));
        write(layout + SLOT_2, "opening this would be seen: it is no flow log".getBytes(StandardCharsets.UTF_8));

        FlowSelection until = new FlowSelection(
                Optional.empty(), Optional.of(Instant.parse("2026-11-21T06:25:00Z")), Set.of(), Set.of());
        FlowSource.Listed listing = list(until);

        assertThat(listing.objects()).hasSize(1);
        assertThat(listing.outside()).isEqualTo(1);
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.objects().get(0).key().flowLog()).contains("fl-0a1b");
        assertThat(read(1, until).readings()).allMatch(FlowReading::complete);
        assertThat(read(1, FlowSelection.ALL).readings()).anyMatch(reading -> !reading.complete());
    }

    @Test
    void selectsByTheFoldersWhereTheFileNameDoesNotTell() throws IOException {
        String day = "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/";
        write(day + "20/copied.log", lines(0, 1).getBytes(StandardCharsets.UTF_8));
        write(day + "21/copied.log", lines(1, 2).getBytes(StandardCharsets.UTF_8));
        write(day + "22/copied.log", lines(2, 3).getBytes(StandardCharsets.UTF_8));
        write("AWSLogs/444455556666/vpcflowlogs/eu-west-1/2026/11/21/copied.log", new byte[0]);
        write("AWSLogs/111122223333/vpcflowlogs/us-east-1/2026/11/21/copied.log", new byte[0]);

        FlowSelection selection = new FlowSelection(
                Optional.of(Instant.parse("2026-11-21T00:00:00Z")),
                Optional.of(Instant.parse("2026-11-22T00:00:00Z")),
                Set.of("111122223333"),
                Set.of("eu-west-1"));

        assertThat(list(selection).objects())
                .extracting(FlowObject::name)
                .containsExactly(folder.resolve(day + "21/copied.log").toString());
        assertThat(list(selection).outside()).isEqualTo(4);
    }

    @Test
    void leavesRecordsOutsideOfThePeriodAside() throws IOException {
        write("a.log", (line(1) + line(2).replace("1795241050", "1795241060")).getBytes(StandardCharsets.UTF_8));
        FlowSelection from =
                new FlowSelection(Optional.of(Instant.ofEpochSecond(1795241055)), Optional.empty(), Set.of(), Set.of());
        Seen seen = new Seen();
        FlowSink selected = from.before(seen);

        new FlowPass(FlowContent.andText(List.of(), List.of()), 1)
                .over(list(from).objects(), () -> selected, reading -> {});

        assertThat(seen.ports).containsExactly(32770);
    }

    @Test
    void keepsWhatWasReadOfACutFileAndSaysThatItEndsEarly() throws IOException {
        byte[] whole = gzip(lines(0, 5000));
        FlowReading reading = readOne(Arrays.copyOf(whole, whole.length / 2));

        assertThat(reading.records()).isBetween(1000L, 4999L);
        assertThat(reading.malformed()).isZero();
        assertThat(reading.problem()).contains("ends early: the gzip data is cut off");
    }

    @Test
    void neverReadsTheBeginningOfALineThatWasCut() throws IOException {
        String text = lines(0, 400);
        byte[] whole = gzip(text);
        for (int length = whole.length - 1; length > 20; length -= 23) {
            FlowReading reading = readOne(Arrays.copyOf(whole, length));

            assertThat(reading.problem()).as("cut to %s", length).isPresent();
            assertThat(reading.malformed()).as("cut to %s", length).isZero();
            assertThat(reading.records()).as("cut to %s", length).isLessThanOrEqualTo(400);
        }
    }

    @Test
    void countsACorruptFileAndReadsTheOthers() throws IOException {
        byte[] bad = gzip(lines(0, 5000));
        bad[bad.length / 2] ^= 0x55;
        write("bad.log.gz", bad);
        write("good.log.gz", gzip(lines(5000, 5010)));

        List<FlowReading> readings = read(2, FlowSelection.ALL).readings();

        assertThat(readings.get(0).complete()).isFalse();
        assertThat(readings.get(0).problem().orElse("")).startsWith("corrupt gzip");
        assertThat(readings.get(1).complete()).isTrue();
        assertThat(readings.get(1).records()).isEqualTo(10);
    }

    @Test
    void noChangeToACompressedFileGoesUnnoticed() throws IOException {
        byte[] whole = gzip(lines(0, 300));
        SplittableRandom random = new SplittableRandom(7);
        for (int change = 0; change < 150; change++) {
            byte[] changed = whole.clone();
            int at = 10 + random.nextInt(changed.length - 10);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            FlowReading reading = readOne(changed);

            assertThat(reading.complete()).as("byte %s", at).isFalse();
        }
    }

    @Test
    void takesZerosAfterTheLastMemberButNothingElse() throws IOException {
        byte[] whole = gzip(lines(0, 10));

        assertThat(readOne(Arrays.copyOf(whole, whole.length + 512)).complete()).isTrue();
        byte[] more = Arrays.copyOf(whole, whole.length + 1);
        more[whole.length] = 'x';
        assertThat(readOne(more).problem()).contains("corrupt gzip: something else follows a member");
    }

    @Test
    void stopsAtABombWithoutMemory() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(line(1).getBytes(StandardCharsets.UTF_8));
            byte[] zeros = new byte[1 << 20];
            for (int mebibyte = 0; mebibyte < 100; mebibyte++) {
                gzip.write(zeros);
            }
        }
        FlowReading reading = readOne(out.toByteArray());

        assertThat(reading.records()).isEqualTo(1);
        assertThat(reading.problem().orElse("")).startsWith("no flow record in 64 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28b52ffd00|is zstd, expected text, gzip or Parquet",
                "425a683931|is bzip2, expected text, gzip or Parquet",
                "fd377a585a00|is xz, expected text, gzip or Parquet",
                "504b0304|is a zip archive, expected text, gzip or Parquet",
                "''|is empty",
                "1f8b|ends early",
                "1f8b08|ends early"
            })
    void namesWhatItDoesNotRead(String hex, String problem) throws IOException {
        FlowReading reading = readOne(java.util.HexFormat.of().parseHex(hex));

        assertThat(reading.problem().orElse("")).startsWith(problem);
        assertThat(reading.complete()).isFalse();
    }

    @Test
    void namesEveryMalformedLineByNumber() throws IOException {
        FlowReading reading = readOne(gzip(lines(0, 3) + "junk\n" + line(4).replace(" 32772 ", " 70000 ")));

        assertThat(reading.samples()).extracting(MalformedLine::line).containsExactly(4L, 5L);
        assertThat(reading.samples().get(1).reason())
                .isEqualTo("`srcport` is `70000`, expected a number from 0 to 65535");
    }

    @Test
    void tellsWhatCouldNotBeListed() throws IOException {
        write("a/b/good.log", lines(0, 1).getBytes(StandardCharsets.UTF_8));
        write("a/.hidden", new byte[] {1});
        Files.createSymbolicLink(folder.resolve("a/b/loop"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/dangling"), folder.resolve("nowhere"));

        FlowSource.Listed listing = list(FlowSelection.ALL);

        assertThat(listing.objects()).hasSize(1);
        assertThat(listing.problems().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        folder.resolve("a/b/loop")
                                + ": this link leads back to a folder above it; nothing below it was read; help: remove the link",
                        folder.resolve("a/dangling")
                                + ": this link leads to nothing; help: remove it or restore its target");
    }

    @Test
    void readsWhatComesOutOfAPipeAsOftenAsItIsAskedFor() throws Exception {
        Path pipe = pipe("flows.pipe");
        Thread writer = new Thread(() -> write(pipe, gzip(lines(0, 40))));
        writer.start();

        List<FlowObject> objects =
                new FlowFiles(List.of(pipe), FlowSelection.ALL).list().objects();
        writer.join();

        assertThat(objects).extracting(FlowObject::name).containsExactly(pipe.toString());
        assertThat(objects.get(0).digest()).isEqualTo(objects.get(0).digest());
        assertThat(new FlowPass(FlowContent.andText(List.of(), List.of()), 1)
                        .over(objects, Seen::new, reading -> {})
                        .readings()
                        .get(0)
                        .records())
                .isEqualTo(40);
    }

    @Test
    void readsStandardInput() throws IOException {
        InputStream before = System.in;
        List<FlowObject> objects;
        try {
            System.setIn(new ByteArrayInputStream(lines(0, 3).getBytes(StandardCharsets.UTF_8)));
            objects = new FlowFiles(List.of(Path.of("-")), FlowSelection.ALL)
                    .list()
                    .objects();
        } finally {
            System.setIn(before);
        }

        assertThat(objects).extracting(FlowObject::name).containsExactly("standard input");
        assertThat(objects.get(0).size()).isEqualTo(lines(0, 3).length());
    }

    @Test
    void namesAPipeInAFolderAndDoesNotWaitForIt() throws Exception {
        Path pipe = pipe("flows.pipe");
        write("a.log", lines(0, 1).getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(folder.resolve("link"), pipe);

        FlowSource.Listed listing = list(FlowSelection.ALL);

        assertThat(listing.objects()).hasSize(1);
        assertThat(listing.problems().stream().map(Object::toString))
                .containsExactly(
                        pipe + ", which is no plain file: expected a flow log",
                        folder.resolve("link") + ", which is no plain file: expected a flow log");
    }

    @Test
    void walksToTheBottomOfDeepFolders() throws IOException {
        write("d/".repeat(300) + "a.log", lines(0, 1).getBytes(StandardCharsets.UTF_8));

        FlowSource.Listed listing = list(FlowSelection.ALL);

        assertThat(listing.problems()).isEmpty();
        assertThat(listing.objects()).hasSize(1);
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void anEmptyFolderAndAMissingOneAreProblems() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        FlowSource.Listed listing =
                new FlowFiles(List.of(folder.resolve("empty"), folder.resolve("missing")), FlowSelection.ALL).list();

        assertThat(listing.problems().stream().map(Object::toString))
                .containsExactly(
                        folder.resolve("empty") + ": holds no file; help: give a folder of flow logs",
                        folder.resolve("missing") + ": there is no such file or folder; help: check the path");
    }

    @Test
    void readsAFileOnceThatIsNamedTwice() throws IOException {
        Path file = write("a.log", lines(0, 3).getBytes(StandardCharsets.UTF_8));

        FlowSource.Listed listing = new FlowFiles(List.of(folder, file, folder), FlowSelection.ALL).list();

        assertThat(listing.objects()).hasSize(1);
        assertThat(listing.problems()).isEmpty();
    }

    @Test
    void tellsEqualFilesByTheirDigest() throws IOException {
        write("a.log", lines(0, 3).getBytes(StandardCharsets.UTF_8));
        write("b.log", lines(0, 3).getBytes(StandardCharsets.UTF_8));
        write("c.log", lines(1, 4).getBytes(StandardCharsets.UTF_8));

        List<FlowObject> objects = list(FlowSelection.ALL).objects();

        assertThat(objects.get(0).digest()).isEqualTo(objects.get(1).digest()).startsWith("sha256:");
        assertThat(objects.get(0).digest()).isNotEqualTo(objects.get(2).digest());
    }
}
