package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Flow records of which an engine brought together those that are filed the same: what weir's own statement answers, as CSV.
 *
 * <p>A row is one of the records that it stands for, with the earliest start, the latest end, and packets and bytes of all. The first
 * columns tell the rest; behind them come those of the table, under AWS's names.
 *
 * <pre>
 * weir_records    how many records
 * weir_malformed  1 where they have a number that no flow log can have, else 0
 * weir_hours      the hours of the day of their start that they cover, a bit each
 * weir_flow_log   which flow log wrote them, where the engine knows
 * weir_port       which port differs among them without making a difference: srcport, dstport
 * weir_ports      its values, parted by blanks; of more than 16 any 17
 * </pre>
 */
public final class FlowGroups implements FlowContent {

    /** The first columns, in their order. */
    public static final List<String> COLUMNS =
            List.of("weir_records", "weir_malformed", "weir_hours", "weir_flow_log", "weir_port", "weir_ports");

    private static final int RECORDS = 0;
    private static final int MALFORMED = 1;
    private static final int HOURS = 2;
    private static final int FLOW_LOG = 3;
    private static final int PORT = 4;
    private static final int PORTS = 5;

    private static final int MOST_HOURS = 0xff_ffff;

    /** How such a text begins, as weir and as Athena's files have it. */
    private static final List<byte[]> BEGINNINGS = List.of(
            COLUMNS.get(RECORDS).getBytes(StandardCharsets.US_ASCII),
            ('"' + COLUMNS.get(RECORDS) + '"').getBytes(StandardCharsets.US_ASCII));

    @Override
    public boolean recognises(byte[] head) {
        return BEGINNINGS.stream()
                .anyMatch(begin -> head.length > begin.length
                        && head[begin.length] == ','
                        && Arrays.equals(head, 0, begin.length, begin, 0, begin.length));
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        FlowRows rows = new FlowRows(record, sink);
        Optional<String> problem = Optional.empty();
        int flowLog = record.flowLog();
        long row = 1;
        try {
            CsvRecords csv = new CsvRecords(content, ',');
            List<String> header = csv.next();
            if (header.size() <= COLUMNS.size()
                    || !header.subList(0, COLUMNS.size()).equals(COLUMNS)) {
                return FlowReading.failed(
                        object,
                        "has other columns than the statement of this weir asks for; help: run that of"
                                + " `weir observe --print-sql` again");
            }
            FlowColumns columns = FlowColumns.of(header.subList(COLUMNS.size(), header.size()));
            rows.format(columns.format());
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                row++;
                read(row, cells, header.size(), columns, record, rows, sink);
            }
        } catch (IOException failed) {
            problem = Optional.of(FlowPass.reason(failed));
        }
        record.clear();
        record.flowLog(flowLog);
        return rows.reading(object, Optional.empty(), problem);
    }

    private static void read(
            long row,
            List<String> cells,
            int width,
            FlowColumns columns,
            FlowRecord record,
            FlowRows rows,
            FlowSink sink) {
        rows.begin();
        if (cells.size() != width || !isCount(cells.get(RECORDS))) {
            rows.malformed(row, "is no row of weir's statement");
            return;
        }
        int hours = isCount(cells.get(HOURS)) ? (int) Math.min(MOST_HOURS, Long.parseLong(cells.get(HOURS))) : 0;
        record.group(Long.parseLong(cells.get(RECORDS)), hours);
        record.flowLog(record.tokens().intern(cells.get(FLOW_LOG)));
        if (cells.get(MALFORMED).equals("1")) {
            rows.malformed(row, "has a number that its field cannot have");
            return;
        }
        rows.put(columns, cells, COLUMNS.size());
        if (rows.end(row)) {
            FlowField.named(cells.get(PORT)).ifPresent(port -> ports(cells.get(PORTS), hours, port, record, sink));
        }
    }

    /** The same records once more with each port, of which none is counted again. */
    private static void ports(String values, int hours, FlowField port, FlowRecord record, FlowSink sink) {
        record.group(0, hours);
        record.put(FlowField.PACKETS, 0);
        record.put(FlowField.BYTES, 0);
        for (String value : values.split(" ")) {
            if (isCount(value) && Long.parseLong(value) <= port.largest()) {
                record.put(port, Long.parseLong(value));
                sink.record(record);
            }
        }
    }

    private static boolean isCount(String text) {
        return text.matches("[0-9]{1,18}");
    }
}
