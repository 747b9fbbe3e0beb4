package dev.weir.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The pages of one column, unpacked one after the other into the same bytes. */
final class ColumnPages {

    /** Bytes after the end that may be read, so that eight can be taken at once. */
    static final int SLACK = 8;

    private final PageCodec codecs;
    private CompressionCodecName codec = CompressionCodecName.UNCOMPRESSED;
    private byte[] chunk = new byte[0];
    private int end;
    private int position;

    /** Of the page, unpacked. */
    byte[] bytes = new byte[SLACK];

    int length;
    /** How many values it has, nulls too. */
    int values;

    Encoding encoding = Encoding.PLAIN;
    boolean isDictionary;
    /** Of the second layout, whose levels have their lengths in the header; else -1. */
    int repetitionBytes;

    int definitionBytes;
    Encoding repetitionEncoding = Encoding.RLE;
    Encoding definitionEncoding = Encoding.RLE;

    ColumnPages(PageCodec codecs) {
        this.codecs = codecs;
    }

    /**
     * Goes on with the pages in {@code ofChunk[0, to)}.
     *
     * @param ofChunk with {@link #SLACK} more bytes
     */
    void begin(CompressionCodecName ofCodec, byte[] ofChunk, int to) {
        codec = ofCodec;
        chunk = ofChunk;
        position = 0;
        end = to;
    }

    /** Goes to the next page of values or of the dictionary. */
    void next() throws IOException {
        while (true) {
            ByteArrayInputStream in = new ByteArrayInputStream(chunk, position, end - position);
            PageHeader header = Util.readPageHeader(in);
            int from = end - in.available();
            int packed = header.getCompressed_page_size();
            if (packed < 0 || packed > end - from || header.getUncompressed_page_size() < 0) {
                throw new IOException("a page of " + packed + " bytes reaches out of its column");
            }
            position = from + packed;
            PageType type = header.getType();
            isDictionary = type == PageType.DICTIONARY_PAGE;
            if (isDictionary) {
                values = header.getDictionary_page_header().getNum_values();
                encoding = header.getDictionary_page_header().getEncoding();
                unpack(from, packed, header.getUncompressed_page_size(), 0, true);
                return;
            } else if (type == PageType.DATA_PAGE) {
                first(header.getData_page_header(), from, packed, header.getUncompressed_page_size());
                return;
            } else if (type == PageType.DATA_PAGE_V2) {
                second(header.getData_page_header_v2(), from, packed, header.getUncompressed_page_size());
                return;
            }
        }
    }

    private void first(DataPageHeader header, int from, int packed, int size) throws IOException {
        values = header.getNum_values();
        encoding = header.getEncoding();
        repetitionEncoding = header.getRepetition_level_encoding();
        definitionEncoding = header.getDefinition_level_encoding();
        repetitionBytes = -1;
        definitionBytes = -1;
        unpack(from, packed, size, 0, true);
    }

    private void second(DataPageHeaderV2 header, int from, int packed, int size) throws IOException {
        values = header.getNum_values();
        encoding = header.getEncoding();
        repetitionEncoding = Encoding.RLE;
        definitionEncoding = Encoding.RLE;
        repetitionBytes = header.getRepetition_levels_byte_length();
        definitionBytes = header.getDefinition_levels_byte_length();
        long levels = (long) repetitionBytes + definitionBytes;
        if (repetitionBytes < 0 || definitionBytes < 0 || levels > Math.min(packed, size)) {
            throw new IOException("levels of " + levels + " bytes reach out of their page");
        }
        unpack(from, packed, size, (int) levels, !header.isSetIs_compressed() || header.isIs_compressed());
    }

    /** Unpacks a page of which the first bytes are plain. */
    private void unpack(int from, int packed, int size, int plain, boolean compressed) throws IOException {
        length = size;
        if (bytes.length < size + SLACK) {
            bytes = new byte[Math.addExact(size, SLACK)];
        }
        System.arraycopy(chunk, from, bytes, 0, plain);
        if (size > plain || packed > plain) {
            codecs.unpack(
                    compressed ? codec : CompressionCodecName.UNCOMPRESSED,
                    chunk,
                    from + plain,
                    packed - plain,
                    bytes,
                    plain,
                    size - plain);
        }
    }
}
