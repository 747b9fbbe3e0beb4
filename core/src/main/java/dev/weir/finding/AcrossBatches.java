package dev.weir.finding;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The interfaces that one batch alone cannot judge, with what each batch said of them, until the last: those in a shared VPC,
 * whose groups belong to other accounts, and those with a group that was not read.
 */
final class AcrossBatches {

    private static final List<Set<IpFamily>> FAMILIES =
            List.of(Set.of(), EnumSet.of(IpFamily.IPV4), EnumSet.of(IpFamily.IPV6), EnumSet.allOf(IpFamily.class));

    private final Map<String, Crossing> interfaces = new LinkedHashMap<>();
    private final PrefixLists.Builder prefixLists = new PrefixLists.Builder();

    /** An interface, the versions of its groups that were read, and its path for each choice of families. */
    record Crossing(
            NetworkInterface networkInterface,
            Map<String, List<SecurityGroup>> groups,
            Map<Set<IpFamily>, InternetPath> paths) {

        Optional<List<SecurityGroup>> versionsOf(String id) {
            return Optional.ofNullable(groups.get(id));
        }

        InternetPath path(Set<IpFamily> families) {
            return paths.getOrDefault(families, InternetPath.UNKNOWN);
        }
    }

    /** Whether an earlier batch had the interface. */
    boolean knows(NetworkInterface networkInterface) {
        return interfaces.containsKey(networkInterface.id());
    }

    /** Adds what a batch says; of its path, what is known wins. */
    void add(NetworkInterface networkInterface, Associations associations, PrefixLists lists) {
        Crossing crossing = interfaces.computeIfAbsent(
                networkInterface.id(), id -> new Crossing(networkInterface, new HashMap<>(), new HashMap<>()));
        for (String group : crossing.networkInterface().groups()) {
            associations.versionsOf(group).ifPresent(versions -> {
                crossing.groups().putIfAbsent(group, versions);
                versions.forEach(version -> keepLists(version, lists));
            });
        }
        for (Set<IpFamily> families : FAMILIES) {
            crossing.paths()
                    .merge(
                            families,
                            associations.path(networkInterface, families),
                            (before, now) -> before.answer() == InternetPath.Answer.UNKNOWN ? now : before);
        }
    }

    private void keepLists(SecurityGroup group, PrefixLists lists) {
        for (SecurityGroupRule rule : group.outbound()) {
            Optional<Destination> destination = rule.match(
                    known -> Optional.of(known.destination()),
                    unresolved -> unresolved.bound().destination());
            if (destination.isPresent() && destination.get() instanceof Destination.PrefixList list) {
                lists.find(list.id()).ifPresent(prefixLists::add);
            }
        }
    }

    /** The prefix lists that rules of these interfaces name. */
    PrefixLists prefixLists() {
        return prefixLists.build();
    }

    List<Crossing> interfaces() {
        return new ArrayList<>(interfaces.values());
    }
}
