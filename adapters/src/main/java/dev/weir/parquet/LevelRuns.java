package dev.weir.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/** The repetition or definition levels of a page. */
final class LevelRuns {

    private final ColumnDescriptor column;
    private final ValuesType type;
    private final int largest;
    private final PackedRuns runs = new PackedRuns();
    /** Of levels in the deprecated encoding. */
    private @Nullable ValuesReader library;

    private final int[] one = new int[1];

    LevelRuns(ColumnDescriptor column, ValuesType type) {
        this.column = column;
        this.type = type;
        this.largest =
                type == ValuesType.REPETITION_LEVEL ? column.getMaxRepetitionLevel() : column.getMaxDefinitionLevel();
    }

    /**
     * Begins with a page; the answer is where what follows begins.
     *
     * @param length of the levels, or -1 if that stands before them
     */
    int begin(ColumnPages page, int from, Encoding encoding, int length) throws IOException {
        library = null;
        if (largest == 0) {
            return from + Math.max(0, length);
        }
        if (encoding == Encoding.BIT_PACKED) {
            library = org.apache.parquet.column.Encoding.BIT_PACKED.getValuesReader(column, type);
            ByteBufferInputStream in =
                    ByteBufferInputStream.wrap(ByteBuffer.wrap(page.bytes, from, page.length - from));
            library.initFromPage(page.values, in);
            return page.length - in.available();
        }
        if (encoding != Encoding.RLE) {
            throw new IOException("levels are encoded as " + encoding);
        }
        int begin = length < 0 ? from + Integer.BYTES : from;
        long bytes = length < 0 ? begin > page.length ? -1 : ValueCells.intAt(page.bytes, from) : length;
        if (bytes < 0 || begin + bytes > page.length) {
            throw new IOException("levels of " + bytes + " bytes reach out of their page");
        }
        int end = begin + (int) bytes;
        runs.begin(page.bytes, begin, end, Integer.SIZE - Integer.numberOfLeadingZeros(largest));
        return end;
    }

    /** Goes past the next levels if it is plain that all are the largest; else stays where it is. */
    boolean skipsLargest(int count) {
        return largest == 0 || library == null && runs.skips(largest, count);
    }

    void read(int[] into, int count) {
        if (largest == 0) {
            java.util.Arrays.fill(into, 0, count, 0);
        } else if (library == null) {
            runs.read(into, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                into[i] = library.readInteger();
            }
        }
    }

    int next() {
        read(one, 1);
        return one[0];
    }
}
