package dev.weir.sql;

import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.SourceDay;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowGroups;
import dev.weir.flow.FlowSelection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one statement that asks a table for all that evidence keeps of a day.
 *
 * <p>It brings records together that {@link dev.weir.evidence.ProfileBuilder} files the same, and draws no verdict: who began, and
 * which port is a service, is decided where records of files are read. So a row keeps whatever that looks at:
 *
 * <pre>
 * interface, flow log, day, both addresses and those in the packet, protocol, direction, action, status, traffic path
 * of the flags of TCP   whether they are a SYN, a SYN-ACK, or anything else
 * of the two ports      the one that stands for the service; of the other only whether it looks more, less or as much like a
 *                       service, and its values, of which any 17 are as many as all of them
 * </pre>
 *
 * <p>Everything else is a sum, the first or the last of all. Of records that were refused on their way in nothing is filed but that
 * they were there, so of those the other end is not kept: what scans from the internet leave is one row an interface and day.
 *
 * <p>SQL of Trino, and so of Athena's engine version 3. What is not in the table is NULL, so the statement has the same shape for all.
 *
 * @param sql the statement
 * @param columns of its answer
 */
public record DayStatement(String sql, List<String> columns) {

    /** Those of the answer, in their order; what a table lacks is left out. */
    private static final List<FlowField> ANSWERED = Stream.concat(
                    Stream.of(
                            FlowField.INTERFACE_ID,
                            FlowField.SRCADDR,
                            FlowField.DSTADDR,
                            FlowField.SRCPORT,
                            FlowField.DSTPORT,
                            FlowField.PROTOCOL,
                            FlowField.PACKETS,
                            FlowField.BYTES,
                            FlowField.START,
                            FlowField.END,
                            FlowField.ACTION,
                            FlowField.LOG_STATUS,
                            FlowField.TCP_FLAGS,
                            FlowField.FLOW_DIRECTION,
                            FlowField.PKT_SRCADDR,
                            FlowField.PKT_DSTADDR,
                            FlowField.PKT_SRC_AWS_SERVICE,
                            FlowField.PKT_DST_AWS_SERVICE,
                            FlowField.TRAFFIC_PATH),
                    SourceDay.OWNERS.stream())
            .toList();

    private static final Set<String> ACCOUNTS =
            Set.of("aws-account-id", "account_id", "account-id", "accountid", "accid", "account");
    private static final Set<String> REGIONS = Set.of("aws-region", "aws_region", "region", "region_code");

    /** What the account of an interface that a service created may be. */
    private static final String UNKNOWN = "unknown";

    private static final String FLOW_LOG =
            "nullif(regexp_extract(\"$path\", '[0-9]{12}_vpcflowlogs_[a-z0-9-]{1,32}_(fl-[0-9a-zA-Z]{1,64})"
                    + "_[0-9]{8}T[0-9]{4}Z_[^/]*$', 1), '')";

    private static final int LINE = 110;

