package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.MalformedLine;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is asked of readers, whoever they are, and what they tell. */
class FlowReadingsTest {

    private static final FlowChoice ALL = new FlowChoice(FlowSelection.ALL, Set.of());

    private record Lines(String name, String text) implements FlowObject {

        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(text.substring((int) offset).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private record Place(List<FlowObject> objects) implements FlowSource {

        @Override
        public Listed list() {
            return new Listed(objects, 0, PassedOver.NONE, List.of());
        }

        @Override
        public List<String> named() {
            return List.of("place");
        }
    }

    /** Threads that remember what they were asked. */
    private static final class Remembering implements FlowReaders {

        private final FlowThreads threads =
                new FlowThreads(ALL, FlowContent.andText(List.of(), List.of()), 1, Checkpoint.NONE);
        private final List<String> asked = new ArrayList<>();
        private final List<String> read = new ArrayList<>();

        @Override
        public FlowDigests digests(List<FlowObject> objects, List<FlowObject> ofThese) {
            ofThese.forEach(object -> asked.add(object.name()));
            return threads.digests(objects, ofThese);
        }

        @Override
        public FlowEvidence.FlowsRead read(
                List<FlowObject> objects, FlowDigests digests, Evidence before, OperationListener listener) {
            objects.forEach(object -> read.add(object.name()));
            return threads.read(objects, digests, before, listener);
        }
    }

    private static Lines lines(String name, int address) {
        return new Lines(
                name,
                "2 111122223333 eni-1 10.0.0.1 198.51.100.%d 40000 443 6 3 180 1795154400 1795154460 ACCEPT OK\n"
                        .formatted(address));
    }

    @Test
    void asksBeforehandOnlyForThoseThatMayRepeatAnother() {
        Remembering readers = new Remembering();
        Place place = new Place(List.of(lines("a", 10), lines("b", 7), lines("c", 10), lines("d", 100)));

        FlowEvidence.FlowsRead read =
                new FlowReadings(ALL, readers).of(place, Evidence.empty(), OperationListener.NONE);

        assertThat(readers.asked).containsExactly("a", "c");
        assertThat(readers.read).containsExactly("a", "b", "d");
        assertThat(read.known()).containsExactly("c");
    }

    @Test
    void readsNothingOfWhatIsThereAlready() {
        Place today = new Place(List.of(lines("a", 10)));
        Place tomorrow = new Place(List.of(lines("a", 10), lines("b", 7)));
        Evidence before = new FlowReadings(ALL, new Remembering())
                .of(today, Evidence.empty(), OperationListener.NONE)
                .evidence();
        Remembering readers = new Remembering();

        Evidence after = new FlowReadings(ALL, readers)
                .of(tomorrow, before, OperationListener.NONE)
                .evidence();

        assertThat(readers.read).containsExactly("b");
        assertThat(ProfileCodec.encode(after))
                .isEqualTo(ProfileCodec.encode(new FlowReadings(ALL, new Remembering())
                        .of(tomorrow, Evidence.empty(), OperationListener.NONE)
                        .evidence()));
    }

    @Test
    void anAccountTellsAllThatAReadingTold() {
        FlowEvidence.FlowsRead read = new FlowEvidence.FlowsRead(
                Evidence.empty(),
                List.of(
                        new FlowReading(
                                "s3://b/\u00e9\u202e\ud83d\ude00\n",
                                Long.MAX_VALUE,
                                2,
                                List.of(new MalformedLine(7, "ends \"too\" early")),
                                Optional.empty(),
                                Optional.of("was cut")),
                        new FlowReading("b", 0, 0, List.of(), Optional.of("text"), Optional.empty())),
                List.of("c", "d"),
                3,
                List.of(new Loss(Set.of(FlowField.DSTPORT, FlowField.END), true, List.of("dst_prt"), 4, Set.of("e"))),
                new PassedOver(new TreeMap<>(Map.of("CloudTrail", 5L)), Optional.of("f")),
                List.of(new Problem(Origin.of("g"), "is gone")));

        assertThat(ReadingAccount.read(ReadingAccount.write(read), read.evidence()))
                .isEqualTo(read);
    }
}
