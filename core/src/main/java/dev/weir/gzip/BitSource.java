package dev.weir.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bits of a stream, least significant first, and its bytes where a format says that a byte begins.
 *
 * <pre>
 *   bytes   ........xxxxxxxxxxxxxxxxxxxxxxxxxxxx00000000
 *           read    ^at                     ^end  zeros, so that reading on needs no check
 *   bits    the {@code count} bits before {@code at} that nobody has taken yet
 * </pre>
 *
 * <p>Above its {@code count} bits {@code bits} may already hold the following ones: to refill is to OR the eight bytes at
 * {@code at} over what is there, which gives the same bits again [1], and then to step over as many whole bytes as fit. Reading
 * past the end gives zeros; whoever took bits asks {@link #isOverrun} before believing them.
 *
 * <p>[1] F. Giesen, "Reading bits in far too many ways", part 2, 2018, variant 4.
 */
final class BitSource {

    /** What {@link #want} provides, if the stream has it: more than the longest block header. */
    static final int PIECE = 1024;

    private static final int BUFFER = 64 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final InputStream in;
    final byte[] bytes = new byte[BUFFER + PIECE];
    int at;
    int end;
    long bits;
    int count;
    private boolean exhausted;
    private @Nullable IOException failure;

    BitSource(InputStream in) {
        this.in = in;
    }

    /** Makes a {@link #PIECE} available, or as much as there is. What the stream throws is told where its bytes are missed. */
    void want() {
        if (end - at < PIECE && !exhausted) {
            // The bytes whose bits are pending stay, for they may be given back.
            int first = at - (count >>> 3);
            System.arraycopy(bytes, first, bytes, 0, end - first);
            end -= first;
            at -= first;
            while (end - at < PIECE && !exhausted) {
                fill();
            }
        }
    }

    private void fill() {
        int read;
        try {
            read = in.read(bytes, end, BUFFER - end);
        } catch (IOException failed) {
            failure = failed;
            read = -1;
        }
        if (read > 0) {
            end += read;
        } else {
            exhausted = true;
            Arrays.fill(bytes, end, end + PIECE, (byte) 0);
        }
    }

    /** Makes at least 56 bits available. */
    void refill() {
        bits |= (long) LONGS.get(bytes, at) << count;
        at += (63 - count) >>> 3;
        count |= 56;
    }

    /** The next bits, of which there must be as many. */
    int take(int number) {
        int value = (int) bits & ((1 << number) - 1);
        drop(number);
        return value;
    }

    void drop(int number) {
        bits >>>= number;
        count -= number;
    }

    /** Gives back the whole bytes of the bits, and forgets the rest of the byte that was begun. */
    void toByte() {
        at -= count >>> 3;
        bits = 0;
        count = 0;
    }

    /** Whether more bits were taken than the stream had. */
    boolean isOverrun() {
        return at - (count >>> 3) > end;
    }

    /** The next byte where no bits are pending, or -1 at the end. */
    int next() throws IOException {
        if (at == end) {
            want();
            if (at == end) {
                if (failure != null) {
                    throw failure;
                }
                return -1;
            }
        }
        return bytes[at++] & 0xff;
    }

    /** The next byte where one has to be. */
    int need() throws IOException {
        int value = next();
        if (value < 0) {
            throw early();
        }
        return value;
    }

    /** Why there is no more. */
    IOException early() {
        return failure != null ? failure : new EOFException("ends early: the gzip data is cut off");
    }

    void close() throws IOException {
        in.close();
    }
}
