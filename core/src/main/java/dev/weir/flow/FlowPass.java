package dev.weir.flow;

import dev.weir.catalogue.MadeList;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One reading of many objects by some threads, each with a sink of its own. An object is read by one thread; by others too once
 * there is no object left to begin, if it can be parted.
 *
 * <p>Which thread reads which object is chance, so sinks must merge to the same whatever the split. The readings come in
 * the order of the objects. An object that cannot be read is a reading that says so; the others are still read.
 */
public final class FlowPass {

    private final List<FlowContent> contents;
    private final int threads;

    /**
     * A pass.
     *
     * @param contents the kinds of objects; the first that recognises an object reads it
     * @param threads at least 1
     */
    public FlowPass(List<FlowContent> contents, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a pass needs at least 1 thread, found " + threads);
        }
        this.contents = List.copyOf(contents);
        this.threads = threads;
    }

    /**
     * What came of a pass.
     *
     * @param sinks those that were used, to be merged; at least one
     * @param readings one for each object, in their order
     */
    public record PassResult<S extends FlowSink>(List<S> sinks, List<FlowReading> readings) {
        public PassResult {
            sinks = List.copyOf(sinks);
            readings = MadeList.copyOf(readings);
        }
    }

    /** What is done now and then while no object is being read, so that the sinks hold whole objects alone. */
    public interface Pause {

        /** There is none. */
        Pause NEVER = new Pause() {};

        /** Whether it is time; asked by every thread, after every object. */
        default boolean isDue() {
            return false;
        }

        /** Does it, on one thread, while the others wait. */
        default void run() {}
    }

    /**
     * Reads every object once.
     *
     * @param sinks makes the sink of each thread
     * @param read is told each reading as it comes, for progress; by any thread
     */
    public <S extends FlowSink> PassResult<S> over(
            List<FlowObject> objects, Supplier<S> sinks, Consumer<FlowReading> read) {
        return over(objects, sinks, read, Pause.NEVER);
    }

    /** The same with pauses; what one throws ends the pass. */
    public <S extends FlowSink> PassResult<S> over(
            List<FlowObject> objects, Supplier<S> sinks, Consumer<FlowReading> read, Pause pause) {
        List<S> used = new ArrayList<>();
        List<Reader<S>> readers = new ArrayList<>();
        int workers = objects.isEmpty() ? 1 : threads;
        for (int worker = 0; worker < workers; worker++) {
            S sink = sinks.get();
            used.add(sink);
            readers.add(new Reader<>(new FlowRecord(new TokenTable()), sink));
        }
        SharedParts shared = new SharedParts(workers);
        List<FlowReading> readings = ObjectPass.over(
                objects,
                readers,
                (reader, object) -> read(object, reader.record(), reader.sink(), shared),
                read,
                pause,
                reader -> shared.help(reader.record(), reader.sink()));
        return new PassResult<>(used, readings);
    }

    /** What one thread fills. */
    private record Reader<S extends FlowSink>(FlowRecord record, S sink) {}

    /** The objects in the order in which they are begun, so that no large one comes last. */
    public static List<FlowObject> largestFirst(List<FlowObject> objects) {
        return MadeList.at(objects, ObjectPass.order(objects));
    }

    /** Makes a record and a sink ready for what an object holds. */
    static void begin(FlowObject object, FlowRecord record, FlowSink sink) {
        record.flowLog(object.key().flowLog().map(record.tokens()::intern).orElse(TokenTable.NONE));
        sink.begin(object);
    }

    private FlowReading read(FlowObject object, FlowRecord record, FlowSink sink, FlowHelpers helpers) {
        begin(object, record, sink);
        FlowReading reading;
        try (OpenedObject opened = OpenedObject.of(object)) {
            byte[] head = opened.head();
            reading = opened.isGzip() && opened.isParquet()
                    ? FlowReading.failed(object, "is Parquet inside gzip; help: `gunzip` first")
                    : Claim.held(
                            object,
                            head,
                            opened.isGzip(),
                            unpacked(object, head, opened.content(), record, sink, helpers));
        } catch (IOException failed) {
            reading = FlowReading.failed(object, reason(failed));
        }
        sink.end(reading);
        return reading;
    }

    private FlowReading unpacked(
            FlowObject object,
            byte[] head,
            InputStream content,
            FlowRecord record,
            FlowSink sink,
            FlowHelpers helpers) {
        if (head.length == 0) {
            return FlowReading.declined(object, Claim.NOTHING);
        }
        Optional<String> foreign = Packing.declined(head);
        if (foreign.isPresent()) {
            return FlowReading.failed(object, foreign.get());
        }
        return contents.stream()
                .filter(one -> one.recognises(head))
                .findFirst()
                .map(kind -> kind.read(object, content, record, sink, helpers))
                .orElseGet(() -> FlowReading.declined(object, "what is of no kind that is read here"));
    }

    static String reason(Exception failed) {
        return Optional.ofNullable(failed.getMessage()).orElse("cannot be read");
    }
}
