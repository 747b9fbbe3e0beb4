package dev.weir.flow;

import dev.weir.gzip.GzipMembers;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** How the bytes of an object are packed: told by the first of them, never by its name. */
final class Packing {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    /** What is named and declined, with what makes it readable. */
    private static final List<Declined> DECLINED = List.of(
            new Declined("is zstd", "`zstd -d` first", "28b52ffd"),
            new Declined("is bzip2", "`bunzip2` first", "425a68"),
            new Declined("is xz", "`unxz` first", "fd377a585a"),
            new Declined("is LZ4", "`lz4 -d` first", "04224d18"),
            new Declined("is framed Snappy", "unpack it first", "ff060000734e61507059"),
            new Declined("is a zip archive", "`unzip` first", "504b0304"),
            new Declined("is encrypted Parquet", "decrypt it first", "50415245"),
            new Declined("is ORC", "export it as Parquet or CSV", "4f5243"),
            new Declined("is Avro", "export it as Parquet or CSV", "4f626a01"),
            new Declined("is Arrow", "export it as Parquet or CSV", "4152524f5731"),
            new Declined("is UTF-16", "save it as UTF-8", "fffe"),
            new Declined("is UTF-16", "save it as UTF-8", "feff"));

    /**
     * What is not unpacked here.
     *
     * @param magic the first bytes, in hexadecimal
     */
    private record Declined(String what, String help, String magic) {}

    private Packing() {}

    static boolean isGzip(byte[] head) {
        return begins(head, GZIP);
    }

    static boolean isParquet(byte[] head) {
        return begins(head, PARQUET);
    }

    /** What is inside. */
    static InputStream unpacked(InputStream gzip) {
        return new GzipMembers(gzip);
    }

    /** Why bytes that begin so are not read, if they are not. */
    static Optional<String> declined(byte[] head) {
        return DECLINED.stream()
                .filter(one -> begins(head, HexFormat.of().parseHex(one.magic())))
                .map(one -> one.what() + ", expected text, gzip or Parquet; help: " + one.help())
                .findFirst();
    }

    private static boolean begins(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
