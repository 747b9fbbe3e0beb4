package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowSelection;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What network interfaces really talk to: flow logs into a kept traffic profile. */
public record ObserveOperation(OperationListener listener) {

    /**
     * What to observe.
     *
     * @param flows the evidence there is, and the flow logs to add
     * @param series inventories over time, which tell whose traffic is whose
     * @param groups only interfaces with one of these security groups; empty takes all
     */
    public record Request(FlowEvidence flows, List<InventorySource> series, Set<String> groups) {

        public Request {
            series = List.copyOf(series);
            groups = Set.copyOf(groups);
        }
    }

    /**
     * What was observed.
     *
     * @param profile all that is kept now
     * @param records how many records it is made of
     * @param chosen the interfaces that were asked for: all of the profile where nothing narrower was
     * @param groups how many security groups those have
     * @param figures how good the evidence about those is
     * @param read how the reading went
     * @param complete whether nothing was lost, of flow logs or inventory
     */
    public record Result(
            TrafficProfile profile,
            long records,
            List<InterfaceCoverage> chosen,
            int groups,
            GroupTraffic.Figures figures,
            FlowEvidence.FlowsRead read,
            boolean complete) {

        public Result {
            chosen = List.copyOf(chosen);
        }
    }

    /**
     * Reads flow logs and inventory side by side, keeps the evidence and draws the profile from it.
     *
     * @throws FailureException if the profile cannot be read or kept, or no interface has a group that was asked for
     */
    public Result run(Request request, ProfileStore out) {
        Evidence before = goingOn(request.flows().before(), out.checkpoint());
        Optional<Beside<FlowEvidence.FlowsRead>> begun = request.groups().isEmpty()
                ? Optional.of(reading(request, before, Set.of(), out.checkpoint()))
                : Optional.empty();
        Histories histories = Histories.of(request.series(), listener);
        listener.problems(histories.problems());
        FlowEvidence.FlowsRead read = begun.orElseGet(
                        () -> reading(request, before, interfaces(request, histories), out.checkpoint()))
                .result();
        Beside<Evidence> saving = Beside.begun("weir-save", () -> {
            out.write(read.evidence());
            return read.evidence();
        });
        try {
            return result(
                    request,
                    histories,
                    read,
                    TrafficProfile.of(read.evidence(), histories.inventory(), ProfileSettings.DEFAULT));
        } finally {
            saving.result();
        }
    }

    /** What a run that did not end had made of this evidence, if one had; else the evidence. */
    private Evidence goingOn(Evidence before, Checkpoint checkpoint) {
        Optional<Evidence> kept = checkpoint
                .kept()
                .filter(more -> before.inputs().stream().allMatch(input -> more.knows(input.digest())));
        kept.ifPresent(
                more -> listener.goesOn(more.inputs().size() - before.inputs().size()));
        return kept.orElse(before);
    }

    private Beside<FlowEvidence.FlowsRead> reading(
            Request request, Evidence before, Set<String> interfaces, Checkpoint checkpoint) {
        return Beside.begun("weir-flows", () -> request.flows().read(before, interfaces, checkpoint, listener));
    }

    private static Set<String> interfaces(Request request, Histories histories) {
        Set<String> interfaces = new HashSet<>();
        for (String group : request.groups()) {
            Set<String> associated = new HashSet<>();
            for (Snapshot snapshot : histories.inventory().snapshots().values()) {
                for (NetworkInterface one : snapshot.associatedWith(group)) {
                    associated.add(one.id());
                }
            }
            if (associated.isEmpty()) {
                throw new FailureException(
                        "no interface in the inventory is associated with `" + group
                                + "`, so none of its traffic can be told; help: give an inventory of the time of the flow logs");
            }
            interfaces.addAll(associated);
        }
        return interfaces;
    }

    private static Result result(
            Request request, Histories histories, FlowEvidence.FlowsRead read, TrafficProfile profile) {
        FlowSelection selection = request.flows().selection();
        List<InterfaceCoverage> chosen = profile.interfaces().stream()
                .filter(one ->
                        request.groups().isEmpty() || one.groups().stream().anyMatch(request.groups()::contains))
                .filter(one -> isIn(selection.accounts(), account(one, histories.inventory())))
                .filter(one -> isIn(selection.regions(), region(one, histories.inventory())))
                .toList();
        Set<String> groups = new HashSet<>();
        chosen.forEach(one -> groups.addAll(one.groups()));
        if (!request.groups().isEmpty()) {
            groups.retainAll(request.groups());
        }
        return new Result(
                profile,
                read.evidence().records(),
                chosen,
                groups.size(),
                profile.figuresOf(chosen),
                read,
                read.isWhole() && histories.areWhole());
    }

    /** Of what nobody knows where it is, nobody knows that it was not asked for. */
    private static boolean isIn(Set<String> asked, Optional<String> where) {
        return asked.isEmpty() || where.isEmpty() || asked.contains(where.get());
    }

    private static Optional<String> account(InterfaceCoverage one, InventoryHistory inventory) {
        return scope(one, inventory).flatMap(Scope::account).or(() -> one.owner(FlowField.ACCOUNT_ID));
    }

    private static Optional<String> region(InterfaceCoverage one, InventoryHistory inventory) {
        return scope(one, inventory).flatMap(Scope::region).or(() -> one.owner(FlowField.REGION));
    }

    private static Optional<Scope> scope(InterfaceCoverage one, InventoryHistory inventory) {
        return inventory.networkInterface(one.networkInterface(), one.livedTo()).map(NetworkInterface::scope);
    }
}
