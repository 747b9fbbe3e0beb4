package dev.weir.names;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the destinations of one group are called.
 *
 * <p>Each interface and day is asked by itself, for addresses change hands; a destination with one name everywhere is as sure as
 * the least sure of them, and one with several is one of these.
 */
public final class GroupNames {

    /** What was found for one destination so far. */
    private static final class CalledSoFar {
        private final Set<AskedName> names = new HashSet<>();
        private Certainty least = Certainty.CERTAIN;
        private long all;

        void add(Naming naming, long count) {
            all += count;
            least = naming.certainty().compareTo(least) > 0 ? naming.certainty() : least;
            names.addAll(naming.names());
        }

        Naming naming() {
            List<AskedName> all = new ArrayList<>(names);
            all.sort(Comparator.comparing(AskedName::name));
            return switch (all.size()) {
                case 0 -> Naming.NONE;
                case 1 -> new Naming(all, least == Certainty.CERTAIN ? Certainty.CERTAIN : Certainty.LIKELY);
                default -> new Naming(all, Certainty.ONE_OF);
            };
        }
    }

    private final Map<TrafficPoint, Naming> namings = new TreeMap<>();
    private final Map<TrafficPoint, Long> connections = new HashMap<>();

    public GroupNames(GroupTraffic traffic, Names names) {
        Map<TrafficPoint, CalledSoFar> found = new TreeMap<>();
        for (Observation seen : traffic.observations()) {
            found.computeIfAbsent(seen.point(), unused -> new CalledSoFar()).add(names.of(seen), seen.connections());
        }
        found.forEach((key, one) -> {
            namings.put(key, one.naming());
            connections.put(key, one.all);
        });
    }

    /** What one destination is called on this port. */
    public Naming of(Service service, IpAddress destination) {
        return namings.getOrDefault(new TrafficPoint(service, destination), Naming.NONE);
    }

    /** All of them, those called the same together; by port, most connections first. */
    public List<NamedDestinations> destinations() {
        record Called(Service service, Naming naming) {}

        Map<Called, TreeSet<IpAddress>> addresses = new LinkedHashMap<>();
        Map<Called, Long> counts = new HashMap<>();
        namings.forEach((key, naming) -> {
            Called called = new Called(key.service(), naming);
            addresses.computeIfAbsent(called, unused -> new TreeSet<>()).add(key.destination());
            counts.merge(called, connections.getOrDefault(key, 0L), Long::sum);
        });
        List<NamedDestinations> all = new ArrayList<>();
        addresses.forEach((called, members) -> all.add(new NamedDestinations(
                called.service(), called.naming(), List.copyOf(members), counts.getOrDefault(called, 0L))));
        all.sort(Comparator.comparing(NamedDestinations::service)
                .thenComparing(one -> one.naming().names().isEmpty())
                .thenComparing(
                        Comparator.comparingLong(NamedDestinations::connections).reversed())
                .thenComparing(one -> one.addresses().get(0)));
        return all;
    }
}
