package dev.weir.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A flow log: which fields it writes in which order, and how long it aggregates.
 *
 * @param id such as {@code fl-0a1b}
 * @param fields their names in order
 * @param window seconds, 60 or 600
 * @param losesOneIn of this many windows with traffic one is lost to SKIPDATA; 0 loses none
 * @param subnets whose interfaces it watches; all where it names none
 */
public record FlowLog(String id, List<String> fields, int window, int losesOneIn, Set<String> subnets) {

    private static final List<String> V2 = List.of(
            "version",
            "account-id",
            "interface-id",
            "srcaddr",
            "dstaddr",
            "srcport",
            "dstport",
            "protocol",
            "packets",
            "bytes",
            "start",
            "end",
            "action",
            "log-status");

    private static final List<String> V3 = List.of("vpc-id", "subnet-id", "instance-id", "tcp-flags", "type");

    private static final List<String> V5 = List.of(
            "pkt-srcaddr",
            "pkt-dstaddr",
            "region",
            "pkt-src-aws-service",
            "pkt-dst-aws-service",
            "flow-direction",
            "traffic-path");

    public FlowLog {
        fields = List.copyOf(fields);
        subnets = Set.copyOf(subnets);
    }

    /** The default format: neither flags nor direction. */
    public static FlowLog version2(String id, int window) {
        return new FlowLog(id, V2, window, 0, Set.of());
    }

    /** Flags, but no direction. */
    public static FlowLog version3(String id, int window) {
        return version2(id, window).and(V3);
    }

    /** Flags and direction. */
    public static FlowLog version5(String id, int window) {
        return version3(id, window).and(V5);
    }

    /** This one with more fields after its own. */
    public FlowLog and(List<String> more) {
        List<String> all = new ArrayList<>(fields);
        all.addAll(more);
        return new FlowLog(id, all, window, losesOneIn, subnets);
    }

    /** This one with its fields in this order. */
    public FlowLog inOrder(List<String> order) {
        return new FlowLog(id, order, window, losesOneIn, subnets);
    }

    /** This one, losing one window in so many. */
    public FlowLog losing(int oneIn) {
        return new FlowLog(id, fields, window, oneIn, subnets);
    }

    /** This one, on these subnets alone. */
    public FlowLog on(Set<String> some) {
        return new FlowLog(id, fields, window, losesOneIn, some);
    }

    boolean watches(Host host) {
        return subnets.isEmpty() || subnets.contains(host.subnet());
    }

    public boolean hasFlags() {
        return fields.contains("tcp-flags");
    }

    public boolean hasDirection() {
        return fields.contains("flow-direction");
    }
}
