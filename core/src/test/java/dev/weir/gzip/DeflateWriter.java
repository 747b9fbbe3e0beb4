package dev.weir.gzip;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Deflate streams bit by bit, right and wrong ones, that no compressor writes: any codes, any distance.
 *
 * <p>Keeps what the stream means, as long as it means something.
 */
final class DeflateWriter {

    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private byte[] text = new byte[1 << 16];
    private int size;
    private int pending;
    private int count;
    private int[] literalLengths = new int[0];
    private int[] literalCodes = new int[0];
    private int[] distanceLengths = new int[0];
    private int[] distanceCodes = new int[0];

    /** Bits, least significant first. */
    DeflateWriter bits(int value, int number) {
        for (int index = 0; index < number; index++) {
            pending |= (value >>> index & 1) << count;
            if (++count == 8) {
                out.write(pending);
                pending = 0;
                count = 0;
            }
        }
        return this;
    }

    /** A block of bytes as they are. */
    DeflateWriter stored(boolean last, byte[] bytes) {
        bits(last ? 1 : 0, 3);
        bits(0, (8 - count) % 8);
        bits(bytes.length, 16);
        bits(~bytes.length, 16);
        for (byte value : bytes) {
            bits(value, 8);
            append(value);
        }
        return this;
    }

    DeflateWriter fixed(boolean last) {
        bits(last ? 1 : 0, 1).bits(1, 2);
        literalLengths = new int[288];
        Arrays.fill(literalLengths, 0, 144, 8);
        Arrays.fill(literalLengths, 144, 256, 9);
        Arrays.fill(literalLengths, 256, 280, 7);
        Arrays.fill(literalLengths, 280, 288, 8);
        distanceLengths = new int[32];
        Arrays.fill(distanceLengths, 5);
        literalCodes = codes(literalLengths);
        distanceCodes = codes(distanceLengths);
        return this;
    }

    /** A block whose header describes these lengths, complete or not; zeros and repeats are shortened if {@code shorten}. */
    DeflateWriter dynamic(boolean last, int[] literals, int[] distances, boolean shorten) {
        literalLengths = literals;
        distanceLengths = distances;
        literalCodes = codes(literals);
        distanceCodes = codes(distances);
        int[] lengths = new int[19];
        Arrays.fill(lengths, 4);
        Arrays.fill(lengths, 13, 19, 5);
        int[] codes = codes(lengths);
        bits(last ? 1 : 0, 1)
                .bits(2, 2)
                .bits(literals.length - 257, 5)
                .bits(distances.length - 1, 5)
                .bits(15, 4);
        for (int symbol : ORDER) {
            bits(lengths[symbol], 3);
        }
        int[] all = Arrays.copyOf(literals, literals.length + distances.length);
        System.arraycopy(distances, 0, all, literals.length, distances.length);
        for (int at = 0; at < all.length; ) {
            int run = 1;
            while (at + run < all.length && all[at + run] == all[at]) {
                run++;
            }
            if (shorten && all[at] == 0 && run >= 11) {
                run = Math.min(run, 138);
                code(codes[18], lengths[18]).bits(run - 11, 7);
            } else if (shorten && all[at] == 0 && run >= 3) {
                run = Math.min(run, 10);
                code(codes[17], lengths[17]).bits(run - 3, 3);
            } else if (shorten && at > 0 && all[at - 1] == all[at] && run >= 3) {
                run = Math.min(run, 6);
                code(codes[16], lengths[16]).bits(run - 3, 2);
            } else {
                run = 1;
                code(codes[all[at]], lengths[all[at]]);
            }
            at += run;
        }
        return this;
    }

    /** Any symbol of the literal and length code, without what should follow a length. */
    DeflateWriter symbol(int symbol) {
        if (symbol < 256) {
            append((byte) symbol);
        }
        return code(literalCodes[symbol], literalLengths[symbol]);
    }

    boolean has(int symbol) {
        return symbol < literalLengths.length && literalLengths[symbol] > 0;
    }

    boolean hasDistance(int symbol) {
        return symbol < distanceLengths.length && distanceLengths[symbol] > 0;
    }

    static int lengthSymbol(int length) {
        int symbol = 285;
        while (lengthBase(symbol) > length) {
            symbol--;
        }
        return symbol;
    }

    static int distanceSymbol(int distance) {
        int symbol = 29;
        while (distanceBase(symbol) > distance) {
            symbol--;
        }
        return symbol;
    }

    /** A match; one that reaches back too far is written and means nothing. */
    DeflateWriter match(int length, int distance) {
        int symbol = lengthSymbol(length);
        symbol(symbol).bits(length - lengthBase(symbol), symbol == 285 ? 0 : Math.max(0, (symbol - 261) / 4));
        distance(distance);
        for (int index = 0; index < length && distance <= size; index++) {
            append(text[size - distance]);
        }
        return this;
    }

    DeflateWriter distance(int distance) {
        int symbol = distanceSymbol(distance);
        return distanceCode(symbol).bits(distance - distanceBase(symbol), Math.max(0, (symbol - 2) / 2));
    }

    DeflateWriter distanceCode(int symbol) {
        return code(distanceCodes[symbol], distanceLengths[symbol]);
    }

    DeflateWriter end() {
        return symbol(256);
    }

    int size() {
        return size;
    }

    byte[] text() {
        return Arrays.copyOf(text, size);
    }

    /** The stream as one gzip member, with the checksum of what it means. */
    byte[] gzip() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        whole.writeBytes(out.toByteArray());
        if (count > 0) {
            whole.write(pending);
        }
        CRC32 crc = new CRC32();
        crc.update(text, 0, size);
        for (long word : new long[] {crc.getValue(), size}) {
            for (int shift = 0; shift < 32; shift += 8) {
                whole.write((int) (word >>> shift));
            }
        }
        return whole.toByteArray();
    }

    private void append(byte value) {
        if (size == text.length) {
            text = Arrays.copyOf(text, 2 * size);
        }
        text[size++] = value;
    }

    /** A code, most significant bit first. */
    private DeflateWriter code(int code, int length) {
        for (int index = length - 1; index >= 0; index--) {
            bits(code >>> index & 1, 1);
        }
        return this;
    }

    /** RFC 1951, 3.2.2. */
    private static int[] codes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= 15; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = code++;
                }
            }
            code <<= 1;
        }
        return codes;
    }

    private static int lengthBase(int symbol) {
        int[] bases = {
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258
        };
        return bases[symbol - 257];
    }

    private static int distanceBase(int symbol) {
        int[] bases = {
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
            6145, 8193, 12289, 16385, 24577
        };
        return bases[symbol];
    }
}
