package dev.weir.sql;

import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Records in which every field takes each of a few values on its own, so that what never meets in nature meets: no value beside any
 * other, IPv6 beside IPv4, ports of every rank, flags without a direction.
 */
final class StrangeLines {

    private static final long NOON = 1_792_497_600L;
    private static final String DAY = "2026/10/20";

    private final SplittableRandom random;

    StrangeLines(long seed) {
        random = new SplittableRandom(seed);
    }

    private String of(String... values) {
        return values[random.nextInt(values.length)];
    }

    /** A value, or now and then none. */
    private String mostly(Supplier<String> value) {
        return random.nextInt(12) == 0 ? "-" : value.get();
    }

    private String port() {
        return random.nextInt(3) == 0
                ? Integer.toString(32_768 + random.nextInt(40))
                : of("22", "443", "1023", "1024", "5432", "8443", "30080", "32767", "32768", "65535", "0");
    }

    private String address(int host) {
        return random.nextInt(5) == 0 ? "2001:db8::" + host : "10.0.0." + host;
    }

    private String value(String field, long start) {
        return switch (field) {
            case "version" -> "5";
            case "account-id" -> mostly(() -> of("111122223333", "444455556666"));
            case "interface-id" -> mostly(() -> of("eni-0a1", "eni-0a2"));
            case "srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr" -> mostly(() -> address(random.nextInt(3)));
            case "srcport", "dstport" -> mostly(this::port);
            case "protocol" -> mostly(() -> of("6", "6", "6", "17", "1", "58"));
            case "packets" -> mostly(() -> of("1", "7", "5000000000"));
            case "bytes" -> mostly(() -> of("40", "1500", "9000000000000000000"));
            case "start" -> mostly(() -> Long.toString(start));
            case "end" -> mostly(() -> Long.toString(start + random.nextInt(7_300)));
            case "action" -> mostly(() -> of("ACCEPT", "ACCEPT", "REJECT"));
            case "log-status" -> of("OK", "OK", "OK", "OK", "NODATA", "SKIPDATA", "-");
            case "tcp-flags" -> mostly(() -> of("0", "2", "2", "18", "16", "19", "3", "4"));
            case "flow-direction" -> mostly(() -> of("ingress", "egress"));
            case "traffic-path" -> mostly(() -> of("1", "8", "9"));
            case "region" -> of("-", "eu-west-1", "us-east-1");
            case "pkt-src-aws-service", "pkt-dst-aws-service" -> of("-", "S3", "AMAZON");
            default -> of("-", field + "-a", field + "-b");
        };
    }

    /** A file of so many records, each of which may come a few times. */
    LogFile file(FlowLog flowLog, int records) {
        List<String> lines = new ArrayList<>();
        while (lines.size() < records) {
            long start = NOON - 43_200 + random.nextInt(86_400);
            String line = String.join(
                    " ",
                    flowLog.fields().stream().map(field -> value(field, start)).toList());
            for (int times = random.nextInt(4); times >= 0; times--) {
                lines.add(line);
            }
        }
        String key =
                "AWSLogs/111122223333/vpcflowlogs/eu-west-1/%s/111122223333_vpcflowlogs_eu-west-1_%s_%sT1205Z_a1.log"
                        .formatted(DAY, flowLog.id(), DAY.replace("/", ""));
        return new LogFile(key, flowLog, lines, String.join(" ", flowLog.fields()));
    }
}
