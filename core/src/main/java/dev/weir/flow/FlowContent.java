package dev.weir.flow;

import java.io.InputStream;

/** Reads one kind of object into records: text, Parquet. */
public interface FlowContent {

    /** How many of the first bytes {@link #recognises} looks at. */
    int HEAD = 8;

    /** Whether an object that begins with these bytes (fewer, if it is shorter) is of this kind. */
    boolean recognises(byte[] head);

    /**
     * Reads an object; what cannot be read is told in the answer, not thrown.
     *
     * @param object to read
     * @param content its bytes from the first on; the caller closes it
     * @param record to fill, again and again
     * @param sink gets the formats and the records; the caller tells it the begin and the end
     */
    FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink);
}
