package dev.weir.review;

import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.traffic.TrafficPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Traffic of some groups in one line, exactly: each of the ports at each of the addresses, of each of the groups.
 *
 * <p>{@code tcp 443, 8443-8445 to 203.0.113.7, 2001:db8::1 from sg-0a1b2c3d}; protocols without ports say {@code all}, as in
 * {@code icmp all to 192.0.2.1 from sg-0a1b2c3d}.
 *
 * @param protocol which
 * @param ports which; empty for protocols without ports
 * @param destinations which addresses, at least one
 * @param groups ids of security groups, at least one
 */
public record TrafficLine(
        Protocol protocol, SortedSet<Integer> ports, SortedSet<IpAddress> destinations, SortedSet<String> groups) {

    /** What an id of a security group looks like; no other is asked about. */
    private static final Pattern GROUP = Pattern.compile("sg-[0-9A-Za-z_-]{1,60}");

    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:\\s*-\\s*([0-9]{1,5}))?");
    private static final String SHAPE = "expected such as `tcp 443, 8443 to 203.0.113.7 from sg-0a1b2c3d`";

    public TrafficLine {
        ports = new TreeSet<>(ports);
        destinations = new TreeSet<>(destinations);
        groups = new TreeSet<>(groups);
        if (destinations.isEmpty() || groups.isEmpty() || protocol.hasPorts() == ports.isEmpty()) {
            throw new IllegalArgumentException(SHAPE + ", found a line that names nothing");
        }
        for (String group : groups) {
            if (!isGroup(group)) {
                throw new IllegalArgumentException("`" + group + "` is no id of a security group");
            }
        }
    }

    /** Whether traffic of a group of this id can be asked about. */
    public static boolean isGroup(String id) {
        return GROUP.matcher(id).matches();
    }

    /** @throws IllegalArgumentException if it says something else, in a sentence */
    public static TrafficLine parse(String text) {
        String line = text.strip();
        int space = line.indexOf(' ');
        int to = line.indexOf(" to ");
        int from = line.indexOf(" from ", Math.max(0, to));
        if (space < 0 || to <= space || from < 0) {
            throw new IllegalArgumentException(SHAPE + ", found `" + text + "`");
        }
        Protocol protocol = Protocol.parse(line.substring(0, space));
        if (protocol.isAll()) {
            throw new IllegalArgumentException("`" + text + "` names no one protocol; " + SHAPE);
        }
        return new TrafficLine(
                protocol,
                ports(protocol, line.substring(space + 1, to).strip()),
                words(line.substring(to + " to ".length(), from)).stream()
                        .map(IpAddress::parse)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(words(line.substring(from + " from ".length()))));
    }

    private static SortedSet<Integer> ports(Protocol protocol, String text) {
        boolean all = text.equals("all");
        if (all == protocol.hasPorts()) {
            throw new IllegalArgumentException(
                    (all ? "ports of " + protocol + " are named one by one" : protocol + " has no ports, expected all")
                            + "; " + SHAPE);
        }
        SortedSet<Integer> ports = new TreeSet<>();
        for (String word : all ? List.<String>of() : words(text)) {
            Matcher range = PORTS.matcher(word);
            if (!range.matches()) {
                throw new IllegalArgumentException("`" + word + "` is no port; " + SHAPE);
            }
            int first = Integer.parseInt(range.group(1));
            PortRange known = new PortRange(
                    first,
                    Optional.ofNullable(range.group(2)).map(Integer::parseInt).orElse(first));
            for (int port = known.from(); port <= known.to(); port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static List<String> words(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).toList();
    }

    /** How many points it names, over all groups. */
    public long size() {
        return Math.max(1L, ports.size()) * destinations.size() * groups.size();
    }

    /** The points that it names, of each group. */
    public List<TrafficPoint> points() {
        List<TrafficPoint> points = new ArrayList<>();
        for (IpAddress destination : destinations) {
            for (Service service : services()) {
                points.add(new TrafficPoint(service, destination));
            }
        }
        return points;
    }

    private Collection<Service> services() {
        return ports.isEmpty()
                ? List.of(Service.all(protocol))
                : ports.stream()
                        .map(port -> Service.of(protocol, PortRange.of(port)))
                        .toList();
    }

    private String portsInWords() {
        if (ports.isEmpty()) {
            return "all";
        }
        List<String> words = new ArrayList<>();
        int first = ports.first();
        int last = first;
        for (int port : ports.tailSet(first + 1)) {
            if (port != last + 1) {
                words.add(range(first, last));
                first = port;
            }
            last = port;
        }
        words.add(range(first, last));
        return String.join(", ", words);
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    @Override
    public String toString() {
        return protocol + " " + portsInWords() + " to "
                + destinations.stream().map(IpAddress::toString).collect(Collectors.joining(", ")) + " from "
                + String.join(", ", groups);
    }
}
