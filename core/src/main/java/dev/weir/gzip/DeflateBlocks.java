package dev.weir.gzip;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/**
 * The blocks of a deflate stream (RFC 1951), inflated into a {@link Window}.
 *
 * <p>Refuses what zlib refuses. Two loops read symbols from the same tables: {@link #fast} while so much input is there that it
 * need not look, {@link #careful} for the last bytes of a file. Neither looks at the room it writes to but once per round,
 * because the window ends later than it says.
 */
final class DeflateBlocks {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int LITERAL_WIDTH = 11;
    private static final int DISTANCE_WIDTH = 8;

    /** A round refills twice: steps over seven bytes, and looks at eight. */
    private static final int ROUND = 16;

    private enum State {
        BETWEEN,
        STORED,
        CODED,
        DONE
    }

    private final BitSource source;
    private final Window window;
    private final BlockCodes codes = new BlockCodes(LITERAL_WIDTH, DISTANCE_WIDTH);
    private State state = State.DONE;
    private boolean last;
    private int stored;

    DeflateBlocks(BitSource source, Window window) {
        this.source = source;
        this.window = window;
    }

    /** A new stream starts at the source's next byte. */
    void begin() {
        state = State.BETWEEN;
        last = false;
        window.begin();
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Inflates until the window is full or the stream is done. What was inflated before a fault is in the window. */
    void inflate() throws IOException {
        while (!window.isFull() && state != State.DONE) {
            source.want();
            boolean over = false;
            switch (state) {
                case BETWEEN -> header();
                case STORED -> over = copy();
                case CODED -> over = source.end - source.at >= ROUND ? fast() : careful();
                case DONE -> {}
            }
            if (over) {
                state = last ? State.DONE : State.BETWEEN;
            }
        }
        if (state == State.DONE) {
            source.toByte();
        }
    }

    private void header() throws IOException {
        source.refill();
        last = source.take(1) == 1;
        int kind = source.take(2);
        ifEnough();
        switch (kind) {
            case 0 -> {
                source.toByte();
                source.refill();
                stored = source.take(16);
                int inverted = source.take(16);
                source.toByte();
                ifEnough();
                if (stored != (inverted ^ 0xffff)) {
                    throw corrupt("invalid stored block lengths");
                }
                state = State.STORED;
            }
            case 1 -> {
                codes.fixed();
                state = State.CODED;
            }
            case 2 -> {
                String problem = codes.read(source);
                ifEnough();
                if (!problem.isEmpty()) {
                    throw corrupt(problem);
                }
                state = State.CODED;
            }
            default -> throw corrupt("invalid block type");
        }
    }

    private boolean copy() throws IOException {
        int count = Math.min(stored, Math.min(source.end - source.at, window.limit - window.end));
        if (count == 0 && stored > 0) {
            throw source.early();
        }
        System.arraycopy(source.bytes, source.at, window.bytes, window.end, count);
        source.at += count;
        window.end += count;
        stored -= count;
        return stored == 0;
    }

    /**
     * Reads symbols to the end of the block, or until input or room run short.
     *
     * <p>A refill leaves 56 bits that count and fills all 64. A round takes of them three looks at the first table (33), or two
     * with a length (42); then a distance (28) after a refill if fewer than these and the next look (11) would count. So each
     * round can end by looking up the next entry, before the refill that the next round begins with. Only the lowest six bits of
     * {@code count} mean anything; what is subtracted from it has more.
     *
     * @return whether the block ended
     */
    private boolean fast() throws ZipException {
        byte[] in = source.bytes;
        byte[] out = window.bytes;
        int[] pairs = codes.pairs;
        int[] literals = codes.literals.entries;
        int[] distances = codes.distances.entries;
        int floor = window.floor;
        int at = source.at;
        int lastAt = source.end - ROUND;
        int limit = window.limit;
        int end = window.end;
        int count = source.count;
        long bits = source.bits | (long) LONGS.get(in, at) << count;
        int next = pairs[(int) bits & pairs.length - 1];
        String problem = "";
        boolean over = false;
        while (at <= lastAt && end < limit) {
            bits |= (long) LONGS.get(in, at) << count;
            at += ~count >>> 3 & 7;
            count |= 56;
            int entry = next;
            // No branch, which would be guessed wrong: what is no literal drops no bits here, and is found again.
            SHORTS.set(out, end, (short) (entry >>> 8));
            end += entry >>> 6 & 3;
            bits >>>= entry;
            count -= entry;
            entry = pairs[(int) bits & pairs.length - 1];
            if ((entry & PrefixCode.LITERAL) != 0) {
                SHORTS.set(out, end, (short) (entry >>> 8));
                end += entry >>> 6 & 3;
                bits >>>= entry;
                count -= entry;
                entry = pairs[(int) bits & pairs.length - 1];
                if ((entry & PrefixCode.LITERAL) != 0) {
                    SHORTS.set(out, end, (short) (entry >>> 8));
                    end += entry >>> 6 & 3;
                    bits >>>= entry;
                    count -= entry;
                    next = pairs[(int) bits & pairs.length - 1];
                    continue;
                }
            }
            if ((entry & PrefixCode.OTHER) != 0) {
                if ((entry & PrefixCode.TABLE) != 0) {
                    bits >>>= LITERAL_WIDTH;
                    count -= LITERAL_WIDTH;
                    entry = literals[(entry >>> 16) + ((int) bits & ~(-1 << (entry >>> 8)))];
                    if ((entry & PrefixCode.LITERAL) != 0) {
                        out[end++] = (byte) (entry >>> 8);
                        bits >>>= entry;
                        count -= entry;
                        next = pairs[(int) bits & pairs.length - 1];
                        continue;
                    }
                }
                if ((entry & PrefixCode.OTHER) != 0) {
                    bits >>>= entry >>> 8;
                    count -= entry >>> 8;
                    over = (entry & PrefixCode.END) == PrefixCode.END;
                    problem = over ? "" : "invalid literal/length code";
                    break;
                }
            }
            int length = (entry >>> 16 & 0x1ff) + (int) ((bits & ~(-1L << (entry >>> 8))) >>> (entry >>> 26));
            bits >>>= entry >>> 8;
            count -= entry >>> 8;
            if ((count & 63) < 28 + LITERAL_WIDTH) {
                bits |= (long) LONGS.get(in, at) << count;
                at += ~count >>> 3 & 7;
                count |= 56;
            }
            entry = distances[(int) bits & (1 << DISTANCE_WIDTH) - 1];
            if ((entry & PrefixCode.OTHER) != 0) {
                if ((entry & PrefixCode.TABLE) != 0) {
                    bits >>>= DISTANCE_WIDTH;
                    count -= DISTANCE_WIDTH;
                    entry = distances[(entry >>> 16) + ((int) bits & ~(-1 << (entry >>> 8)))];
                }
                if ((entry & PrefixCode.OTHER) != 0) {
                    problem = "invalid distance code";
                    break;
                }
            }
            int distance = (entry >>> 16) + (int) ((bits & ~(-1L << entry)) >>> (entry >>> 8));
            bits >>>= entry;
            count -= entry;
            next = pairs[(int) bits & pairs.length - 1];
            int from = end - distance;
            if (from < floor) {
                problem = "invalid distance too far back";
                break;
            }
            if (distance >= 8) {
                LONGS.set(out, end, (long) LONGS.get(out, from));
                LONGS.set(out, end + 8, (long) LONGS.get(out, from + 8));
                if (length > 16) {
                    LONGS.set(out, end + 16, (long) LONGS.get(out, from + 16));
                    LONGS.set(out, end + 24, (long) LONGS.get(out, from + 24));
                    for (int copied = 32; copied < length; copied += 16) {
                        LONGS.set(out, end + copied, (long) LONGS.get(out, from + copied));
                        LONGS.set(out, end + copied + 8, (long) LONGS.get(out, from + copied + 8));
                    }
                }
            } else {
                repeat(out, end, distance, end + length);
            }
            end += length;
        }
        source.at = at;
        source.bits = bits & ~(-1L << count);
        source.count = count & 63;
        window.end = end;
        if (!problem.isEmpty()) {
            throw corrupt(problem);
        }
        return over;
    }

    /** Copies from fewer than eight bytes back: eight bytes of the pattern at a time, stepping over whole patterns. */
    private static void repeat(byte[] out, int end, int distance, int stop) {
        long pattern = (long) LONGS.get(out, end - distance) & ~(-1L << 8 * distance);
        for (int width = 8 * distance; width < 64; width <<= 1) {
            pattern |= pattern << width;
        }
        int step = 8 - 8 % distance;
        for (int at = end; at < stop; at += step) {
            LONGS.set(out, at, pattern);
        }
    }

    /** Reads symbols to the end of the block or until the window is full, each only if all its bits are there. */
    private boolean careful() throws IOException {
        byte[] out = window.bytes;
        while (!window.isFull()) {
            source.refill();
            int entry = symbol(codes.literals, LITERAL_WIDTH);
            if ((entry & PrefixCode.LITERAL) != 0) {
                source.drop(entry & PrefixCode.DROP);
                ifEnough();
                out[window.end++] = (byte) (entry >>> 8);
                continue;
            }
            int length = (entry >>> 16 & 0x1ff) + extra(entry >>> 8, entry >>> 26);
            if ((entry & PrefixCode.OTHER) != 0) {
                ifEnough();
                if ((entry & PrefixCode.END) == PrefixCode.END) {
                    return true;
                }
                throw corrupt("invalid literal/length code");
            }
            entry = symbol(codes.distances, DISTANCE_WIDTH);
            int distance = (entry >>> 16) + extra(entry, entry >>> 8);
            ifEnough();
            if ((entry & PrefixCode.OTHER) != 0) {
                throw corrupt("invalid distance code");
            }
            if (window.end - distance < window.floor) {
                throw corrupt("invalid distance too far back");
            }
            for (int stop = window.end + length; window.end < stop; window.end++) {
                out[window.end] = out[window.end - distance];
            }
        }
        return false;
    }

    private int symbol(PrefixCode code, int width) {
        int entry = code.entries[(int) source.bits & (1 << width) - 1];
        if ((entry & PrefixCode.LITERAL) == 0 && (entry & PrefixCode.TABLE) != 0) {
            source.drop(width);
            entry = code.entries[(entry >>> 16) + ((int) source.bits & ~(-1 << (entry >>> 8)))];
        }
        return entry;
    }

    /** Takes so many bits, the first of which are the code's, and gives those after them. */
    private int extra(int all, int code) {
        int value = (int) ((source.bits & ~(-1L << all)) >>> code);
        source.drop(all & 63);
        return value;
    }

    private void ifEnough() throws IOException {
        if (source.isOverrun()) {
            throw source.early();
        }
    }

    private static ZipException corrupt(String problem) {
        return new ZipException("corrupt gzip: " + problem);
    }
}
