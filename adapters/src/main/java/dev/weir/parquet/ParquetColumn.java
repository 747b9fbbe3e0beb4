package dev.weir.parquet;

import dev.weir.flow.FlowBatch;
import dev.weir.flow.FlowCells;
import dev.weir.flow.FlowField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * One column of a file, moving down the rows of its row groups a batch at a time: each row gets a cell. Of a list the first
 * value of each row counts.
 */
final class ParquetColumn {

    private final ColumnDescriptor column;
    private final boolean isNested;
    private final int defined;
    private final ValueCells values;
    private final LevelRuns repetitions;
    private final LevelRuns definitions;
    private final PackedRuns ids = new PackedRuns();

    /** By row, and a last one for what nobody wants. */
    private final int[] at;

    private final int[] levels = new int[FlowBatch.ROWS];

    private final ColumnPages pages;
    /** How many values the column has in this row group that were not reached yet, nulls too. */
    private long left;
    /** The same of the page. */
    private int leftOfPage;

    private boolean byIds;
    private int position;
    private @Nullable ValuesReader others;

    /** Whether the levels of the next value were read already, being those of another row. */
    private boolean isAhead;

    private int definitionAhead;

    /**
     * A column.
     *
     * @param at by row of a batch the cell that it has; one more than there are rows
     */
    ParquetColumn(LeafColumns.Leaf leaf, List<FlowCells> cells, int[] at, PageCodec codecs) {
        this.column = leaf.column();
        this.at = at;
        pages = new ColumnPages(codecs);
        isNested = column.getMaxRepetitionLevel() > 0;
        defined = column.getMaxDefinitionLevel();
        String name = leaf.isClass() ? "" : leaf.fields().get(0).toString();
        boolean addresses = leaf.fields().stream().anyMatch(field -> field.kind() == FlowField.Kind.ADDRESS);
        values = new ValueCells(name, !addresses, cells, column);
        repetitions = new LevelRuns(column, ValuesType.REPETITION_LEVEL);
        definitions = new LevelRuns(column, ValuesType.DEFINITION_LEVEL);
    }

    /**
     * A row group begins.
     *
     * @param chunk the column's, in its first {@code size} bytes
     * @param count of its values, nulls too
     */
    void begin(CompressionCodecName codec, byte[] chunk, int size, long count) {
        pages.begin(codec, chunk, size);
        left = count;
        leftOfPage = 0;
        isAhead = false;
        values.begin(0);
    }

    /** Gives the next rows their cells. */
    void read(int rows) throws IOException {
        if (isNested) {
            for (int row = 0; row < rows; row++) {
                readFirst(row);
            }
            return;
        }
        int row = 0;
        while (row < rows) {
            ColumnPages page = page();
            int count = Math.min(rows - row, leftOfPage);
            int present = count;
            if (!definitions.skipsLargest(count)) {
                definitions.read(levels, count);
                present = 0;
                for (int i = 0; i < count; i++) {
                    present += levels[i] == defined ? 1 : 0;
                }
            }
            take(page, row, present);
            if (present < count) {
                spread(row, count, present);
            }
            row += count;
            leftOfPage -= count;
            left -= count;
        }
    }

    /** Moves cells from the first rows to those that have a value. */
    private void spread(int row, int count, int present) {
        int from = row + present;
        for (int i = count - 1; i >= 0; i--) {
            at[row + i] = levels[i] == defined ? at[--from] : values.nothing();
        }
    }

    /** Gives a row its first value, and goes past the others. */
    private void readFirst(int row) throws IOException {
        if (!isAhead) {
            isAhead = advance() >= 0;
        }
        if (!isAhead) {
            throw new IOException("a column ends early");
        }
        isAhead = false;
        taken(row);
        int repetition = advance();
        while (repetition > 0) {
            taken(FlowBatch.ROWS);
            repetition = advance();
        }
        isAhead = repetition == 0;
    }

    private void taken(int row) throws IOException {
        if (definitionAhead == defined) {
            take(page(), row, 1);
        } else {
            at[row] = values.nothing();
        }
        leftOfPage--;
        left--;
    }

    /** Reads the levels of the next value; its repetition, or -1 after the last. */
    private int advance() throws IOException {
        if (left <= 0) {
            return -1;
        }
        page();
        int repetition = repetitions.next();
        definitionAhead = definitions.next();
        return repetition;
    }

    /** The page that the next value is in. */
    private ColumnPages page() throws IOException {
        if (leftOfPage == 0 && left <= 0) {
            throw new IOException("a column ends early");
        }
        while (leftOfPage == 0) {
            pages.next();
            if (pages.isDictionary) {
                values.readDictionary(pages);
            } else {
                begin(pages);
            }
        }
        return pages;
    }

    private void begin(ColumnPages page) throws IOException {
        leftOfPage = Math.max(0, page.values);
        int from = repetitions.begin(page, 0, page.repetitionEncoding, page.repetitionBytes);
        position = definitions.begin(page, from, page.definitionEncoding, page.definitionBytes);
        others = null;
        byIds = false;
        switch (page.encoding) {
            case PLAIN -> {}
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                byIds = true;
                int width = position < page.length ? page.bytes[position++] & 0xff : 0;
                ids.begin(page.bytes, position, page.length, width);
            }
            default -> {
                if (!values.isTruth()) {
                    others = Encoding.valueOf(page.encoding.name()).getValuesReader(column, ValuesType.VALUES);
                    ByteBuffer rest = ByteBuffer.wrap(page.bytes, position, page.length - position)
                            .slice();
                    others.initFromPage(page.values, ByteBufferInputStream.wrap(rest));
                }
            }
        }
    }

    private void take(ColumnPages page, int row, int count) throws IOException {
        if (byIds) {
            ids.read(at, row, count);
            int size = values.dictionarySize();
            int outside = 0;
            for (int i = row; i < row + count; i++) {
                outside |= at[i] | size - 1 - at[i];
            }
            if (outside < 0) {
                throw new IOException("a dictionary of " + size + " values has none of the numbers that rows name");
            }
        } else if (others != null) {
            values.readOthers(others, at, row, count);
        } else {
            position = values.readPlain(page, position, at, row, count);
        }
    }
}
