package dev.weir.parquet;

import dev.weir.flow.FlowBatch;
import dev.weir.flow.FlowCells;
import dev.weir.flow.FlowColumns;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Reads row groups of one file, column by column, by one thread. */
final class ParquetRows implements AutoCloseable {

    /** What lies between two columns is read and not used, unless it is more than this. */
    private static final long GAP = 1 << 18;

    private final FlowObject object;
    private final PageCodec codecs = new PageCodec();
    private final FlowBatch batch;
    private final Map<List<String>, Column> columns = new LinkedHashMap<>();

    /** A column with the bytes of its chunk. */
    private static final class Column {
        private final LeafColumns.Leaf leaf;
        private final List<FlowCells> cells;
        private final ParquetColumn column;
        private byte[] bytes = new byte[0];
        private int size;
        private CompressionCodecName codec = CompressionCodecName.UNCOMPRESSED;
        private boolean repeats;

        Column(LeafColumns.Leaf leaf, List<FlowCells> cells, int[] at, PageCodec codecs) {
            this.leaf = leaf;
            this.cells = cells;
            this.column = new ParquetColumn(leaf, cells, at, codecs);
        }

        /** Whether it says the same as another in every row of the row group, since their chunks are the same bytes of the same type. */
        boolean isLike(Column other) {
            return size == other.size
                    && codec == other.codec
                    && leaf.isLike(other.leaf)
                    && Arrays.equals(bytes, 0, size, other.bytes, 0, size);
        }

        void repeat(Column other) {
            repeats = true;
            cells.get(0).repeat(other.cells.get(0));
        }
    }

    ParquetRows(FlowObject object, LeafColumns leaves, FlowRecord record, FlowSink sink) {
        this.object = object;
        batch = new FlowBatch(record, sink);
        batch.rows().format(leaves.columns().format());
        for (LeafColumns.Leaf leaf : leaves.wanted(batch.rows())) {
            int[] at = new int[FlowBatch.ROWS + 1];
            List<FlowCells> cells = new ArrayList<>();
            if (leaf.isClass()) {
                cells.add(batch.only(FlowColumns.OCSF_NETWORK_ACTIVITY, at));
            }
            for (FlowField field : leaf.fields()) {
                cells.add(batch.column(field, at));
            }
            columns.put(Arrays.asList(leaf.column().getPath()), new Column(leaf, cells, at, codecs));
        }
    }

    FlowBatch batch() {
        return batch;
    }

    /**
     * Hands on the records of a row group.
     *
     * @param first the number of its first row
     */
    void read(FileFooter.Group group, long first) throws BrokenFile {
        long count = group.rows();
        BrokenFile.by(first - 1, () -> fetch(group));
        findRepeated();
        for (long row = 0; row < count; row += FlowBatch.ROWS) {
            int rows = (int) Math.min(FlowBatch.ROWS, count - row);
            BrokenFile.by(first + row - 1, () -> decode(rows));
            batch.hand(0, rows, first + row);
        }
    }

    private int decode(int rows) throws IOException {
        for (Column column : columns.values()) {
            if (!column.repeats) {
                column.column.read(rows);
            }
        }
        return rows;
    }

    /**
     * Finds columns that need no unpacking and reading: the address in the packet is the address of the flow but where something stands
     * between.
     */
    private void findRepeated() {
        List<Column> read = new ArrayList<>();
        for (Column column : columns.values()) {
            read.stream().filter(column::isLike).findFirst().ifPresentOrElse(column::repeat, () -> read.add(column));
        }
    }

    @Override
    public void close() {
        codecs.close();
    }

    /** Reads the bytes of the columns, in the order in which they lie in the file. */
    private long fetch(FileFooter.Group group) throws IOException {
        List<FileFooter.Chunk> chunks = group.chunks().stream()
                .filter(chunk -> columns.containsKey(chunk.path()))
                .sorted(Comparator.comparingLong(FileFooter.Chunk::start))
                .toList();
        if (chunks.size() < columns.size()) {
            throw new IOException("a row group lacks a column");
        }
        InputStream in = InputStream.nullInputStream();
        try {
            long position = -1;
            for (FileFooter.Chunk chunk : chunks) {
                long gap = chunk.start() - position;
                if (position < 0 || gap < 0 || gap > GAP) {
                    in.close();
                    in = object.open(chunk.start());
                } else {
                    in.skipNBytes(gap);
                }
                read(in, chunk);
                position = chunk.start() + chunk.size();
            }
            return position;
        } finally {
            in.close();
        }
    }

    private void read(InputStream in, FileFooter.Chunk chunk) throws IOException {
        Column column = Objects.requireNonNull(columns.get(chunk.path()));
        int size = Math.toIntExact(chunk.size());
        if (column.bytes.length < size + ColumnPages.SLACK) {
            column.bytes = new byte[Math.addExact(size, ColumnPages.SLACK)];
        }
        int count = in.readNBytes(column.bytes, 0, size);
        if (count < size) {
            throw new EOFException("column `" + chunk.name() + "` has " + count + " of " + size + " bytes");
        }
        column.size = size;
        column.codec = chunk.codec();
        column.repeats = false;
        column.column.begin(column.codec, column.bytes, size, chunk.values());
    }
}
