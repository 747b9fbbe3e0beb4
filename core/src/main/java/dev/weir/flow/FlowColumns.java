package dev.weir.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the named columns of a table, or the members of an object, say of a flow: the ways in which people keep flow logs
 * besides AWS's own lines.
 *
 * <p>Where several columns tell the same, the first that has a value counts. Members of members are named with dots.
 *
 * @param known the columns that say something of a flow, those first that count first
 * @param format the same as a flow log's format, with the names of other columns
 * @param isOcsf whether these are the columns of an OCSF event, such as Security Lake keeps
 */
public record FlowColumns(List<Column> known, FlowLogFormat format, boolean isOcsf) {

    /** Where an OCSF event says of what class it is. */
    public static final String OCSF_CLASS = "class_uid";

    /** The OCSF class of network activity, the only one that tells of flows. */
    public static final long OCSF_NETWORK_ACTIVITY = 4001;

    /** What only flow logs have; other logs have addresses, accounts and times too. */
    private static final Set<FlowField> TELLING = EnumSet.of(
            FlowField.INTERFACE_ID,
            FlowField.DSTADDR,
            FlowField.DSTPORT,
            FlowField.PKT_DSTADDR,
            FlowField.LOG_STATUS,
            FlowField.TCP_FLAGS,
            FlowField.FLOW_DIRECTION);

    /** Without these a record says nothing, whatever else it has. */
    private static final Set<FlowField> RECORD = EnumSet.of(
            FlowField.INTERFACE_ID,
            FlowField.DSTADDR,
            FlowField.DSTPORT,
            FlowField.PROTOCOL,
            FlowField.ACTION,
            FlowField.END);

    public FlowColumns {
        known = List.copyOf(known);
    }

    /**
     * A column.
     *
     * @param index where it stands among all, from 0
     * @param fields what it says; an OCSF event's time is both start and end where it has no other
     */
    public record Column(int index, List<FlowField> fields) {
        public Column {
            fields = List.copyOf(fields);
        }
    }

    /** The columns of these names. */
    public static FlowColumns of(List<String> names) {
        boolean ocsf = names.contains(OCSF_CLASS);
        List<Column> known = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            List<FlowField> fields = ocsf
                    ? OcsfField.of(name)
                    : FlowField.spelt(name).map(List::of).orElse(List.of());
            if (!fields.isEmpty()) {
                known.add(new Column(index, fields));
                columns.add(fields.get(0).awsName());
            }
        }
        for (String name : names) {
            if (!ocsf
                    && columns.size() < FlowLogFormat.MOST_COLUMNS
                    && FlowField.spelt(name).isEmpty()) {
                columns.add(dashed(name));
            }
        }
        if (ocsf) {
            known.sort(Comparator.comparingInt(column -> OcsfField.rank(names.get(column.index()))));
        }
        List<String> format = columns.isEmpty() ? List.of("nothing") : List.copyOf(columns);
        return new FlowColumns(known, new FlowLogFormat(format), ocsf);
    }

    /** A name in small letters, its words parted by hyphens: {@code interfaceId} is {@code interface-id}. */
    static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Whether these can only be the columns of a flow log. */
    public boolean isFlowLog() {
        Set<FlowField> fields = format.fields();
        return fields.size() >= 2 && fields.stream().anyMatch(TELLING::contains);
    }

    /** Whether nothing is left to be said by a flow log's line that stands beside these columns. */
    public boolean isWholeRecord() {
        return format.fields().containsAll(RECORD);
    }

    /** What an OCSF event of another class is. */
    public static String ocsfOfClass(String kind) {
        return "OCSF events of class " + FieldText.excerpt(kind);
    }

    /** What such a table holds instead of VPC flow logs; empty if it does hold them. */
    public Optional<String> foreign(String kind) {
        if (format.isTransitGateway()) {
            return Optional.of(FlowLogFormat.TRANSIT_GATEWAY);
        }
        return isFlowLog() ? Optional.empty() : Optional.of(kind);
    }
}
