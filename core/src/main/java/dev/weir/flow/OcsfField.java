package dev.weir.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the Network Activity event (class 4001) of the Open Cybersecurity Schema Framework says what a flow log says.
 *
 * <p>As Amazon Security Lake writes it, and versions 1.0 and 1.1 of the schema differ: the interface stands at the end that
 * is ours, times come as milliseconds, or as instants under a name that ends in {@code _dt}. The address of the packet is
 * an end's first {@code intermediate_ips}. Of the paths of a field those come first that count first.
 */
enum OcsfField {
    VERSION(FlowField.VERSION, "metadata.product.version"),
    ACCOUNT(FlowField.ACCOUNT_ID, "cloud.account.uid", "cloud.account_uid", "actor.user.account.uid"),
    REGION(FlowField.REGION, "cloud.region"),
    ZONE(FlowField.AZ_ID, "cloud.zone"),
    INTERFACE(
            FlowField.INTERFACE_ID, "src_endpoint.interface_uid", "dst_endpoint.interface_uid", "device.interface_uid"),
    VPC(FlowField.VPC_ID, "src_endpoint.vpc_uid", "dst_endpoint.vpc_uid", "device.vpc_uid"),
    SUBNET(FlowField.SUBNET_ID, "src_endpoint.subnet_uid", "dst_endpoint.subnet_uid", "device.subnet_uid"),
    INSTANCE(FlowField.INSTANCE_ID, "src_endpoint.instance_uid", "dst_endpoint.instance_uid", "device.instance_uid"),
    SOURCE(FlowField.SRCADDR, "src_endpoint.ip"),
    DESTINATION(FlowField.DSTADDR, "dst_endpoint.ip"),
    SOURCE_PORT(FlowField.SRCPORT, "src_endpoint.port"),
    DESTINATION_PORT(FlowField.DSTPORT, "dst_endpoint.port"),
    SOURCE_PACKET(FlowField.PKT_SRCADDR, "src_endpoint.intermediate_ips"),
    DESTINATION_PACKET(FlowField.PKT_DSTADDR, "dst_endpoint.intermediate_ips"),
    SOURCE_SERVICE(FlowField.PKT_SRC_AWS_SERVICE, "src_endpoint.svc_name"),
    DESTINATION_SERVICE(FlowField.PKT_DST_AWS_SERVICE, "dst_endpoint.svc_name"),
    PROTOCOL(FlowField.PROTOCOL, "connection_info.protocol_num"),
    FLAGS(FlowField.TCP_FLAGS, "connection_info.tcp_flags"),
    DIRECTION(FlowField.FLOW_DIRECTION, "connection_info.direction_id", "connection_info.direction"),
    BYTES(FlowField.BYTES, "traffic.bytes", "traffic.bytes_out"),
    PACKETS(FlowField.PACKETS, "traffic.packets", "traffic.packets_out"),
    ACTION(FlowField.ACTION, "action", "action_id", "disposition", "disposition_id"),
    STATUS(FlowField.LOG_STATUS, "status_code"),
    START(FlowField.START, "start_time_dt", "start_time", "connection_info.start_time", "time_dt", "time"),
    END(FlowField.END, "end_time_dt", "end_time", "connection_info.end_time", "time_dt", "time");

    private static final Map<String, List<FlowField>> FIELDS = new HashMap<>();
    private static final Map<String, Integer> RANKS = new HashMap<>();

    static {
        for (OcsfField one : values()) {
            for (String path : one.paths) {
                FIELDS.merge(path, List.of(one.field), (before, more) -> List.of(before.get(0), more.get(0)));
                RANKS.put(path, one.paths.indexOf(path));
            }
        }
    }

    private final FlowField field;
    private final List<String> paths;

    OcsfField(FlowField field, String... paths) {
        this.field = field;
        this.paths = List.copyOf(Arrays.asList(paths));
    }

    /** What a path says; nothing where it says nothing of a flow. */
    static List<FlowField> of(String path) {
        return FIELDS.getOrDefault(path, List.of());
    }

    /** The lower, the sooner it counts. */
    static int rank(String path) {
        return RANKS.getOrDefault(path, Integer.MAX_VALUE);
    }
}
