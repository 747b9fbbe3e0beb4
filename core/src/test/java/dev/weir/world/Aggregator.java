package dev.weir.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What AWS does to packets: per interface, direction and 5-tuple one record an interval, flags OR-ed, some intervals lost.
 *
 * <p>One per flow log. Intervals begin at another second on every interface.
 */
final class Aggregator {

    private static final String ACCOUNT = "111122223333";
    private static final int SLOT = 300;

    private record Tuple(
            String source,
            String destination,
            int sourcePort,
            int destinationPort,
            int protocol,
            boolean egress,
            boolean rejected) {}

    private record Interval(Host host, long number) {}

    private static final class Sum {
        long packets;
        long bytes;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        int flags;
        final Set<Long> connections = new TreeSet<>();
    }

    private final FlowLog flowLog;
    private final SplittableRandom random;
    private final Map<String, List<Host>> hosts = new HashMap<>();
    private final Map<Interval, Map<Tuple, Sum>> intervals = new HashMap<>();
    /** Connections with at least one record that was delivered, by interface. */
    final Map<String, Set<Long>> delivered = new HashMap<>();

    Aggregator(FlowLog flowLog, List<Host> hosts, SplittableRandom random) {
        this.flowLog = flowLog;
        this.random = random;
        for (Host host : hosts) {
            this.hosts
                    .computeIfAbsent(host.address(), unused -> new ArrayList<>())
                    .add(host);
            this.hosts
                    .computeIfAbsent(host.address6(), unused -> new ArrayList<>())
                    .add(host);
        }
    }

    void add(Packet packet) {
        observe(packet, packet.source(), true);
        if (!packet.rejected()) {
            observe(packet, packet.destination(), false);
        }
    }

    private void observe(Packet packet, String address, boolean egress) {
        for (Host host : hosts.getOrDefault(address, List.of())) {
            if (host.lives(packet.at()) && flowLog.watches(host)) {
                long offset = Math.floorMod(host.networkInterface().hashCode(), flowLog.window());
                Interval interval = new Interval(host, Math.floorDiv(packet.at() - offset, (long) flowLog.window()));
                Tuple tuple = new Tuple(
                        packet.source(),
                        packet.destination(),
                        packet.sourcePort(),
                        packet.destinationPort(),
                        packet.protocol(),
                        egress,
                        packet.rejected());
                Sum sum = intervals
                        .computeIfAbsent(interval, unused -> new HashMap<>())
                        .computeIfAbsent(tuple, unused -> new Sum());
                sum.packets++;
                sum.bytes += packet.bytes();
                sum.first = Math.min(sum.first, packet.at());
                sum.last = Math.max(sum.last, packet.at());
                sum.flags |= packet.flags();
                sum.connections.add(packet.connection());
            }
        }
    }

    /** The files, by key. */
    List<LogFile> files() {
        TreeMap<Long, List<String>> slots = new TreeMap<>();
        List<Interval> order = new ArrayList<>(intervals.keySet());
        order.sort(Comparator.comparing((Interval interval) -> interval.host().networkInterface())
                .thenComparingLong(Interval::number));
        Set<Host> silent = new HashSet<>();
        for (Interval interval : order) {
            Map<Tuple, Sum> sums = intervals.getOrDefault(interval, Map.of());
            long from = sums.values().stream().mapToLong(sum -> sum.first).min().orElse(0);
            long to = sums.values().stream().mapToLong(sum -> sum.last).max().orElse(0);
            if (flowLog.losesOneIn() > 0 && random.nextInt(flowLog.losesOneIn()) == 0) {
                slots.computeIfAbsent(to / SLOT, unused -> new ArrayList<>())
                        .add(line(interval.host(), "SKIPDATA", from, to));
                continue;
            }
            List<Map.Entry<Tuple, Sum>> records = new ArrayList<>(sums.entrySet());
            records.sort(Comparator.comparing(record -> record.getKey().toString()));
            for (Map.Entry<Tuple, Sum> record : records) {
                Sum sum = record.getValue();
                delivered
                        .computeIfAbsent(interval.host().networkInterface(), unused -> new HashSet<>())
                        .addAll(sum.connections);
                slots.computeIfAbsent(sum.last / SLOT, unused -> new ArrayList<>())
                        .add(line(interval.host(), record.getKey(), sum));
            }
            if (silent.add(interval.host())) {
                slots.computeIfAbsent(to / SLOT, unused -> new ArrayList<>())
                        .add(line(interval.host(), "NODATA", to + 1, to + flowLog.window()));
            }
        }
        List<LogFile> files = new ArrayList<>();
        slots.forEach((slot, lines) -> files.add(file(slot * SLOT, lines)));
        return files;
    }

