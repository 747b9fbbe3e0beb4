package dev.weir.triage;

import dev.weir.inventory.Destination;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What holds the groups of an inventory: interfaces, the rules of other groups, and whatever else names them.
 *
 * <p>A group is held by nothing only where everything was read that could hold it.
 */
public final class Holdings {

    private static final int NAMED = 3;

    private final Snapshot snapshot;
    private final Map<String, Set<String>> namedBy = new HashMap<>();
    private final Map<Scope, List<String>> unread = new HashMap<>();

    private final Map<String, Set<String>> heldBy = new HashMap<>();
    private final Set<Scope> scopes = new TreeSet<>();

    /** What holds the groups of this inventory. */
    public Holdings(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (GroupHolder holder : snapshot.holders()) {
            for (String group : holder.groups()) {
                heldBy.computeIfAbsent(group, unused -> new TreeSet<>()).add(holder.words());
            }
        }
        for (SecurityGroup group : snapshot.securityGroups()) {
            scopes.add(group.scope());
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
        List<String> holders = new ArrayList<>(holdersOf(group));
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

    /** Launch templates may name a group by its name, which others have in other VPCs. */
    private List<String> holdersOf(SecurityGroup group) {
        Set<String> holders = new TreeSet<>(heldBy.getOrDefault(group.id(), Set.of()));
        if (!group.name().isEmpty()) {
            holders.addAll(heldBy.getOrDefault(group.name(), Set.of()));
        }
        List<String> named = new ArrayList<>(holders.stream().limit(NAMED).toList());
        if (holders.size() > NAMED) {
            named.add(holders.size() - NAMED + " more");
        }
        return named;
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
        for (GroupHolder.Kind kind : GroupHolder.Kind.values()) {
            unread(kind, scope).ifPresent(missing::add);
        }
        return List.copyOf(missing);
    }

    /** Why it is not known whether something of this kind holds a group of the scope; empty where it is. */
    private Optional<String> unread(GroupHolder.Kind kind, Scope scope) {
        boolean covered = false;
        Optional<String> why = Optional.empty();
        for (GroupHolder.Listed listed : snapshot.holdersListed()) {
            if (listed.kind() == kind && listed.scope().mayHold(scope)) {
                boolean isOfOne =
                        scopes.stream().filter(listed.scope()::mayHold).count() == 1;
                covered = true;
                why = why.or(listed::missing)
                        .or(() -> isOfOne
                                ? Optional.empty()
                                : Optional.of("the listing does not say of which account and Region it is: save it in a"
                                        + " folder of that name"));
            }
        }
        if (covered && why.isEmpty()) {
            return Optional.empty();
        }
        if (why.isPresent() && why.get().contains("; help: ")) { // asked for live, and refused
            return Optional.of("each " + kind.words() + " was not read: " + why.get());
        }
        String region = scope.region().map(name -> " --region " + name).orElse("");
        List<String> calls = kind.calls().stream()
                .map(call -> "`" + call + region + " --output json`")
                .toList();
        return Optional.of("each " + kind.words() + " was not read"
                + why.map(text -> " (" + text + ")").orElse("") + "; help: save " + String.join(" and ", calls));
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
