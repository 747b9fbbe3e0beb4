package dev.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines and data frames write by default; {@code make-engines.py} beside the files made them. */
class EngineParquetTest {

    private static final String ANSWER =
            "account-id=011122223333 interface-id=eni-0a1 srcaddr=203.0.113.20 dstaddr=10.0.0.10"
                    + " srcport=443 dstport=20003 protocol=6 packets=9 bytes=800 start=1792465205 end=1792465245 action=ACCEPT"
                    + " log-status=OK";

    private static final String CONNECTION = "account-id=011122223333 interface-id=eni-0a1 srcaddr=10.0.0.10"
            + " dstaddr=203.0.113.20 srcport=20003 dstport=443 protocol=6 packets=10 bytes=900 start=1792465205 end=1792465245"
            + " action=ACCEPT log-status=OK";

    private static final String NODATA =
            "account-id=011122223333 interface-id=eni-0a1 start=1792465265 end=1792465305 log-status=NODATA";

    private record Resource(String name, byte[] content) implements FlowObject {
        static Resource of(String name) throws IOException {
            try (InputStream in = EngineParquetTest.class.getResourceAsStream("/flows/engines/" + name + ".parquet")) {
                return new Resource(
                        name + ".parquet", Objects.requireNonNull(in, name).readAllBytes());
            }
        }

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
        private final List<String> records = new ArrayList<>();
        private final List<FlowLogFormat> formats = new ArrayList<>();

        @Override
        public void format(FlowLogFormat format) {
            formats.add(format);
        }

        @Override
        public void record(FlowRecord record) {
            records.add(record.toString());
        }
    }

    private final Collected sink = new Collected();

    private List<FlowReading> read(String... names) throws IOException {
        List<FlowObject> objects = new ArrayList<>();
        for (String name : names) {
            objects.add(Resource.of(name));
        }
        return new FlowPass(FlowContent.andText(List.of(new FlowParquet()), List.of()), 1)
                .over(objects, () -> sink, reading -> {})
                .readings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pandas-double",
                "pandas-camel-case-timestamp",
                "polars-zstd",
                "duckdb-hugeint",
                "duckdb-decimal",
                "pyarrow-int96",
                "pyarrow-text",
                "pyarrow-lz4-raw",
                "fastparquet-snappy",
                "spark-snappy",
                "spark-times"
            })
    void readsWhatEnginesWrite(String name) throws IOException {
        FlowReading reading = read(name).get(0);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.samples()).isEmpty();
        assertThat(sink.records)
                .containsExactlyInAnyOrder("version=2 " + CONNECTION, "version=2 " + ANSWER, "version=2 " + NODATA);
        assertThat(sink.formats).hasSize(1);
        assertThat(sink.formats.get(0).fields()).isEqualTo(FlowField.defaultFormat());
    }

    @Test
    void takesADateForItsFirstSecond() throws IOException {
        read("pyarrow-date");

        assertThat(sink.records.get(0)).contains(" start=1792454400 end=1792454400 ");
    }

    @Test
    void readsTheNetworkActivityOfSecurityLake() throws IOException {
        FlowReading reading = read("security-lake").get(0);

        String place = " vpc-id=vpc-0a1 tcp-flags=3 ";
        assertThat(reading.problem()).isEmpty();
        assertThat(sink.records)
                .containsExactly(
                        "version=5 " + CONNECTION + place
                                + "pkt-dstaddr=203.0.113.20 region=eu-west-1 flow-direction=egress",
                        "version=5 " + ANSWER + place + "pkt-dstaddr=10.0.0.10 region=eu-west-1 flow-direction=ingress",
                        "version=5 " + NODATA + place + "region=eu-west-1 flow-direction=ingress");
    }

    @ParameterizedTest
    @CsvSource({"pyarrow-orders,Parquet of other columns", "security-lake-dns,OCSF events of other classes"})
    void passesOverWhatIsNoFlowLog(String name, String kind) throws IOException {
        FlowReading reading = read(name).get(0);

        assertThat(reading.isPassedOver()).as("%s", reading).isTrue();
        assertThat(reading.declined()).contains(kind);
        assertThat(sink.records).isEmpty();
    }

    @Test
    void namesTheCodecThatIsNotReadAndReadsTheOtherFiles() throws IOException {
        List<FlowReading> readings = read("fastparquet-lz4", "pyarrow-brotli", "polars-zstd", "spark-lz4");

        assertThat(readings.get(0).problem().orElse("")).startsWith("is Parquet compressed with LZ4, expected zstd");
        assertThat(readings.get(1).problem().orElse("")).startsWith("is Parquet compressed with BROTLI, expected zstd");
        assertThat(readings.get(2).records()).isEqualTo(3);
        assertThat(readings.get(3).problem().orElse("")).startsWith("is Parquet compressed with LZ4, expected zstd");
    }

    /** Its description of itself is whole, but a page says that it unpacks to two gigabytes. */
    @Test
    void noLengthInAFileEndsTheReadingOfTheOthers() throws IOException {
        Resource whole = Resource.of("fastparquet-snappy");
        int broken = 0;
        for (int at = 4; at < whole.content().length - 8; at++) {
            byte[] changed = whole.content().clone();
            changed[at] = (byte) 0xfe;
            changed[at + 1] = (byte) 0xff;
            changed[at + 2] = (byte) 0xff;
            changed[at + 3] = (byte) 0xff;
            changed[at + 4] = 0x0f;
            FlowReading reading = new FlowPass(FlowContent.andText(List.of(new FlowParquet()), List.of()), 1)
                    .over(List.of(new Resource("x.parquet", changed)), () -> new Collected(), any -> {})
                    .readings()
                    .get(0);
            broken += reading.complete() ? 0 : 1;
        }
        assertThat(broken).isGreaterThan(1000);
    }
}
