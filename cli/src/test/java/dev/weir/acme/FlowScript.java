package dev.weir.acme;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One flow log being written: conversations in, records of every logged interface out, by day of their end.
 *
 * <p>It notes the truth as it goes: which interface initiated what, how often. It shares no code with the reader.
 */
final class FlowScript {

    static final int TCP = 6;
    static final int UDP = 17;

    private static final long HOUR = 3600;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int SYN_ACK = 18;

    /**
     * What an interface initiated.
     *
     * @param networkInterface its id
     * @param protocol the number
     * @param port the server's; 0 for protocols without ports
     * @param destination the server's address
     */
    record Initiated(String networkInterface, int protocol, int port, String destination)
            implements Comparable<Initiated> {

        @Override
        public int compareTo(Initiated other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * An interface with a flow log.
     *
     * @param id such as {@code eni-0a1b0000}
     * @param address its primary address
     * @param subnet its subnet
     * @param instance its instance; {@code -} where AWS runs it
     */
    private record Host(String id, String address, String subnet, String instance) {}

    /** A connection that a logged interface began. */
    record Begun(String from, String to, int port, long at) {}

    private record Line(long end, int number, String text) {}

    private final String account;
    private final List<String> columns;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<Integer, Map<String, String>> services = new LinkedHashMap<>();
    private final TreeMap<LocalDate, List<Line>> lines = new TreeMap<>();
    private final Set<String> busyHours = new HashSet<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final TreeMap<Initiated, Long> counted = new TreeMap<>();
    private final Set<Initiated> before = new HashSet<>();
    private final TreeSet<Initiated> initiated = new TreeSet<>();
    private final List<Begun> begun = new ArrayList<>();
    private int number;

    FlowScript(String account, String columns) {
        this.account = account;
        this.columns = List.of(columns.split(" "));
    }

    /** The connections that logged interfaces began, one by one. */
    List<Begun> begun() {
        return begun;
    }

    /** An interface that this flow log reports on. */
    void host(String id, String address, String subnet, String instance) {
        hosts.put(address, new Host(id, address, subnet, instance));
    }

    /** Destinations whose address starts so belong to an AWS service, reached by that traffic path. */
    void service(String prefix, String name, int path) {
        services.put(services.size(), Map.of("prefix", prefix, "name", name, "path", Integer.toString(path)));
    }

    /** How many TCP connections each interface initiated, for what had none before the log began. */
    SortedMap<Initiated, Long> counted() {
        TreeMap<Initiated, Long> begun = new TreeMap<>(counted);
        begun.keySet().removeAll(before);
        return begun;
    }

    /** All that was initiated, TCP or not, begun before the log or within. */
    Set<Initiated> initiated() {
        return initiated;
    }

    /** A TCP connection of some seconds, opened and closed within the log. */
    void connect(String from, String to, int port, long at, long seconds, int kilobytes) {
        int own = nextPort(from);
        if (hosts.containsKey(from)) {
            Initiated one = new Initiated(hosts.get(from).id(), TCP, port, to);
            counted.merge(one, 1L, Long::sum);
            initiated.add(one);
            begun.add(new Begun(from, to, port, at));
        }
        if (seconds <= 60) {
            both(from, to, own, port, TCP, kilobytes, at, at + seconds, SYN | FIN, SYN_ACK | FIN);
            return;
        }
        both(from, to, own, port, TCP, kilobytes, at, at + 58, SYN, SYN_ACK);
        middle(from, to, own, port, at + HOUR, at + seconds - 60, kilobytes);
        both(from, to, own, port, TCP, kilobytes, at + seconds - 42, at + seconds, FIN, FIN);
    }

    /** A TCP connection that was there before the log and outlasts it: a record an hour, and never a SYN. */
    void connectedBefore(String from, String to, int port, long at, long until, int kilobytes) {
        if (hosts.containsKey(from)) {
            before.add(new Initiated(hosts.get(from).id(), TCP, port, to));
            initiated.addAll(before);
        }
        middle(from, to, nextPort(from), port, at, until, kilobytes);
    }

    private void middle(String from, String to, int own, int port, long at, long until, int kilobytes) {
        for (long time = at; time < until; time += HOUR) {
            both(from, to, own, port, TCP, kilobytes, time, time + 58, 0, 0);
        }
    }

    /** A question and its answer without TCP; ports are 0 for protocols that have none. */
    void exchange(String from, String to, int protocol, int port, long at, int kilobytes) {
        if (hosts.containsKey(from)) {
            initiated.add(new Initiated(hosts.get(from).id(), protocol, port, to));
        }
        int own = port == 0 ? 0 : port == 123 ? 123 : nextPort(from);
        sent(from, to, own, port, protocol, kilobytes, at, at + 20, 0, "ACCEPT");
        sent(to, from, port, own, protocol, kilobytes, at + 1, at + 21, 0, "ACCEPT");
    }

    /** A SYN that left or reached an interface and was rejected there. */
    void rejected(String from, String to, int port, long at) {
        sent(from, to, nextPort(from), port, TCP, 0, at, at + 9, SYN, "REJECT");
    }

    /** A SYN that left one interface and was rejected at another. */
    void unanswered(String from, String to, int port, long at) {
        int own = nextPort(from);
        Host host = host(from);
        Initiated one = new Initiated(host.id(), TCP, port, to);
        counted.merge(one, 1L, Long::sum);
        initiated.add(one);
        record(host, "egress", from, to, own, port, TCP, 0, at, at + 9, SYN, "ACCEPT");
        if (hosts.containsKey(to)) {
            record(host(to), "ingress", from, to, own, port, TCP, 0, at, at + 9, SYN, "REJECT");
        }
    }

    private Host host(String address) {
        Host host = hosts.get(address);
        if (host == null) {
            throw new IllegalArgumentException("no interface of Acme has the address " + address);
        }
        return host;
    }

    /** Says that records of an interface were lost. */
    void skipped(String address, long at) {
        empty(host(address), at, "SKIPDATA");
    }

    /** Says of every hour without a record that there was no traffic. */
    void fillHours(long from, long to) {
        for (long hour = from; hour < to; hour += HOUR) {
            for (Host host : hosts.values()) {
                if (!busyHours.contains(host.id() + hour / HOUR)) {
                    empty(host, hour, "NODATA");
                }
            }
        }
    }

    private int nextPort(String address) {
        return 32_768 + ports.merge(address, 1, Integer::sum) * 11 % 28_000;
    }

    private void both(
            String from,
            String to,
            int own,
            int port,
            int protocol,
            int kilobytes,
            long start,
            long end,
            int out,
            int back) {
        sent(from, to, own, port, protocol, kilobytes, start, end, out, "ACCEPT");
        sent(to, from, port, own, protocol, kilobytes * 4, start, end, back, "ACCEPT");
    }

    private void sent(
            String from,
            String to,
            int fromPort,
            int toPort,
            int protocol,
            int kilobytes,
            long start,
            long end,
            int flags,
            String action) {
        if (hosts.containsKey(from)) {
            record(
                    hosts.get(from),
                    "egress",
                    from,
                    to,
                    fromPort,
                    toPort,
                    protocol,
                    kilobytes,
                    start,
                    end,
                    flags,
                    action);
        }
        if (hosts.containsKey(to)) {
            record(
                    hosts.get(to),
                    "ingress",
                    from,
                    to,
                    fromPort,
                    toPort,
                    protocol,
                    kilobytes,
                    start,
                    end,
                    flags,
                    action);
        }
    }

    private void record(
            Host host,
            String direction,
            String from,
            String to,
            int fromPort,
            int toPort,
            int protocol,
            int kilobytes,
            long start,
            long end,
            int flags,
            String action) {
        Map<String, String> fields = common(host, start, end);
        fields.put("srcaddr", from);
        fields.put("dstaddr", to);
        fields.put("srcport", Integer.toString(fromPort));
        fields.put("dstport", Integer.toString(toPort));
        fields.put("protocol", Integer.toString(protocol));
        fields.put("packets", Integer.toString(1 + kilobytes));
        fields.put("bytes", Integer.toString(60 + 1024 * kilobytes));
        fields.put("action", action);
        fields.put("log-status", "OK");
        fields.put("tcp-flags", Integer.toString(protocol == TCP ? flags : 0));
        fields.put("pkt-srcaddr", from);
        fields.put("pkt-dstaddr", to);
        fields.put("flow-direction", direction);
        if (direction.equals("egress")) {
            fields.put("traffic-path", path(to).getOrDefault("path", "1"));
        }
        fields.put("pkt-src-aws-service", path(from).getOrDefault("name", "-"));
        fields.put("pkt-dst-aws-service", path(to).getOrDefault("name", "-"));
        add(fields, end);
        busyHours.add(host.id() + start / HOUR);
    }

    private Map<String, String> path(String address) {
        return services.values().stream()
                .filter(service -> address.startsWith(service.getOrDefault("prefix", "")))
                .findFirst()
                .orElse(Map.of());
    }

    private void empty(Host host, long hour, String status) {
        Map<String, String> fields = common(host, hour + 2, hour + 58);
        fields.put("log-status", status);
        add(fields, hour + 58);
    }

    private Map<String, String> common(Host host, long start, long end) {
        Map<String, String> fields = new HashMap<>();
        fields.put("version", columns.contains("flow-direction") ? "5" : columns.contains("tcp-flags") ? "3" : "2");
        fields.put("account-id", account);
        fields.put("interface-id", host.id());
        fields.put("start", Long.toString(start));
        fields.put("end", Long.toString(end));
        fields.put("subnet-id", host.subnet());
        fields.put("instance-id", host.instance());
        return fields;
    }

    private void add(Map<String, String> fields, long end) {
        StringBuilder text = new StringBuilder();
        for (String column : columns) {
            text.append(text.isEmpty() ? "" : " ").append(fields.getOrDefault(column, "-"));
        }
        LocalDate day = Instant.ofEpochSecond(end).atOffset(ZoneOffset.UTC).toLocalDate();
        lines.computeIfAbsent(day, unused -> new ArrayList<>()).add(new Line(end, number++, text.toString()));
    }

    /** The text of each day, header first, sorted by when the records end. */
    SortedMap<LocalDate, String> days() {
        TreeMap<LocalDate, String> days = new TreeMap<>();
        lines.forEach((day, records) -> {
            records.sort(Comparator.comparingLong(Line::end).thenComparingInt(Line::number));
            StringBuilder text = new StringBuilder(String.join(" ", columns)).append('\n');
            records.forEach(line -> text.append(line.text()).append('\n'));
            days.put(day, text.toString());
        });
        return days;
    }
}
