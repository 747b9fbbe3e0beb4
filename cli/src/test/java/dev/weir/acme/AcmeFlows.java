package dev.weir.acme;

import dev.weir.acme.FlowScript.Initiated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Acme's flow logs over thirty days: what its interfaces say to each other and to the world, in three formats.
 *
 * <p>In Ireland a custom format with everything weir wants; in Frankfurt TCP flags without directions, its columns in an order
 * of their own; in the data account's Virginia AWS's default format, in Hive-style folders. Production's Virginia has no flow
 * log, and of two interfaces of web-tier there is no record. A file is a day's objects joined, as {@code cat} does.
 */
final class AcmeFlows {

    static final LocalDate FIRST = LocalDate.of(2026, 10, 23);
    static final LocalDate LAST = LocalDate.of(2026, 11, 21);
    /** On these days mail goes out from web-tier. */
    static final Set<Integer> MAIL_DAYS = Set.of(3, 6, 10, 13, 17, 20, 21, 24, 28);
    /** Of the fourteen interfaces of web-tier. */
    static final int WEB_LOGGED = 12;

    static final String V5 = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
            + " start end action log-status subnet-id instance-id tcp-flags pkt-srcaddr pkt-dstaddr pkt-dst-aws-service"
            + " flow-direction traffic-path";
    static final String V3 = "interface-id srcaddr srcport dstaddr dstport protocol tcp-flags action start end packets"
            + " bytes log-status account-id";
    static final String V2 = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
            + " start end action log-status";
    private static final String[] ZONES = {"a", "b", "c"};
    private static final String[] DATABASES = {"10.20.64.12", "10.20.65.12", "10.20.66.12"};
    private static final String[] NODES = {"10.20.19.10", "10.20.23.10", "10.20.27.10"};

    private final SplittableRandom random = new SplittableRandom(20_261_023);

    private AcmeFlows() {}

    /** Writes every file below the folder given as the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, gzip(file.getValue()));
        }
    }

    /** Path below {@code examples/acme/flows} to text, before compression. */
    static SortedMap<String, String> files() {
        TreeMap<String, String> files = new TreeMap<>();
        AcmeFlows acme = new AcmeFlows();
        acme.ireland()
                .days()
                .forEach((day, text) -> files.put(plain(AcmeInventory.PRODUCTION, "eu-west-1", day), text));
        acme.virginia().days().forEach((day, text) -> files.put(hive(AcmeInventory.DATA, "us-east-1", day), text));
        acme.frankfurt().days().forEach((day, text) -> files.put(plain(AcmeInventory.DATA, "eu-central-1", day), text));
        return files;
    }

    /** How many connections each interface initiated, where the logs have TCP flags. */
    static SortedMap<Initiated, Long> counted() {
        AcmeFlows acme = new AcmeFlows();
        TreeMap<Initiated, Long> truth = new TreeMap<>(acme.ireland().counted());
        FlowScript withoutFlags = acme.virginia();
        truth.putAll(acme.frankfurt().counted());
        withoutFlags.counted().keySet().forEach(truth::remove);
        return truth;
    }

    /** All that any logged interface initiated. */
    static Set<Initiated> initiated() {
        AcmeFlows acme = new AcmeFlows();
        Set<Initiated> truth = new TreeSet<>(acme.ireland().initiated());
        truth.addAll(acme.virginia().initiated());
        truth.addAll(acme.frankfurt().initiated());
        return truth;
    }

    /** What the interfaces of production in Ireland began, one by one. */
    static List<FlowScript.Begun> begunInIreland() {
        return new AcmeFlows().ireland().begun();
    }

    private static String plain(String account, String region, LocalDate day) {
        return "AWSLogs/%s/vpcflowlogs/%s/%s/%s_vpcflowlogs_%s_%s.log.gz"
                .formatted(account, region, day.toString().replace('-', '/'), account, region, day);
    }

    private static String hive(String account, String region, LocalDate day) {
        return ("AWSLogs/aws-account-id=%s/aws-service=vpcflowlogs/aws-region=%s/year=%d/month=%02d/day=%02d/"
                        + "%s_vpcflowlogs_%s_%s.log.gz")
                .formatted(
                        account, region, day.getYear(), day.getMonthValue(), day.getDayOfMonth(), account, region, day);
    }

