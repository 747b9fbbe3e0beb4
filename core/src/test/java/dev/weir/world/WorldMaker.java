package dev.weir.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes worlds: a seed decides who talks to whom, when, and what goes wrong.
 *
 * <p>Everything is played as packets: a client takes an ephemeral port, sends a SYN, gets a SYN-ACK, and so on. What began
 * before the flow logs did is played in full and seen in part.
 */
public final class WorldMaker {

    /** 2026-11-02 06:00 UTC. */
    private static final long START = 1_793_599_200L;

    private static final int DAY = 86_400;

    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int SYN_ACK = 18;

    private final SplittableRandom random;
    private final long from = START;
    private final long to;
    private final int connectionsPerHost;
    private final List<FlowLog> flowLogs = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();
    private final Map<Long, Initiated> truth = new HashMap<>();
    private final Set<Long> denied = new TreeSet<>();
    private long connections;
    private boolean beganInside;
    private boolean calledOnHighPorts;
    private boolean askedWithoutFlags = true;

    private WorldMaker(long seed, int hours, int connectionsPerHost) {
        random = new SplittableRandom(seed);
        to = from + hours * 3600L;
        this.connectionsPerHost = connectionsPerHost;
    }

    /** A world of so many hours, in which a host begins about so many connections. */
    public static WorldMaker of(long seed, int hours, int connectionsPerHost) {
        return new WorldMaker(seed, hours, connectionsPerHost);
    }

    /** Adds a flow log that watches every interface. */
    public WorldMaker watchedBy(FlowLog flowLog) {
        flowLogs.add(flowLog);
        return this;
    }

    /** Lets every connection begin while the flow logs watch. */
    public WorldMaker beganInside() {
        beganInside = true;
        return this;
    }

    /** Adds callers of ports that look like a client's: few from outside, and a load balancer that calls from any port. */
    public WorldMaker calledOnHighPorts() {
        calledOnHighPorts = true;
        return this;
    }

    /** Leaves out what comes in by protocols without flags: who began it the records tell only by ports that differ. */
    public WorldMaker askedOnlyWithFlags() {
        askedWithoutFlags = false;
        return this;
    }

    public World make() {
        makeHosts();
        List<Host> web = tier("web");
        List<Host> app = tier("app");
        List<Host> db = tier("db");
        for (Host host : hosts.stream().filter(one -> !one.instance().isEmpty()).toList()) {
            for (int i = 0; i < connectionsPerHost; i++) {
                initiateSomething(host, app, db);
            }
        }
        for (Host host : web) {
            for (int i = 0; i < 2 * connectionsPerHost; i++) {
                tcp(
                        "203.0.113." + (1 + random.nextInt(250)),
                        host.address(),
                        port(443, 8443),
                        anyTime(host),
                        Life.SHORT);
            }
            tcp("203.0.113.77", host.address(), 443, before(3 * 3600), Life.LONG);
            scan(host);
            if (askedWithoutFlags) {
                ping("203.0.113.9", host.address(), anyTime(host));
            }
        }
        for (Host host : app) {
            Host store = pick(db);
            tcp(host.address(), store.address(), 5432, before(5000), Life.LONG);
        }
        Host gateway = pick(tier("nat"));
        for (int i = 0; i < connectionsPerHost; i++) {
            tcp(gateway.address(), "192.0.2." + (1 + random.nextInt(12)), 443, anyTime(gateway), Life.SHORT);
        }
        reuse(pick(app), pick(web));
        if (calledOnHighPorts) {
            web.forEach(this::callOnHighPort);
        }
        return new World(from, to, hosts, packets, truth, denied, flowLogs, random);
    }

    /** So long before the flow logs begin, or as they do. */
    private long before(long seconds) {
        return beganInside ? from : from - seconds;
    }

    private void callOnHighPort(Host host) {
        for (int i = 0; i < 3; i++) {
            tcp("203.0.113.24" + i, host.address(), 50_051, anyTime(host), Life.SHORT);
        }
        tcp("203.0.113.77", host.address(), 50_051, before(3600), Life.LONG);
        for (int i = 0; i < 60; i++) {
            long connection = begin("10.0.1.200", 6, host.address(), 50_052, false);
            int port = 1024 + random.nextInt(64_512);
            exchange("10.0.1.200", host.address(), port, 50_052, anyTime(host), Life.SHORT, connection);
        }
        if (askedWithoutFlags) {
            udp("203.0.113.123", host.address(), 123, 123, anyTime(host), 1);
            tunnel("203.0.113.47", host.address(), anyTime(host));
        }
    }

