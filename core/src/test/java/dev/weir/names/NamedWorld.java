package dev.weir.names;

import dev.weir.evidence.Observing;
import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A made-up VPC whose interfaces look names up and connect, with the truth of each connection: aliases, addresses that names
 * share or hand on, IPv6, answers that are kept, a resolver of its own, an inbound endpoint, and pods that the inventory does not
 * know.
 */
final class NamedWorld {

    static final String VPC = "vpc-1";
    static final String GROUP = "sg-app";
    private static final long START = 1_793_577_600L; // 2026-11-02
    private static final int DAY = 86_400;
    private static final FlowLogFormat FORMAT = FlowLogFormat.parse("interface-id srcaddr dstaddr srcport dstport"
            + " protocol packets bytes start end action log-status tcp-flags flow-direction");
    private static final String RESOLVER = "10.0.9.53";

    /** How an interface gets its answers. */
    enum Way {
        /** Of Amazon's resolver, which logs its address. */
        DIRECT,
        /** Of a server in the VPC, which asks for it. */
        OWN_RESOLVER,
        /** Through an inbound endpoint, as a client that nobody knows. */
        ENDPOINT,
        /** From an address that the inventory does not have. */
        UNKNOWN_ADDRESS
    }

    /** One query as it was logged. */
    record Asked(long at, Way way, String source, String name, List<String> answer) {}

    /** One connection, and what it was for. */
    record Connected(String networkInterface, long at, String destination, String name, boolean afterQuery) {}

    private record Host(String id, String ipv4, String ipv6, Way way) {}

    private record Site(String name, List<String> chain, List<String> pool, int answers, int ttl, boolean rotates) {}

    /** What a host keeps of a name. */
    private record Kept(List<String> addresses, long until) {}

    final List<Asked> asked = new ArrayList<>();
    final List<Connected> connected = new ArrayList<>();
    private final Random random;
    private final int days;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<String, Kept> keptByResolver = new HashMap<>();
    private final Set<String> everAsked = new HashSet<>();
    private final List<String> flows = new ArrayList<>();
    private int port = 20_000;

