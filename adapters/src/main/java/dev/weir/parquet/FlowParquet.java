package dev.weir.parquet;

import dev.weir.flow.FlowColumns;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowRows;
import dev.weir.flow.FlowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Flow logs in Parquet files: AWS's own, those that engines and data frames make of them, and OCSF network activity as
 * Security Lake keeps it.
 *
 * <p>Columns are found by name, however spelt; only those that the sink wants are read. Numbers may be of any width or text.
 * Rows are numbered from 1 and count as lines. Whatever the library throws at a file is that file's problem alone.
 */
public final class FlowParquet implements FlowContent {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /** Those that need classes or native code that are not here. */
    private static final Set<CompressionCodecName> UNREAD =
            Set.of(CompressionCodecName.LZ4, CompressionCodecName.BROTLI, CompressionCodecName.LZO);

    @Override
    public boolean recognises(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        return new Rows(object, record, sink).read();
    }

    /** One reading of one file. */
    private static final class Rows {
        private final FlowObject object;
        private final FlowRows rows;
        private long row;
        private Optional<String> declined = Optional.empty();

        Rows(FlowObject object, FlowRecord record, FlowSink sink) {
            this.object = object;
            this.rows = new FlowRows(record, sink);
        }

        FlowReading read() {
            Optional<String> problem;
            try (ParquetFileReader reader = open()) {
                problem = read(reader);
            } catch (IOException failed) {
                problem = Optional.of(corrupt(failed));
            } catch (Broken broken) {
                problem = Optional.of(broken.problem(this));
            }
            return rows.reading(object, declined, problem);
        }

        private ParquetFileReader open() throws IOException {
            ParquetReadOptions options =
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
            return Broken.by(() -> ParquetFileReader.open(new ObjectInput(object), options));
        }

        private Optional<String> read(ParquetFileReader reader) throws IOException {
            MessageType schema = Broken.by(() -> reader.getFileMetaData().getSchema());
            LeafColumns leaves = LeafColumns.of(schema);
            declined = leaves.columns().foreign("Parquet of other columns");
            if (declined.isPresent()) {
                return Optional.empty();
            }
            List<LeafColumns.Leaf> wanted = leaves.wanted(rows);
            if (wanted.isEmpty()) {
                return Optional.of("has no column of a flow log that is asked for; help: is this a flow log");
            }
            MessageType columns = leaves.only(wanted);
            Optional<String> unread = unread(reader, columns);
            if (unread.isPresent()) {
                return unread;
            }
            rows.format(leaves.columns().format());
            reader.setRequestedSchema(columns);
            return rowGroups(reader, wanted, columns);
        }

        /** Why the columns cannot be read, if the file's description of itself tells. */
        private Optional<String> unread(ParquetFileReader reader, MessageType columns) {
            for (BlockMetaData group : reader.getRowGroups()) {
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    long size = chunk.getTotalSize();
                    if (size < 0 || chunk.getStartingPos() < 0 || chunk.getStartingPos() + size > object.size()) {
                        return Optional.of(
                                "is corrupt Parquet: column `" + chunk.getPath().toDotString()
                                        + "` lies outside of the file; help: was it copied whole");
                    }
                    boolean asked = columns.containsPath(chunk.getPath().toArray());
                    if (asked && UNREAD.contains(chunk.getCodec())) {
                        return Optional.of("is Parquet compressed with " + chunk.getCodec()
                                + ", expected zstd, snappy, gzip or LZ4_RAW; help: write it again with one of these");
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<String> rowGroups(ParquetFileReader reader, List<LeafColumns.Leaf> wanted, MessageType columns)
                throws IOException {
            while (true) {
                List<ParquetColumn> values = new ArrayList<>();
                long count = nextGroup(reader, wanted, columns, values);
                if (count < 0) {
                    return Optional.empty();
                }
                for (long index = 0; index < count; index++) {
                    row++;
                    if (fill(wanted, values)) {
                        rows.end(row);
                    } else {
                        declined = Optional.of("OCSF events of other classes");
                    }
                }
            }
        }

        /** Opens the columns of the next row group; how many rows it has, or -1 after the last. */
        private static long nextGroup(
                ParquetFileReader reader,
                List<LeafColumns.Leaf> wanted,
                MessageType columns,
                List<ParquetColumn> values)
                throws IOException {
            return Broken.by(() -> {
                PageReadStore pages = reader.readNextRowGroup();
                if (pages == null) {
                    return -1L;
                }
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        pages,
                        new NoConverter(columns),
                        columns,
                        reader.getFileMetaData().getCreatedBy());
                for (LeafColumns.Leaf leaf : wanted) {
                    ColumnDescriptor column =
                            columns.getColumnDescription(leaf.column().getPath());
                    values.add(new ParquetColumn(leaf.fields(), column, store.getColumnReader(column)));
                }
                return pages.getRowCount();
            });
        }

        /** Reads the next row; whether it may be a flow. */
        private boolean fill(List<LeafColumns.Leaf> wanted, List<ParquetColumn> columns) {
            rows.begin();
            try {
                boolean flow = true;
                for (int index = 0; index < columns.size(); index++) {
                    if (wanted.get(index).isClass()) {
                        flow = columns.get(index).readIs(FlowColumns.OCSF_NETWORK_ACTIVITY);
                    } else {
                        columns.get(index).readInto(rows);
                    }
                }
                return flow;
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError broken) {
                throw new Broken(broken);
            }
        }

        String corrupt(Throwable failed) {
            String message = Optional.ofNullable(failed.getMessage()).orElse("it cannot be decoded");
            String shown = message.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
            return "is corrupt Parquet, read up to row " + row + ": "
                    + shown.substring(0, Math.min(160, shown.length())) + "; help: was it copied whole";
        }
    }

    /** What the library throws when bytes are not what they should be: anything at all. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(Throwable cause) {
            super(cause.getMessage(), cause);
        }

        /** What the library does. */
        private interface Work<T> {
            T done() throws IOException;
        }

        static <T> T by(Work<T> work) throws IOException {
            try {
                return work.done();
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError broken) {
                throw new Broken(broken);
            }
        }

        String problem(Rows rows) {
            Throwable cause = Optional.ofNullable(getCause()).orElse(this);
            if (cause instanceof OutOfMemoryError) {
                return "needs more memory than there is, read up to row " + rows.row
                        + "; help: give more, as in `JAVA_TOOL_OPTIONS=-Xmx4g`, or was it copied whole";
            }
            if (cause instanceof LinkageError) {
                return "is Parquet that needs what is not here (" + cause.getMessage()
                        + "); help: write it again with zstd, snappy or gzip";
            }
            return rows.corrupt(cause);
        }
    }
}
