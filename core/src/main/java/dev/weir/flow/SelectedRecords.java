package dev.weir.flow;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Hands on the records that a selection asks for. */
final class SelectedRecords implements FlowSink {

    /** The account that AWS writes for interfaces that a service created. */
    private static final String UNKNOWN = "unknown";

    private final FlowSelection selection;
    private final FlowSink sink;
    private final Set<FlowField> fields;
    private final long from;
    private final long to;
    /** By token; a table lives as long as its thread, and so does this. */
    private final Map<Integer, Boolean> accounts = new HashMap<>();

    private final Map<Integer, Boolean> regions = new HashMap<>();

    SelectedRecords(FlowSelection selection, FlowSink sink) {
        this.selection = selection;
        this.sink = sink;
        this.from = selection.from().map(SelectedRecords::ceiling).orElse(Long.MIN_VALUE);
        this.to = selection.to().map(SelectedRecords::ceiling).orElse(Long.MAX_VALUE);
        EnumSet<FlowField> wanted = EnumSet.of(FlowField.END, FlowField.ACCOUNT_ID, FlowField.REGION);
        wanted.addAll(sink.fields());
        this.fields = wanted;
    }

    private static long ceiling(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }

    @Override
    public Set<FlowField> fields() {
        return fields;
    }

    @Override
    public void begin(FlowObject object) {
        sink.begin(object);
    }

    @Override
    public void format(FlowLogFormat format) {
        sink.format(format);
    }

    @Override
    public void record(FlowRecord record) {
        long end = record.end();
        boolean inPeriod = end == FlowRecord.ABSENT || end >= from && end < to;
        if (inPeriod
                && admits(selection.accounts(), accounts, record, FlowField.ACCOUNT_ID)
                && admits(selection.regions(), regions, record, FlowField.REGION)) {
            sink.record(record);
        }
    }

    private static boolean admits(Set<String> wanted, Map<Integer, Boolean> known, FlowRecord record, FlowField field) {
        if (wanted.isEmpty()) {
            return true;
        }
        int token = record.token(field);
        return token == TokenTable.NONE
                || known.computeIfAbsent(token, one -> {
                    String text = record.tokens().text(one);
                    return wanted.contains(text) || text.equals(UNKNOWN);
                });
    }

    @Override
    public void end(FlowReading reading) {
        sink.end(reading);
    }
}
