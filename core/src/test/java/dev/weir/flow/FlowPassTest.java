package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

    @Test
    void pausesWhileNoObjectIsBeingRead() {
        AtomicInteger reading = new AtomicInteger();
        AtomicInteger pauses = new AtomicInteger();
        List<Integer> during = new CopyOnWriteArrayList<>();
        FlowPass.Pause pause = new FlowPass.Pause() {
            @Override
            public boolean isDue() {
                return true;
            }

            @Override
            public void run() {
                pauses.incrementAndGet();
                during.add(reading.get());
            }
        };

        int read = new FlowPass(List.of(new FlowText(List.of())), 3)
                .over(objects(200), () -> new Counting(reading), any -> {}, pause)
                .readings()
                .size();

        assertThat(read).isEqualTo(200);
        assertThat(pauses.get()).isPositive();
        assertThat(during).containsOnly(0);
    }

    @Test
    void aPauseThatFailsEndsThePass() {
        FlowPass.Pause full = new FlowPass.Pause() {
            @Override
            public boolean isDue() {
                return true;
            }

            @Override
            public void run() {
                throw new IllegalStateException("the disk is full");
            }
        };
        FlowPass pass = new FlowPass(List.of(new FlowText(List.of())), 3);
        List<FlowObject> objects = objects(20);

        assertThatThrownBy(() -> pass.over(objects, () -> new Counting(new AtomicInteger()), any -> {}, full))
                .hasMessage("the disk is full");
    }

    private static List<FlowObject> objects(int count) {
        return IntStream.range(0, count)
                .<FlowObject>mapToObj(index -> new MemoryObject(
                        "log-" + index,
                        "2 111122223333 eni-1 10.0.0.5 192.0.2.1 40000 443 6 1 60 1 2 ACCEPT OK\n"
                                .getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Counts the objects that are being read. */
    private record Counting(AtomicInteger reading) implements FlowSink {

        @Override
        public Set<FlowField> fields() {
            return Set.of();
        }

        @Override
        public void begin(FlowObject object) {
            reading.incrementAndGet();
        }

        @Override
        public void record(FlowRecord record) {}

        @Override
        public void end(FlowReading done) {
            reading.decrementAndGet();
        }
    }
}
