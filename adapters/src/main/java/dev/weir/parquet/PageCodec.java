package dev.weir.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import dev.weir.gzip.GzipMembers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** Unpacks pages: gzip by our own decoder, zstd without a copy, the rest by the library's codecs. */
final class PageCodec implements AutoCloseable {

    private @Nullable CompressionCodecFactory library;
    /** Native memory: one for all pages, as it costs as much as a small page. */
    private @Nullable ZstdDecompressCtx zstd;

    /** Unpacks {@code packed[from, from + length)} to {@code into[at, at + size)}, which it must fill. */
    void unpack(CompressionCodecName codec, byte[] packed, int from, int length, byte[] into, int at, int size)
            throws IOException {
        int unpacked = switch (codec) {
            case UNCOMPRESSED -> copy(packed, from, length, into, at, size);
            case GZIP -> gzip(packed, from, length, into, at, size);
            case ZSTD -> zstd().decompressByteArray(into, at, size, packed, from, length);
            default -> {
                byte[] all = library()
                        .getDecompressor(codec)
                        .decompress(BytesInput.from(packed, from, length), size)
                        .toByteArray();
                yield copy(all, 0, all.length, into, at, size);
            }
        };
        if (unpacked != size) {
            throw new IOException("a page unpacks to " + unpacked + " bytes, expected " + size);
        }
    }

    private ZstdDecompressCtx zstd() {
        ZstdDecompressCtx made = zstd == null ? new ZstdDecompressCtx() : zstd;
        zstd = made;
        return made;
    }

    @Override
    public void close() {
        if (zstd != null) {
            zstd.close();
        }
    }

    private CompressionCodecFactory library() {
        CompressionCodecFactory made = library == null
                ? ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .build()
                        .getCodecFactory()
                : library;
        library = made;
        return made;
    }

    private static int copy(byte[] bytes, int from, int length, byte[] into, int at, int size) {
        if (length == size) {
            System.arraycopy(bytes, from, into, at, size);
        }
        return length;
    }

    private static int gzip(byte[] packed, int from, int length, byte[] into, int at, int size) throws IOException {
        try (InputStream in = new GzipMembers(new ByteArrayInputStream(packed, from, length))) {
            return in.readNBytes(into, at, size);
        }
    }
}
