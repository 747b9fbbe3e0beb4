package dev.weir.flow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Flow logs as CSV with a header: what Athena, CloudWatch Logs Insights, databases and data frames write, a field in each
 * column; and what the CloudWatch console exports, a whole line in a column {@code message}.
 *
 * <p>Without a header it is CSV if its first record fits AWS's default format or one that is given. Semicolons and tabs part
 * cells too.
 */
final class FlowCsv implements FlowContent {

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final List<String> MESSAGE = List.of("message", "@message");
    private static final String CONTROL = "CWL CONTROL MESSAGE";
    /** CloudWatch Logs Insights hands out no more. */
    private static final long MOST_OF_INSIGHTS = 10_000;

    private final List<FlowLogFormat> formats;

    FlowCsv(List<FlowLogFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * What a first record says of those that follow.
     *
     * @param separator between cells
     * @param columns what they say
     * @param message where a whole line of a flow log stands, or -1
     * @param isHeader whether the first record is no record itself
     */
    private record CsvLayout(char separator, FlowColumns columns, int message, boolean isHeader) {}

    @Override
    public boolean recognises(byte[] head) {
        return layout(head).isPresent();
    }

    private Optional<CsvLayout> layout(byte[] head) {
        for (char separator : SEPARATORS) {
            try {
                CsvRecords records = new CsvRecords(new ByteArrayInputStream(head), separator);
                List<String> cells = records.next();
                boolean isTable = (cells.size() > 1 || cells.stream().anyMatch(MESSAGE::contains))
                        && !(separator == '\t' && isLines(cells, records));
                Optional<CsvLayout> layout = isTable ? layout(cells, separator) : Optional.empty();
                if (layout.isPresent()) {
                    return layout;
                }
            } catch (IOException unclosed) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Whether tabs only widen the blanks of AWS's own lines: below such a header they part no cells, or there is none. */
    private static boolean isLines(List<String> header, CsvRecords records) throws IOException {
        return FlowLogFormat.ofHeader(String.join(" ", header)).isPresent()
                && (header.contains("") || records.next().size() != header.size());
    }

    private Optional<CsvLayout> layout(List<String> cells, char separator) {
        FlowColumns columns = FlowColumns.of(cells);
        int message = MESSAGE.stream().mapToInt(cells::indexOf).max().orElse(-1);
        if (message >= 0 && !columns.isWholeRecord()) {
            return Optional.of(new CsvLayout(separator, columns, message, true));
        }
        if (columns.isFlowLog() || columns.format().isTransitGateway()) {
            return Optional.of(new CsvLayout(separator, columns, -1, true));
        }
        PlainLine line = new PlainLine();
        byte[] record = String.join(" ", cells).getBytes(StandardCharsets.UTF_8);
        if (!line.split(record, 0, record.length).isEmpty()) {
            return Optional.empty();
        }
        boolean isDefault = separator != '\t' && line.isDefaultFormat(0);
        Optional<FlowLogFormat> fitting = formats.stream()
                .filter(given -> given.columns().size() == cells.size() && line.isMeantAsRecord())
                .findFirst();
        return (isDefault ? Optional.of(FlowLogFormat.DEFAULT) : fitting)
                .map(format -> new CsvLayout(separator, FlowColumns.of(format.columns()), -1, false));
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        PeekedStream csv = new PeekedStream(content, HEAD);
        try {
            CsvLayout layout = layout(csv.head()).orElseThrow();
            CsvRecords cells = new CsvRecords(csv, layout.separator());
            return layout.message() >= 0
                    ? lines(object, cells, layout, new FlowLogParser(formats, record, sink))
                    : rows(object, cells, layout, new FlowRows(record, sink));
        } catch (IOException failed) {
            return FlowReading.failed(object, FlowPass.reason(failed));
        }
    }

    private static FlowReading lines(FlowObject object, CsvRecords csv, CsvLayout layout, FlowLogParser parser) {
        Optional<String> problem = Optional.empty();
        try {
            List<String> header = csv.next();
            long rows = 0;
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                String line = layout.message() < cells.size() ? cells.get(layout.message()) : "";
                rows++;
                if (!line.startsWith(CONTROL) && !cells.equals(header)) {
                    byte[] text = line.strip().getBytes(StandardCharsets.UTF_8);
                    parser.line(text, 0, text.length);
                }
            }
            problem = cutByInsights(header, rows);
        } catch (IOException failed) {
            problem = Optional.of(FlowPass.reason(failed));
        }
        return parser.reading(object, problem);
    }

    private static FlowReading rows(FlowObject object, CsvRecords csv, CsvLayout layout, FlowRows rows) {
        FlowColumns columns = layout.columns();
        if (columns.format().isTransitGateway()) {
            return FlowReading.declined(object, FlowLogFormat.TRANSIT_GATEWAY);
        }
        Optional<String> problem = Optional.empty();
        long row = 0;
        try {
            List<String> header = layout.isHeader() ? csv.next() : List.of();
            row = header.isEmpty() ? 0 : 1;
            rows.format(columns.format());
            int width = layout.isHeader()
                    ? header.size()
                    : columns.format().columns().size();
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                row++;
                boolean blank = cells.size() == 1 && cells.get(0).isBlank();
                if (cells.size() == width) {
                    if (!cells.equals(header)) {
                        rows.begin();
                        rows.put(columns, cells, 0);
                        rows.end(row);
                    }
                } else if (!blank) {
                    rows.malformed(row, "found " + cells.size() + " columns, expected " + width);
                }
            }
            problem = cutByInsights(header, row - 1);
        } catch (IOException failed) {
            problem = Optional.of(FlowPass.reason(failed) + ", read up to row " + row);
        }
        return rows.reading(object, Optional.empty(), problem);
    }

    private static Optional<String> cutByInsights(List<String> header, long rows) {
        boolean insights = header.stream().anyMatch(name -> name.startsWith("@"));
        return insights && rows == MOST_OF_INSIGHTS
                ? Optional.of(
                        "holds " + MOST_OF_INSIGHTS + " rows, the most that CloudWatch Logs Insights hands out, so that"
                                + " more may exist; help: query a shorter time at once, or export the log group")
                : Optional.empty();
    }
}
