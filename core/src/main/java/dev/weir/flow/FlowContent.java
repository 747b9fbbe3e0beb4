package dev.weir.flow;

import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/** Reads one kind of object into records: lines of text, CSV, JSON, Parquet. */
public interface FlowContent {

    /** How many of the first bytes {@link #recognises} looks at. */
    int HEAD = 8192;

    /** These kinds and those that are text, in the order in which they are asked. */
    static List<FlowContent> andText(List<FlowContent> kinds, List<FlowLogFormat> formats) {
        return Stream.concat(
                        kinds.stream(),
                        Stream.of(new FlowGroups(), new FlowJson(formats), new FlowCsv(formats), new FlowText(formats)))
                .toList();
    }

    /** Whether an object that begins with these bytes (fewer, if it is shorter), unpacked, is of this kind. */
    boolean recognises(byte[] head);

    /**
     * Reads an object; what cannot be read is told in the answer, not thrown.
     *
     * @param object to read
     * @param content its bytes from the first on, unpacked; the caller closes it
     * @param record to fill, again and again
     * @param sink gets the formats and the records; the caller tells it the begin and the end
     */
    FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink);

    /** The same, by other threads too where what is left can be parted. */
    default FlowReading read(
            FlowObject object, InputStream content, FlowRecord record, FlowSink sink, FlowHelpers helpers) {
        return read(object, content, record, sink);
    }
}
