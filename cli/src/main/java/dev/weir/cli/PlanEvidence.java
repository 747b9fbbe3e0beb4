package dev.weir.cli;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowSelection;
import dev.weir.inventory.Input;
import dev.weir.plan.ObservedTraffic;
import dev.weir.report.text.Printable;
import dev.weir.traffic.ProfileSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan learns from: a traffic profile, flow logs, or both.
 *
 * @param traffic what was observed; empty where neither was given
 * @param inputs what it was read from
 * @param allRead whether nothing was lost
 */
record PlanEvidence(Optional<ObservedTraffic> traffic, List<Input> inputs, boolean allRead) {

    static PlanEvidence of(
            Optional<String> profile, List<String> flows, Histories histories, Surroundings surroundings) {
        if (profile.isEmpty() && flows.isEmpty()) {
            return new PlanEvidence(Optional.empty(), List.of(), true);
        }
        Evidence evidence = Evidence.empty();
        boolean allRead = true;
        List<Path> logs = new ArrayList<>();
        List<Path> profiles = new ArrayList<>();
        profile.map(Inventories::path).ifPresent(profiles::add);
        for (String name : flows) {
            Path path = Inventories.path(name);
            (Traffic.isProfile(path) ? profiles : logs).add(path);
        }
        for (Path path : profiles) {
            evidence = ObserveCommand.merged(evidence, path);
        }
        if (!logs.isEmpty()) {
            FlowProgress progress = new FlowProgress(surroundings);
            FlowReadings.Outcome outcome = new FlowReadings(
                            FlowSelection.ALL,
                            Set.of(),
                            List.of(),
                            Runtime.getRuntime().availableProcessors())
                    .of(logs, evidence, progress);
            progress.end();
            allRead = ObserveCommand.say(outcome, surroundings);
            evidence = outcome.evidence();
        }
        List<Input> inputs = new ArrayList<>();
        for (ObservedInput input : evidence.inputs()) {
            inputs.add(new Input(input.name(), digest(input.digest()), Optional.empty()));
        }
        for (ObservedInput input : evidence.inputs()) {
            if (input.problem().isPresent() && allRead && profiles.size() > 0) {
                surroundings.say(
                        "weir: " + Printable.of(input.name()) + " was not read to its end when it was observed: "
                                + Printable.of(input.problem().get()));
            }
        }
        ObservedTraffic traffic = new ObservedTraffic(evidence, histories.inventory(), ProfileSettings.DEFAULT);
        return new PlanEvidence(Optional.of(traffic), inputs, allRead);
    }

    /** The digest of the bytes: what else was selected is written after it. */
    private static Optional<String> digest(String digest) {
        return digest.matches("[0-9a-f]{64}.*") ? Optional.of(digest.substring(0, 64)) : Optional.empty();
    }
}
