package dev.weir.parquet;

import dev.weir.flow.FlowBatch;
import dev.weir.flow.FlowCells;
import dev.weir.flow.TokenTable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column of a row group, put into cells: those of the dictionary once, then one that is none, one for each row of
 * a batch, and texts that came without a dictionary.
 *
 * <p>Whole numbers may be DOUBLE (pandas, where a row had none), DECIMAL (DuckDB, Spark) or text; times INT96 (Spark, Hive),
 * DATE or TIMESTAMP.
 */
final class ValueCells {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long SECONDS_OF_DAY = 86_400;
    /** The Julian day of 1970-01-01, from which INT96 counts. */
    private static final int JULIAN_1970 = 2_440_588;

    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final int INT96_BYTES = 12;

    /** How many texts without a dictionary are kept. */
    private static final int TEXTS = 4096;

    private final String name;
    private final FlowCells[] cells;
    /** Whether the same text mostly comes again, and costs more to read than to look up. */
    private final boolean keepsTexts;

    private final PrimitiveTypeName type;
    /** Of FIXED_LEN_BYTE_ARRAY. */
    private final int width;
    /** What a value is divided by to be seconds: 1 for all but timestamps. */
    private final long unit;

    private final boolean isDate;
    private final boolean isUnsigned;
    /** Of a DECIMAL, else -1. */
    private final int scale;

    /** Whether a value is the number that stands there. */
    private final boolean isBare;

    private int dictionary;
    private @Nullable TokenTable texts;

    ValueCells(String name, boolean keepsTexts, List<FlowCells> cells, ColumnDescriptor column) {
        this.name = name;
        this.cells = cells.toArray(FlowCells[]::new);
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.width = column.getPrimitiveType().getTypeLength();
        LogicalTypeAnnotation meaning = column.getPrimitiveType().getLogicalTypeAnnotation();
        this.unit = unit(meaning);
        this.isDate = meaning instanceof DateLogicalTypeAnnotation;
        this.isUnsigned = meaning instanceof IntLogicalTypeAnnotation number && !number.isSigned();
        this.scale = meaning instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : -1;
        this.keepsTexts = keepsTexts && scale < 0;
        this.isBare = (type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.INT64)
                && unit == 1
                && scale < 0
                && !isDate
                && !isUnsigned;
    }

