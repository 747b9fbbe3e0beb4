package dev.weir.cli;

import dev.weir.files.FlowFiles;
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
import dev.weir.flow.FlowText;
import dev.weir.flow.Tokens;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.parquet.FlowParquet;
import dev.weir.profile.Evidence;
import dev.weir.profile.ObservedInput;
import dev.weir.profile.ProfileBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One reading of flow logs into evidence: which objects are new, all of those once, merged. */
final class FlowReadings {

    private static final String IN_PART =
            "was observed before, but another part of it; it was not read again, because what both parts hold would count"
                    + " twice; help: observe it into a new profile";

    /** Which interfaces' records are taken; empty takes all. */
    private final Set<String> interfaces;

    private final FlowSelection selection;
    private final List<FlowLogFormat> formats;
    private final int threads;

    FlowReadings(FlowSelection selection, Set<String> interfaces, List<FlowLogFormat> formats, int threads) {
        this.selection = selection;
        this.interfaces = Set.copyOf(interfaces);
        this.formats = List.copyOf(formats);
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param evidence all of it, what was there before included
     * @param readings one for each object that was read
     * @param known names of objects that were observed before, and skipped
     * @param outside how many objects lie outside the selection and were not opened
     * @param problems what could not be listed or opened
     */
    record Outcome(
            Evidence evidence, List<FlowReading> readings, List<String> known, long outside, List<Problem> problems) {

        long records() {
            return readings.stream().mapToLong(FlowReading::records).sum();
        }
    }

    /** Is told how far it is. */
    interface Watcher {
        void objects(int count, long bytes);

        void read(FlowReading reading);
    }

    /** Adds what these files and folders hold to the evidence. */
    Outcome of(List<Path> flows, Evidence before, Watcher watcher) {
        FlowSource.Listing listing = new FlowFiles(flows, selection).list();
        List<Problem> problems = new ArrayList<>(listing.problems());
        Map<String, String> digests = new HashMap<>();
        List<String> known = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Set<String> inPart = contents(before);
        List<FlowObject> fresh = new ArrayList<>();
        List<Future<String>> contents = digests(listing.objects());
        for (int i = 0; i < contents.size(); i++) {
            FlowObject object = listing.objects().get(i);
            try {
                String content = contents.get(i).get();
                String digest = content + selected(object.key());
                if (before.knows(content) || before.knows(digest) || !taken.add(content)) {
                    known.add(object.name());
                } else if (inPart.contains(content)) {
                    problems.add(new Problem(Origin.of(object.name()), IN_PART));
                } else {
                    digests.put(object.name(), digest);
                    fresh.add(object);
                }
            } catch (ExecutionException failed) {
                problems.add(new Problem(Origin.of(object.name()), "cannot be read: " + reason(failed)));
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
        watcher.objects(fresh.size(), fresh.stream().mapToLong(FlowObject::size).sum());
        FlowPass pass = new FlowPass(List.of(new FlowParquet(), new FlowText(formats)), threads);
        FlowPass.Outcome<Collector> outcome = pass.over(fresh, () -> new Collector(digests), watcher::read);
        ProfileBuilder all = new ProfileBuilder(before);
        outcome.sinks().forEach(collector -> all.merge(collector.builder));
        return new Outcome(all.evidence(), outcome.readings(), known, listing.outside(), problems);
    }

    /** The digest of the bytes of each object, as many at once as objects are read. */
    private List<Future<String>> digests(List<FlowObject> objects) {
        List<Callable<String>> work = new ArrayList<>();
        objects.forEach(object -> work.add(object::digest));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            return pool.invokeAll(work);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed.toString() : String.valueOf(cause.getMessage());
    }

    private static FailureException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new FailureException("interrupted while reading flow logs", stopped);
    }

    /** The digests of the bytes of all inputs, whatever was selected from them. */
    static Set<String> contents(Evidence evidence) {
        Set<String> contents = new HashSet<>();
        evidence.inputs().forEach(input -> contents.add(content(input.digest())));
        return contents;
    }

    /** The part of a digest that tells the bytes. */
    static String content(String digest) {
        int selected = digest.indexOf('|');
        return selected < 0 ? digest : digest.substring(0, selected);
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

    /** Fills a builder, and notes which object its records come from. */
    private final class Collector implements FlowSink {

        private final ProfileBuilder builder = new ProfileBuilder();
        private final FlowSink records;
        private final Map<String, String> digests;
        private Optional<ObservedInput> input = Optional.empty();

        Collector(Map<String, String> digests) {
            this.digests = digests;
            FlowSink chosen = interfaces.isEmpty() ? builder : new OfInterfaces(builder);
            this.records = selection.before(chosen);
        }

        @Override
        public Set<FlowField> fields() {
            return records.fields();
        }

        @Override
        public void begin(FlowObject object) {
            String digest = digests.getOrDefault(object.name(), object.name());
            ObservedInput started = new ObservedInput(digest, object.name(), 0, 0, Optional.empty());
            builder.begin(started);
            input = Optional.of(started);
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
            input.ifPresent(started -> builder.finish(new ObservedInput(
                    started.digest(), started.name(), reading.records(), reading.malformed(), reading.problem())));
        }
    }

    /** Passes on the records of some interfaces. */
    private final class OfInterfaces implements FlowSink {

        private final FlowSink next;
        /** By token of the reader's table, which lives as long as its thread, and so does this. */
        private final Map<Integer, Boolean> wanted = new HashMap<>();

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
        public void format(FlowLogFormat format) {
            next.format(format);
        }

        @Override
        public void record(FlowRecord record) {
            int token = record.interfaceId();
            if (token != Tokens.NONE
                    && wanted.computeIfAbsent(
                            token, id -> interfaces.contains(record.tokens().text(id)))) {
                next.record(record);
            }
        }
    }
}