    private void makeHosts() {
        host("web-1", 1, List.of("sg-web"), from - DAY, Long.MAX_VALUE);
        host("web-2", 1, List.of("sg-web", "sg-base"), from - DAY, Long.MAX_VALUE);
        host("app-1", 2, List.of("sg-app"), from - DAY, Long.MAX_VALUE);
        host("app-2", 2, List.of("sg-app", "sg-base"), from - DAY, Long.MAX_VALUE);
        host("app-3", 2, List.of("sg-app"), from + (to - from) / 3, from + 2 * (to - from) / 3);
        // What a NAT gateway's interface does is its own: it wears no group, and its clients log theirs.
        host("nat-1", 1, List.of(), from - DAY, Long.MAX_VALUE);
        host("db-1", 3, List.of("sg-db"), from - DAY, Long.MAX_VALUE);
    }

    private void host(String name, int subnet, List<String> groups, long born, long dies) {
        int number = hosts.size() + 10;
        hosts.add(new Host(
                "eni-" + name,
                "10.0." + subnet + "." + number,
                "2001:db8:1:" + subnet + "::" + number,
                groups,
                "subnet-" + subnet,
                groups.isEmpty() ? "" : "i-" + name,
                born,
                dies));
    }

    private List<Host> tier(String name) {
        return hosts.stream()
                .filter(host -> host.networkInterface().contains(name))
                .toList();
    }

