package dev.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.FlowText;
import dev.weir.flow.MalformedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of two foreign writers; {@code make-parquet.py} beside them made them. */
class FlowParquetTest {

    private static final String PLACE =
            " vpc-id=vpc-0a1b subnet-id=subnet-0a1b instance-id=i-0a1b tcp-flags=3 pkt-srcaddr=";

    private static byte[] file(String name) throws IOException {
        try (InputStream in = FlowParquetTest.class.getResourceAsStream("/flows/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private record Bytes(String name, byte[] content) implements FlowObject {
        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
        }
    }

    private static final class Collected implements FlowSink {
        private final Set<FlowField> fields;
        private final List<String> records = new ArrayList<>();
        private final List<FlowLogFormat> formats = new ArrayList<>();

        Collected(Set<FlowField> fields) {
            this.fields = fields;
        }

        @Override
        public Set<FlowField> fields() {
            return fields;
        }

        @Override
        public void format(FlowLogFormat format) {
            formats.add(format);
        }

        @Override
        public void record(FlowRecord record) {
            records.add(record.line() + ": " + record);
        }
    }

    private static FlowReading read(Collected sink, byte[] content) {
        return new FlowPass(List.of(new FlowParquet(), new FlowText(List.of())), 1)
                .over(List.of(new Bytes("flow.parquet", content)), () -> sink, reading -> {})
                .readings()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-dashes-gzip.log.parquet",
                "pyarrow-underscores-snappy.log.parquet",
                "duckdb-underscores-gzip.log.parquet"
            })
    void readsTheFilesOfForeignWriters(String name) throws IOException {
        Collected sink = new Collected(FlowField.all());
        FlowReading reading = read(sink, file(name));

        assertThat(reading.problem()).isEmpty();
        assertThat(sink.records)
                .containsExactly(
                        "1: version=5 account-id=111122223333 interface-id=eni-0a1b2c3d4e5f60718 srcaddr=10.0.0.71"
                                + " dstaddr=198.51.100.7 srcport=34210 dstport=443 protocol=6 packets=7 bytes=471"
                                + " start=1616729292 end=1616729349 action=ACCEPT log-status=OK" + PLACE
                                + "10.0.0.71 pkt-dstaddr=198.51.100.7 region=eu-west-1 pkt-dst-aws-service=S3"
                                + " flow-direction=egress traffic-path=8",
                        "2: version=5 account-id=111122223333 interface-id=eni-0a1b2c3d4e5f60718 srcaddr=2001:db8::1"
                                + " dstaddr=2001:db8:0:1::443 srcport=34210 dstport=443 protocol=6 packets=7"
                                + " bytes=5000000000 start=1616729292 end=1616729349 action=REJECT log-status=OK"
                                + PLACE
                                + "2001:db8::1 pkt-dstaddr=2001:db8:0:1::443 region=eu-west-1 flow-direction=egress"
                                + " traffic-path=8",
                        "3: version=5 account-id=111122223333 interface-id=eni-0a1b2c3d4e5f60718 start=1616729350"
                                + " end=1616729409 log-status=NODATA",
                        "4: version=5 account-id=111122223333 interface-id=eni-0a1b2c3d4e5f60718 start=1616729350"
                                + " end=1616729409 log-status=SKIPDATA");
        assertThat(reading.samples())
                .containsExactly(new MalformedLine(5, "`dstaddr` is `300.1.1.1`, expected an IPv4 or IPv6 address"));
        assertThat(sink.formats).hasSize(1);
        assertThat(sink.formats.get(0).columns()).contains("pkt-dst-aws-service", "log-status");
    }

    @Test
    void readsOnlyTheColumnsThatAreWanted() throws IOException {
        Collected sink = new Collected(Set.of(FlowField.DSTPORT, FlowField.ACTION));
        FlowReading reading = read(sink, file("pyarrow-dashes-gzip.log.parquet"));

        assertThat(reading.complete()).isTrue();
        assertThat(sink.records)
                .containsExactly(
                        "1: dstport=443 action=ACCEPT",
                        "2: dstport=443 action=REJECT",
                        "3: ",
                        "4: ",
                        "5: dstport=443 action=ACCEPT");
    }

    @Test
    void aCutFileIsAProblemAndNotAnException() throws IOException {
        byte[] whole = file("pyarrow-dashes-gzip.log.parquet");
        for (int length = 4; length < whole.length; length += 501) {
            FlowReading reading = read(new Collected(FlowField.all()), Arrays.copyOf(whole, length));

            assertThat(reading.problem().orElse("")).as("cut to %s", length).startsWith("is corrupt Parquet");
        }
    }

    @Test
    void changedBytesNeverThrow() throws IOException {
        byte[] whole = file("duckdb-underscores-gzip.log.parquet");
        SplittableRandom random = new SplittableRandom(11);
        int noticed = 0;
        for (int change = 0; change < 400; change++) {
            byte[] changed = whole.clone();
            int at = 4 + random.nextInt(changed.length - 4);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            FlowReading reading = read(new Collected(FlowField.all()), changed);
            noticed += reading.problem().isPresent() || reading.malformed() != 1 ? 1 : 0;
        }
        assertThat(noticed).isGreaterThan(100);
    }

    @Test
    void parquetWithoutAnyColumnOfAFlowLogIsAProblem() throws IOException {
        Collected sink = new Collected(Set.of(FlowField.ENCRYPTION_STATUS));
        FlowReading reading = read(sink, file("pyarrow-dashes-gzip.log.parquet"));

        assertThat(reading.problem().orElse("")).startsWith("has no column of a flow log");
    }
}
