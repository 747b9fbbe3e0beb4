package dev.weir.parquet;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.MalformedLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Flow logs in Parquet files.
 *
 * <p>Columns are found by name, with {@code -} or {@code _}; only those that the sink wants are read. Numbers may be of any
 * width or text. Rows are numbered from 1 and count as lines.
 */
public final class FlowParquet implements FlowContent {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int SAMPLES = 5;

    @Override
    public boolean recognises(byte[] head) {
        return head.length >= MAGIC.length
                && head[0] == MAGIC[0]
                && head[1] == MAGIC[1]
                && head[2] == MAGIC[2]
                && head[3] == MAGIC[3];
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        Rows rows = new Rows(object, record, sink);
        Optional<String> problem = rows.read();
        return new FlowReading(object.name(), rows.records, rows.malformed, rows.samples, rows.declined, problem);
    }

    /** One reading of one file. */
    private static final class Rows {
        private final FlowObject object;
        private final FlowRecord record;
        private final FlowSink sink;
        private long row;
        private long records;
        private long malformed;
        private final List<MalformedLine> samples = new ArrayList<>();
        private Optional<String> declined = Optional.empty();

        Rows(FlowObject object, FlowRecord record, FlowSink sink) {
            this.object = object;
            this.record = record;
            this.sink = sink;
        }

        Optional<String> read() {
            ParquetReadOptions options =
                    ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
            try (ParquetFileReader reader = open(options)) {
                MessageType schema = reader.getFileMetaData().getSchema();
                FlowLogFormat format = new FlowLogFormat(schema.getFields().stream()
                        .map(column -> column.getName().replace('_', '-'))
                        .toList());
                if (format.isTransitGateway()) {
                    declined =
                            Optional.of("holds Transit Gateway flow logs, which are taken after the security group and"
                                    + " are no evidence for its rules; help: give the flow logs of the VPC");
                    return Optional.empty();
                }
                List<Type> wanted = wanted(schema);
                if (wanted.isEmpty()) {
                    return Optional.of("has no column of a flow log, found `"
                            + schema.getFields().get(0).getName() + "` and others; help: is this a flow log");
                }
                record.clear();
                sink.format(format);
                return rowGroups(reader, new MessageType(schema.getName(), wanted));
            } catch (IOException | Corrupt failed) {
                return Optional.of(corrupt(failed));
            } catch (IllegalArgumentException strange) {
                return Optional.of("is no flow log: " + strange.getMessage());
            }
        }

        private ParquetFileReader open(ParquetReadOptions options) throws IOException {
            try {
                return ParquetFileReader.open(new ObjectInput(object), options);
            } catch (RuntimeException broken) {
                throw new Corrupt(broken);
            }
        }

        private List<Type> wanted(MessageType schema) {
            return schema.getFields().stream()
                    .filter(Type::isPrimitive)
                    .filter(column -> !column.isRepetition(Type.Repetition.REPEATED))
                    .filter(column -> FlowField.named(column.getName())
                            .filter(sink.fields()::contains)
                            .isPresent())
                    .toList();
        }

        private Optional<String> rowGroups(ParquetFileReader reader, MessageType columns) throws IOException {
            for (BlockMetaData group : reader.getRowGroups()) {
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    long size = chunk.getTotalSize();
                    if (size < 0 || chunk.getStartingPos() < 0 || chunk.getStartingPos() + size > object.size()) {
                        return Optional.of(
                                "is corrupt Parquet: column `" + chunk.getPath().toDotString()
                                        + "` lies outside of the file; help: was it copied whole");
                    }
                }
            }
            reader.setRequestedSchema(columns);
            while (true) {
                List<ParquetColumn> values = new ArrayList<>();
                long count = nextGroup(reader, columns, values);
                if (count < 0) {
                    return Optional.empty();
                }
                for (long index = 0; index < count; index++) {
                    row++;
                    Optional<String> fault = fill(values);
                    if (fault.isPresent()) {
                        malformed(fault.get());
                    } else {
                        records++;
                        record.line(row);
                        sink.record(record);
                    }
                }
            }
        }

        /** Opens the columns of the next row group; how many rows it has, or -1 after the last. */
        private static long nextGroup(ParquetFileReader reader, MessageType columns, List<ParquetColumn> values)
                throws IOException {
            try {
                PageReadStore pages = reader.readNextRowGroup();
                if (pages == null) {
                    return -1;
                }
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        pages,
                        new NoConverter(),
                        columns,
                        reader.getFileMetaData().getCreatedBy());
                columns.getColumns()
                        .forEach(column -> values.add(new ParquetColumn(column, store.getColumnReader(column))));
                return pages.getRowCount();
            } catch (RuntimeException broken) {
                throw new Corrupt(broken);
            }
        }

        private Optional<String> fill(List<ParquetColumn> columns) {
            Optional<String> fault = Optional.empty();
            for (ParquetColumn column : columns) {
                Optional<String> wrong = read(column);
                fault = fault.isPresent() ? fault : wrong;
            }
            return fault;
        }

        private Optional<String> read(ParquetColumn column) {
            try {
                return column.readInto(record);
            } catch (RuntimeException broken) {
                throw new Corrupt(broken);
            }
        }

        private void malformed(String reason) {
            malformed++;
            if (samples.size() < SAMPLES) {
                samples.add(new MalformedLine(row, reason));
            }
        }

        private String corrupt(Exception failed) {
            String message = Optional.ofNullable(failed.getMessage()).orElse("it cannot be decoded");
            String shown = message.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
            return "is corrupt Parquet, read up to row " + row + ": "
                    + shown.substring(0, Math.min(160, shown.length())) + "; help: was it copied whole";
        }
    }

    /** What the library throws when bytes are not what they should be: any runtime exception at all. */
    private static final class Corrupt extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Corrupt(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
