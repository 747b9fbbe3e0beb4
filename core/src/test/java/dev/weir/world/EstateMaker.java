package dev.weir.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Makes estates: worlds of thirteen groups, in which hosts call from every port that their kind calls from, serve on every kind
 * of port, and {@code Strangers} call, ask and scan.
 *
 * <p>Every host begins what it needs day by day, some things once only, some in vain. One fleet is replaced every day, and two
 * hosts have two groups.
 */
public final class EstateMaker {

    /** The groups that are planned. */
    public static final SortedSet<String> GROUPS = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            "sg-edge",
            "sg-web",
            "sg-app",
            "sg-api",
            "sg-db",
            "sg-cache",
            "sg-dns",
            "sg-time",
            "sg-watch",
            "sg-log",
            "sg-batch",
            "sg-files",
            "sg-base")));

    private static final int[] ONCE = {
        443, 636, 1521, 5432, 5671, 7777, 8443, 9999, 12_345, 20_011, 27_017, 31_000, 40_123, 50_123
    };

    private final int days;
    private final Stage stage;
    private final SplittableRandom random;
    private final Wire wire;
    private final List<FlowLog> flowLogs = new ArrayList<>();
    private final boolean windows;
    private boolean onlyFlagsTell;
    private boolean askedUndecidably;
    private boolean rarities;

    private EstateMaker(long seed, int days) {
        this.days = days;
        stage = new Stage(seed, (long) days * Stage.DAY);
        random = stage.random;
        wire = stage.wire;
        windows = random.nextInt(4) == 0;
    }

    /** An estate over so many days. */
    public static EstateMaker of(long seed, int days) {
        return new EstateMaker(seed, days);
    }

    /** Adds a flow log that watches every interface. */
    public EstateMaker watchedBy(FlowLog flowLog) {
        flowLogs.add(flowLog);
        return this;
    }

    /**
     * Adds what the records decide by flags alone: calls too few to tell the listener by, and single SYNs that a reset answers,
     * onto ports that the host might call from.
     */
    public EstateMaker withWhatOnlyFlagsTell() {
        onlyFlagsTell = true;
        return this;
    }

    /** Lets strangers ask in ways that look the same from both ends: pings, tunnels, clocks from the port they ask for. */
    public EstateMaker askedUndecidably() {
        askedUndecidably = true;
        return this;
    }

    /** Adds what is rare, and, beside what only flags tell, what of it only they tell. */
    public EstateMaker withRarities() {
        rarities = true;
        return this;
    }

    public World make() {
        makeHosts();
        Rarities rare = new Rarities(stage, days);
        if (rarities) {
            rare.putUp();
            flowLogs.replaceAll(flowLog -> flowLog.on(Rarities.WATCHED));
        }
        for (int day = 0; day < days; day++) {
            for (Host host : stage.hosts) {
                if (host.lives(Stage.noon(day))) {
                    live(host, day);
                }
            }
        }
        stage.tier("edge").forEach(edge -> balance(edge));
        for (String group : GROUPS) {
            callOnceAndInVain(group);
        }
        keepOpen();
        Strangers strangers = new Strangers(stage, days);
        strangers.call();
        if (onlyFlagsTell) {
            strangers.callAndScanFreely();
        }
        if (askedUndecidably) {
            strangers.askUndecidably();
        }
        if (rarities) {
            rare.play();
        }
        if (rarities && onlyFlagsTell) {
            rare.playFreely();
        }
        return new World(Stage.START, stage.to, stage.hosts, wire, flowLogs, random);
    }

    private void makeHosts() {
        for (int number = 1; number <= 2; number++) {
            stage.host("edge-" + number, 1, List.of("sg-edge"));
            stage.host("web-" + number, 1, number == 2 ? List.of("sg-web", "sg-base") : List.of("sg-web"));
            stage.host("app-" + number, 2, number == 2 ? List.of("sg-app", "sg-base") : List.of("sg-app"));
            stage.host("api-" + number, 2, List.of("sg-api"));
        }
        for (String name : List.of("db", "cache", "dns", "time", "watch", "log", "files")) {
            stage.host(name + "-1", 3, List.of("sg-" + name));
        }
        for (int day = 0; day < days; day++) {
            for (int number = 1; number <= 2; number++) {
                long born = Stage.START + (long) day * Stage.DAY;
                stage.host(
                        "batch-%02d-%d".formatted(day, number),
                        5,
                        List.of("sg-batch"),
                        born,
                        day == days - 1 ? Long.MAX_VALUE : born + Stage.DAY - 1);
            }
        }
    }

    private CallingPorts ports(Host host) {
        boolean isWindows = windows
                && (host.networkInterface().contains("batch")
                        || host.networkInterface().contains("files"));
        return host.networkInterface().contains("edge")
                ? CallingPorts.ANY
                : isWindows ? CallingPorts.WINDOWS : CallingPorts.LINUX;
    }

    /** What a host needs on a day. */
    private void live(Host host, int day) {
        int times = random.nextInt(3);
        for (int i = 0; i < times; i++) {
            wire.udp(host.address(), stage.one("dns").address(), ports(host).draw(random), 53, stage.time(day), 1);
            wire.oneWay(
                    host.address(),
                    stage.one("log").address(),
                    random.nextBoolean() ? 514 : ports(host).draw(random),
                    514,
                    stage.time(day));
            call(host, fresh(day), 443, day);
        }
        wire.udp(host.address(), stage.one("time").address(), ports(host).draw(random), 123, stage.time(day), 3);
        String name =
                host.networkInterface().substring(4, host.networkInterface().indexOf('-', 4));
        for (int i = 0; i < 2; i++) {
            switch (name) {
                case "edge" -> call(host, "192.0.2.40", 443, day);
                case "web" -> {
                    call(host, stage.one("app").address(), 8080, day);
                    call(host, stage.one("cache").address(), 6379, day);
                    call6(host, "2001:db8:2::" + (1 + random.nextInt(4)), 443, day);
                }
                case "app" -> {
                    call(host, stage.one("db").address(), 5432, day);
                    call(host, stage.one("api").address(), 50_051, day);
                    call(host, stage.one("web").address(), 9090, day);
                    call(host, "192.0.2.70", 5671, day);
                }
                case "api" -> {
                    call(host, stage.one("db").address(), 5432, day);
                    call(host, "192.0.2.71", 20_011, day);
                    gossip(host, day);
                }
                case "db" -> {
                    call(host, "192.0.2.30", 5432, day);
                    call(host, "192.0.2.31", 443, day);
                }
                case "dns" -> {
                    wire.udp(host.address(), "192.0.2.53", CallingPorts.ANY.draw(random), 53, stage.time(day), 1);
                    wire.udp(host.address(), "192.0.2.54", CallingPorts.ANY.draw(random), 53, stage.time(day), 1);
                    call(host, "192.0.2.53", 53, day);
                }
                case "time" -> wire.udp(host.address(), "192.0.2.123", 123, 123, stage.time(day), 1);
                case "watch" -> watch(host, day);
                case "log" -> {
                    call(host, "192.0.2.90", 9200, day);
                    call(host, "192.0.2.91", 20_514, day);
                }
                case "batch" -> {
                    call(host, stage.one("app").address(), 8080, day);
                    call(host, stage.one("db").address(), 5432, day);
                    call(host, "192.0.2.60", 443, day);
                }
                case "files" -> serveFiles(host, day);
                default -> call(host, "192.0.2.61", 443, day);
            }
        }
    }

    private void call(Host host, String server, int port, int day) {
        wire.tcp(host.address(), ports(host).draw(random), server, port, stage.time(day), random.nextInt(120), 30);
    }

    private void call6(Host host, String server, int port, int day) {
        wire.tcp(host.address6(), ports(host).draw(random), server, port, stage.time(day), random.nextInt(120), 30);
    }

    /** Members of a cluster find each other over UDP from the port that they serve, and over TCP. */
    private void gossip(Host host, int day) {
        for (Host other : stage.tier("api")) {
            if (!other.equals(host)) {
                wire.tcp(host.address(), ports(host).draw(random), other.address(), 7946, stage.time(day), 2, 1);
                wire.udp(host.address(), other.address(), 7946, 7946, stage.time(day), 2);
            }
        }
    }

    /** Counters, health and metrics; on some days from a port with a name. */
    private void watch(Host host, int day) {
        int socket = random.nextInt(3) == 0 ? CallingPorts.NAMED.draw(random) : CallingPorts.ANY.draw(random);
        for (Host other : stage.hosts) {
            if (other.lives(Stage.noon(day)) && !other.equals(host)) {
                wire.udp(host.address(), other.address(), socket, 161, stage.time(day), 2);
                wire.tcp(host.address(), ports(host).draw(random), other.address(), 9100, stage.time(day), 1, 1);
            }
        }
        wire.ping(host.address(), "192.0.2.1", stage.time(day));
        wire.tcp(host.address(), ports(host).draw(random), stage.one("web").address(), 8080, stage.time(day), 1, 1);
        wire.tcp(host.address(), ports(host).draw(random), stage.one("api").address(), 50_051, stage.time(day), 1, 1);
        wire.refused(
                host.address(), ports(host).draw(random), stage.one("cache").address(), 6380, stage.time(day));
    }

    /** A transfer whose data the server opens from port 20 or listens for on a port of the day, and a domain controller. */
    private void serveFiles(Host host, int day) {
        call(host, "192.0.2.21", 21, day);
        wire.tcp("192.0.2.21", 20, host.address(), ports(host).draw(random), stage.time(day), 5, 1);
        call(host, "192.0.2.22", 21, day);
        call(host, "192.0.2.22", CallingPorts.LINUX.draw(random), day);
        call(host, "192.0.2.10", 389, day);
        call(host, "192.0.2.10", 135, day);
        call(host, "192.0.2.10", 49_664 + random.nextInt(6), day);
        wire.udp(host.address(), "192.0.2.10", ports(host).draw(random), 88, stage.time(day), 1);
    }

    /** A balancer calls from every port there is; containers listen on a port of the week, or of the day. */
    private void balance(Host edge) {
        int perDay = 2 + random.nextInt(4);
        int container = 0;
        for (int day = 0; day < days; day++) {
            container = onlyFlagsTell || day % 7 == 0 ? CallingPorts.LINUX.draw(random) : container;
            for (int i = 0; i < perDay; i++) {
                call(edge, stage.one("web").address(), 8080, day);
                call(edge, stage.one("web").address(), 8443, day);
                call6(edge, stage.one("web").address6(), 8080, day);
                call(edge, stage.one("api").address(), 50_051, day);
                call(edge, stage.one("api").address(), 31_080, day);
                call(edge, stage.tier("api").get(0).address(), container, day);
            }
        }
    }

    /** Destinations that a group calls once in the whole time, and ports that nobody serves or that are forbidden. */
    private void callOnceAndInVain(String group) {
        List<Host> wearers = stage.hosts.stream()
                .filter(host -> host.groups().contains(group))
                .toList();
        for (int i = 0; i < 3; i++) {
            Host host = stage.pick(wearers);
            int port = ONCE[random.nextInt(ONCE.length)];
            wire.tcp(
                    host.address(),
                    ports(host).draw(random),
                    "192.0.2." + (150 + random.nextInt(80)),
                    port,
                    stage.anyTime(host),
                    20,
                    5);
        }
        for (int i = 0; i < 2; i++) {
            Host host = stage.pick(wearers);
            int port = ONCE[random.nextInt(ONCE.length)];
            String server = "192.0.2." + (100 + random.nextInt(20));
            long at = stage.anyTime(host);
            for (int attempt = 0; attempt < 3; attempt++) {
                wire.refused(host.address(), ports(host).draw(random), server, port, at + 5L * attempt);
            }
        }
        Host host = stage.pick(wearers);
        wire.unanswered(host.address(), "192.0.2.99", 8443, stage.anyTime(host));
        wire.rejected(host.address(), "192.0.2.200", 25, stage.anyTime(host));
    }

    /** What began before the flow logs, and says little since. */
    private void keepOpen() {
        for (Host app : stage.tier("app")) {
            wire.tcp(
                    app.address(),
                    ports(app).draw(random),
                    stage.one("db").address(),
                    5432,
                    Stage.START - 2 * Stage.DAY,
                    40L * Stage.DAY,
                    7200);
            wire.tcp(
                    app.address(),
                    CallingPorts.RESERVED.draw(random),
                    stage.one("files").address(),
                    2049,
                    Stage.START - Stage.DAY,
                    40L * Stage.DAY,
                    7200);
        }
        for (Host edge : stage.tier("edge")) {
            wire.tcp(
                    edge.address(),
                    ports(edge).draw(random),
                    stage.one("api").address(),
                    50_051,
                    Stage.START - Stage.DAY,
                    20L * Stage.DAY,
                    7200);
        }
        for (Host web : stage.tier("web")) {
            wire.tcp(
                    web.address(),
                    ports(web).draw(random),
                    stage.one("cache").address(),
                    6379,
                    Stage.START + Stage.DAY,
                    40L * Stage.DAY,
                    7200);
        }
    }

    /** A destination out of many, of which some are new every week. */
    private String fresh(int day) {
        return "203.0.114." + (1 + day / 7 * 3 + random.nextInt(1 + random.nextInt(12)));
    }
}
