package dev.weir.parquet;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowHelpers;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Flow logs in Parquet files: AWS's own, those that engines and data frames make of them, and OCSF network activity as
 * Security Lake keeps it.
 *
 * <p>Columns are found by name, however spelt; only those that the sink wants are read. Numbers may be of any width or text.
 * Rows are numbered from 1 and count as lines. Whatever the library throws at a file is that file's problem alone.
 */
public final class FlowParquet implements FlowContent {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean recognises(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        return read(object, content, record, sink, FlowHelpers.NONE);
    }

    @Override
    public FlowReading read(
            FlowObject object, InputStream content, FlowRecord record, FlowSink sink, FlowHelpers helpers) {
        return new ParquetReading(object, helpers).read(record, sink);
    }
}
