package dev.weir.parquet;

import dev.weir.flow.FlowObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * What a file says of itself at its end.
 *
 * <p>Read by the library's description of the format and not by its reader of files, which prepares to write what it read as JSON and
 * turns the statistics of all columns into objects: that costs a start a tenth of a second and each file several milliseconds.
 *
 * @param leaves its columns
 * @param groups its row groups
 */
record FileFooter(LeafColumns leaves, List<Group> groups) {

    /** The length of the footer and the letters after it. */
    private static final int END = 8;

    private static final String MAGIC = "PAR1";

    /** What is read at first: mostly all of the footer. */
    private static final int NEAR = 1 << 16;

    FileFooter {
        groups = List.copyOf(groups);
    }

    /** Rows that lie together. */
    record Group(long rows, List<Chunk> chunks) {
        Group {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * What a column has in a row group.
     *
     * @param start its first byte in the file
     * @param size in bytes
     * @param values how many, nulls too
     */
    record Chunk(List<String> path, CompressionCodecName codec, long start, long size, long values) {
        Chunk {
            path = List.copyOf(path);
        }

        String name() {
            return String.join(".", path);
        }
    }

    static FileFooter of(FlowObject object) throws IOException {
        long size = object.size();
        byte[] near = bytes(object, Math.max(0, size - NEAR), (int) Math.min(size, NEAR));
        if (near.length < END) {
            throw new EOFException("it has " + near.length + " bytes");
        }
        int end = near.length - END;
        String magic = new String(near, end + Integer.BYTES, MAGIC.length(), StandardCharsets.ISO_8859_1);
        if (!magic.equals(MAGIC)) {
            throw new IOException("it ends with `" + magic + "`, expected `" + MAGIC + "`");
        }
        int length = ValueCells.intAt(near, end);
        if (length < 0 || length > size - END) {
            throw new IOException("a footer of " + length + " bytes reaches out of the file");
        }
        byte[] footer = length <= end ? near : bytes(object, size - END - length, length);
        int from = length <= end ? end - length : 0;
        return of(Util.readFileMetaData(new ByteArrayInputStream(footer, from, length)));
    }

    private static byte[] bytes(FlowObject object, long from, int length) throws IOException {
        try (InputStream in = object.open(from)) {
            return in.readNBytes(length);
        }
    }

    private static FileFooter of(FileMetaData footer) throws IOException {
        List<Group> groups = new ArrayList<>();
        for (RowGroup group : footer.getRow_groups()) {
            List<Chunk> chunks = new ArrayList<>();
            for (ColumnChunk column : group.getColumns()) {
                if (!column.isSetMeta_data()) {
                    throw new IOException("a column is encrypted");
                }
                chunks.add(chunk(column.getMeta_data()));
            }
            groups.add(new Group(group.getNum_rows(), chunks));
        }
        return new FileFooter(LeafColumns.of(SchemaLeaf.all(footer.getSchema())), groups);
    }

    private static Chunk chunk(ColumnMetaData column) {
        long values = column.getData_page_offset();
        long dictionary = column.getDictionary_page_offset();
        return new Chunk(
                column.getPath_in_schema(),
                CompressionCodecName.fromParquet(column.getCodec()),
                dictionary > 0 && dictionary < values ? dictionary : values,
                column.getTotal_compressed_size(),
                column.getNum_values());
    }
}