    NamedWorld(long seed) {
        random = new Random(seed);
        days = 2 + random.nextInt(4);
        int count = 3 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Way way = random.nextInt(3) > 0 ? Way.DIRECT : Way.values()[random.nextInt(4)];
            hosts.add(new Host("eni-" + i, "10.0.0." + (10 + i), "2001:db8:1::" + (10 + i), way));
        }
        sites();
        for (int day = 0; day < days; day++) {
            day(START + (long) day * DAY);
        }
    }

    private void sites() {
        for (int i = 0; i < 6; i++) {
            sites.add(new Site("own" + i + ".example.com", List.of(), List.of("192.0.2." + (10 + i)), 1, 300, false));
        }
        List<String> shared = List.of("198.51.100.1", "198.51.100.2", "198.51.100.3");
        for (int i = 0; i < 3; i++) {
            sites.add(new Site(
                    "www" + i + ".example.net",
                    List.of("d" + i + ".cdn.example", "edge.cdn.example"),
                    shared,
                    2,
                    60,
                    false));
        }
        List<String> rotating = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rotating.add("203.0.113." + (100 + i));
        }
        for (int i = 0; i < 2; i++) {
            sites.add(new Site("bucket" + i + ".s3.example.org", List.of(), rotating, 4, 5 + 55 * i, true));
        }
        sites.add(new Site(
                "six.example.com",
                List.of("v6.example.com"),
                List.of("2001:db8:ff::1", "2001:db8:ff::2"),
                2,
                600,
                false));
        // An address that one name hands on to another after the first day.
        sites.add(new Site("before.example.com", List.of(), List.of("192.0.2.99"), 1, 300, false));
        sites.add(new Site("after.example.com", List.of(), List.of("192.0.2.99"), 1, 300, false));
    }

    private void day(long start) {
        for (Host host : hosts) {
            int count = 20 + random.nextInt(40);
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                times.add(start + random.nextInt(DAY - 120));
            }
            times.sort(null);
            for (long at : times) {
                Site site = sites.get(random.nextInt(sites.size()));
                boolean first = start == START;
                if (site.name.equals("before.example.com") && !first
                        || site.name.equals("after.example.com") && first) {
                    continue;
                }
                connect(host, site, at);
            }
            if (random.nextInt(3) == 0) {
                // Configured by its address: no query ever precedes it.
                flow(host, "192.0.2.200", at(start), 443);
                connected.add(new Connected(host.id, at(start), "192.0.2.200", "", false));
            }
        }
    }

    private long at(long start) {
        return start + DAY / 2;
    }

    private void connect(Host host, Site site, long at) {
        String key = host.id + " " + site.name;
        Kept fresh = kept.get(key);
        if (fresh == null || fresh.until <= at) {
            List<String> answer = resolve(host, site, at);
            // Some keep an answer as long as it holds, some for ever.
            long until = Math.floorMod(host.id.hashCode(), 5) == 0 ? Long.MAX_VALUE : at + site.ttl;
            fresh = new Kept(answer, until);
            kept.put(key, fresh);
        }
        String destination = fresh.addresses.get(random.nextInt(fresh.addresses.size()));
        long begin = at + random.nextInt(3);
        flow(host, destination, begin, 443);
        connected.add(new Connected(host.id, begin, destination, site.name, everAsked.contains(key)));
    }

    /** An answer of Amazon's resolver, out of its cache where it has one for this asker, which leaves no line in the log. */
    private List<String> resolve(Host host, Site site, long at) {
        String source = switch (host.way) {
            case DIRECT -> host.ipv4;
            case OWN_RESOLVER -> RESOLVER;
            case ENDPOINT -> "172.16.0.9";
            case UNKNOWN_ADDRESS -> "10.0.77." + host.id.substring(4);
        };
        if (host.way == Way.OWN_RESOLVER) {
            flow(host, RESOLVER, at, 53);
        }
        everAsked.add(host.id + " " + site.name);
        String key = source + " " + site.name;
        Kept cached = keptByResolver.get(key);
        if (cached != null && cached.until > at) {
            return cached.addresses;
        }
        List<String> pool = new ArrayList<>(site.pool);
        java.util.Collections.shuffle(pool, random);
        List<String> answer = List.copyOf(pool.subList(0, site.answers));
        keptByResolver.put(key, new Kept(answer, at + site.ttl));
        asked.add(new Asked(at, host.way, source, site.name, answer));
        return answer;
    }

    private void flow(Host host, String destination, long at, int to) {
        boolean ipv6 = destination.indexOf(':') >= 0;
        flows.add("%s %s %s %d %d %d 3 180 %d %d ACCEPT OK %s egress"
                .formatted(
                        host.id,
                        ipv6 ? host.ipv6 : host.ipv4,
                        destination,
                        port++ % 40_000 + 20_000,
                        to,
                        to == 53 ? 17 : 6,
                        at,
                        at + random.nextInt(50),
                        to == 53 ? "0" : "2"));
    }

    /** The log as AWS writes it, in some order. */
    String log() {
        StringBuilder text = new StringBuilder();
        List<Asked> shuffled = new ArrayList<>(asked);
        java.util.Collections.shuffle(shuffled, random);
        for (Asked one : shuffled) {
            Site site = sites.stream()
                    .filter(any -> any.name.equals(one.name))
                    .findFirst()
                    .orElseThrow();
            List<String> answers = new ArrayList<>();
            site.chain.forEach(alias -> answers.add(LoggedBytes.alias(alias)));
            one.answer.forEach(address -> answers.add(LoggedBytes.address(address)));
            String line = LoggedBytes.line(
                            Instant.ofEpochSecond(one.at).toString(),
                            VPC,
                            one.source,
                            mixed(one.name),
                            String.join(",", answers))
                    .replace("i-0a1b", "i-" + one.source);
            text.append(
                            one.way == Way.ENDPOINT
                                    ? line.replace("\"instance\":\"i-", "\"resolver_endpoint\":\"rslvr-in-")
                                    : line)
                    .append('\n');
        }
        return text.toString();
    }

    /** Some resolvers ask in a mix of cases. */
    private String mixed(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().forEach(c -> text.append((char) (random.nextInt(8) == 0 ? Character.toUpperCase(c) : c)));
        return text.toString();
    }

    /** Whether what asked so may have asked for this interface. */
    boolean mayAskFor(Asked one, String networkInterface) {
        Host host = hosts.stream()
                .filter(any -> any.id.equals(networkInterface))
                .findFirst()
                .orElseThrow();
        return switch (one.way) {
            case DIRECT -> one.source.equals(host.ipv4);
            case OWN_RESOLVER -> host.way == Way.OWN_RESOLVER;
            case ENDPOINT, UNKNOWN_ADDRESS -> true;
        };
    }

    InventoryHistory inventory() {
        Snapshot.Builder builder = new Snapshot.Builder();
        hosts.forEach(
                host -> builder.networkInterface(networkInterface(host.id, List.of(host.ipv4, host.ipv6), GROUP)));
        builder.networkInterface(networkInterface("eni-dns", List.of(RESOLVER), "sg-dns"));
        return InventoryHistory.of(builder.build());
    }

    private static NetworkInterface networkInterface(String id, List<String> addresses, String group) {
        return new NetworkInterface(
                Scope.UNKNOWN,
                id,
                List.of(group),
                true,
                Optional.of(VPC),
                Optional.of("subnet-1"),
                "interface",
                "",
                Optional.empty(),
                ConnectionTracking.UNKNOWN,
                false,
                addresses.stream().map(IpAddress::parse).toList(),
                true,
                List.of(),
                List.of(),
                Map.of(),
                Origin.of("test"));
    }

    TrafficProfile profile() {
        return TrafficProfile.of(
                Observing.observe(FORMAT, flows.toArray(String[]::new)), inventory(), ProfileSettings.DEFAULT);
    }
}
