package dev.weir.flow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keeps everything that it is told, as text: {@code line: field=value …}. */
final class CollectingSink implements FlowSink {

    private final Set<FlowField> fields;
    final List<String> records = new ArrayList<>();
    final List<FlowLogFormat> formats = new ArrayList<>();
    final List<FlowReading> readings = new ArrayList<>();
    final List<String> objects = new ArrayList<>();

    CollectingSink() {
        this(FlowField.all());
    }

    CollectingSink(Set<FlowField> fields) {
        this.fields = fields;
    }

    /** The records of a text, which must hold nothing else but headers. */
    static List<String> recordsOf(String text) {
        CollectingSink sink = new CollectingSink();
        FlowReading reading = read(sink, text.getBytes(StandardCharsets.UTF_8));
        if (!reading.complete()) {
            throw new AssertionError("not read to the end: " + reading);
        }
        return sink.records;
    }

    /** Reads bytes as one object. */
    static FlowReading read(FlowSink sink, byte[] content, FlowLogFormat... formats) {
        return read(sink, new MemoryObject("flow.log", content), formats);
    }

    static FlowReading read(FlowSink sink, FlowObject object, FlowLogFormat... formats) {
        FlowPass pass = new FlowPass(FlowContent.andText(List.of(), List.of(formats)), 1);
        return pass.over(List.of(object), () -> sink, reading -> {}).readings().get(0);
    }

    @Override
    public Set<FlowField> fields() {
        return fields;
    }

    @Override
    public void begin(FlowObject object) {
        objects.add(object.name());
    }

    @Override
    public void format(FlowLogFormat format) {
        formats.add(format);
    }

    @Override
    public void record(FlowRecord record) {
        records.add(record.line() + ": " + record);
    }

    @Override
    public void end(FlowReading reading) {
        readings.add(reading);
    }
}
