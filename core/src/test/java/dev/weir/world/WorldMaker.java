package dev.weir.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes worlds: a seed decides who talks to whom, when, and what goes wrong.
 *
 * <p>Everything is played as packets: a client takes an ephemeral port, sends a SYN, gets a SYN-ACK, and so on. What began
 * before the flow logs did is played in full and seen in part.
 */
public final class WorldMaker {

    private final Stage stage;
    private final SplittableRandom random;
    private final Wire wire;
    private final int connectionsPerHost;
    private final List<FlowLog> flowLogs = new ArrayList<>();
    private boolean beganInside;
    private boolean calledOnHighPorts;
    private boolean askedWithoutFlags = true;

    private WorldMaker(long seed, int hours, int connectionsPerHost) {
        stage = new Stage(seed, hours * 3600L);
        random = stage.random;
        wire = stage.wire;
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
        List<Host> web = stage.tier("web");
        List<Host> app = stage.tier("app");
        List<Host> db = stage.tier("db");
        for (Host host :
                stage.hosts.stream().filter(one -> !one.instance().isEmpty()).toList()) {
            for (int i = 0; i < connectionsPerHost; i++) {
                initiateSomething(host, app, db);
            }
        }
        for (Host host : web) {
            for (int i = 0; i < 2 * connectionsPerHost; i++) {
                wire.tcp(
                        "203.0.113." + (1 + random.nextInt(250)),
                        host.address(),
                        port(443, 8443),
                        stage.anyTime(host),
                        Wire.Life.SHORT);
            }
            wire.tcp("203.0.113.77", host.address(), 443, before(3 * 3600), Wire.Life.LONG);
            scan(host);
            if (askedWithoutFlags) {
                wire.ping("203.0.113.9", host.address(), stage.anyTime(host));
            }
        }
        for (Host host : app) {
            Host store = stage.pick(db);
            wire.tcp(host.address(), store.address(), 5432, before(5000), Wire.Life.LONG);
        }
        Host gateway = stage.pick(stage.tier("nat"));
        for (int i = 0; i < connectionsPerHost; i++) {
            wire.tcp(
                    gateway.address(),
                    "192.0.2." + (1 + random.nextInt(12)),
                    443,
                    stage.anyTime(gateway),
                    Wire.Life.SHORT);
        }
        reuse(stage.pick(app), stage.pick(web));
        if (calledOnHighPorts) {
            web.forEach(this::callOnHighPort);
        }
        return new World(Stage.START, stage.to, stage.hosts, wire, flowLogs, random);
    }

    /** So long before the flow logs begin, or as they do. */
    private long before(long seconds) {
        return beganInside ? Stage.START : Stage.START - seconds;
    }

    private void callOnHighPort(Host host) {
        for (int i = 0; i < 3; i++) {
            wire.tcp("203.0.113.24" + i, host.address(), 50_051, stage.anyTime(host), Wire.Life.SHORT);
        }
        wire.tcp("203.0.113.77", host.address(), 50_051, before(3600), Wire.Life.LONG);
        for (int i = 0; i < 60; i++) {
            long connection = wire.begin(Stage.START, "10.0.1.200", 6, host.address(), 50_052, false);
            int port = 1024 + random.nextInt(64_512);
            wire.exchange("10.0.1.200", host.address(), port, 50_052, stage.anyTime(host), Wire.Life.SHORT, connection);
        }
        if (askedWithoutFlags) {
            wire.udp("203.0.113.123", host.address(), 123, 123, stage.anyTime(host), 1);
            wire.tunnel("203.0.113.47", host.address(), stage.anyTime(host));
        }
    }

    private void makeHosts() {
        stage.host("web-1", 1, List.of("sg-web"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host("web-2", 1, List.of("sg-web", "sg-base"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host("app-1", 2, List.of("sg-app"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host("app-2", 2, List.of("sg-app", "sg-base"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host(
                "app-3",
                2,
                List.of("sg-app"),
                Stage.START + (stage.to - Stage.START) / 3,
                Stage.START + 2 * (stage.to - Stage.START) / 3);
        // What a NAT gateway's interface does is its own: it is associated with no group, and its clients log theirs.
        stage.host("nat-1", 1, List.of(), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host("db-1", 3, List.of("sg-db"), Stage.START - Stage.DAY, Long.MAX_VALUE);
    }

    private void initiateSomething(Host host, List<Host> app, List<Host> db) {
        long at = stage.anyTime(host);
        String me = host.address();
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> wire.tcp(me, stage.pick(db).address(), 5432, at, Wire.Life.SHORT);
            case 3 -> wire.tcp(me, stage.pick(app).address(), port(8080, 9090), at, Wire.Life.SHORT);
            case 4, 5 -> wire.tcp(me, "192.0.2." + (1 + random.nextInt(12)), 443, at, Wire.Life.SHORT);
            case 6 -> wire.tcp(me, World.OBJECT_STORE + (1 + random.nextInt(6)), 443, at, Wire.Life.SHORT);
            case 7 -> wire.udp(me, "10.0.0.53", wire.ephemeral(), 53, at, 1);
            case 8 -> wire.udp(me, "192.0.2.123", 123, 123, at, 1);
            case 9 -> wire.oneWay(me, "10.0.9.9", wire.ephemeral(), 514, at);
            case 10 -> wire.ping(me, "10.0.9.1", at);
            case 11 -> wire.rejected(me, "192.0.2.200", 25, at);
            case 12 -> wire.tcp(me, "192.0.2.50", 50_051, at, Wire.Life.SHORT);
            case 13 -> wire.tcp(host.address6(), "2001:db8:2::" + (1 + random.nextInt(5)), 443, at, Wire.Life.SHORT);
            case 14 -> wire.unanswered(me, "192.0.2.99", 8443, at);
            default -> wire.tunnel(me, "192.0.2.47", at);
        }
    }

    /** The same five numbers used from both ends within a minute: the peer's call hides our SYN in an 18. */
    private void reuse(Host here, Host there) {
        long at = (Stage.START + stage.to) / 2;
        int port = 7946;
        long in = wire.begin(at, there.address(), 6, here.address(), port, false);
        wire.exchangeQuickly(there.address(), here.address(), port, at, in);
        long out = wire.begin(at + 4, here.address(), 6, there.address(), port, false);
        wire.exchangeQuickly(here.address(), there.address(), port, at + 4, out);
    }

    /** SYNs from outside to closed ports that the group lets in: the host answers with resets. */
    private void scan(Host host) {
        long at = stage.anyTime(host);
        String scanner = "203.0.113." + (1 + random.nextInt(250));
        for (int i = 0; i < 30; i++) {
            long connection = wire.begin(at, scanner, 6, host.address(), 0, false);
            int local = wire.ephemeral();
            int port = 1 + random.nextInt(10_000);
            wire.send(at + i, scanner, host.address(), local, port, 6, Wire.SYN, 40, connection, false);
            wire.send(at + i, host.address(), scanner, port, local, 6, Wire.RST, 40, connection, false);
        }
    }

    private int port(int one, int other) {
        return random.nextBoolean() ? one : other;
    }
}
