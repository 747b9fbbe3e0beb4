package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSink;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of flow logs into evidence: which objects are new, all of those once, merged. */
final class FlowReadings {

    private static final String IN_PART =
            "was observed before, but another part of it; it was not read again, because what both parts hold would"
                    + " count twice; help: observe it into a new profile";

    private static final String REPLACED =
            "was replaced since it was observed; what it holds now was not read, because what it held before stands in the"
                    + " profile; help: observe it into a new profile";

    private static final String UNKNOWN_AGAIN =
            "was read, but not a second time for its digest, so that it will not be known again; help: observe it into"
                    + " a new profile: ";

    /** How many threads fill one evidence, in turns; more at once would wait for each other too often. */
    private static final int TOGETHER = 4;

    /** Which interfaces' records are taken; empty takes all. */
    private final Set<String> interfaces;

    private final FlowSelection selection;
    private final List<FlowContent> contents;
    private final int threads;

    FlowReadings(FlowSelection selection, Set<String> interfaces, List<FlowContent> contents, int threads) {
        this.selection = selection;
        this.interfaces = Set.copyOf(interfaces);
        this.contents = List.copyOf(contents);
        this.threads = threads;
    }

    /** Adds what this source holds to the evidence. */
    FlowEvidence.FlowsRead of(FlowSource flows, Evidence before, Checkpoint checkpoint, OperationListener listener) {
        FlowSource.Listed listing = flows.list();
        List<Problem> problems = new ArrayList<>(listing.problems());
        Digests digests = Digests.begun(listing.objects(), threads);
        List<String> known = new ArrayList<>();
        List<FlowObject> fresh = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        KnownInputs inputs = new KnownInputs(before);
        for (FlowObject object : listing.objects()) {
            if (inputs.isEmpty() && !digests.mayRepeat(object)) {
                fresh.add(object);
                continue;
            }
            try {
                String content = digests.of(object.name());
                KnownInputs.Novelty standing = taken.add(content)
                        ? inputs.of(object, content, selected(object.key()))
                        : KnownInputs.Novelty.KNOWN;
                switch (standing) {
                    case NEW -> fresh.add(object);
                    case KNOWN -> known.add(object.name());
                    case IN_PART -> problems.add(new Problem(Origin.of(object.name()), IN_PART));
                    case REPLACED -> problems.add(new Problem(Origin.of(object.name()), REPLACED));
                }
            } catch (IOException failed) {
                problems.add(new Problem(Origin.of(object.name()), "cannot be read: " + failed.getMessage()));
            }
        }
        listener.flowObjects(fresh.size());
        flows.willBeRead(FlowPass.largestFirst(fresh));
        FlowPass pass = new FlowPass(contents, threads);
        List<Evidence> evidence = new ArrayList<>(List.of(before));
        List<Collector> collectors = new ArrayList<>();
        FlowPass.PassResult<Collector> outcome = pass.over(
                fresh,
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
        outcome.sinks().forEach(collector -> collector.builder.evidence());
        outcome.sinks().forEach(collector -> problems.addAll(collector.problems));
        List<Loss> losses = Loss.merged(outcome.sinks().stream()
                .flatMap(collector -> collector.builder.losses().stream())
                .toList());
        ProfileBuilder all = new ProfileBuilder(before);
        evidence.stream().skip(1).forEach(other -> all.merge(new ProfileBuilder(other)));
        PassedOver beside = beside(outcome.readings(), flows, listing, problems);
        boolean nothing = known.isEmpty() && outcome.readings().stream().allMatch(FlowReading::isPassedOver);
        if (nothing && beside.count() > 0 && problems.isEmpty()) {
            problems.add(new Problem(
                    Origin.of(flows.named().get(0)), "holds no flow log; help: give a folder of flow logs"));
        }
        return new FlowEvidence.FlowsRead(
                all.evidence(), outcome.readings(), known, listing.outside(), losses, beside, problems);
    }

    /** What was passed over; a problem if it was named itself. */
    static PassedOver beside(
            List<FlowReading> readings, FlowSource flows, FlowSource.Listed listing, List<Problem> problems) {
        PassedOver beside = listing.beside();
        for (FlowReading reading : readings) {
            String holds =
                    reading.declined().filter(any -> reading.isPassedOver()).orElse("");
            if (!holds.isEmpty() && flows.named().contains(reading.object())) {
                problems.add(new Problem(Origin.of(reading.object()), "holds " + holds + ", expected a flow log"));
            } else if (!holds.isEmpty()) {
                beside = beside.with(holds, reading.object());
            }
        }
        return beside;
    }

    /**
     * What else than the bytes decides what an object gives; part of its digest.
     *
     * <p>Nothing where the object lies in the period as a whole: tomorrow's last thirty days then know it again.
     */
    private String selected(FlowKey key) {
        boolean whole = selection.from().map(from -> isFrom(key.from(), from)).orElse(true)
                && selection.to().map(to -> isTo(key.to(), to)).orElse(true);
        boolean everyone = selection.accounts().isEmpty() && selection.regions().isEmpty() && interfaces.isEmpty();
        String period = whole ? "" : "|" + selection.from() + "|" + selection.to();
        return everyone
                ? period
                : period + "|" + selection.accounts().stream().sorted().toList()
                        + selection.regions().stream().sorted().toList()
                        + interfaces.stream().sorted().toList();
    }

    private static boolean isFrom(Optional<Instant> begin, Instant from) {
        return begin.isPresent() && !begin.get().isBefore(from);
    }

    private static boolean isTo(Optional<Instant> end, Instant to) {
        return end.isPresent() && !end.get().isAfter(to);
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
        private final Digests digests;
        private final List<Problem> problems = new ArrayList<>();
        /** What is added to the content's digest for the object that is being read. */
        private String selected = "";

        Collector(Digests digests, Evidence evidence) {
            this.digests = digests;
            builder = new ProfileBuilder(evidence);
            FlowSink chosen = interfaces.isEmpty() ? builder : new OfInterfaces(builder);
            this.records = selection.before(chosen);
        }

        @Override
        public Set<FlowField> fields() {
            return records.fields();
        }

        @Override
        public void begin(FlowObject object) {
            selected = selected(object.key());
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
                return Optional.of(digests.of(reading.object()) + selected);
            } catch (IOException failed) {
                if (reading.records() == 0) {
                    return Optional.empty();
                }
                problems.add(new Problem(Origin.of(reading.object()), UNKNOWN_AGAIN + failed.getMessage()));
                return Optional.of(reading.object());
            }
        }
    }

    /** Passes on the records of some interfaces. */
    private final class OfInterfaces implements FlowSink {

        private final FlowSink next;
        /** By token of the reader's table, which lives as long as its thread, and so does this. */
        private final Map<Integer, Boolean> wanted = new HashMap<>();
        /** Whether the format tells whose records are; else they may be those of the interfaces. */
        private boolean tells = true;

        OfInterfaces(FlowSink next) {
            this.next = next;
        }

        @Override
        public Set<FlowField> fields() {
            EnumSet<FlowField> fields = EnumSet.of(FlowField.INTERFACE_ID);
            fields.addAll(next.fields());
            return fields;
        }

        @Override
        public void begin(FlowObject object) {
            next.begin(object);
        }

        @Override
        public void format(FlowLogFormat format) {
            tells = format.fields().contains(FlowField.INTERFACE_ID);
            next.format(format);
        }

        @Override
        public void record(FlowRecord record) {
            int token = record.interfaceId();
            boolean taken = token == TokenTable.NONE
                    ? !tells
                    : wanted.computeIfAbsent(
                            token, id -> interfaces.contains(record.tokens().text(id)));
            if (taken) {
                next.record(record);
            }
        }
    }
}
