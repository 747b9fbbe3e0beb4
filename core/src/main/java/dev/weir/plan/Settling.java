package dev.weir.plan;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * When a change has taken effect on connections that are open when it is made; on new ones it does at once.
 *
 * @param longest the interface on which a connection that the revoked rules let through and that is idle lives longest; empty where
 *     the group is on none that was read, or nothing is revoked
 * @param cuts connections that AWS does not track, cut the moment the old rules go: alike ones of all interfaces together
 * @param lasting connections that were seen open for long; empty without flows, and where none was
 */
public record Settling(Optional<LongestTracked> longest, List<Cut> cuts, Optional<Lasting> lasting) {

    /** So long is long. */
    private static final Duration LONG = Duration.ofHours(1);

    public Settling {
        cuts = List.copyOf(cuts);
    }

    /**
     * Untracked connections that are cut at once.
     *
     * @param way who made them
     * @param family of the addresses
     * @param protocol TCP or UDP
     * @param ports the ports on the side that was connected to
     * @param interfaces on how many interfaces of the group
     * @param destinations to how many destinations such were seen; of outbound ones alone, and with flows
     */
    public record Cut(
            UntrackedConnections.Way way,
            IpFamily family,
            Protocol protocol,
            List<PortRange> ports,
            int interfaces,
            OptionalInt destinations) {
        public Cut {
            ports = List.copyOf(ports);
        }
    }

    /**
     * Destinations that one interface was seen talking to over a single connection for an hour or more, as far as records tell one
     * from several: on some day a single SYN, or a single local port.
     *
     * @param destinations how many services at addresses
     * @param service of the longest
     * @param destination of the longest
     * @param longest from its first packet to the last of that day, at most a day
     */
    public record Lasting(int destinations, Service service, IpAddress destination, Duration longest) {}

    static Settling of(
            GroupView view, List<Known> revoked, List<UntrackedConnections.Cut> cuts, Optional<GroupTraffic> traffic) {
        Map<String, ConnectionTracking> tracking = new TreeMap<>();
        view.interfaces.forEach(one -> tracking.putIfAbsent(one.id(), one.tracking()));
        return new Settling(
                revoked.isEmpty() ? Optional.empty() : LongestTracked.of(tracking, revoked),
                together(cuts, traffic),
                traffic.flatMap(seen -> lasting(view, seen)));
    }

    private static List<Cut> together(List<UntrackedConnections.Cut> cuts, Optional<GroupTraffic> traffic) {
        record Alike(UntrackedConnections.Way way, IpFamily family, Protocol protocol, List<PortRange> ports) {}
        Map<Alike, Set<String>> interfaces = new LinkedHashMap<>();
        cuts.forEach(one -> interfaces
                .computeIfAbsent(
                        new Alike(one.way(), one.family(), one.protocol(), one.ports()), unused -> new HashSet<>())
                .add(one.networkInterface()));
        List<Cut> together = new ArrayList<>();
        interfaces.forEach((alike, ids) -> together.add(new Cut(
                alike.way,
                alike.family,
                alike.protocol,
                alike.ports,
                ids.size(),
                traffic.isEmpty() || alike.way == UntrackedConnections.Way.INBOUND
                        ? OptionalInt.empty()
                        : OptionalInt.of((int) traffic.get().conversations().stream()
                                .filter(one -> one.service().protocol().equals(alike.protocol)
                                        && one.destination().family() == alike.family
                                        && alike.ports.stream()
                                                .anyMatch(range -> range.contains(
                                                        one.service().from()))
                                        && one.interfaces().stream().anyMatch(ids::contains))
                                .map(Conversation::destination)
                                .distinct()
                                .count()))));
        return together;
    }

    private static Optional<Lasting> lasting(GroupView view, GroupTraffic traffic) {
        Set<String> now = new HashSet<>();
        view.interfaces.stream().map(NetworkInterface::id).forEach(now::add);
        Map<TrafficPoint, Duration> longest = new LinkedHashMap<>();
        for (Observation one : traffic.observations()) {
            Duration open = Duration.between(one.firstSeen(), one.lastSeen());
            boolean counts = one.connections() == 1
                    && open.compareTo(LONG) >= 0
                    && one.service().protocol().equals(Protocol.TCP)
                    && now.contains(one.networkInterface())
                    && view.permitsNow(
                            one.service(),
                            one.destination(),
                            List.copyOf(view.inventory.groupsOf(one.destination(), view.group.vpc())));
            if (counts) {
                longest.merge(one.point(), open, (some, other) -> some.compareTo(other) >= 0 ? some : other);
            }
        }
        return longest.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(one -> new Lasting(
                        longest.size(), one.getKey().service(), one.getKey().destination(), one.getValue()));
    }
}
