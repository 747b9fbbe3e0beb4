package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowPassTest {

    private static final byte[] LINE =
            "2 111122223333 eni-1235b8ca 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Its sentence tells to give more memory; wrapped, it would read like a bug. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void lackOfMemoryInAReaderIsToldAsSuch(int threads) {
        FlowPass pass = new FlowPass(List.of(new FlowText(List.of())), threads);
        List<FlowObject> objects = List.of(new MemoryObject("a.log", LINE), new MemoryObject("b.log", LINE));

        assertThatThrownBy(() -> pass.over(objects, Full::new, reading -> {})).isInstanceOf(OutOfMemoryError.class);
    }

    private static final class Full implements FlowSink {
        @Override
        public Set<FlowField> fields() {
            return FlowField.defaultFormat();
        }

        @Override
        public void record(FlowRecord record) {
            throw new OutOfMemoryError("no room");
        }
    }
}