    private static final String STATEMENT = """
            WITH lines AS (
              SELECT
                %s,
                %s AS flow_log,
                %s AS is_broken
              FROM %s
              WHERE %s
            ), sound AS (
              SELECT *,
                is_broken
                  OR NOT (coalesce(srcport BETWEEN 0 AND 65535, true) AND coalesce(dstport BETWEEN 0 AND 65535, true)
                    AND coalesce(protocol BETWEEN 0 AND 255, true) AND coalesce(tcp_flags BETWEEN 0 AND 65535, true)
                    AND coalesce(traffic_path BETWEEN 0 AND 65535, true)
                    AND coalesce(packets >= 0, true) AND coalesce(bytes >= 0, true)
                    AND coalesce(start_second BETWEEN 0 AND %6$d, true) AND coalesce(end_second BETWEEN 0 AND %6$d, true)) AS is_malformed,
                CASE WHEN protocol = 6 AND tcp_flags IS NOT NULL
                  THEN CASE bitwise_and(tcp_flags, 18) WHEN 2 THEN 2 WHEN 18 THEN 18 ELSE 0 END END AS flags,
                CASE WHEN srcport IS NULL OR srcport > 65535 THEN NULL
                  WHEN srcport < %7$d OR srcport IN (%8$s) THEN 0 WHEN srcport < %9$d THEN 1 ELSE 2 END AS source_rank,
                CASE WHEN dstport IS NULL OR dstport > 65535 THEN NULL
                  WHEN dstport < %7$d OR dstport IN (%8$s) THEN 0 WHEN dstport < %9$d THEN 1 ELSE 2 END AS destination_rank
              FROM lines
            ), timed AS (
              SELECT *,
                sign(destination_rank - source_rank) AS leaning,
                CASE WHEN NOT is_malformed THEN coalesce(start_second, end_second) END AS first_second,
                CASE WHEN NOT is_malformed THEN greatest(coalesce(start_second, end_second), coalesce(end_second, start_second)) END AS last_second
              FROM sound
            ), dated AS (
              SELECT *,
                first_second - mod(first_second, 86400) AS midnight,
                coalesce(action = 'REJECT' AND flow_direction = 'ingress', false) AS is_refused_here,
                CASE
                  WHEN protocol IS NULL OR action IS NULL OR action NOT IN ('ACCEPT', 'REJECT') THEN 'both'
                  WHEN protocol NOT IN (6, 17) THEN 'neither'
                  WHEN leaning IS NULL THEN 'both'
                  WHEN action = 'REJECT' AND flow_direction = 'ingress' THEN 'neither'
                  WHEN action = 'REJECT' OR flags = 2 THEN 'destination'
                  WHEN flags = 18 THEN 'source'
                  WHEN leaning < 0 THEN 'destination'
                  WHEN leaning > 0 THEN 'source'
                  ELSE 'both'
                END AS service
              FROM timed
            ), filed AS (
              SELECT *,
                CASE WHEN service <> 'neither' AND coalesce(flags, 0) <> 18 THEN leaning END AS kept_leaning,
                CASE WHEN service IN ('source', 'both') THEN srcport END AS kept_srcport,
                CASE WHEN service IN ('destination', 'both') THEN dstport END AS kept_dstport,
                CASE WHEN is_refused_here AND srcaddr IS NOT NULL THEN '*' ELSE srcaddr END AS kept_srcaddr,
                CASE WHEN is_refused_here AND pkt_srcaddr IS NOT NULL THEN '*' ELSE pkt_srcaddr END AS kept_pkt_srcaddr,
                CASE
                  WHEN action = 'ACCEPT' AND service = 'destination' AND (flags IS NULL OR flags <> 2 OR leaning >= 0) THEN srcport
                  WHEN action = 'ACCEPT' AND service = 'source' AND (flags IS NULL OR flags <> 18) THEN dstport
                END AS opposite,
                bitwise_left_shift(CAST(2 AS bigint), CAST(least(23, floor(least(131070, last_second - midnight) / 3600)) AS integer))
                  - bitwise_left_shift(CAST(1 AS bigint), CAST(floor((first_second - midnight) / 3600) AS integer)) AS hours
              FROM dated
            ), counted AS (
              SELECT
                interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
                kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport, opposite,
                count(*) AS records, bitwise_or_agg(hours) AS hours,
                sum(CAST(bytes AS decimal(38, 0))) AS bytes,
                sum(CAST(CASE WHEN packets > 4294967295 THEN 4294967295 ELSE packets END AS decimal(38, 0))) AS packets,
                min(first_second) AS first_second, max(last_second) AS last_second,
                min(srcaddr) AS srcaddr, min(pkt_srcaddr) AS pkt_srcaddr, min(srcport) AS srcport, min(dstport) AS dstport,
                min(pkt_src_aws_service) AS pkt_src_aws_service, min(pkt_dst_aws_service) AS pkt_dst_aws_service,
                min(account_id) AS account_id, min(region) AS region, min(vpc_id) AS vpc_id, min(subnet_id) AS subnet_id,
                min(instance_id) AS instance_id, min(ecs_service_name) AS ecs_service_name, min(asg_tag) AS asg_tag,
                min(interface_type) AS interface_type
              FROM filed
              GROUP BY interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
                kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport, opposite
            )
            SELECT
              CAST(sum(records) AS varchar) AS weir_records,
              CASE WHEN is_malformed THEN '1' ELSE '0' END AS weir_malformed,
              CAST(bitwise_or_agg(hours) AS varchar) AS weir_hours,
              flow_log AS weir_flow_log,
              CASE service WHEN 'destination' THEN 'srcport' WHEN 'source' THEN 'dstport' END AS weir_port,
              array_join(slice(array_agg(opposite) FILTER (WHERE opposite IS NOT NULL), 1, 17), ' ') AS weir_ports,
              %10$s
            FROM counted
            GROUP BY interface_id, flow_log, midnight, protocol, action, log_status, flow_direction, flags, traffic_path, is_malformed,
              kept_srcaddr, dstaddr, kept_pkt_srcaddr, pkt_dstaddr, service, kept_leaning, kept_srcport, kept_dstport
            """;

    private static final long LATEST_SECOND = FlowField.START.largest();

    public DayStatement {
        columns = List.copyOf(columns);
    }

    /**
     * The statement for what ended on a day, UTC.
     *
     * @throws IllegalArgumentException if the table cannot be one of flow logs; one sentence
     */
    public static DayStatement of(FlowTable table, LocalDate day, FlowSelection selection) {
        FieldExpressions fields = new FieldExpressions(table);
        if (!fields.has(FlowField.INTERFACE_ID) || fields.size() < 2) {
            throw new IllegalArgumentException("the table " + table.quoted()
                    + " has no column for the interface of a flow log, found "
                    + table.columns().stream().map(TableColumn::name).collect(Collectors.joining(", "))
                    + "; help: name a table with the columns of AWS's own, such as `interface_id`");
        }
        String values = ANSWERED.stream()
                .map(field -> fields.value(field) + " AS " + alias(field))
                .collect(Collectors.joining(",\n    "));
        String ports = ports();
        List<FlowField> answered = answered(fields);
        String sql = STATEMENT.formatted(
                values,
                table.tellsFiles() ? FLOW_LOG : "CAST(NULL AS varchar)",
                fields.isBroken(),
                table.quoted(),
                String.join("\n    AND ", conditions(table, fields, day, selection)),
                LATEST_SECOND,
                ServicePorts.FIRST_UNPRIVILEGED,
                ports,
                ServicePorts.FIRST_EPHEMERAL,
                answered.stream()
                        .map(field -> answer(field) + " AS " + TableColumn.quoted(column(field)))
                        .collect(Collectors.joining(",\n  ")));
        List<String> columns = new ArrayList<>(FlowGroups.COLUMNS);
        answered.forEach(field -> columns.add(column(field)));
        return new DayStatement(sql, columns);
    }

