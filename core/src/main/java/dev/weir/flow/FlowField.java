package dev.weir.flow;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One field that a VPC flow log can have, under the name that AWS gives it.
 *
 * <p>In AWS's order (VPC User Guide, "Flow log records", available fields). Version 6 belongs to Transit Gateway flow logs,
 * whose own fields are not here. A field that a later version brings is simply not known and its column is skipped.
 */
public enum FlowField {
    VERSION("version", Kind.NUMBER, 65_535),
    ACCOUNT_ID("account-id", Kind.TOKEN, 0),
    INTERFACE_ID("interface-id", Kind.TOKEN, 0),
    SRCADDR("srcaddr", Kind.ADDRESS, 0),
    DSTADDR("dstaddr", Kind.ADDRESS, 0),
    SRCPORT("srcport", Kind.NUMBER, 65_535),
    DSTPORT("dstport", Kind.NUMBER, 65_535),
    PROTOCOL("protocol", Kind.NUMBER, 255),
    PACKETS("packets", Kind.NUMBER, Long.MAX_VALUE),
    BYTES("bytes", Kind.NUMBER, Long.MAX_VALUE),
    START("start", Kind.NUMBER, FlowField.LATEST_SECOND),
    END("end", Kind.NUMBER, FlowField.LATEST_SECOND),
    ACTION("action", Kind.ACTION, 0),
    LOG_STATUS("log-status", Kind.LOG_STATUS, 0),
    VPC_ID("vpc-id", Kind.TOKEN, 0),
    SUBNET_ID("subnet-id", Kind.TOKEN, 0),
    INSTANCE_ID("instance-id", Kind.TOKEN, 0),
    TCP_FLAGS("tcp-flags", Kind.NUMBER, 65_535),
    TYPE("type", Kind.TOKEN, 0),
    PKT_SRCADDR("pkt-srcaddr", Kind.ADDRESS, 0),
    PKT_DSTADDR("pkt-dstaddr", Kind.ADDRESS, 0),
    REGION("region", Kind.TOKEN, 0),
    AZ_ID("az-id", Kind.TOKEN, 0),
    SUBLOCATION_TYPE("sublocation-type", Kind.TOKEN, 0),
    SUBLOCATION_ID("sublocation-id", Kind.TOKEN, 0),
    PKT_SRC_AWS_SERVICE("pkt-src-aws-service", Kind.TOKEN, 0),
    PKT_DST_AWS_SERVICE("pkt-dst-aws-service", Kind.TOKEN, 0),
    FLOW_DIRECTION("flow-direction", Kind.DIRECTION, 0),
    TRAFFIC_PATH("traffic-path", Kind.NUMBER, 65_535),
    ECS_CLUSTER_ARN("ecs-cluster-arn", Kind.TOKEN, 0),
    ECS_CLUSTER_NAME("ecs-cluster-name", Kind.TOKEN, 0),
    ECS_CONTAINER_INSTANCE_ARN("ecs-container-instance-arn", Kind.TOKEN, 0),
    ECS_CONTAINER_INSTANCE_ID("ecs-container-instance-id", Kind.TOKEN, 0),
    ECS_CONTAINER_ID("ecs-container-id", Kind.TOKEN, 0),
    ECS_SECOND_CONTAINER_ID("ecs-second-container-id", Kind.TOKEN, 0),
    ECS_SERVICE_NAME("ecs-service-name", Kind.TOKEN, 0),
    ECS_TASK_DEFINITION_ARN("ecs-task-definition-arn", Kind.TOKEN, 0),
    ECS_TASK_ARN("ecs-task-arn", Kind.TOKEN, 0),
    ECS_TASK_ID("ecs-task-id", Kind.TOKEN, 0),
    REJECT_REASON("reject-reason", Kind.TOKEN, 0),
    RESOURCE_ID("resource-id", Kind.TOKEN, 0),
    ENCRYPTION_STATUS("encryption-status", Kind.NUMBER, 65_535),
    INSTANCE_TAG("instance-tag", Kind.TOKEN, 0),
    INSTANCE_TAG_2("instance-tag-2", Kind.TOKEN, 0),
    INTERFACE_TAG("interface-tag", Kind.TOKEN, 0),
    INTERFACE_TAG_2("interface-tag-2", Kind.TOKEN, 0),
    ASG_TAG("asg-tag", Kind.TOKEN, 0),
    ASG_TAG_2("asg-tag-2", Kind.TOKEN, 0),
    INTERFACE_TYPE("interface-type", Kind.TOKEN, 0),
    NEXT_HOP_INTERFACE_ID("next-hop-interface-id", Kind.TOKEN, 0),
    NEXT_HOP_SUBNET_ID("next-hop-subnet-id", Kind.TOKEN, 0),
    NEXT_HOP_AZ_ID("next-hop-az-id", Kind.TOKEN, 0),
    NEXT_HOP_VPC_ID("next-hop-vpc-id", Kind.TOKEN, 0),
    NEXT_HOP_INTERFACE_TYPE("next-hop-interface-type", Kind.TOKEN, 0);

