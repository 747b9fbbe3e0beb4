package dev.weir.world;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is rare in an estate and there all the same: scanners and pollers from ports of services, calls from such ports onto
 * ports that hosts call from, ports alike at both ends, transfers that a server opens, addresses that change hands, hosts that
 * only the other side's interface tells of, and instances of two interfaces.
 */
final class Rarities {

    private static final int[] SERVICES = {2380, 9100, 4317, 5432, 8080, 6379, 27_017};
    private static final int REUSED = 240;
    /** The subnet that no flow log watches is the fourth. */
    static final Set<String> WATCHED = Set.of("subnet-1", "subnet-2", "subnet-3", "subnet-5");

    private final Stage stage;
    private final SplittableRandom random;
    private final Wire wire;
    private final int days;

    Rarities(Stage stage, int days) {
        this.stage = stage;
        random = stage.random;
        wire = stage.wire;
        this.days = days;
    }

    /** An address of a host of one group, some days later of one of another; hosts that nobody watches, and second interfaces. */
    void putUp() {
        long half = Stage.START + (long) days / 2 * Stage.DAY;
        stage.host("log-9", 3, REUSED, List.of("sg-log"), Stage.START - Stage.DAY, half);
        stage.host("cache-9", 3, REUSED, List.of("sg-cache"), half + Stage.DAY, Long.MAX_VALUE);
        stage.host("web-9", 1, REUSED, List.of("sg-web"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        stage.host("web-8", 2, REUSED, List.of("sg-web"), Stage.START - Stage.DAY, Long.MAX_VALUE);
        for (String unwatched : List.of("edge", "web", "app", "api", "cache")) {
            stage.host(unwatched + "-4", 4, List.of("sg-" + unwatched));
        }
        stage.leg(stage.one("db"), "db-5", 1, List.of("sg-files"));
        stage.leg(stage.tier("app").get(0), "app-5", 1, List.of("sg-web", "sg-log"));
    }

    void play() {
        scan();
        stay();
        for (int day = 0; day < days; day++) {
            check(day);
            poll(day);
            call(day);
        }
    }

    /** Each from a service's port: an open port that answers, closed ones that reset, and a SYN that is sent again. */
    private void scan() {
        for (int i = 0; i < SERVICES.length; i++) {
            String scanner = "198.18.1." + (1 + i);
            long at = stage.anyTime();
            wire.halfOpen(scanner, SERVICES[i], stage.one("web").address(), 8080, at);
            wire.halfOpen(scanner, SERVICES[i], stage.one("db").address(), 5432, at + 2);
            for (int again = 0; again < 3; again++) {
                wire.refused(
                        scanner, SERVICES[i], stage.one("app").address(), 1024 + random.nextInt(31_000), at + again);
            }
            wire.unanswered(scanner, stage.one("files").address(), 3389, at);
        }
    }

    /** Connections from before the period to after it, from a service's port or onto a port that hosts call from. */
    private void stay() {
        long lasting = (long) (days + 4) * Stage.DAY;
        long before = Stage.START - Stage.DAY;
        int service = SERVICES[random.nextInt(SERVICES.length)];
        wire.tcp("10.0.7.30", service, stage.one("db").address(), 5432, before, lasting, 1800);
        wire.tcp("10.0.7.31", service, stage.one("api").address(), 50_051, before, lasting, 1800);
        wire.tcp("10.0.7.32", CallingPorts.ANY.draw(random), stage.one("web").address(), 8443, before, lasting, 3500);
        Host app = stage.one("app");
        wire.tcp(app.address(), CallingPorts.LINUX.draw(random), "192.0.2.80", 9092, before, lasting, 3500);
    }

    /** Health, every hour, onto a low port and a high one. */
    private void check(int day) {
        for (int hour = 0; hour < 24; hour += 4) {
            long at = Stage.START + (long) day * Stage.DAY + hour * 3600L + random.nextInt(60);
            Host web = stage.one("web");
            Host api = stage.one("api");
            wire.tcp("10.0.7.20", CallingPorts.ANY.draw(random), web.address(), 8080, at, 0, 1);
            wire.tcp("10.0.7.20", CallingPorts.ANY.draw(random), api.address(), 50_051, at, 0, 1);
        }
    }

    /** Counters, messages and names, from a socket that is kept. */
    private void poll(int day) {
        int socket = SERVICES[day % SERVICES.length];
        wire.udp("10.0.8.60", stage.one("api").address(), socket, 161, stage.time(day), 2);
        wire.udp("10.0.8.61", stage.one("dns").address(), socket, 53, stage.time(day), 1);
        wire.udp("10.0.8.62", stage.one("time").address(), CallingPorts.ANY.draw(random), 123, stage.time(day), 1);
        wire.oneWay("10.0.8.63", stage.one("log").address(), socket, 514, stage.time(day));
    }

    /** What hosts themselves begin, in ways that look like an answer. */
    private void call(int day) {
        Host app = stage.one("app");
        Host files = stage.one("files");
        wire.udp(app.address(), "192.0.2.81", 500, 500, stage.time(day), 2);
        wire.udp(app.address(), "192.0.2.81", 4500, 4500, stage.time(day), 3);
        wire.udp(app.address(), "192.0.2.82", 5060, 5060, stage.time(day), 2);
        wire.udp(files.address(), "192.0.2.83", 137, 137, stage.time(day), 1);
        wire.tcp(files.address(), CallingPorts.RESERVED.draw(random), "192.0.2.84", 111, stage.time(day), 2, 1);
        wire.tcp("203.0.113.90", CallingPorts.LINUX.draw(random), files.address(), 21, stage.time(day), 20, 2);
        wire.tcp(files.address(), 20, "203.0.113.90", 51_000, stage.time(day), 5, 1);
        for (Host host : stage.hosts) {
            if (host.holds("10.0.3." + REUSED) && host.lives(Stage.noon(day))) {
                wire.tcp(host.address(), CallingPorts.LINUX.draw(random), "192.0.2.85", 8443, stage.time(day), 9, 3);
                wire.tcp("10.0.8.64", CallingPorts.ANY.draw(random), host.address(), 6379, stage.time(day), 9, 3);
            }
        }
    }

    /** What only flags tell: few calls from a service's port onto ports that hosts call from, and SYNs that a reset answers. */
    void playFreely() {
        for (int i = 0; i < SERVICES.length; i++) {
            int high = CallingPorts.LINUX.draw(random);
            wire.tcp("203.0.113.95", SERVICES[i], stage.one("api").address(), 50_053, stage.anyTime(), 9, 2);
            wire.tcp("203.0.113." + (100 + i), SERVICES[i], stage.one("app").address(), high, stage.anyTime(), 9, 2);
            wire.tcp(
                    "10.0.7.33",
                    CallingPorts.ANY.draw(random),
                    stage.one("db").address(),
                    33_060,
                    stage.anyTime(),
                    9,
                    2);
            wire.refused("198.18.2." + (1 + i), SERVICES[i], stage.one("log").address(), high, stage.anyTime());
        }
    }
}