    private void initiateSomething(Host host, List<Host> app, List<Host> db) {
        long at = anyTime(host);
        String me = host.address();
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> tcp(me, pick(db).address(), 5432, at, Life.SHORT);
            case 3 -> tcp(me, pick(app).address(), port(8080, 9090), at, Life.SHORT);
            case 4, 5 -> tcp(me, "192.0.2." + (1 + random.nextInt(12)), 443, at, Life.SHORT);
            case 6 -> tcp(me, World.OBJECT_STORE + (1 + random.nextInt(6)), 443, at, Life.SHORT);
            case 7 -> udp(me, "10.0.0.53", ephemeral(), 53, at, 1);
            case 8 -> udp(me, "192.0.2.123", 123, 123, at, 1);
            case 9 -> oneWay(me, "10.0.9.9", ephemeral(), 514, at);
            case 10 -> ping(me, "10.0.9.1", at);
            case 11 -> rejected(me, "192.0.2.200", 25, at);
            case 12 -> tcp(me, "192.0.2.50", 50_051, at, Life.SHORT);
            case 13 -> tcp(host.address6(), "2001:db8:2::" + (1 + random.nextInt(5)), 443, at, Life.SHORT);
            case 14 -> unanswered(me, "192.0.2.99", 8443, at);
            default -> tunnel(me, "192.0.2.47", at);
        }
    }

    private enum Life {
        SHORT,
        LONG
    }

    /** A TCP connection from the first SYN to the last FIN. */
    private void tcp(String client, String server, int port, long at, Life life) {
        long connection = begin(client, 6, server, port, false);
        int local = ephemeral();
        exchange(client, server, local, port, at, life, connection);
    }

    private void exchange(String client, String server, int local, int port, long at, Life life, long connection) {
        send(at, client, server, local, port, 6, SYN, 60, connection, false);
        send(at, server, client, port, local, 6, SYN_ACK, 60, connection, false);
        long time = at + random.nextInt(2);
        long end = life == Life.LONG ? to + 100 : at + random.nextInt(200);
        while (time <= end) {
            send(time, client, server, local, port, 6, 0, 200 + random.nextInt(1000), connection, false);
            send(time, server, client, port, local, 6, 0, 200 + random.nextInt(9000), connection, false);
            time += life == Life.LONG ? 240 + random.nextInt(600) : 1 + random.nextInt(60);
        }
        send(end, client, server, local, port, 6, FIN, 52, connection, false);
        send(end, server, client, port, local, 6, FIN, 52, connection, false);
    }

    /** The same five numbers used from both ends within a minute: the peer's call hides our SYN in an 18. */
    private void reuse(Host here, Host there) {
        long at = (from + to) / 2;
        int port = 7946;
        long in = begin(there.address(), 6, here.address(), port, false);
        exchangeQuickly(there.address(), here.address(), port, at, in);
        long out = begin(here.address(), 6, there.address(), port, false);
        exchangeQuickly(here.address(), there.address(), port, at + 4, out);
    }

    private void exchangeQuickly(String client, String server, int port, long at, long connection) {
        send(at, client, server, port, port, 6, SYN, 60, connection, false);
        send(at, server, client, port, port, 6, SYN_ACK, 60, connection, false);
        send(at + 1, client, server, port, port, 6, FIN, 52, connection, false);
        send(at + 1, server, client, port, port, 6, FIN, 52, connection, false);
    }

    private void unanswered(String client, String server, int port, long at) {
        long connection = begin(client, 6, server, port, false);
        int local = ephemeral();
        for (int attempt : new int[] {0, 1, 3, 7, 15, 31, 63}) {
            send(at + attempt, client, server, local, port, 6, SYN, 60, connection, false);
        }
    }

    private void rejected(String client, String server, int port, long at) {
        long connection = begin(client, 6, server, port, true);
        int local = ephemeral();
        for (int attempt : new int[] {0, 1, 3}) {
            send(at + attempt, client, server, local, port, 6, SYN, 60, connection, true);
        }
    }

    /** SYNs from outside to closed ports that the group lets in: the host answers with resets. */
    private void scan(Host host) {
        long at = anyTime(host);
        String scanner = "203.0.113." + (1 + random.nextInt(250));
        for (int i = 0; i < 30; i++) {
            long connection = begin(scanner, 6, host.address(), 0, false);
            int local = ephemeral();
            int port = 1 + random.nextInt(10_000);
            send(at + i, scanner, host.address(), local, port, 6, SYN, 40, connection, false);
            send(at + i, host.address(), scanner, port, local, 6, RST, 40, connection, false);
        }
    }

    private void udp(String client, String server, int local, int port, long at, int rounds) {
        long connection = begin(client, 17, server, port, false);
        for (int i = 0; i < rounds; i++) {
            send(at + i, client, server, local, port, 17, 0, 80, connection, false);
            send(at + i, server, client, port, local, 17, 0, 180, connection, false);
        }
    }

    private void oneWay(String client, String server, int local, int port, long at) {
        long connection = begin(client, 17, server, port, false);
        for (int i = 0; i < 5; i++) {
            send(at + 40L * i, client, server, local, port, 17, 0, 300, connection, false);
        }
    }

    private void ping(String client, String server, long at) {
        long connection = begin(client, 1, server, 0, false);
        for (int i = 0; i < 4; i++) {
            send(at + i, client, server, 0, 0, 1, 0, 84, connection, false);
            send(at + i, server, client, 0, 0, 1, 0, 84, connection, false);
        }
    }

    private void tunnel(String client, String server, long at) {
        long connection = begin(client, 47, server, 0, false);
        send(at, client, server, 0, 0, 47, 0, 500, connection, false);
        send(at + 1, server, client, 0, 0, 47, 0, 500, connection, false);
    }

    private long begin(String client, int protocol, String server, int port, boolean refused) {
        long connection = ++connections;
        for (Host host : hosts) {
            if (host.holds(client)) {
                truth.put(connection, new Initiated(host.networkInterface(), protocol, server, port));
                if (refused) {
                    denied.add(connection);
                }
            }
        }
        return connection;
    }

    private void send(
            long at,
            String source,
            String destination,
            int sourcePort,
            int destinationPort,
            int protocol,
            int flags,
            int bytes,
            long connection,
            boolean refused) {
        packets.add(new Packet(
                at, source, destination, sourcePort, destinationPort, protocol, flags, bytes, connection, refused));
    }

    private long anyTime(Host host) {
        long first = Math.max(from, host.born());
        long last = Math.min(to, host.dies()) - 400;
        return first + random.nextLong(Math.max(1, last - first));
    }

    private int ephemeral() {
        return 32_768 + random.nextInt(28_232);
    }

    private int port(int one, int other) {
        return random.nextBoolean() ? one : other;
    }

    private <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
