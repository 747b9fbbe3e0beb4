package dev.weir.finding;

import dev.weir.finding.InternetPaths.PathInputs;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listings;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which interfaces are associated with which groups, and what must be kept of both until the end.
 *
 * <p>An interface with one group says nothing more than its group, so it is let go when that group arrives; one with several
 * waits for all of them. A group is kept only where such an interface is associated with it. Groups are matched by id alone:
 * in a shared VPC an interface belongs to another account than its group.
 */
final class Associations {

    private final Listings listings;
    private final Set<Scope> unlisted;
    private final InternetPaths paths;
    private final Map<PathInputs, PathInputs> places = new HashMap<>();
    private final Map<String, OfGroup> groups = new HashMap<>();
    private final Map<Integer, NetworkInterface> waiting = new TreeMap<>();
    private final List<Scope> withUnreadGroups = new ArrayList<>();
    private final Map<Scope, Boolean> completeness = new HashMap<>();
    private int interfaces;
    private @Nullable Scope latest;
    private boolean latestIsComplete;

    /**
     * What is associated with what.
     *
     * @param unlisted scopes in which flow logs know interfaces that no listing shows
     */
    Associations(Listings listings, Set<Scope> unlisted, InternetPaths paths) {
        this.listings = listings;
        this.unlisted = unlisted;
        this.paths = paths;
    }

    void add(NetworkInterface networkInterface) {
        add(networkInterface, networkInterface.groups().stream().distinct().count() == 1);
    }

    /** An interface that waits for the end even where it has one group, which is kept. */
    void addCrossing(NetworkInterface networkInterface) {
        add(networkInterface, false);
    }

    private void add(NetworkInterface networkInterface, boolean isLetGo) {
        int number = interfaces++;
        PathInputs place = places.computeIfAbsent(PathInputs.of(networkInterface), same -> same);
        if (!networkInterface.groupsRead()) {
            withUnreadGroups.add(networkInterface.scope());
            waiting.put(number, networkInterface);
            return;
        }
        Set<String> associated = new LinkedHashSet<>(networkInterface.groups());
        for (String group : associated) {
            OfGroup byGroup = groups.computeIfAbsent(group, id -> new OfGroup());
            byGroup.interfaces++;
            byGroup.places.add(place);
            byGroup.name(networkInterface.id());
            if (isLetGo) {
                byGroup.only.add(number);
            } else {
                byGroup.keep = true;
            }
        }
        if (!associated.isEmpty()) {
            waiting.put(number, networkInterface);
        }
    }

    /** Notes that a group was read, in these versions, and lets go what waited for it alone; another account's may come too. */
    void read(List<SecurityGroup> versions) {
        OfGroup byGroup = groups.get(versions.get(0).id());
        if (byGroup != null) {
            byGroup.only.forEach(waiting::remove);
            byGroup.only = new ArrayList<>(0);
            if (byGroup.keep) {
                byGroup.versions = byGroup.versions == null
                        ? versions
                        : Stream.concat(byGroup.versions.stream(), versions.stream())
                                .toList();
            }
        }
    }

    /** The interfaces that can be worse than their groups, in the order they came: after all groups were read. */
    List<NetworkInterface> undecided() {
        return List.copyOf(waiting.values());
    }

    /** The versions of a group that some interface is associated with beside others; empty where the group was not read. */
    Optional<List<SecurityGroup>> versionsOf(String id) {
        OfGroup byGroup = groups.get(id);
        return byGroup == null ? Optional.empty() : Optional.ofNullable(byGroup.versions);
    }

    Attachment attachment(SecurityGroup group) {
        if (isKnownByAddressAlone(group)) {
            return Attachment.UNKNOWN;
        }
        boolean complete = isComplete(group.scope());
        OfGroup byGroup = groups.get(group.id());
        if (byGroup == null) {
            boolean none = complete && (isListedToTheLast(group.scope()) || !speaksForHidden(group));
            return none ? new Attachment(OptionalInt.of(0), List.of(), true) : Attachment.UNKNOWN;
        }
        return new Attachment(OptionalInt.of(byGroup.interfaces), List.copyOf(byGroup.ids), complete);
    }

    /** Whether code declares the group and nothing tells which one of the account it is, if it is there yet. */
    private static boolean isKnownByAddressAlone(SecurityGroup group) {
        return group.origin()
                .address()
                .filter(address -> address.name().equals(group.id()))
                .isPresent();
    }

    /** Whether no interface can be hidden in the scope: those that services manage were listed, too. */
    boolean isListedToTheLast(Scope scope) {
        return listings.isWhole(Listing.Kind.HIDDEN_NETWORK_INTERFACES, scope);
    }

    /**
     * Whether something says that interfaces are associated with the group which no listing shows: flow logs know interfaces
     * there that the listing does not, AWS tagged the group for a service, or the group names itself, as groups of clusters
     * do. A default group names itself from birth.
     */
    private boolean speaksForHidden(SecurityGroup group) {
        return unlisted.stream().anyMatch(scope -> scope.mayHold(group.scope()))
                || group.tags().keySet().stream()
                        .anyMatch(key -> key.startsWith("aws:eks:") || key.startsWith("aws:ecs:"))
                || !group.isDefault()
                        && Stream.concat(group.outbound().stream(), group.inbound().stream())
                                .anyMatch(rule -> rule instanceof SecurityGroupRule.Known known
                                        && known.destination() instanceof Destination.Group peer
                                        && peer.id().equals(group.id()));
    }

    /** The path of all interfaces that are associated with the group. No is an answer only when all of them are known. */
    InternetPath path(SecurityGroup group, Set<IpFamily> families) {
        OfGroup byGroup = groups.get(group.id());
        InternetPath path = byGroup == null ? InternetPath.NONE : paths.fromAny(byGroup.places, families);
        boolean mayHaveMore = !isComplete(group.scope())
                || byGroup == null && attachment(group).answer() == Attachment.Answer.UNKNOWN;
        boolean isOpen = path.answer() == InternetPath.Answer.NO && mayHaveMore;
        return isOpen ? new InternetPath(InternetPath.Answer.UNKNOWN, path.via(), false) : path;
    }

    InternetPath path(NetworkInterface networkInterface, Set<IpFamily> families) {
        return paths.from(PathInputs.of(networkInterface), families);
    }

    @SuppressWarnings("ReferenceEquality") // groups of one scope mostly come together and share it
    private boolean isComplete(Scope scope) {
        if (scope != latest) {
            latestIsComplete = isCompleteOf(scope);
            latest = scope;
        }
        return latestIsComplete;
    }

    private boolean isCompleteOf(Scope scope) {
        Boolean known = completeness.get(scope);
        if (known == null) {
            known = listings.isWhole(Listing.Kind.NETWORK_INTERFACES, scope)
                    && withUnreadGroups.stream().noneMatch(other -> other.mayHold(scope));
            completeness.put(scope, known);
        }
        return known;
    }

    /** A group as its interfaces know it. */
    private static final class OfGroup {

        private final Set<PathInputs> places = new LinkedHashSet<>(2);
        private final TreeSet<String> ids = new TreeSet<>();
        private List<Integer> only = new ArrayList<>(1);
        private int interfaces;
        private boolean keep;
        private @Nullable List<SecurityGroup> versions;

        /** Keeps the first of all ids in their order, so that the order of reading does not matter. */
        private void name(String id) {
            ids.add(id);
            if (ids.size() > Attachment.NAMED) {
                ids.pollLast();
            }
        }
    }
}
