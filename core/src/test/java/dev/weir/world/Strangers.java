package dev.weir.world;

import java.util.List;
import java.util.SplittableRandom;

/** Those outside who call the hosts of an estate: nothing that they begin needs an outbound rule. */
final class Strangers {

    /** Ports that scanners send from to get past filters, or because they were told one. */
    private static final int[] FIXED = {20, 53, 80, 443, 2380, 5061, 9200, 12_345, 20_011, 40_000, 61_000};

    private final Stage stage;
    private final SplittableRandom random;
    private final Wire wire;
    private final int days;

    Strangers(Stage stage, int days) {
        this.stage = stage;
        random = stage.random;
        wire = stage.wire;
        this.days = days;
    }

    void call() {
        for (int day = 0; day < days; day++) {
            visit(day);
            poll(day);
            report(day);
        }
        keepOpen();
        retry();
        for (int number = 1; number <= 2; number++) {
            scan(random.nextInt(3), "198.18.0." + number, stage.one("web-1"), 32_767);
        }
    }

    /** What only flags tell from calls of the hosts themselves. */
    void callAndScanFreely() {
        callRarely();
        int scanners = 3 + random.nextInt(6);
        for (int number = 0; number < scanners; number++) {
            Host host = stage.pick(stage.tier(random.nextBoolean() ? "edge" : "web"));
            scan(random.nextInt(4), "198.19.0." + (1 + number), host, 65_535);
        }
        Host six = stage.pick(stage.tier("web"));
        for (int i = 0; i < 3; i++) {
            wire.refused(
                    "2001:db8:3::66",
                    CallingPorts.NAMED.draw(random),
                    six.address6(),
                    CallingPorts.ANY.draw(random),
                    stage.anyTime());
        }
    }

    /** Clients of what is published, and functions and balancers that no flow log watches. */
    private void visit(int day) {
        for (Host edge : stage.tier("edge")) {
            for (int i = 0; i < 3; i++) {
                CallingPorts from = random.nextInt(3) == 0 ? CallingPorts.ANY : CallingPorts.LINUX;
                tcp("203.0.113." + (1 + random.nextInt(50)), from, edge.address(), 443, day);
            }
            tcp("203.0.113." + (60 + random.nextInt(3)), CallingPorts.ANY, edge.address(), 443, day);
            tcp("203.0.113.70", CallingPorts.OLD, edge.address(), 443, day);
            tcp("2001:db8:3::" + (1 + random.nextInt(9)), CallingPorts.LINUX, edge.address6(), 443, day);
        }
        for (Host web : stage.tier("web")) {
            for (int i = 0; i < 2; i++) {
                tcp("10.0.7." + (10 + random.nextInt(2)), CallingPorts.ANY, web.address(), 8080, day);
                tcp("2001:db8:1:7::10", CallingPorts.ANY, web.address6(), 8443, day);
            }
        }
        for (int i = 0; i < 4; i++) {
            tcp(
                    "10.0.6." + (20 + random.nextInt(5)),
                    CallingPorts.ANY,
                    stage.one("db").address(),
                    5432,
                    day);
            tcp(
                    "10.0.6." + (20 + random.nextInt(5)),
                    CallingPorts.ANY,
                    stage.one("cache").address(),
                    6379,
                    day);
            tcp("192.0.2.30", CallingPorts.LINUX, stage.one("db").address(), 5432, day);
            tcp(
                    "10.0.6." + (20 + random.nextInt(5)),
                    CallingPorts.ANY,
                    stage.one("api").address(),
                    40_051,
                    day);
        }
    }

    /** Pollers of counters from a socket that they keep for a day, and clients of names and of time. */
    private void poll(int day) {
        int socket = random.nextInt(2) == 0 ? CallingPorts.NAMED.draw(random) : CallingPorts.ANY.draw(random);
        for (String name : List.of("db", "files", "edge")) {
            wire.udp("10.0.8.5", stage.one(name).address(), socket, 161, stage.time(day), 3);
        }
        for (int i = 0; i < 3; i++) {
            wire.udp(
                    "10.0.8." + (20 + random.nextInt(9)),
                    stage.one("dns").address(),
                    CallingPorts.ANY.draw(random),
                    53,
                    stage.time(day),
                    1);
            wire.udp(
                    "10.0.8." + (20 + random.nextInt(9)),
                    stage.one("time").address(),
                    CallingPorts.LINUX.draw(random),
                    123,
                    stage.time(day),
                    1);
        }
        tcp("10.0.8.20", CallingPorts.ANY, stage.one("dns").address(), 53, day);
    }

