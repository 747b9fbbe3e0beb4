package dev.weir.codec;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceInput;
import dev.weir.evidence.EvidenceOutput;
import dev.weir.inventory.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The traffic profile file: evidence as bytes, the same bytes for the same evidence.
 *
 * <p>Eight bytes of magic, one of version, the evidence, and the SHA-256 of all that. A number is a base-128 varint, lowest
 * group first; a text is its length and its UTF-8 bytes. docs/formats/profile.md says what follows what.
 */
public final class ProfileCodec {

    /** What every profile file begins with. */
    public static final String MAGIC = "WEIRPROF";

    /** The latest version; those before it are read too. */
    private static final int VERSION = 3;

    private static final int FIRST_VERSION = 1;

    private static final int LONGEST_TEXT = 1 << 16;
    private static final int DIGEST = 32;
    private static final int BUFFER = 1 << 16;

    private ProfileCodec() {}

    /** Whether these first bytes of a file are those of a profile. */
    public static boolean isProfile(byte[] start) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        return start.length >= magic.length && Arrays.equals(start, 0, magic.length, magic, 0, magic.length);
    }

    /** The evidence as a file. */
    public static byte[] encode(Evidence evidence) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(evidence, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the evidence; the caller closes the stream.
     *
     * @throws IOException if the stream does
     */
    public static void write(Evidence evidence, OutputStream stream) throws IOException {
        MessageDigest sha256 = Sha256.begun();
        Writer writer = new Writer(new DigestOutputStream(stream, sha256));
        try {
            writer.bytes(MAGIC.getBytes(StandardCharsets.US_ASCII));
            writer.number(evidence.layout());
            evidence.write(writer);
            writer.flush();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        stream.write(sha256.digest());
        stream.flush();
    }

    /**
     * Reads a file that {@link #encode} made, here or in an earlier weir.
     *
     * @throws IllegalArgumentException if it is no profile, of another version, damaged or cut short
     */
    public static Evidence decode(byte[] file) {
        try {
            return read(new ByteArrayInputStream(file));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads a file that {@link #write} made, here or in an earlier weir; the caller closes the stream.
     *
     * <p>Memory grows with what was really read, never with a number that the file claims.
     *
     * @throws IllegalArgumentException if it is no profile, of another version, damaged or cut short
     * @throws IOException if the stream does
     */
    public static Evidence read(InputStream stream) throws IOException {
        try {
            return read(new Reader(stream));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static Evidence read(Reader reader) {
        byte[] magic = reader.bytes(MAGIC.length());
        if (!isProfile(magic)) {
            throw new IllegalArgumentException("it is no traffic profile: it does not begin with `" + MAGIC
                    + "`; help: `weir observe --out FILE` writes one");
        }
        byte[] version = reader.bytes(1);
        int found = version.length == 0 ? -1 : version[0] & 0xff;
        if (found < FIRST_VERSION || found > VERSION) {
            throw new IllegalArgumentException(
                    "it is a traffic profile of version %d, expected %d to %d; help: use the weir that "
                                    .formatted(found, FIRST_VERSION, VERSION)
                            + "wrote it, or observe again");
        }
        Evidence evidence = readEvidence(reader, found);
        if (!reader.endsInItsDigest()) {
            throw damaged("its digest does not match its content", null);
        }
        return evidence;
    }

    private static Evidence readEvidence(Reader reader, int version) {
        try {
            reader.version = version;
            return Evidence.read(reader);
        } catch (IllegalArgumentException wrong) {
            throw damaged(String.valueOf(wrong.getMessage()), wrong);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof EOFException) {
                throw damaged("it ends too early", failed);
            }
            throw failed;
        }
    }

    private static IllegalArgumentException damaged(String how, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the traffic profile is damaged: " + how + "; help: observe the flow logs again", cause);
    }

    /** Gathers bytes, so that not every number is a call to the stream. */
    private static final class Writer implements EvidenceOutput {

        private static final int LONGEST_NUMBER = 10;

        private final OutputStream output;
        private final byte[] buffer = new byte[BUFFER];
        private int used;

        Writer(OutputStream output) {
            this.output = output;
        }

        @Override
        public void number(long value) {
            if (used > BUFFER - LONGEST_NUMBER) {
                flush();
            }
            int at = used;
            if ((value & ~0x7fL) == 0) { // most numbers
                buffer[at] = (byte) value;
                used = at + 1;
                return;
            }
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                buffer[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            buffer[at++] = (byte) rest;
            used = at;
        }

        @Override
        public void text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(bytes.length, LONGEST_TEXT);
            while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) {
                length--;
            }
            number(length);
            bytes(Arrays.copyOf(bytes, length));
        }

        void bytes(byte[] bytes) {
            if (bytes.length > BUFFER - used) {
                flush();
            }
            if (bytes.length > BUFFER) {
                put(bytes, bytes.length);
            } else {
                System.arraycopy(bytes, 0, buffer, used, bytes.length);
                used += bytes.length;
            }
        }

        void flush() {
            put(buffer, used);
            used = 0;
        }

        private void put(byte[] bytes, int count) {
            try {
                output.write(bytes, 0, count);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Takes bytes from the stream, and to their digest, many at a time: a number is a few of them. */
    private static final class Reader implements EvidenceInput {

        private final InputStream input;
        private final MessageDigest sha256 = Sha256.begun();
        private final byte[] buffer = new byte[BUFFER];
        private int version;
        /** What was taken of the buffer, and what of that is in the digest. */
        private int used;

        private int digested;
        private int filled;

        Reader(InputStream input) {
            this.input = input;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public long number() {
            long value = next();
            if (value < 0x80) { // most numbers
                return value;
            }
            value &= 0x7f;
            for (int shift = 7; shift < 64; shift += 7) {
                int next = next();
                value |= (next & 0x7fL) << shift;
                if (next < 0x80) {
                    if (next == 0 || shift == 63 && next > 1) {
                        throw new IllegalArgumentException("a number is not in its shortest form");
                    }
                    return value;
                }
            }
            throw new IllegalArgumentException("a number has more than 64 bits");
        }

        private int next() {
            if (used == filled && !fill()) {
                throw new UncheckedIOException(new EOFException());
            }
            return buffer[used++] & 0xff;
        }

        /** So many bytes, or fewer where the stream ends before. */
        byte[] bytes(int count) {
            byte[] bytes = new byte[count];
            int taken = 0;
            while (taken < count && (used < filled || fill())) {
                int part = Math.min(count - taken, filled - used);
                System.arraycopy(buffer, used, bytes, taken, part);
                used += part;
                taken += part;
            }
            return taken == count ? bytes : Arrays.copyOf(bytes, taken);
        }

        /** Whether what follows is the digest of all before it, and nothing more. */
        boolean endsInItsDigest() {
            digest();
            byte[] expected = sha256.digest();
            byte[] found = bytes(DIGEST);
            return MessageDigest.isEqual(expected, found) && used == filled && !fill();
        }

        private void digest() {
            sha256.update(buffer, digested, used - digested);
            digested = used;
        }

        /** Goes on with the next bytes, all before them being used; false at the end of the stream. */
        private boolean fill() {
            digest();
            used = 0;
            digested = 0;
            try {
                filled = input.readNBytes(buffer, 0, BUFFER);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return filled > 0;
        }

        @Override
        public String text() {
            int length = (int) number(0, LONGEST_TEXT);
            byte[] bytes = bytes(length);
            if (bytes.length < length) {
                throw new UncheckedIOException(new EOFException());
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException broken) {
                throw new IllegalArgumentException("a text is not UTF-8", broken);
            }
        }
    }
}
