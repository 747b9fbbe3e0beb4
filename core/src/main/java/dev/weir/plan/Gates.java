package dev.weir.plan;

import dev.weir.backtest.EvidenceGates;
import dev.weir.backtest.Gate;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Answers the gates that the inventory and the rules decide; those of the evidence are {@link EvidenceGates}. */
record Gates(GroupView view, PlanSettings settings) {

    private static final int HEADROOM_PERCENT = 10;
    static final String NOT_READ = "its interfaces were not read";

    /** Every gate of a plan that was made without flows. */
    List<Gate> withoutTraffic(List<SecurityGroupRule.Known> result, Proof proof) {
        List<Gate> gates = new ArrayList<>(EvidenceGates.withoutTraffic());
        gates.add(
                result.isEmpty()
                        ? fail(
                                Gate.Name.INITIATES_NOTHING,
                                "the result has no rule, and no flows say that none is needed")
                        : notApplicable(Gate.Name.INITIATES_NOTHING, "what the group needs was said by hand"));
        gates.add(notApplicable(Gate.Name.PREFIX_LISTS, "what the group needs was said by hand"));
        gates.add(notApplicable(Gate.Name.VOLATILE_DESTINATIONS, "nothing was learned that could change"));
        return complete(gates, result, proof);
    }

    /** Every gate of a plan, given those of its evidence. */
    List<Gate> withTraffic(List<Gate> evidence, List<SecurityGroupRule.Known> result, Proof proof) {
        return complete(new ArrayList<>(evidence), result, proof);
    }

    private List<Gate> complete(List<Gate> gates, List<SecurityGroupRule.Known> result, Proof proof) {
        gates.add(attachment());
        gates.add(siblings());
        gates.add(untracked(result));
        gates.add(managed());
        gates.add(headroom(proof));
        gates.sort(Comparator.comparing(Gate::name));
        return List.copyOf(gates);
    }

    private Gate attachment() {
        return view.unreadInterfaces()
                .map(why -> fail(Gate.Name.ATTACHMENT, why))
                .orElseGet(() -> pass(Gate.Name.ATTACHMENT, "every interface of its account and Region was read"));
    }

    private Gate siblings() {
        Map<String, Set<String>> open = new TreeMap<>();
        Set<String> together = new TreeSet<>();
        for (SecurityGroup sibling : view.siblings) {
            if (view.inventory.judge(sibling, sibling.outbound()).passes()) {
                continue;
            }
            if (settings.wanted().together().contains(sibling.id())) {
                together.add(sibling.id());
            } else {
                open.put(sibling.id(), interfacesWith(sibling.id()));
            }
        }
        view.unreadSiblings.forEach(id -> open.put(id + " (not read)", interfacesWith(id)));
        if (!open.isEmpty()) {
            List<String> words = new ArrayList<>();
            open.forEach((id, interfaces) -> words.add(id + " on " + shortList(interfaces)));
            return fail(
                    Gate.Name.SIBLINGS_OPEN,
                    "the plan has no effect where another group lets traffic out to the world: "
                            + String.join("; ", words)
                            + "; help: plan them together, `weir plan " + view.group.id() + " "
                            + String.join(
                                    " ",
                                    open.keySet().stream()
                                            .map(id -> id.replace(" (not read)", ""))
                                            .toList())
                            + "`");
        }
        if (!together.isEmpty()) {
            return pass(
                    Gate.Name.SIBLINGS_OPEN,
                    String.join(", ", together) + " on the same interfaces is open too and planned in the same run");
        }
        if (view.interfaces.isEmpty() && view.unreadInterfaces().isPresent()) {
            return notApplicable(Gate.Name.SIBLINGS_OPEN, NOT_READ);
        }
        return view.siblings.isEmpty()
                ? notApplicable(Gate.Name.SIBLINGS_OPEN, "no other group is on its interfaces")
                : pass(Gate.Name.SIBLINGS_OPEN, "no other group on its interfaces fails a reading");
    }

    private Set<String> interfacesWith(String groupId) {
        Set<String> ids = new TreeSet<>();
        view.interfaces.stream()
                .filter(one -> one.groups().contains(groupId))
                .map(NetworkInterface::id)
                .forEach(ids::add);
        return ids;
    }

    private static String shortList(Set<String> ids) {
        List<String> first = ids.stream().limit(3).toList();
        return String.join(", ", first) + (ids.size() > 3 ? " and " + (ids.size() - 3) + " more" : "");
    }

    private Gate untracked(List<SecurityGroupRule.Known> result) {
        if (view.interfaces.isEmpty()) {
            return notApplicable(
                    Gate.Name.UNTRACKED_CONNECTIONS,
                    view.unreadInterfaces().isPresent() ? NOT_READ : "the group is on no interface that was read");
        }
        return UntrackedConnections.sentence(view.cuts(result))
                .map(hazard -> fail(Gate.Name.UNTRACKED_CONNECTIONS, hazard))
                .orElseGet(() ->
                        pass(Gate.Name.UNTRACKED_CONNECTIONS, "the change cuts no connection that AWS does not track"));
    }

    private Gate managed() {
        return OutsideManager.of(view.group)
                .map(manager -> fail(Gate.Name.MANAGED_OUTSIDE, manager.sentence()))
                .orElseGet(() -> pass(Gate.Name.MANAGED_OUTSIDE, "no sign of another manager"));
    }

    private static Gate headroom(Proof proof) {
        int limit = proof.ipv4().limit();
        int most = limit - Math.max(1, limit * HEADROOM_PERCENT / 100);
        int used = Math.max(proof.ipv4().used(), proof.ipv6().used());
        String figures = "%d of %d rules; %d %% are to stay free".formatted(used, limit, HEADROOM_PERCENT);
        return used <= most ? pass(Gate.Name.QUOTA_HEADROOM, figures) : fail(Gate.Name.QUOTA_HEADROOM, figures);
    }

    static Gate pass(Gate.Name name, String reason) {
        return new Gate(name, Gate.Status.PASS, reason);
    }

    static Gate fail(Gate.Name name, String reason) {
        return new Gate(name, Gate.Status.FAIL, reason);
    }

    static Gate notApplicable(Gate.Name name, String reason) {
        return new Gate(name, Gate.Status.NOT_APPLICABLE, reason);
    }
}
