package dev.weir.parquet;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRecord;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One column of a row group, moving down its rows. */
final class ParquetColumn {

    private final FlowField field;
    private final ColumnReader reader;
    private final int defined;
    private final PrimitiveTypeName type;
    /** What a value is divided by to be seconds: 1 for all but timestamps. */
    private final long unit;

    ParquetColumn(ColumnDescriptor column, ColumnReader reader) {
        this.field = FlowField.named(column.getPath()[0]).orElseThrow();
        this.reader = reader;
        this.defined = column.getMaxDefinitionLevel();
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.unit = unit(column.getPrimitiveType().getLogicalTypeAnnotation());
    }

    private static long unit(LogicalTypeAnnotation annotation) {
        if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return switch (timestamp.getUnit()) {
                case MILLIS -> 1_000L;
                case MICROS -> 1_000_000L;
                case NANOS -> 1_000_000_000L;
            };
        }
        return 1;
    }

    /** Puts the value of this row into the record and goes to the next; the answer is what is wrong with it, if anything. */
    Optional<String> readInto(FlowRecord record) {
        Optional<String> fault = Optional.empty();
        if (reader.getCurrentDefinitionLevel() < defined) {
            record.put(field, FlowRecord.ABSENT);
        } else {
            fault = switch (type) {
                case INT32 -> number(record, reader.getInteger());
                case INT64 -> number(record, reader.getLong() / unit);
                case BINARY, FIXED_LEN_BYTE_ARRAY ->
                    record.putText(field, reader.getBinary().getBytes());
                default -> Optional.of("column `" + field + "` is of type " + type + ", expected a number or text");
            };
        }
        reader.consume();
        return fault;
    }

    private Optional<String> number(FlowRecord record, long value) {
        return field.kind() == FlowField.Kind.NUMBER
                ? record.putNumber(field, value)
                : record.putText(field, Long.toString(value).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