    private LogFile file(long from, List<String> lines) {
        java.time.OffsetDateTime time = java.time.Instant.ofEpochSecond(from).atOffset(java.time.ZoneOffset.UTC);
        String key = "AWSLogs/%s/vpcflowlogs/eu-west-1/%s/%s_vpcflowlogs_eu-west-1_%s_%s_0a1b2c3d.log"
                .formatted(
                        ACCOUNT,
                        time.format(java.time.format.DateTimeFormatter.ofPattern("yyyy/MM/dd")),
                        ACCOUNT,
                        flowLog.id(),
                        time.format(java.time.format.DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'")));
        return new LogFile(key, flowLog, lines, String.join(" ", flowLog.fields()));
    }

    private String line(Host host, String status, long from, long to) {
        List<String> values = new ArrayList<>();
        for (String field : flowLog.fields()) {
            values.add(
                    switch (field) {
                        case "start" -> Long.toString(from);
                        case "end" -> Long.toString(to);
                        case "log-status" -> status;
                        default -> aboutHost(host, field);
                    });
        }
        return String.join(" ", values);
    }

    private String line(Host host, Tuple tuple, Sum sum) {
        List<String> values = new ArrayList<>();
        for (String field : flowLog.fields()) {
            values.add(
                    switch (field) {
                        case "srcaddr", "pkt-srcaddr" -> tuple.source();
                        case "dstaddr", "pkt-dstaddr" -> tuple.destination();
                        case "srcport" -> Integer.toString(tuple.sourcePort());
                        case "dstport" -> Integer.toString(tuple.destinationPort());
                        case "protocol" -> Integer.toString(tuple.protocol());
                        case "packets" -> Long.toString(sum.packets);
                        case "bytes" -> Long.toString(sum.bytes);
                        case "start" -> Long.toString(sum.first);
                        case "end" -> Long.toString(sum.last);
                        case "action" -> tuple.rejected() ? "REJECT" : "ACCEPT";
                        case "log-status" -> "OK";
                        case "tcp-flags" -> tuple.protocol() == 6 ? Integer.toString(sum.flags) : "0";
                        case "type" -> tuple.source().contains(":") ? "IPv6" : "IPv4";
                        case "flow-direction" -> tuple.egress() ? "egress" : "ingress";
                        case "traffic-path" -> tuple.egress() ? path(tuple.destination()) : "-";
                        case "pkt-src-aws-service" -> service(tuple.source());
                        case "pkt-dst-aws-service" -> service(tuple.destination());
                        default -> aboutHost(host, field);
                    });
        }
        return String.join(" ", values);
    }

    private static String aboutHost(Host host, String field) {
        return switch (field) {
            case "version" -> "5";
            case "account-id" -> ACCOUNT;
            case "interface-id" -> host.networkInterface();
            case "vpc-id" -> World.VPC;
            case "subnet-id" -> host.subnet();
            case "instance-id" -> host.instance().isEmpty() ? "-" : host.instance();
            case "region" -> "eu-west-1";
            default -> "-";
        };
    }

    private static String path(String destination) {
        if (destination.startsWith("10.") || destination.startsWith("2001:db8:1:")) {
            return "1";
        }
        return destination.startsWith(World.OBJECT_STORE) ? "7" : "8";
    }

    private static String service(String address) {
        return address.startsWith(World.OBJECT_STORE) ? "S3" : "-";
    }
}