    /** Two members, as two objects joined: the lines before noon, and the header again with the rest. */
    static byte[] gzip(String text) throws IOException {
        int header = text.indexOf('\n') + 1;
        int half = text.indexOf('\n', text.length() / 2) + 1;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : List.of(text.substring(0, half), text.substring(0, header) + text.substring(half))) {
            try (GZIPOutputStream member = new GZIPOutputStream(bytes) {
                {
                    def.setLevel(Deflater.BEST_COMPRESSION);
                }
            }) {
                member.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    /** Some second of the day, not so late that a minute's connection ends on the next one. */
    private long some(LocalDate day) {
        return start(day) + random.nextInt(1430) * 60L + 5;
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static String web(int i) {
        return "10.20." + (16 + i % 3 * 4) + "." + (20 + i);
    }

    /** Calls the script for each day with its number from 0. */
    private static void daily(java.util.function.ObjIntConsumer<LocalDate> script) {
        int number = 0;
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            script.accept(day, number++);
        }
    }

    private FlowScript ireland() {
        FlowScript log = new FlowScript(AcmeInventory.PRODUCTION, V5);
        log.service("192.0.2.1", "DYNAMODB", 7);
        log.service("192.0.2.", "S3", 7);
        for (int i = 0; i < WEB_LOGGED; i++) {
            String id = "eni-0a1b00%02x".formatted(i);
            log.host(id, web(i), "subnet-0c00" + ZONES[i % 3], "i-0" + id.substring(4));
        }
        for (int i = 0; i < 5; i++) {
            String id = "eni-0f1000%02x".formatted(i);
            log.host(id, runner(i), "subnet-0c00" + ZONES[i % 3], "i-0" + id.substring(4));
        }
        for (int i = 0; i < 3; i++) {
            log.host("eni-0c4d000" + i, "10.20." + i + ".30", "subnet-0b00" + ZONES[i], "i-00c4d000" + i);
            log.host("eni-0b2c000" + i, "10.20." + i + ".10", "subnet-0b00" + ZONES[i], "-");
            log.host("eni-0d5e000" + i, DATABASES[i], "subnet-0d00" + ZONES[i], "-");
            log.host("eni-0e6f000" + i, "10.20." + (64 + i) + ".40", "subnet-0d00" + ZONES[i], "-");
            log.host("eni-0f99000" + i, "10.20." + (16 + i * 4) + ".5", "subnet-0c00" + ZONES[i], "-");
            log.host("eni-0b55000" + i, NODES[i], "subnet-0c00" + ZONES[i], "i-00b55000" + i);
        }
        log.host("eni-0a770001", "10.20.0.50", "subnet-0b00a", "i-00a770001");
        log.host("eni-0b880001", "10.20.18.25", "subnet-0c00a", "i-00b880001");
        log.host("eni-0c990001", "10.20.22.43", "subnet-0c00b", "i-00c990001");
        log.host("eni-0d110001", "10.20.22.60", "subnet-0c00b", "i-00d110001");
        log.host("eni-0e220001", "10.20.26.90", "subnet-0c00c", "i-00e220001");
        log.host("eni-0f330001", "10.20.18.71", "subnet-0c00a", "-");
        log.host("eni-0a440001", "10.20.22.72", "subnet-0c00b", "-");
        log.host("eni-0c660001", "10.20.26.14", "subnet-0c00c", "i-00c660001");
        log.host("eni-0e880001", "2001:db8:20:10::88", "subnet-0c00a", "i-00e880001");
        log.host("eni-0aaa0001", "10.20.65.20", "subnet-0d00b", "-");
        daily((day, number) -> {
            shop(log, day, number);
            workers(log, day, number);
            cluster(log, day, number);
            odds(log, day, number);
        });
        long end = start(LAST.plusDays(1));
        // Pools and agents that were connected before the logs begin.
        log.connectedBefore(web(5), DATABASES[2], 5432, start(FIRST) + 11, end, 3);
        log.connectedBefore("10.20.22.60", "203.0.113.100", 443, start(FIRST) + 7, end, 1);
        log.skipped(web(3), start(FIRST.plusDays(9)) + 3 * 3600);
        log.skipped(DATABASES[0], start(FIRST.plusDays(17)) + 14 * 3600);
        log.fillHours(start(FIRST), end);
        return log;
    }

    private static String runner(int i) {
        return "10.20." + (17 + i % 3 * 4) + "." + (20 + i);
    }

    /** web-tier with its load balancer, database, object store, partner and mail. */
    private void shop(FlowScript log, LocalDate day, int number) {
        int busy = weekend(day) ? 1 : 2;
        for (int i = 0; i < 14; i++) {
            for (int n = 0; n < 2 * busy; n++) {
                log.connect(web(i), "192.0.2." + (1 + random.nextInt(41)), 443, some(day), 4, 24);
            }
            for (int n = 0; n < 2 * busy; n++) {
                log.connect(web(i), DATABASES[random.nextInt(3)], 5432, some(day), 30, 8);
            }
            if (i % 2 == number % 2 || busy == 2) {
                log.connect(web(i), "203.0.113." + (16 + (number + i) % 8), 443, some(day), 2, 2);
            }
            log.connect("10.20." + i % 3 + ".10", web(i), 8080, some(day), 60, 12);
        }
        for (int n = 0; MAIL_DAYS.contains(number) && n < 3; n++) {
            log.connect(web(random.nextInt(WEB_LOGGED)), "198.51.100.25", 587, some(day), 3, 6);
        }
        for (int i = 0; i < 3; i++) {
            log.connect("203.0.113." + (224 + random.nextInt(30)), "10.20." + i + ".10", 443, some(day), 20, 9);
        }
        if (number % 6 == 2) {
            // A network ACL stops telnet both ways; something still tries.
            log.rejected(web(number % WEB_LOGGED), "203.0.113.250", 23, some(day));
        }
    }

    /** payments-worker, which has public addresses and is scanned, and ci-runner, whose destinations keep changing. */
    private void workers(FlowScript log, LocalDate day, int number) {
        for (int i = 0; i < 3; i++) {
            String worker = "10.20." + i + ".30";
            log.connect(worker, "198.51.100." + (64 + random.nextInt(4)), 443, some(day), 8, 5);
            log.connect(worker, "192.0.2." + (128 + random.nextInt(20)), 443, some(day), 2, 2);
            log.connect(worker, DATABASES[i], 5432, some(day), 40, 4);
            for (int port : new int[] {22, 3389, 8080}) {
                if ((number + i + port) % 2 == 0) {
                    log.rejected("203.0.113." + (192 + random.nextInt(60)), worker, port, some(day));
                }
            }
        }
        for (int i = 0; i < 5; i++) {
            for (int n = 0; n < 3; n++) {
                log.connect(
                        runner(i),
                        "198.51.100." + (128 + (number * 4 + random.nextInt(4)) % 124),
                        443,
                        some(day),
                        9,
                        40);
            }
            log.connect(runner(i), "192.0.2." + (1 + random.nextInt(41)), 443, some(day), 12, 90);
        }
        log.connect("10.20.22.72", "203.0.113." + (32 + (number * 3 + random.nextInt(3)) % 30), 443, some(day), 2, 1);
        log.connect("10.20.22.72", "203.0.113." + (32 + (number * 3 + random.nextInt(3)) % 30), 443, some(day), 2, 1);
    }

    /** The nodes of a cluster: kubelets, names, interface endpoints, pings, mail through the relay. */
    private void cluster(FlowScript log, LocalDate day, int number) {
        for (int i = 0; i < 3; i++) {
            log.connect(NODES[i], NODES[(i + 1) % 3], 10250, some(day), 5, 3);
            log.connect(NODES[i], "10.20." + (16 + i * 4) + ".5", 443, some(day), 6, 2);
            log.connect(NODES[i], "192.0.2." + (1 + random.nextInt(41)), 443, some(day), 6, 30);
            log.exchange(NODES[i], NODES[(i + 2) % 3], FlowScript.UDP, 53, some(day), 1);
        }
        log.exchange(NODES[0], NODES[1], 1, 0, some(day), 1);
        log.connect(NODES[number % 3], "10.20.18.25", 587, some(day), 2, 4);
        log.connect("10.20.18.25", "198.51.100.25", 587, some(day), 3, 4);
        log.connect("10.20.18.25", "198.51.100.26", 25, some(day), 3, 4);
    }

    /** The rest: functions, metrics, people, crawlers, and tries that are denied. */
    private void odds(FlowScript log, LocalDate day, int number) {
        log.connect("10.20.18.71", "192.0.2." + (1 + random.nextInt(41)), 443, some(day), 1, 70);
        log.connect("10.20.18.71", "192.0.2." + (128 + random.nextInt(20)), 443, some(day), 1, 1);
        log.connect("10.20.26.90", "10.20.65.20", 3306, some(day), 15, 20);
        for (int n = 0; n < 3; n++) {
            log.connect(
                    "2001:db8:20:10::88",
                    "2001:db8:f000:%x::%x".formatted(number * 16 + n + 1, 1 + random.nextInt(9)),
                    443,
                    some(day),
                    3,
                    15);
        }
        if (number % 5 == 0) {
            log.exchange("2001:db8:20:10::88", "2001:db8:20:10::1", 58, 0, some(day), 1);
        }
        if (!weekend(day)) {
            log.connect("198.51.100.3", "10.20.0.50", 22, start(day) + 9 * 3600 + 14, 3900, 10);
        }
        if (number % 9 == 4) {
            log.unanswered("10.20.0.50", web(number % WEB_LOGGED), 22, some(day));
        }
        if (number % 4 == 1) {
            log.rejected("10.20.18.71", "198.51.100.90", 443, some(day));
            log.rejected("10.20.22.43", "203.0.113.5", 443, some(day));
        }
    }

    /** The data account, in the default format: no flags, no directions. */
    private FlowScript virginia() {
        FlowScript log = new FlowScript(AcmeInventory.DATA, V2);
        for (int i = 0; i < 2; i++) {
            String subnet = "subnet-0a10" + ZONES[i];
            log.host("eni-0d77001" + i, "10.40." + i * 16 + ".10", subnet, "-");
            log.host("eni-0d77002" + i, "10.40." + i * 16 + ".20", subnet, "-");
            log.host("eni-0d77005" + i, "10.40." + i * 16 + ".50", subnet, "-");
        }
        log.host("eni-0d770031", "10.40.0.30", "subnet-0a10a", "-");
        log.host("eni-0d770041", "10.40.0.40", "subnet-0a10a", "-");
        log.host("eni-0d770061", "10.40.16.60", "subnet-0a10b", "-");
        daily((day, number) -> {
            for (int i = 0; i < 2; i++) {
                String etl = "10.40." + i * 16 + ".20";
                String batch = "10.40." + i * 16 + ".10";
                log.connect(etl, "10.40." + random.nextInt(2) * 16 + ".50", 9092, some(day), 50, 60);
                log.connect(etl, "192.0.2." + (224 + random.nextInt(6)), 443, some(day), 10, 90);
                log.connect(etl, "10.40.0.30", 5439, some(day), 30, 12);
                log.connect(etl, "198.51.100.40", 8443, some(day), 5, 7);
                log.connect(batch, "198.51.100.200", 443, some(day), 5, 9);
                log.exchange(batch, "198.51.100.123", FlowScript.UDP, 123, some(day), 1);
            }
            log.connect("10.40.0.50", "10.40.16.50", 9092, some(day), 50, 30);
            log.connect("10.40.0.40", "10.40.0.30", 5439, some(day), 4, 1);
            log.exchange("10.40.0.40", "10.40.16.53", FlowScript.UDP, 53, some(day), 1);
            log.exchange("10.40.16.60", "198.51.100.47", 47, 0, some(day), 20);
            if (number % 10 == 7) {
                // A port of its own choice on either side: that three calls met the same one is all that tells who
                // began.
                log.connect("10.40.0.20", "10.40.16.20", 45_000, some(day), 30, 3);
            }
        });
        log.fillHours(start(FIRST), start(LAST.plusDays(1)));
        return log;
    }

    /** Analysts in Frankfurt: flags, but no directions. */
    private FlowScript frankfurt() {
        FlowScript log = new FlowScript(AcmeInventory.DATA, V3);
        log.host("eni-0e77020a", "10.41.16.20", "subnet-0a20b", "-");
        log.host("eni-0e77020b", "10.41.16.21", "subnet-0a20b", "-");
        log.host("eni-0e77021a", "10.41.0.30", "subnet-0a20a", "-");
        log.host("eni-0e77022a", "10.41.16.40", "subnet-0a20b", "-");
        log.host("eni-0e77022b", "10.41.16.41", "subnet-0a20b", "-");
        log.host("eni-0e77023a", "10.41.0.50", "subnet-0a20a", "-");
        daily((day, number) -> {
            for (int i = 0; i < 2 && !weekend(day); i++) {
                String notebook = "10.41.16.2" + i;
                log.connect(notebook, "203.0.113." + (32 + random.nextInt(60)), 443, some(day), 7, 50);
                log.connect(notebook, "203.0.113." + (32 + random.nextInt(60)), 80, some(day), 7, 5);
                log.exchange(notebook, "203.0.113." + (32 + random.nextInt(4)), FlowScript.UDP, 443, some(day), 30);
                log.connect("203.0.113.13" + i, "10.41.0.30", 443, some(day), 40, 20);
            }
            log.connect("10.41.0.30", "10.41.16.40", 5439, some(day), 9, 14);
            log.connect("10.41.16.40", "10.41.16.41", 8081, some(day), 55, 80);
            log.connect("10.41.16.41", "192.0.2." + (240 + random.nextInt(8)), 443, some(day), 20, 99);
            log.connect("198.51.100.33", "10.41.0.50", 22, some(day), 12, 16);
            log.connect("10.41.0.50", "198.51.100." + (34 + number % 2), 22, some(day), 12, 16);
        });
        log.fillHours(start(FIRST), start(LAST.plusDays(1)));
        return log;
    }
}
