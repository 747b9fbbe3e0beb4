package dev.weir.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.MalformedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every type, encoding and size of page against what was written into them. */
class ParquetColumnsTest {

    private record Bytes(byte[] content) implements FlowObject {
        @Override
        public String name() {
            return "flows.parquet";
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

    /** One thread's. */
    private static final class Collected implements FlowSink {
        private final List<String> records = new ArrayList<>();

        @Override
        public void record(FlowRecord record) {
            records.add(record.line() + ": " + record);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void readsWhatWasWritten(int threads) throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            readsWhatWasWritten(threads, 1000L * threads + seed);
        }
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsWhateverWasWritten(int threads) throws IOException {
        for (long seed = 100; seed < 200; seed++) {
            readsWhatWasWritten(threads, 1000L * threads + seed);
        }
    }

    private static void readsWhatWasWritten(int threads, long seed) throws IOException {
        ParquetMaker maker = new ParquetMaker(seed);
        byte[] file = maker.made();
        FlowPass.PassResult<Collected> result = new FlowPass(List.of(new FlowParquet()), threads)
                .over(List.of(new Bytes(file)), Collected::new, reading -> {});
        FlowReading reading = result.readings().get(0);
        List<String> records = new ArrayList<>();
        result.sinks().forEach(sink -> records.addAll(sink.records));

        assertThat(reading.problem()).as("seed %s", seed).isEmpty();
        records.sort(Comparator.comparingLong(record -> Long.parseLong(record.substring(0, record.indexOf(':')))));
        for (int i = 0; i < Math.min(records.size(), maker.expected().size()); i++) {
            assertThat(records.get(i))
                    .as("seed %s", seed)
                    .isEqualTo(maker.expected().get(i));
        }
        assertThat(reading.records())
                .as("seed %s", seed)
                .isEqualTo(maker.expected().size());
        assertThat(reading.malformed())
                .as("seed %s", seed)
                .isEqualTo(maker.malformed().size());
        assertThat(reading.samples().stream().map(MalformedLine::line))
                .as("seed %s", seed)
                .containsExactlyElementsOf(maker.malformed().stream().limit(5).toList());
    }
}