    /** Devices that only ever tell. */
    private void report(int day) {
        int from = random.nextInt(3) == 0
                ? CallingPorts.NAMED.draw(random)
                : random.nextBoolean() ? 514 : CallingPorts.ANY.draw(random);
        wire.oneWay("10.0.8." + (40 + random.nextInt(4)), stage.one("log").address(), from, 514, stage.time(day));
        wire.oneWay(
                "10.0.8." + (40 + random.nextInt(4)),
                stage.one("log").address(),
                CallingPorts.ANY.draw(random),
                12_201,
                stage.time(day));
    }

    /** A partner behind NAT: too few calls for a fan. */
    private void callRarely() {
        int calls = 2 + random.nextInt(7);
        for (int i = 0; i < calls; i++) {
            tcp("203.0.113.40", CallingPorts.ANY, stage.one("api").address(), 50_052, random.nextInt(days));
            tcp("203.0.113.41", CallingPorts.ANY, stage.one("app").address(), 20_022, random.nextInt(days));
            tcp("203.0.113.42", CallingPorts.ANY, stage.one("log").address(), 6514, random.nextInt(days));
        }
    }

    private void keepOpen() {
        long before = Stage.START - Stage.DAY;
        wire.tcp(
                "203.0.113.43",
                CallingPorts.ANY.draw(random),
                stage.one("edge").address(),
                443,
                before,
                9L * Stage.DAY,
                7200);
        wire.tcp(
                "10.0.7.10",
                CallingPorts.ANY.draw(random),
                stage.one("api").address(),
                50_051,
                before,
                9L * Stage.DAY,
                7200);
        wire.tcp(
                "10.0.6.20",
                CallingPorts.ANY.draw(random),
                stage.one("db").address(),
                5432,
                before + 3 * Stage.DAY,
                9L * Stage.DAY,
                7200);
    }

    /** A caller whom a closed port refuses comes again from another port. */
    private void retry() {
        for (String name : List.of("app", "files", "log")) {
            Host host = stage.one(name);
            int port = random.nextBoolean() ? 9300 : 20_300;
            long at = stage.anyTime();
            for (int attempt = 0; attempt < 4; attempt++) {
                wire.refused("10.0.6.30", CallingPorts.LINUX.draw(random), host.address(), port, at + 7L * attempt);
            }
        }
    }

    /** A SYN, some from one port, many from many, or many from one, and a reset each. */
    private void scan(int kind, String scanner, Host host, int last) {
        int fixed = FIXED[random.nextInt(FIXED.length)];
        long at = stage.anyTime();
        if (kind == 0) {
            wire.refused(
                    scanner, CallingPorts.NAMED.draw(random), host.address(), 1024 + random.nextInt(last - 1023), at);
        } else if (kind == 1) {
            wire.halfOpen(
                    scanner, fixed, host.address(), host.networkInterface().contains("web") ? 8080 : 443, at);
        }
        for (int i = 0; i < (kind == 0 ? 0 : kind == 1 ? 5 : 40); i++) {
            int from = kind == 2 ? CallingPorts.ANY.draw(random) : fixed;
            wire.refused(scanner, from, host.address(), 1 + random.nextInt(last), at + i);
        }
    }

    /** What looks the same from both ends: the answer leaves in the second the question came, and no port tells. */
    void askUndecidably() {
        wire.ping("203.0.113.9", stage.one("web").address(), stage.anyTime());
        wire.tunnel("203.0.113.47", stage.one("edge").address(), stage.anyTime());
        wire.udp("203.0.113.123", stage.one("time").address(), 123, 123, stage.anyTime(), 1);
    }

    private void tcp(String client, CallingPorts from, String server, int port, int day) {
        wire.tcp(client, from.draw(random), server, port, stage.time(day), random.nextInt(120), 30);
    }
}