    /** How the value of a field is written, and so how it is kept in a {@link FlowRecord}. */
    public enum Kind {
        /** A whole number from 0 to {@link FlowField#largest()}. */
        NUMBER,
        /** An IPv4 or IPv6 address. */
        ADDRESS,
        /** Text without spaces, interned in {@link TokenTable}. */
        TOKEN,
        /** {@link FlowAction}. */
        ACTION,
        /** {@link dev.weir.flow.LogStatus}. */
        LOG_STATUS,
        /** {@link FlowDirection}. */
        DIRECTION
    }

    /** The last second of the year 9999, the latest that {@link java.time.Instant#toString()} writes with four digits. */
    static final long LATEST_SECOND = 253_402_300_799L;

    private static final Map<String, FlowField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FlowField::awsName, Function.identity()));

    /**
     * Names without what parts their words, and those that differ: of AWS's first table for Athena, and of the fields that
     * CloudWatch Logs Insights discovers.
     */
    private static final Map<String, FlowField> BY_SPELLING = bySpelling();

    private static Map<String, FlowField> bySpelling() {
        Map<String, FlowField> fields = new HashMap<>();
        BY_NAME.forEach((name, field) -> fields.put(bare(name), field));
        fields.putAll(Map.of(
                "account", ACCOUNT_ID,
                "sourceaddress", SRCADDR,
                "destinationaddress", DSTADDR,
                "sourceport", SRCPORT,
                "destinationport", DSTPORT,
                "numpackets", PACKETS,
                "numbytes", BYTES,
                "starttime", START,
                "endtime", END));
        return Map.copyOf(fields);
    }

    private static final Set<FlowField> DEFAULT_FORMAT =
            Collections.unmodifiableSet(EnumSet.range(VERSION, LOG_STATUS));

    private static final Set<FlowField> ALL = Collections.unmodifiableSet(EnumSet.allOf(FlowField.class));

    private static final Set<FlowField> OF_INTERFACE = Collections.unmodifiableSet(
            EnumSet.of(ACCOUNT_ID, REGION, VPC_ID, SUBNET_ID, INSTANCE_ID, ECS_SERVICE_NAME, ASG_TAG, INTERFACE_TYPE));

    private static final Set<FlowField> OF_FLOW = Collections.unmodifiableSet(EnumSet.of(
            INTERFACE_ID,
            SRCADDR,
            DSTADDR,
            SRCPORT,
            DSTPORT,
            LOG_STATUS,
            TCP_FLAGS,
            PKT_SRCADDR,
            PKT_DSTADDR,
            FLOW_DIRECTION));

    private final String awsName;
    private final Kind kind;
    private final long largest;

    FlowField(String awsName, Kind kind, long largest) {
        this.awsName = awsName;
        this.kind = kind;
        this.largest = largest;
    }

    /** The field of this name, written with {@code -} or, as Parquet columns may be, with {@code _}. */
    public static Optional<FlowField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.replace('_', '-')));
    }

    /**
     * The field that a table or an object means by this name, however its writer spelt it: {@code dstAddr}, {@code log_status},
     * {@code _end}, {@code sourceaddress}.
     */
    public static Optional<FlowField> spelt(String name) {
        return Optional.ofNullable(BY_SPELLING.get(bare(name)));
    }

    private static String bare(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            if (Character.isLetterOrDigit(letter)) {
                letters.append(Character.toLowerCase(letter));
            }
        }
        return letters.toString();
    }

    /** Every known field. */
    public static Set<FlowField> all() {
        return ALL;
    }

    /** The fields of AWS's default format, in its order. */
    public static Set<FlowField> defaultFormat() {
        return DEFAULT_FORMAT;
    }

    /** As AWS writes it in headers and log formats: {@code pkt-dstaddr}. */
    public String awsName() {
        return awsName;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it says where the interface belongs, and so the same in nearly all of its records. */
    public boolean isOfInterface() {
        return OF_INTERFACE.contains(this);
    }

    /** Whether its name is no word of other texts, as {@code type} and {@code start} are. */
    boolean isOfFlow() {
        return OF_FLOW.contains(this);
    }

    /** The largest value of a {@link Kind#NUMBER}; a larger one makes the line malformed. */
    public long largest() {
        return largest;
    }

    @Override
    public String toString() {
        return awsName;
    }
}
