package dev.weir.names;

import dev.weir.flow.FlowField;
import dev.weir.inventory.NetworkInterface;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which name an interface had asked for when it connected to an address.
 *
 * <p>Resolver's log says who asked for what and when, and the addresses that came back; it does not say how long they hold. It
 * also has no line for what Resolver answered to the same interface out of its cache, and none for what an operating system, a
 * proxy or a virtual machine keeps by itself. So nothing ever ends a name's claim to an address, and time only orders the claims:
 *
 * <pre>
 *            older             window: a day             first packet       last packet of the day
 *   ---------------------|--------------------------------|-------------------|--------->
 *      asked: may have been kept         asked: fits                asked: fits, perhaps
 * </pre>
 *
 * <p>One name in the window, asked by the interface itself before its first packet, and no other in either part: certain. Several
 * in the window: one of them, or of the older ones. Where a resolver of one's own (an inbound endpoint, an address that no
 * interface is known to have, a server that the interface was seen asking on port 53) asks for others, its names are claims, too;
 * and where the interface and its resolvers asked for nothing, what anybody in its VPC asked for, but never certain ones.
 */
public final class Names {

    /** Nothing but stale caches is thought to keep an answer for longer without asking again. */
    static final Duration WINDOW = Duration.ofDays(1);

    /** So far may the clocks of the two logs be apart. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final int DNS = 53;

    private final Askings askings;
    private final InventoryHistory inventory;
    /** By interface, the addresses that it was seen asking on port 53; Amazon's own resolver is in no flow log. */
    private final Map<String, Set<IpAddress>> resolvers = new HashMap<>();

    private final Map<String, String> vpcs = new HashMap<>();

    /**
     * What the askings tell of this traffic.
     *
     * @param inventory the same that the profile was resolved by
     */
    public Names(Askings askings, InventoryHistory inventory, TrafficProfile profile) {
        this.askings = askings;
        this.inventory = inventory;
        profile.observations(seen -> {
            if (seen.service().protocol().hasPorts() && seen.service().from() == DNS) {
                resolvers
                        .computeIfAbsent(seen.networkInterface(), unused -> new HashSet<>())
                        .add(seen.destination());
            }
        });
        for (InterfaceCoverage one : profile.interfaces()) {
            inventory
                    .networkInterface(one.networkInterface(), one.livedTo())
                    .flatMap(NetworkInterface::vpc)
                    .or(() -> one.owner(FlowField.VPC_ID))
                    .ifPresent(vpc -> vpcs.put(one.networkInterface(), vpc));
        }
    }

    /** What the destination of an observation was called. */
    public Naming of(Observation seen) {
        Claims own = new Claims(seen);
        own.add(new Asker(Asker.Kind.INTERFACE, seen.networkInterface()));
        Claims relayed = new Claims(seen);
        relays(seen).forEach(relayed::add);
        Optional<String> vpc = Optional.ofNullable(vpcs.get(seen.networkInterface()));
        vpc.ifPresent(id -> relayed.add(new Asker(Asker.Kind.SOMEBODY, id)));
        Set<String> fitting = new TreeSet<>(own.fitting());
        fitting.addAll(fitting.isEmpty() ? relayed.fitting() : relayed.recent());
        if (fitting.isEmpty()) {
            Claims anybody = new Claims(seen);
            vpc.ifPresent(id -> anybody.add(new Asker(Asker.Kind.ANYBODY, id)));
            fitting.addAll(anybody.fitting());
        }
        if (fitting.isEmpty()) {
            return Naming.NONE;
        }
        if (fitting.size() > 1) {
            Set<String> all = new LinkedHashSet<>(fitting);
            all.addAll(own.all());
            return new Naming(all.stream().map(askings::named).toList(), Certainty.ONE_OF);
        }
        String name = fitting.iterator().next();
        boolean certain = own.all().equals(fitting) && fitting.containsAll(relayed.all()) && own.isAskedBefore(name);
        return new Naming(List.of(askings.named(name)), certain ? Certainty.CERTAIN : Certainty.LIKELY);
    }

    /** Who asks for the interface: the resolvers that it was seen asking, those that these asked, and its own addresses. */
    private Set<Asker> relays(Observation seen) {
        Set<Asker> relays = new HashSet<>();
        inventory
                .addressesOf(seen.networkInterface())
                .forEach(address -> relays.add(new Asker(Asker.Kind.ADDRESS, address.toString())));
        relays(
                seen.networkInterface(),
                Optional.ofNullable(vpcs.get(seen.networkInterface())),
                seen.lastSeen(),
                relays);
        relays.remove(new Asker(Asker.Kind.INTERFACE, seen.networkInterface()));
        return relays;
    }

    private void relays(String networkInterface, Optional<String> vpc, Instant at, Set<Asker> relays) {
        for (IpAddress resolver : resolvers.getOrDefault(networkInterface, Set.of())) {
            List<NetworkInterface> holders = inventory.holdersOf(resolver, vpc, at);
            if (holders.isEmpty()) {
                relays.add(new Asker(Asker.Kind.SOURCE, resolver.toString()));
            }
            for (NetworkInterface holder : holders) {
                if (relays.add(new Asker(Asker.Kind.INTERFACE, holder.id()))) {
                    relays(holder.id(), holder.vpc(), at, relays);
                }
            }
        }
    }

    /** The names that led some askers to the destination of an observation, before its last packet. */
    private final class Claims {

        private final IpAddress destination;
        private final long first;
        private final long last;
        private final SortedMap<String, AskedDays> names = new TreeMap<>();

        Claims(Observation seen) {
            destination = seen.destination();
            first = seen.firstSeen().getEpochSecond() + SKEW.toSeconds();
            last = seen.lastSeen().getEpochSecond() + SKEW.toSeconds();
        }

        void add(Asker asker) {
            askings.of(destination, asker).forEach((name, days) -> {
                if (days.isBefore(last + 1)) {
                    names.computeIfAbsent(name, unused -> new AskedDays()).add(days);
                }
            });
        }

        Set<String> all() {
            return names.keySet();
        }

        /** Those of the window. */
        Set<String> recent() {
            Set<String> recent = new TreeSet<>();
            names.forEach((name, days) -> {
                if (days.maybeIn(first - WINDOW.toSeconds(), last)) {
                    recent.add(name);
                }
            });
            return recent;
        }

        /** Those of the window; all, where it has none. */
        Set<String> fitting() {
            Set<String> recent = recent();
            return recent.isEmpty() ? all() : recent;
        }

        boolean isAskedBefore(String name) {
            AskedDays days = names.get(name);
            return days != null && days.surelyIn(first - WINDOW.toSeconds(), first);
        }
    }
}
