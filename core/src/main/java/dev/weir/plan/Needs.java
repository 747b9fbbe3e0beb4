package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Protocol;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts what a group was seen doing: what needs a rule here, what a sibling carries, what an old rule must stay for, and what
 * is nobody's business.
 */
final class Needs {

    private final GroupView view;
    private final Map<SecurityGroup, Permissions> reliable = new LinkedHashMap<>();
    private final List<Conversation> open = new ArrayList<>();
    private final Set<SecurityGroupRule.Known> oldRules = new LinkedHashSet<>();
    private final Map<String, Precondition.ReliesOn> reliesOn = new java.util.TreeMap<>();
    private final List<SecurityGroupRule.Known> reliedRules = new ArrayList<>();
    private final Detours detours;
    private long elsewhere;

    Needs(GroupView view, PlanSettings settings, GroupTraffic traffic, Detours detours) {
        this.view = view;
        this.detours = detours;
        for (SecurityGroup sibling : view.siblings) {
            boolean counts = !settings.wanted().together().contains(sibling.id())
                    && view.inventory.judge(sibling, sibling.outbound()).passes()
                    && isEverywhere(sibling.id(), traffic);
            if (counts) {
                reliable.put(sibling, Permissions.of(sibling.outbound(), view.inventory.prefixLists));
            }
        }
        traffic.conversations().forEach(this::sort);
    }

    private boolean isEverywhere(String sibling, GroupTraffic traffic) {
        return view.interfaces.stream().allMatch(one -> one.groups().contains(sibling))
                && traffic.interfaces().stream()
                        .allMatch(one -> view.inventory
                                .snapshot
                                .networkInterface(one.networkInterface())
                                .map(found -> found.groups().contains(sibling))
                                .orElse(one.groups().contains(sibling)));
    }

    private void sort(Conversation seen) {
        if (view.needsNoRule(seen.service(), seen.destination())) {
            return;
        }
        List<String> peers = peers(seen);
        if (!view.permitsNow(seen.service(), seen.destination(), peers)) {
            if (!keepPartOf(seen)) {
                elsewhere += seen.connections();
            }
            return;
        }
        List<String> direct = detours.direct(peers, seen.destination());
        for (Map.Entry<SecurityGroup, Permissions> sibling : reliable.entrySet()) {
            if (Points.permits(sibling.getValue(), seen.service(), seen.destination(), direct)) {
                relyOn(sibling.getKey(), sibling.getValue(), seen, direct);
                return;
            }
        }
        if (!Points.permits(view.permissions, seen.service(), seen.destination(), List.of())) {
            for (SecurityGroupRule.Known rule : view.old) {
                boolean toPeer = rule.destination() instanceof Destination.Group group && peers.contains(group.id());
                if (toPeer && rule.service().covers(seen.service())) {
                    oldRules.add(rule);
                    return;
                }
            }
        }
        open.add(seen);
    }

    /** As {@link GroupView#peers} says. */
    List<String> peers(Conversation seen) {
        return view.peers(seen.destination(), seen.peer());
    }

    /** ICMP is logged without its type, and an unread list may hold the destination: the old rule stays as it is. */
    private boolean keepPartOf(Conversation seen) {
        boolean kept = false;
        for (SecurityGroupRule.Known rule : view.old) {
            Protocol protocol = rule.service().protocol();
            boolean concerned =
                    protocol.isAll() || protocol.equals(seen.service().protocol());
            boolean overlaps =
                    concerned && rule.service().span().intersects(seen.service().span());
            if (overlaps
                    && Permissions.possibleAddresses(rule.destination(), view.inventory.prefixLists)
                            .contains(seen.destination())) {
                oldRules.add(rule);
                kept = true;
            }
        }
        return kept;
    }

    /** Notes the one rule that carries it, or every rule that carries a part. */
    private void relyOn(SecurityGroup sibling, Permissions permissions, Conversation seen, List<String> peers) {
        List<SecurityGroupRule.Known> parts = new ArrayList<>();
        for (SecurityGroupRule rule : permissions.rules()) {
            if (!(rule instanceof SecurityGroupRule.Known known)) {
                continue;
            }
            Permissions alone = Permissions.of(List.of(known), view.inventory.prefixLists);
            if (Points.permits(alone, seen.service(), seen.destination(), peers)) {
                add(sibling, known);
                return;
            }
            if (view.coverage(known.destination()).contains(seen.destination())) {
                parts.add(known);
            }
        }
        parts.forEach(part -> add(sibling, part));
    }

    private void add(SecurityGroup sibling, SecurityGroupRule.Known rule) {
        String key =
                sibling.id() + " " + rule.service() + " " + rule.destination().text();
        if (reliesOn.putIfAbsent(key, new Precondition.ReliesOn(sibling.id(), rule.service(), rule.destination()))
                == null) {
            reliedRules.add(rule);
        }
    }

    /** What needs a rule of this group. */
    List<Conversation> open() {
        return open;
    }

    /** Old rules that must stay as they are, because what they carry has no address that they name. */
    List<SecurityGroupRule.Known> oldRules() {
        return List.copyOf(oldRules);
    }

    List<Precondition.ReliesOn> reliesOn() {
        return List.copyOf(reliesOn.values());
    }

    /** The rules of siblings that carry something, as rules. */
    List<SecurityGroupRule.Known> reliedRules() {
        return List.copyOf(reliedRules);
    }

    /** A sentence about traffic that the group's rules do not permit now. */
    Optional<String> elsewhere() {
        return elsewhere == 0
                ? Optional.empty()
                : Optional.of(elsewhere
                        + " observed connections are not permitted by its rules now, so another group or an earlier"
                        + " rule carried them: no rule is planned for them");
    }
}