    private static List<String> conditions(
            FlowTable table, FieldExpressions fields, LocalDate day, FlowSelection selection) {
        List<String> conditions = new ArrayList<>();
        Optional<String> partition = new DayColumns(table).of(day);
        partition.ifPresent(conditions::add);
        fields.isFlow().ifPresent(conditions::add);
        for (TableColumn column : table.partitions()) {
            String name = column.name().toLowerCase(Locale.ROOT);
            if (ACCOUNTS.contains(name) && !selection.accounts().isEmpty()) {
                conditions.add(isOneOf(column.quoted(), selection.accounts()));
            }
            if (REGIONS.contains(name) && !selection.regions().isEmpty()) {
                conditions.add(isOneOf(column.quoted(), selection.regions()));
            }
        }
        if (partition.isEmpty()) {
            fields.ended(second(day), second(day.plusDays(1))).ifPresent(conditions::add);
        } else if (fields.has(FlowField.END)) {
            fields.ended(
                            selection.from().map(Instant::getEpochSecond).orElse(0L),
                            selection.to().map(Instant::getEpochSecond).orElse(LATEST_SECOND + 1))
                    .filter(any ->
                            selection.from().isPresent() || selection.to().isPresent())
                    .ifPresent(
                            ended -> conditions.add("(" + fields.value(FlowField.END) + " IS NULL OR " + ended + ")"));
        }
        named(fields, FlowField.ACCOUNT_ID, selection.accounts()).ifPresent(conditions::add);
        named(fields, FlowField.REGION, selection.regions()).ifPresent(conditions::add);
        return conditions.isEmpty() ? List.of("true") : conditions;
    }

    /** Whoever a record does not name, or calls unknown, may be one of those who are asked for. */
    private static Optional<String> named(FieldExpressions fields, FlowField field, Set<String> wanted) {
        if (wanted.isEmpty() || !fields.has(field)) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(wanted);
        all.add(UNKNOWN);
        String value = fields.value(field);
        return Optional.of("(" + value + " IS NULL OR " + isOneOf(value, Set.copyOf(all)) + ")");
    }

    private static String isOneOf(String value, Set<String> wanted) {
        List<String> literals =
                wanted.stream().sorted().map(TableColumn::literal).toList();
        return literals.size() == 1
                ? value + " = " + literals.get(0)
                : value + " IN (" + String.join(", ", literals) + ")";
    }

    private static long second(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private static List<FlowField> answered(FieldExpressions fields) {
        boolean timed = fields.has(FlowField.START) || fields.has(FlowField.END);
        return ANSWERED.stream()
                .filter(field -> field == FlowField.START || field == FlowField.END ? timed : fields.has(field))
                .toList();
    }

    private static String answer(FlowField field) {
        return switch (field) {
            case INTERFACE_ID, DSTADDR, ACTION, LOG_STATUS, FLOW_DIRECTION, PKT_DSTADDR -> alias(field);
            case PROTOCOL, TRAFFIC_PATH -> "CAST(" + alias(field) + " AS varchar)";
            case TCP_FLAGS -> "CAST(flags AS varchar)";
            case SRCPORT, DSTPORT -> "CAST(min(" + alias(field) + ") AS varchar)";
            case START -> "CAST(min(first_second) AS varchar)";
            case END -> "CAST(max(last_second) AS varchar)";
            case BYTES ->
                "CAST(least(coalesce(sum(bytes), 0), CAST(9223372036854775807 AS decimal(38, 0))) AS varchar)";
            case PACKETS -> "CAST(least(coalesce(sum(packets), 0), CAST(4294967295 AS decimal(38, 0))) AS varchar)";
            default -> "min(" + alias(field) + ")";
        };
    }

    private static String column(FlowField field) {
        return field.awsName().replace('-', '_');
    }

    /** {@code end} and {@code start} are words of SQL. */
    private static String alias(FlowField field) {
        return switch (field) {
            case START -> "start_second";
            case END -> "end_second";
            default -> column(field);
        };
    }

    private static String ports() {
        StringBuilder ports = new StringBuilder();
        int line = LINE;
        for (int port : ServicePorts.named()) {
            String text = port + ", ";
            if (line + text.length() > LINE) {
                ports.append("\n        ");
                line = 0;
            }
            ports.append(text);
            line += text.length();
        }
        return ports.substring(0, ports.length() - 2).replace(" \n", "\n");
    }
}
