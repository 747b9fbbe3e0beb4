package dev.weir.parquet;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * One column of a row group, moving down its rows; of a list, the first value of each row.
 *
 * <p>Whole numbers may be DOUBLE (pandas, where a row had none), DECIMAL (DuckDB, Spark) or text; times INT96 (Spark, Hive),
 * DATE or TIMESTAMP.
 */
final class ParquetColumn {

    private static final long SECONDS_OF_DAY = 86_400;
    /** The Julian day of 1970-01-01, from which INT96 counts. */
    private static final int JULIAN_1970 = 2_440_588;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    private final List<FlowField> fields;
    private final ColumnReader reader;
    private final int defined;
    private final PrimitiveTypeName type;
    /** What a value is divided by to be seconds: 1 for all but timestamps. */
    private final long unit;

    private final boolean isDate;
    /** Of a DECIMAL, else -1. */
    private final int scale;

    ParquetColumn(List<FlowField> fields, ColumnDescriptor column, ColumnReader reader) {
        this.fields = List.copyOf(fields);
        this.reader = reader;
        this.defined = column.getMaxDefinitionLevel();
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        LogicalTypeAnnotation meaning = column.getPrimitiveType().getLogicalTypeAnnotation();
        this.unit = unit(meaning);
        this.isDate = meaning instanceof DateLogicalTypeAnnotation;
        this.scale = meaning instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : -1;
    }

    private static long unit(LogicalTypeAnnotation annotation) {
        if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return switch (timestamp.getUnit()) {
                case MILLIS -> 1_000L;
                case MICROS -> 1_000_000L;
                case NANOS -> NANOS_OF_SECOND;
            };
        }
        return 1;
    }

    /** Puts the value of this row into its fields and goes to the next row. */
    void readInto(FlowRows rows) {
        if (reader.getCurrentDefinitionLevel() == defined) {
            fields.forEach(field -> put(field, rows));
        }
        next();
    }

    /** Whether the value of this row is this number; goes to the next row. */
    boolean readIs(long number) {
        boolean is = reader.getCurrentDefinitionLevel() == defined
                && (type == PrimitiveTypeName.INT32 ? reader.getInteger() : reader.getLong()) == number;
        next();
        return is;
    }

    private void next() {
        do {
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
    }

    private void put(FlowField field, FlowRows rows) {
        switch (type) {
            case INT32 -> number(field, isDate ? reader.getInteger() * SECONDS_OF_DAY : reader.getInteger(), rows);
            case INT64 -> number(field, Math.floorDiv(reader.getLong(), unit), rows);
            case INT96 -> rows.put(field, julian(reader.getBinary().toByteBuffer()));
            case FLOAT -> fraction(field, reader.getFloat(), rows);
            case DOUBLE -> fraction(field, reader.getDouble(), rows);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(field, reader.getBinary().getBytes(), rows);
            case BOOLEAN ->
                rows.unreadable("column `" + field + "` is of type " + type + ", expected a number or text");
        }
    }

    private void number(FlowField field, long value, FlowRows rows) {
        if (scale < 0) {
            rows.put(field, value);
        } else {
            rows.put(field, BigDecimal.valueOf(value, scale));
        }
    }

    private static void fraction(FlowField field, double value, FlowRows rows) {
        if (Double.isInfinite(value)) {
            rows.unreadable("`" + field + "` is `" + value + "`, expected a number");
        } else if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            rows.put(field, (long) value);
        } else if (!Double.isNaN(value)) {
            rows.put(field, BigDecimal.valueOf(value));
        }
    }

    private void bytes(FlowField field, byte[] value, FlowRows rows) {
        if (scale < 0) {
            rows.put(field, value);
        } else {
            rows.put(field, new BigDecimal(new BigInteger(value), scale));
        }
    }

    /** INT96 as a time: the nanoseconds of the day, then the day, little-endian. */
    private static long julian(ByteBuffer value) {
        ByteBuffer little = value.order(ByteOrder.LITTLE_ENDIAN);
        long nanos = little.getLong();
        return (little.getInt() - JULIAN_1970) * SECONDS_OF_DAY + Math.floorDiv(nanos, NANOS_OF_SECOND);
    }
}
