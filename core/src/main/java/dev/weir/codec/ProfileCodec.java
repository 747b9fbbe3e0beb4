package dev.weir.codec;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceInput;
import dev.weir.evidence.EvidenceOutput;
import dev.weir.inventory.Sha256;
import java.io.BufferedInputStream;
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
import java.security.DigestInputStream;
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
        MessageDigest sha256 = Sha256.begun();
        DigestInputStream input = new DigestInputStream(new BufferedInputStream(stream, BUFFER), sha256);
        byte[] magic = input.readNBytes(MAGIC.length());
        if (magic.length < MAGIC.length() || !isProfile(magic)) {
            throw new IllegalArgumentException("it is no traffic profile: it does not begin with `" + MAGIC
                    + "`; help: `weir observe --out FILE` writes one");
        }
        int version = input.read();
        if (version < FIRST_VERSION || version > VERSION) {
            throw new IllegalArgumentException(
                    "it is a traffic profile of version %d, expected %d to %d; help: use the weir that "
                                    .formatted(version, FIRST_VERSION, VERSION)
                            + "wrote it, or observe again");
        }
        Evidence evidence = readEvidence(input, version);
        byte[] expected = sha256.digest();
        input.on(false);
        byte[] found = input.readNBytes(DIGEST);
        if (!MessageDigest.isEqual(expected, found) || input.read() >= 0) {
            throw damaged("its digest does not match its content", null);
        }
        return evidence;
    }

    private static Evidence readEvidence(InputStream input, int version) throws IOException {
        try {
            return Evidence.read(new Reader(input, version));
        } catch (IllegalArgumentException wrong) {
            throw damaged(String.valueOf(wrong.getMessage()), wrong);
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof EOFException) {
                throw damaged("it ends too early", failed);
            }
            throw failed.getCause();
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

    private record Reader(InputStream input, int version) implements EvidenceInput {

        @Override
        public long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int next = next();
                value |= (next & 0x7fL) << shift;
                if (next < 0x80) {
                    if (shift > 0 && next == 0 || shift == 63 && next > 1) {
                        throw new IllegalArgumentException("a number is not in its shortest form");
                    }
                    return value;
                }
            }
            throw new IllegalArgumentException("a number has more than 64 bits");
        }

        private int next() {
            try {
                int next = input.read();
                if (next < 0) {
                    throw new UncheckedIOException(new EOFException());
                }
                return next;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public String text() {
            int length = (int) number(0, LONGEST_TEXT);
            try {
                byte[] bytes = input.readNBytes(length);
                if (bytes.length < length) {
                    throw new UncheckedIOException(new EOFException());
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException broken) {
                throw new IllegalArgumentException("a text is not UTF-8", broken);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
