package dev.weir.operation;

import dev.weir.catalogue.MadeList;
import dev.weir.catalogue.TextIndex;
import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One reading of flow logs into evidence: which objects are new, all of those once, merged. */
public record FlowReadings(FlowChoice choice, FlowReaders readers) {

    private static final String IN_PART =
            "was observed before, but another part of it; it was not read again, because what both parts hold would"
                    + " count twice; help: observe it into a new profile";

    private static final String REPLACED =
            "was replaced since it was observed; what it holds now was not read, because what it held before stands in the"
                    + " profile; help: observe it into a new profile";

    /** Adds what this source holds to the evidence. */
    public FlowEvidence.FlowsRead of(FlowSource flows, Evidence before, OperationListener listener) {
        FlowSource.Listed listing = flows.list();
        List<FlowObject> objects = listing.objects();
        List<Problem> problems = new ArrayList<>(listing.problems());
        KnownInputs inputs = new KnownInputs(before);
        DoubleCount twice = new DoubleCount(before, choice);
        Predicate<FlowObject> mayBeKnown = inputs.isEmpty() ? sharingASize(objects) : any -> true;
        int[] asked = IntStream.range(0, objects.size())
                .filter(place -> mayBeKnown.test(objects.get(place)))
                .toArray();
        FlowDigests digests = readers.digests(objects, MadeList.at(objects, asked));
        IntStream.Builder knownPlaces = IntStream.builder();
        IntStream.Builder freshPlaces = IntStream.builder();
        TextIndex taken = new TextIndex(place -> digest(digests, objects.get(place)));
        for (int place = 0; place < objects.size(); place++) {
            FlowObject object = objects.get(place);
            if (!mayBeKnown.test(object)) {
                freshPlaces.add(place);
                continue;
            }
            try {
                String content = digests.of(object);
                KnownInputs.Novelty standing = taken.add(content, place)
                        ? inputs.of(object, content, choice.selected(object.key()))
                        : KnownInputs.Novelty.KNOWN;
                switch (standing) {
                    case NEW -> {
                        Optional<String> why = twice.by(object, content);
                        if (why.isPresent()) {
                            problems.add(new Problem(Origin.of(object.name()), why.get()));
                        } else {
                            freshPlaces.add(place);
                        }
                    }
                    case KNOWN -> knownPlaces.add(place);
                    case IN_PART -> problems.add(new Problem(Origin.of(object.name()), IN_PART));
                    case REPLACED -> problems.add(new Problem(Origin.of(object.name()), REPLACED));
                }
            } catch (IOException failed) {
                problems.add(new Problem(Origin.of(object.name()), "cannot be read: " + failed.getMessage()));
            }
        }
        List<FlowObject> fresh = MadeList.at(objects, freshPlaces.build().toArray());
        int[] skipped = knownPlaces.build().toArray();
        List<String> known = new MadeList<>(
                skipped.length, place -> objects.get(skipped[place]).name());
        listener.flowObjects(fresh.size());
        flows.willBeRead(FlowPass.largestFirst(fresh));
        FlowEvidence.FlowsRead read = readers.read(fresh, digests, before, listener);
        problems.addAll(read.problems());
        PassedOver beside = beside(read.readings(), flows, listing, "a flow log", problems);
        boolean nothing = known.isEmpty() && read.readings().stream().allMatch(FlowReading::isPassedOver);
        if (nothing && beside.count() > 0 && problems.isEmpty()) {
            problems.add(new Problem(
                    Origin.of(flows.named().get(0)), "holds no flow log; help: give a folder of flow logs"));
        }
        return new FlowEvidence.FlowsRead(
                read.evidence(), read.readings(), known, listing.outside(), read.losses(), beside, problems);
    }

    /** Of one that gave a digest before. */
    private static String digest(FlowDigests digests, FlowObject object) {
        try {
            return digests.of(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether an object may have the same bytes as another of these. */
    private static Predicate<FlowObject> sharingASize(List<FlowObject> objects) {
        long[] sizes = objects.stream().mapToLong(FlowObject::size).sorted().toArray();
        return object -> {
            int found = Arrays.binarySearch(sizes, object.size());
            return found > 0 && sizes[found - 1] == sizes[found]
                    || found + 1 < sizes.length && sizes[found + 1] == sizes[found];
        };
    }

    /** What was passed over; a problem if it was named itself. */
    static PassedOver beside(
            List<FlowReading> readings,
            FlowSource flows,
            FlowSource.Listed listing,
            String expected,
            List<Problem> problems) {
        PassedOver beside = listing.beside();
        for (FlowReading reading : readings) {
            String holds =
                    reading.declined().filter(any -> reading.isPassedOver()).orElse("");
            if (!holds.isEmpty() && flows.named().contains(reading.object())) {
                problems.add(new Problem(Origin.of(reading.object()), "holds " + holds + ", expected " + expected));
            } else if (!holds.isEmpty()) {
                beside = beside.with(holds, reading.object());
            }
        }
        return beside;
    }
}