    private static long unit(@Nullable LogicalTypeAnnotation annotation) {
        if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return switch (timestamp.getUnit()) {
                case MILLIS -> 1_000L;
                case MICROS -> 1_000_000L;
                case NANOS -> NANOS_OF_SECOND;
            };
        }
        return 1;
    }

    static int intAt(byte[] bytes, int position) {
        return (int) INTS.get(bytes, position);
    }

    private static long longAt(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }

    boolean isTruth() {
        return type == PrimitiveTypeName.BOOLEAN;
    }

    /** The cell of a row that has no value. */
    int nothing() {
        return dictionary;
    }

    int dictionarySize() {
        return dictionary;
    }

    /** A row group begins, or its dictionary comes: makes room for so many values of one. */
    void begin(int ofDictionary) {
        dictionary = ofDictionary;
        texts = null;
        for (FlowCells column : cells) {
            column.clear(Math.addExact(ofDictionary, 1 + FlowBatch.ROWS + 1 + (keepsTexts ? TEXTS : 0)));
        }
    }

    /** Reads the values of the dictionary. */
    void readDictionary(ColumnPages page) throws IOException {
        if (page.values < 0 || page.values > page.length) {
            throw new IOException("a dictionary of " + page.values + " values has " + page.length + " bytes");
        }
        begin(page.values);
        plain(page, 0, 0, page.values);
    }

    /**
     * Reads values that stand one after the other for rows of a batch, and notes their cells.
     *
     * @return where the next stands
     */
    int readPlain(ColumnPages page, int position, int[] at, int row, int count) throws IOException {
        int first = dictionary + 1 + row;
        if (keepsTexts && type == PrimitiveTypeName.BINARY) {
            int next = position;
            for (int i = 0; i < count; i++) {
                int length = lengthAt(page, next);
                next += Integer.BYTES;
                at[row + i] = keepText(first + i, page.bytes, next, next + length);
                next += length;
            }
            return next;
        }
        for (int i = 0; i < count; i++) {
            at[row + i] = first + i;
        }
        return plain(page, position, first, count);
    }

    private static int lengthAt(ColumnPages page, int position) throws IOException {
        need(page, position, Integer.BYTES);
        int length = intAt(page.bytes, position);
        if (length < 0) {
            throw new IOException("a text of " + length + " bytes");
        }
        need(page, position + Integer.BYTES, length);
        return length;
    }

    private static void need(ColumnPages page, int position, long bytes) throws IOException {
        if (bytes > page.length - position) {
            throw new IOException("a page ends early");
        }
    }

    /** Reads values into cells, and answers where the next value stands. */
    private int plain(ColumnPages page, int position, int first, int count) throws IOException {
        byte[] bytes = page.bytes;
        int size = switch (type) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> INT96_BYTES;
            case FIXED_LEN_BYTE_ARRAY -> width;
            case BINARY, BOOLEAN -> 0;
        };
        need(page, position, (long) size * count);
        if (isBare) {
            for (FlowCells column : cells) {
                column.put(first, count, bytes, position, size);
            }
            return position + size * count;
        }
        int at = position;
        for (int cell = first; cell < first + count; cell++) {
            switch (type) {
                case INT32 -> number(cell, intAt(bytes, at));
                case INT64 -> number(cell, longAt(bytes, at));
                case INT96 -> whole(cell, julian(longAt(bytes, at), intAt(bytes, at + Long.BYTES)));
                case FLOAT -> fraction(cell, Float.intBitsToFloat(intAt(bytes, at)));
                case DOUBLE -> fraction(cell, Double.longBitsToDouble(longAt(bytes, at)));
                case FIXED_LEN_BYTE_ARRAY -> text(cell, bytes, at, at + width);
                case BINARY -> {
                    int length = lengthAt(page, at);
                    text(cell, bytes, at + Integer.BYTES, at + Integer.BYTES + length);
                    at += Integer.BYTES + length;
                }
                case BOOLEAN -> unreadable(cell, "column `" + name + "` is of type BOOLEAN, expected a number or text");
            }
            at += size;
        }
        return at;
    }

    /** Reads values in an encoding that only the library knows. */
    void readOthers(ValuesReader values, int[] at, int row, int count) {
        for (int i = row; i < row + count; i++) {
            int cell = dictionary + 1 + i;
            at[i] = cell;
            switch (type) {
                case INT32 -> number(cell, values.readInteger());
                case INT64 -> number(cell, values.readLong());
                case FLOAT -> fraction(cell, values.readFloat());
                case DOUBLE -> fraction(cell, values.readDouble());
                default -> {
                    byte[] bytes = values.readBytes().getBytes();
                    if (type == PrimitiveTypeName.INT96) {
                        whole(cell, julian(longAt(bytes, 0), intAt(bytes, Long.BYTES)));
                    } else if (keepsTexts) {
                        at[i] = keepText(cell, bytes, 0, bytes.length);
                    } else {
                        text(cell, bytes, 0, bytes.length);
                    }
                }
            }
        }
    }

    /** Reads a text unless it is kept already; the answer is its cell, which is the given one where there is no room to keep it. */
    private int keepText(int cell, byte[] bytes, int from, int to) {
        TokenTable kept = texts == null ? new TokenTable(TEXTS) : texts;
        texts = kept;
        int known = kept.size();
        int token = kept.intern(bytes, from, to);
        int its = token < 0 ? cell : dictionary + 1 + FlowBatch.ROWS + 1 + token;
        if (token < 0 || token == known) {
            text(its, bytes, from, to);
        }
        return its;
    }

    private void text(int cell, byte[] bytes, int from, int to) {
        if (scale >= 0) {
            exact(cell, new BigDecimal(new BigInteger(Arrays.copyOfRange(bytes, from, to)), scale));
            return;
        }
        for (FlowCells column : cells) {
            column.putText(cell, bytes, from, to);
        }
    }

    private void number(int cell, int value) {
        if (isDate) {
            whole(cell, value * SECONDS_OF_DAY);
        } else {
            number(cell, isUnsigned ? Integer.toUnsignedLong(value) : (long) value);
        }
    }

    private void number(int cell, long value) {
        if (scale >= 0) {
            exact(cell, BigDecimal.valueOf(value, scale));
        } else {
            whole(cell, unit == 1 ? value : Math.floorDiv(value, unit));
        }
    }

    private void whole(int cell, long value) {
        for (FlowCells column : cells) {
            column.put(cell, value);
        }
    }

    private void exact(int cell, BigDecimal value) {
        for (FlowCells column : cells) {
            column.put(cell, value);
        }
    }

    private void fraction(int cell, double value) {
        if (Double.isInfinite(value)) {
            unreadable(cell, "`" + name + "` is `" + value + "`, expected a number");
        } else if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            whole(cell, (long) value);
        } else if (Double.isNaN(value)) {
            for (FlowCells column : cells) {
                column.putNothing(cell);
            }
        } else {
            exact(cell, BigDecimal.valueOf(value));
        }
    }

    private void unreadable(int cell, String reason) {
        for (FlowCells column : cells) {
            column.unreadable(cell, reason);
        }
    }

    /** INT96 as a time: the nanoseconds of the day, then the day, little-endian. */
    private static long julian(long nanos, int day) {
        return (day - JULIAN_1970) * SECONDS_OF_DAY + Math.floorDiv(nanos, NANOS_OF_SECOND);
    }
}
