package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLogParserTest {

    private static final String SSH =
            "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070"
                    + " ACCEPT OK";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void agreesWithTheReferenceOnGeneratedLinesHoweverTheyAreCut() {
        for (long seed = 1; seed <= 150; seed++) {
            LineMaker maker = new LineMaker(seed);
            byte[] content = maker.content();
            Set<FlowField> wanted = maker.wanted();

            ReferenceReader expected = new ReferenceReader(List.of("no-column"), wanted);
            expected.read(content);
            CollectingSink whole = new CollectingSink(wanted);
            FlowReading reading = CollectingSink.read(whole, content);

            same(seed, whole.records, expected.records);
            assertThat(reading.malformed()).as("seed %s", seed).isEqualTo(expected.malformed.size());
            assertThat(reading.samples().stream().map(MalformedLine::line))
                    .as("seed %s", seed)
                    .isEqualTo(expected.malformed.stream().limit(5).toList());

            CollectingSink cut = new CollectingSink(wanted);
            FlowReading again = CollectingSink.read(cut, new CutObject(content, seed));
            same(seed, cut.records, whole.records);
            assertThat(again).as("seed %s", seed).isEqualTo(reading);
        }
    }

    @Test
    void agreesWithTheReferenceOnMutatedBytes() {
        for (long seed = 1; seed <= 250; seed++) {
            LineMaker maker = new LineMaker(seed);
            byte[] content = maker.content();
            SplittableRandom random = new SplittableRandom(seed);
            int changes = 1 + random.nextInt(400);
            for (int change = 0; change < changes; change++) {
                int at = random.nextInt(content.length);
                if (!inHeader(content, at)) {
                    content[at] =
                            (byte) (random.nextBoolean() ? random.nextInt(256) : " -.:\n09/".charAt(random.nextInt(8)));
                }
            }
            ReferenceReader expected = new ReferenceReader(List.of("no-column"), maker.wanted());
            expected.read(content);
            CollectingSink sink = new CollectingSink(maker.wanted());
            FlowReading reading = CollectingSink.read(sink, content);

            same(seed, sink.records, expected.records);
            assertThat(reading.malformed()).as("seed %s", seed).isEqualTo(expected.malformed.size());
        }
    }

    /** Like isEqualTo, but shows the first difference only. */
    private static void same(long seed, List<String> found, List<String> expected) {
        for (int index = 0; index < Math.min(found.size(), expected.size()); index++) {
            assertThat(found.get(index)).as("seed %s", seed).isEqualTo(expected.get(index));
        }
        assertThat(found).as("seed %s", seed).hasSameSizeAs(expected);
    }

    private static boolean inHeader(byte[] content, int at) {
        int start = at;
        while (start > 0 && content[start - 1] != '\n') {
            start--;
        }
        byte[] header = bytes("version account-id");
        return at == start - 1
                || start + header.length < content.length
                        && java.util.Arrays.equals(content, start, start + header.length, header, 0, header.length);
    }

    @Test
    void neverThrowsOnJunk() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] junk = new byte[1 + random.nextInt(200_000)];
            random.nextBytes(junk);
            FlowReading reading = CollectingSink.read(new CollectingSink(), junk);

            assertThat(reading.records()).as("seed %s", seed).isZero();
            assertThat(reading.complete()).as("seed %s", seed).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' 22 6 '|' 70000 6 '|`dstport` is `70000`, expected a number from 0 to 65535",
                "' 22 6 '|' 22 999 '|`protocol` is `999`, expected a number from 0 to 255",
                "172.31.16.21|300.1.1.1|`dstaddr` is `300.1.1.1`, expected an IPv4 or IPv6 address",
                "172.31.16.21|010.1.1.1|`dstaddr` is `010.1.1.1`, expected an IPv4 or IPv6 address",
                "172.31.16.21|1.2.3|`dstaddr` is `1.2.3`, expected an IPv4 or IPv6 address",
                "172.31.16.21|1.2.3.4.5|`dstaddr` is `1.2.3.4.5`, expected an IPv4 or IPv6 address",
                "172.31.16.21|::1::2|`dstaddr` is `::1::2`, expected an IPv4 or IPv6 address",
                "' 4249 '|' 99999999999999999999 '|`bytes` is `99999999999999999999`, expected a number from 0 to"
                        + " 9223372036854775807",
                "' 4249 '|' -1 '|`bytes` is `-1`, expected a number from 0 to 9223372036854775807",
                "' 20 '|' 2x '|`packets` is `2x`, expected a number from 0 to 9223372036854775807",
                "1418530070|1418530070000|`end` is `1418530070000`, expected a number from 0 to 253402300799",
                "ACCEPT|ACCEPTED|`action` is `ACCEPTED`, expected ACCEPT or REJECT",
                "ACCEPT|accept|`action` is `accept`, expected ACCEPT or REJECT",
                "' OK'|' KO'|`log-status` is `KO`, expected OK or NODATA or SKIPDATA",
                "' OK'|''|found 13 columns, expected 14",
                "' OK'|' OK OK'|found 15 columns, expected 14"
            })
    void countsALineWithAWrongValueAndSaysWhatIsWrong(String right, String wrong, String reason) {
        String header = String.join(" ", FlowLogFormat.DEFAULT.columns());
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink, bytes(header + "\n" + SSH + "\n" + SSH.replace(right, wrong) + "\n" + SSH + "\n"));

        assertThat(reading.samples()).containsExactly(new MalformedLine(3, reason));
        assertThat(reading.malformed()).isEqualTo(1);
        assertThat(reading.records()).isEqualTo(2);
        assertThat(reading.complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\r\n", "  %s  \n", "%s \n", "%s", "%s\r", "\n\n%s\n \n", "\uFEFF%s\n"})
    void takesLineEndsSpacesAndMarksAsTheyCome(String form) {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes(form.formatted(SSH)));

        assertThat(reading.complete()).as("%s", reading).isTrue();
        assertThat(reading.records()).isEqualTo(1);
        assertThat(sink.records.get(0)).contains("dstaddr=172.31.16.21").endsWith("log-status=OK");
    }

    @Test
    void takesRunsOfSpacesAndTabs() {
        CollectingSink sink = new CollectingSink();
        CollectingSink.read(sink, bytes(SSH + "\n" + SSH.replace(" ", " \t  ") + "\n"));

        assertThat(sink.records).hasSize(2);
        assertThat(sink.records.get(1).substring(2))
                .isEqualTo(sink.records.get(0).substring(2));
    }

    @Test
    void followsEveryHeaderWhereverItStands() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes("""
            version interface-id dstaddr brand-new-field action
            3 eni-1 192.0.2.1 anything ACCEPT
            dstport action interface-id
            443 REJECT eni-2
            version interface-id dstaddr brand-new-field action
            3 eni-3 192.0.2.3 - ACCEPT
            """));

        assertThat(reading.complete()).isTrue();
        assertThat(sink.records)
                .containsExactly(
                        "2: version=3 interface-id=eni-1 dstaddr=192.0.2.1 action=ACCEPT",
                        "4: interface-id=eni-2 dstport=443 action=REJECT",
                        "6: version=3 interface-id=eni-3 dstaddr=192.0.2.3 action=ACCEPT");
        assertThat(sink.formats).hasSize(3);
    }

    @Test
    void doesNotTakeAHeaderForARecordWhereEveryColumnIsText() {
        CollectingSink sink = new CollectingSink();
        CollectingSink.read(sink, bytes("interface-id vpc-id\neni-1 vpc-1\ninterface-id vpc-id\neni-2 vpc-1\n"));

        assertThat(sink.records)
                .containsExactly("2: interface-id=eni-1 vpc-id=vpc-1", "4: interface-id=eni-2 vpc-id=vpc-1");
    }

    @Test
    void aHeaderThatDoesNotFitItsLinesLosesThemLoudly() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes("version account-id srcaddr dstaddr\n" + SSH + "\n"));

        assertThat(sink.records).isEmpty();
        assertThat(reading.samples()).containsExactly(new MalformedLine(2, "found 14 columns, expected 4"));
    }

    @Test
    void knowsTheDefaultFormatWithoutAHeaderAndSaysSoOfNoOther() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes("3 eni-1 192.0.2.1 ACCEPT\n3 eni-1 192.0.2.2 ACCEPT\n"));

        assertThat(sink.records).isEmpty();
        assertThat(reading.malformed()).isEqualTo(2);
        assertThat(reading.problem().orElse(""))
                .startsWith("found no header line and lines of 4 columns")
                .contains("--log-format");
    }

    private static final String SWAPPED =
            "2 123456789010 eni-1 172.31.16.21 172.31.16.139 22 20641 6 20 4249 1418530010 1418530070 ACCEPT OK\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VERSION ACCOUNT-ID INTERFACE-ID DSTADDR SRCADDR DSTPORT SRCPORT PROTOCOL PACKETS BYTES START END ACTION LOG-STATUS",
                "version accountId interfaceId dstAddr srcAddr dstPort srcPort protocol packets bytes start end action logStatus",
                "#version account_id interface_id dstaddr srcaddr dstport srcport protocol packets bytes start end action log_status",
                "${version} ${account-id} ${interface-id} ${dstaddr} ${srcaddr} ${dstport} ${srcport} ${protocol} ${packets}"
                        + " ${bytes} ${start} ${end} ${action} ${log-status}"
            })
    void readsAHeaderInCapitalsOrAsALogFormat(String header) {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes(header + "\n" + SWAPPED));

        assertThat(reading.complete()).as("%s", reading).isTrue();
        assertThat(sink.records).singleElement().asString().contains("dstport=22", "srcaddr=172.31.16.139");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version account-id interface-id dstaddr srcaddr dstport dstport protocol packets bytes start end action log-status",
                "vers acct iface dst src dport sport proto pkts octets begin finish act status",
                "Version.1 Acct.Nr If.Nr To.Addr From.Addr To.Port From.Port Proto.Nr Pkts.Nr Bytes.Nr A.Time B.Time Act.Is St.Is"
            })
    void neverReadsTheLinesBelowAHeaderThatCannotBeReadAsTheDefaultFormat(String header) {
        CollectingSink sink = new CollectingSink();
        FlowReading first = CollectingSink.read(sink, bytes(header + "\n" + SWAPPED));
        FlowReading later = CollectingSink.read(sink, bytes(SSH + "\n" + header + "\n" + SWAPPED));
        FlowReading given =
                CollectingSink.read(new CollectingSink(), bytes(header + "\n" + SWAPPED), FlowLogFormat.DEFAULT);

        assertThat(sink.records).singleElement().asString().startsWith("1: ").contains("dstport=22");
        assertThat(first.problem().orElse("")).startsWith("the header on line 1 cannot be read");
        assertThat(first.malformed()).isEqualTo(2);
        assertThat(later.malformed()).isEqualTo(2);
        assertThat(later.complete()).isFalse();
        assertThat(given.records()).as("what a person gives holds").isEqualTo(1);
    }

    @Test
    void readsLinesWithoutAHeaderInTheFormatsThatAreGiven() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink,
                bytes("eni-1 192.0.2.1 ACCEPT\n" + SSH + "\n3 eni-2 192.0.2.2 REJECT\neni-1 192.0.2.3 ACCEPT\n"),
                FlowLogFormat.parse("${interface-id} ${dstaddr} ${action}"),
                FlowLogFormat.parse("version interface-id dstaddr action"));

        assertThat(reading.complete()).isTrue();
        assertThat(sink.records)
                .containsExactly(
                        "1: interface-id=eni-1 dstaddr=192.0.2.1 action=ACCEPT",
                        "2: version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789 srcaddr=172.31.16.139"
                                + " dstaddr=172.31.16.21 srcport=20641 dstport=22 protocol=6 packets=20 bytes=4249"
                                + " start=1418530010 end=1418530070 action=ACCEPT log-status=OK",
                        "3: version=3 interface-id=eni-2 dstaddr=192.0.2.2 action=REJECT",
                        "4: interface-id=eni-1 dstaddr=192.0.2.3 action=ACCEPT");
    }

    @Test
    void skipsTheTimeAndTheStreamThatExportsFromCloudWatchLogsPutBefore() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink,
                bytes("2020-01-01T00:00:00.000Z " + SSH + "\n2020-01-01T00:00:01.000Z " + SSH + "\n" + SSH
                        + "\n2020-01-01T00:00:01.000000+00:00 eni-1235b8ca123456789-all " + SSH + "\n"));

        assertThat(reading.complete()).as("%s", reading).isTrue();
        assertThat(sink.records).hasSize(4);
        assertThat(sink.records.stream().map(record -> record.substring(2)).distinct())
                .hasSize(1);
        assertThat(sink.formats).containsExactly(FlowLogFormat.DEFAULT);
    }

    @Test
    void readsLogEventsInJson() {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(
                sink,
                bytes("{\"events\": [{\"logStreamName\": \"eni-1-all\", \"message\": \"" + SSH
                        + "\"}, {\"message\": \"junk\"}], \"searchedLogStreams\": []}"));

        assertThat(sink.records).hasSize(1);
        assertThat(reading.samples()).extracting(MalformedLine::line).containsExactly(2L);
        assertThat(reading.problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"events\": [{\"message\": \"2 |is broken JSON",
                "{\"events\": [], \"nextToken\": \"x\"}|holds a `nextToken`"
            })
    void saysWhatIsWrongWithJson(String json, String problem) {
        FlowReading reading = CollectingSink.read(new CollectingSink(), bytes(json));

        assertThat(reading.problem().orElse("")).startsWith(problem);
    }

    @Test
    void countsALineThatIsTooLongOnceAndGoesOn() {
        String longLine = "x".repeat(3_000_000);
        CollectingSink sink = new CollectingSink();
        FlowReading reading = CollectingSink.read(sink, bytes(SSH + "\n" + longLine + "\n" + SSH + "\n"));

        assertThat(reading.records()).isEqualTo(2);
        assertThat(reading.samples()).containsExactly(new MalformedLine(2, "line is longer than 32768 bytes"));
        assertThat(sink.records.get(1)).startsWith("3: ");
    }

    @Test
    void givesUpOnAnObjectThatIsNoFlowLogAtAll() {
        FlowReading reading = CollectingSink.read(new CollectingSink(), new ZeroObject());

        assertThat(reading.malformed()).isEqualTo(1);
        assertThat(reading.problem().orElse("")).startsWith("no flow record in 64 MiB");
    }

    @Test
    void keepsOnlyTheFirstFewMalformedLinesAndShowsNoControlCharacters() {
        StringBuilder text = new StringBuilder(SSH + "\n");
        for (int line = 0; line < 100; line++) {
            text.append(SSH.replace("ACCEPT", "\u001b[31mRED\u202e")).append('\n');
        }
        FlowReading reading = CollectingSink.read(new CollectingSink(), bytes(text.toString()));

        assertThat(reading.malformed()).isEqualTo(100);
        assertThat(reading.samples()).hasSize(5);
        assertThat(reading.toString()).matches("[ -~…]*");
    }

    @Test
    void leavesOutWhatTheSinkDoesNotWant() {
        CollectingSink sink = new CollectingSink(EnumSet.of(FlowField.DSTADDR, FlowField.ACTION));
        CollectingSink.read(sink, bytes(SSH + "\n"));

        assertThat(sink.records).containsExactly("1: dstaddr=172.31.16.21 action=ACCEPT");
    }

    @Test
    void carriesTheFlowLogOfTheObjectIntoItsRecords() {
        List<String> flowLogs = new ArrayList<>();
        FlowSink sink = record -> flowLogs.add(record.tokens().text(record.flowLog()));
        CollectingSink.read(
                sink,
                new MemoryObject(
                        "a/123456789010_vpcflowlogs_eu-west-1_fl-0a1b_20261121T0620Z_1a2b.log.gz", bytes(SSH)));

        assertThat(flowLogs).containsExactly("fl-0a1b");
    }

    /** Zeros without end. */
    private record ZeroObject() implements FlowObject {
        @Override
        public String name() {
            return "zeros";
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public InputStream open(long offset) {
            return new InputStream() {
                @Override
                public int read() {
                    return 0;
                }

                @Override
                public int read(byte[] target, int from, int length) {
                    java.util.Arrays.fill(target, from, from + length, (byte) 0);
                    return length;
                }
            };
        }
    }

    /** The same bytes, handed out in pieces of any size. */
    private record CutObject(byte[] content, long seed) implements FlowObject {
        @Override
        public String name() {
            return "flow.log";
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            SplittableRandom random = new SplittableRandom(seed);
            return new ByteArrayInputStream(content) {
                @Override
                public int read(byte[] target, int from, int length) {
                    return super.read(target, from, Math.min(length, 1 + random.nextInt(300)));
                }
            };
        }
    }
}
