package dev.weir.operation;

import dev.weir.catalogue.MadeList;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Loss;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where evidence comes from: profiles that are there already, and flow logs.
 *
 * @param profiles merged, in this order
 * @param flows what is read beside them
 * @param contents what an object may hold, asked in this order
 * @param selection which records are taken
 * @param threads how many objects are read at once
 * @param cluster who reads the flow logs, if it is not this process
 */
public record FlowEvidence(
        List<ProfileStore> profiles,
        FlowSource flows,
        List<FlowContent> contents,
        FlowSelection selection,
        int threads,
        Optional<FlowCluster> cluster) {

    public FlowEvidence {
        profiles = List.copyOf(profiles);
        contents = List.copyOf(contents);
    }

    /** Evidence that this process reads. */
    public FlowEvidence(
            List<ProfileStore> profiles,
            FlowSource flows,
            List<FlowContent> contents,
            FlowSelection selection,
            int threads) {
        this(profiles, flows, contents, selection, threads, Optional.empty());
    }

    /** The same, read by a cluster. */
    public FlowEvidence on(FlowCluster other) {
        return new FlowEvidence(profiles, flows, contents, selection, threads, Optional.of(other));
    }

    /**
     * What came of the reading.
     *
     * @param evidence all of it, what was there before included
     * @param readings one for each object that was read
     * @param known names of objects that were observed before, and skipped
     * @param outside how many objects lie outside the selection and were not opened
     * @param losses records that nothing can be learned from
     * @param beside what is no flow log and was passed over
     * @param problems what could not be listed or opened
     */
    public record FlowsRead(
            Evidence evidence,
            List<FlowReading> readings,
            List<String> known,
            long outside,
            List<Loss> losses,
            PassedOver beside,
            List<Problem> problems) {

        public FlowsRead {
            readings = MadeList.copyOf(readings);
            known = MadeList.copyOf(known);
            losses = List.copyOf(losses);
            problems = List.copyOf(problems);
        }

        /** Whether nothing was lost. */
        public boolean isWhole() {
            long records = readings.stream().mapToLong(FlowReading::records).sum();
            long lost = losses.stream().mapToLong(Loss::records).sum();
            boolean nothingLearned = lost > 0 && lost == records;
            return problems.isEmpty()
                    && readings.stream().allMatch(FlowReading::complete)
                    && !nothingLearned
                    && losses.stream().noneMatch(Loss::isOfSomebody);
        }
    }

    /** What the profiles hold together. */
    Evidence before() {
        Evidence evidence = Evidence.empty();
        for (ProfileStore profile : profiles) {
            evidence = evidence.inputs().isEmpty() ? profile.read() : merged(evidence, profile);
        }
        return evidence;
    }

    /** Reads the flow logs, of these interfaces alone if any are named, and adds them to what was there before. */
    FlowsRead read(Evidence before, Set<String> interfaces, OperationListener listener) {
        return read(before, interfaces, Checkpoint.NONE, listener);
    }

    /** The same, keeping now and then what was learned. */
    FlowsRead read(Evidence before, Set<String> interfaces, Checkpoint checkpoint, OperationListener listener) {
        FlowChoice choice = new FlowChoice(selection, interfaces);
        FlowsRead read = cluster.map(machines -> machines.read(before, choice))
                .orElseGet(() -> new FlowReadings(choice, new FlowThreads(choice, contents, threads, checkpoint))
                        .of(flows, before, listener));
        listener.flowsRead();
        return read;
    }

    private static Evidence merged(Evidence evidence, ProfileStore profile) {
        Evidence other = profile.read();
        KnownInputs known = new KnownInputs(evidence);
        List<String> twice = other.inputs().stream()
                .filter(input -> !evidence.knows(input.digest()))
                .filter(known::overlaps)
                .map(ObservedInput::name)
                .toList();
        if (!twice.isEmpty()) {
            throw new FailureException("`" + profile.name() + "` cannot be added: it holds another part of "
                    + (twice.size() == 1 ? "1 input" : twice.size() + " inputs") + ", such as `" + twice.get(0)
                    + "`, and what both parts hold would count twice; help: observe all of it into a new profile");
        }
        if (other.inputs().stream().noneMatch(input -> evidence.knows(input.digest()))) {
            DoubleCount.between(evidence, other).ifPresent(both -> {
                throw new FailureException("`" + profile.name() + "` cannot be added: " + both
                        + ", and would count twice; help: observe one of them again by `--from` and `--to`, so that no day"
                        + " is in both");
            });
        }
        try {
            return evidence.merge(other);
        } catch (IllegalArgumentException overlap) {
            throw new FailureException("`" + profile.name() + "` cannot be added: " + overlap.getMessage(), overlap);
        }
    }
}
