package dev.weir.triage;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What holds the groups of an inventory: interfaces, and the rules of other groups.
 *
 * <p>A group is held by nothing only where everything was read that could hold it.
 */
public final class Holdings {

    private static final int NAMED = 3;

    private final Snapshot snapshot;
    private final Map<String, Set<String>> namedBy = new HashMap<>();
    private final Map<Scope, List<String>> unread = new HashMap<>();

    /** What holds the groups of this inventory. */
    public Holdings(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (SecurityGroup group : snapshot.securityGroups()) {
            Stream.concat(group.outbound().stream(), group.inbound().stream()).forEach(rule -> peer(rule, group.id()));
        }
    }

    private void peer(SecurityGroupRule rule, String by) {
        if (rule instanceof SecurityGroupRule.Known known
                && known.destination() instanceof Destination.Group peer
                && !peer.id().equals(by)) {
            namedBy.computeIfAbsent(peer.id(), unused -> new TreeSet<>()).add(by);
        }
    }

    /** Whether the group is in use, given whether hidden interfaces may carry it. */
    public InUse of(SecurityGroup group, boolean mayBeHidden) {
        int interfaces = snapshot.associatedWith(group.id()).size();
        List<String> missing = unread.computeIfAbsent(group.scope(), this::unreadListings);
        if (!snapshot.isWhole(Listing.Kind.NETWORK_INTERFACES, group.scope())) {
            return new InUse(InUse.Answer.NOT_KNOWN, interfaces, missing);
        }
        if (interfaces > 0) {
            return new InUse(InUse.Answer.BY_INTERFACES, interfaces, List.of());
        }
        List<String> holders = new ArrayList<>();
        Set<String> by = namedBy.getOrDefault(group.id(), Set.of());
        if (!by.isEmpty()) {
            holders.add(
                    "a rule of " + String.join(", ", by.stream().limit(NAMED).toList())
                            + (by.size() > NAMED ? " and " + (by.size() - NAMED) + " more" : ""));
        }
        if (!holders.isEmpty()) {
            return new InUse(InUse.Answer.HELD, 0, holders);
        }
        if (mayBeHidden) {
            return new InUse(
                    InUse.Answer.NOT_KNOWN,
                    0,
                    List.of("interfaces that AWS services manage may be hidden from the listing; help: save `aws ec2"
                            + " describe-network-interfaces --include-managed-resources --output json`"));
        }
        return new InUse(missing.isEmpty() ? InUse.Answer.NO : InUse.Answer.NOT_KNOWN, 0, missing);
    }

    /** What was not read whole of a scope, each with the call that reads it. */
    private List<String> unreadListings(Scope scope) {
        List<String> missing = new ArrayList<>();
        unless(
                Listing.Kind.NETWORK_INTERFACES,
                "describe-network-interfaces --include-managed-resources",
                scope,
                missing);
        unless(Listing.Kind.SECURITY_GROUPS, "describe-security-groups", scope, missing);
        return List.copyOf(missing);
    }

    private void unless(Listing.Kind kind, String call, Scope scope, List<String> missing) {
        if (!snapshot.isWhole(kind, scope)) {
            String why = snapshot.problem(kind, scope)
                    .map(problem -> " (" + problem + ")")
                    .orElse("");
            missing.add(kind.call() + " was not read whole" + why + "; help: save `aws ec2 " + call
                    + " --output json` beside the groups");
        }
    }
}
