package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Readers that are threads of this process.
 *
 * @param choice which records are taken
 * @param contents what an object may hold, asked in this order
 * @param threads how many objects are read at once
 * @param checkpoint where what was learned so far is kept now and then
 */
public record FlowThreads(FlowChoice choice, List<FlowContent> contents, int threads, Checkpoint checkpoint)
        implements FlowReaders {

    private static final String UNKNOWN_AGAIN =
            "was read, but not a second time for its digest, so that it will not be known again; help: observe it into"
                    + " a new profile: ";

    /** How many threads fill one evidence, in turns; more at once would wait for each other too often. */
    private static final int TOGETHER = 4;

    public FlowThreads {
        contents = List.copyOf(contents);
    }

    @Override
    public FlowDigests digests(List<FlowObject> objects, List<FlowObject> asked) {
        return Digests.begun(objects, threads);
    }

    @Override
    public FlowEvidence.FlowsRead read(
            List<FlowObject> objects, FlowDigests digests, Evidence before, OperationListener listener) {
        List<Evidence> evidence = new ArrayList<>(List.of(before));
        List<Collector> collectors = new ArrayList<>();
        FlowPass.PassResult<Collector> outcome = new FlowPass(contents, threads)
                .over(
                        objects,
                        () -> {
                            if (collectors.size() / TOGETHER == evidence.size()) {
                                evidence.add(Evidence.empty());
                            }
                            Collector collector = new Collector(digests, evidence.get(evidence.size() - 1));
                            collectors.add(collector);
                            return collector;
                        },
                        listener::flowObjectRead,
                        new Keeping(checkpoint, collectors, evidence));
        List<Problem> problems = new ArrayList<>();
        outcome.sinks().forEach(collector -> collector.builder.evidence());
        outcome.sinks().forEach(collector -> problems.addAll(collector.problems));
        List<Loss> losses = Loss.merged(outcome.sinks().stream()
                .flatMap(collector -> collector.builder.losses().stream())
                .toList());
        ProfileBuilder all = new ProfileBuilder(before);
        evidence.stream().skip(1).forEach(other -> all.merge(new ProfileBuilder(other)));
        return new FlowEvidence.FlowsRead(
                all.evidence(), outcome.readings(), List.of(), 0, losses, PassedOver.NONE, problems);
    }

    /** Keeps what the collectors have so far. */
    private record Keeping(Checkpoint checkpoint, List<Collector> collectors, List<Evidence> evidence)
            implements FlowPass.Pause {

        @Override
        public boolean isDue() {
            return checkpoint.isDue();
        }

        @Override
        public void run() {
            if (!isDue()) {
                return; // All others had read their last object.
            }
            collectors.forEach(collector -> collector.builder.evidence());
            Evidence soFar = evidence.get(0);
            if (evidence.size() > 1) {
                soFar = Evidence.empty();
                for (Evidence part : evidence) {
                    soFar = soFar.merge(part);
                }
            }
            checkpoint.keep(soFar);
        }
    }

    /** Fills a builder, and notes which object its records come from. */
    private final class Collector implements FlowSink {

        private final ProfileBuilder builder;
        private final FlowSink records;
        private final FlowDigests digests;
        private final List<Problem> problems = new ArrayList<>();
        /** What is being read. */
        private @Nullable FlowObject object;
        /** What is added to its content's digest. */
        private String selected = "";

        Collector(FlowDigests digests, Evidence evidence) {
            this.digests = digests;
            builder = new ProfileBuilder(evidence);
            this.records = choice.before(builder);
        }

        @Override
        public Set<FlowField> fields() {
            return records.fields();
        }

        @Override
        public void begin(FlowObject object) {
            this.object = object;
            selected = choice.selected(object.key());
            records.begin(object);
        }

        @Override
        public void format(FlowLogFormat format) {
            records.format(format);
        }

        @Override
        public void record(FlowRecord record) {
            records.record(record);
        }

        @Override
        public void end(FlowReading reading) {
            records.end(reading);
            Optional<FlowReading> taken = Optional.of(reading).filter(any -> !reading.isPassedOver());
            taken.flatMap(this::digest)
                    .ifPresent(digest -> builder.observed(new ObservedInput(
                            digest, reading.object(), reading.records(), reading.malformed(), reading.problem())));
        }

        /** The digest of what was read, or the name of an object that gave none; empty where nothing was read either. */
        private Optional<String> digest(FlowReading reading) {
            try {
                return Optional.of(digests.of(Objects.requireNonNull(object)) + selected);
            } catch (IOException failed) {
                if (reading.records() == 0) {
                    return Optional.empty();
                }
                problems.add(new Problem(Origin.of(reading.object()), UNKNOWN_AGAIN + failed.getMessage()));
                return Optional.of(reading.object());
            }
        }
    }
}
