package dev.weir.gzip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** What came out of one gzip member, and how it ended. */
record Inflated(byte[] bytes, End end, String message) {

    enum End {
        WELL,
        EARLY,
        CORRUPT
    }

    /** By {@link GzipMembers}, in reads of at most so many bytes on either side. */
    static Inflated of(byte[] gzip, int inputs, int reads, SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipMembers in = new GzipMembers(new Trickle(gzip, inputs, random))) {
            byte[] target = new byte[reads + 7];
            while (true) {
                int length = 1 + random.nextInt(reads);
                if (length == 1) {
                    int value = in.read();
                    if (value < 0) {
                        return new Inflated(out.toByteArray(), End.WELL, "");
                    }
                    out.write(value);
                    continue;
                }
                int count = in.read(target, 5, length);
                if (count < 0) {
                    return new Inflated(out.toByteArray(), End.WELL, "");
                }
                out.write(target, 5, count);
            }
        } catch (EOFException early) {
            return new Inflated(out.toByteArray(), End.EARLY, String.valueOf(early.getMessage()));
        } catch (ZipException corrupt) {
            return new Inflated(out.toByteArray(), End.CORRUPT, String.valueOf(corrupt.getMessage()));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** By zlib, byte after byte, so that nothing that precedes a fault is lost; the header is ten bytes without flags. */
    static Inflated byZlib(byte[] gzip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        byte[] one = new byte[1];
        try {
            inflater.setInput(gzip, 10, gzip.length - 10);
            while (!inflater.finished()) {
                if (inflater.inflate(one) == 1) {
                    out.write(one[0]);
                } else if (inflater.needsInput()) {
                    return new Inflated(out.toByteArray(), End.EARLY, "ends early: the gzip data is cut off");
                }
            }
            CRC32 crc = new CRC32();
            crc.update(out.toByteArray());
            int at = gzip.length - inflater.getRemaining();
            if (gzip.length - at < 8) {
                return new Inflated(out.toByteArray(), End.EARLY, "ends early: the gzip data is cut off");
            }
            if (word(gzip, at) != (int) crc.getValue() || word(gzip, at + 4) != out.size()) {
                return new Inflated(out.toByteArray(), End.CORRUPT, "corrupt gzip: the checksum differs");
            }
            int rest = at + 8;
            while (rest < gzip.length && gzip[rest] == 0) {
                rest++;
            }
            if (rest < gzip.length) {
                return new Inflated(out.toByteArray(), End.CORRUPT, "corrupt gzip: something else follows a member");
            }
            return new Inflated(out.toByteArray(), End.WELL, "");
        } catch (DataFormatException corrupt) {
            if (inflater.getBytesWritten() > out.size()) {
                out.write(one[0]);
            }
            return new Inflated(out.toByteArray(), End.CORRUPT, "corrupt gzip: " + corrupt.getMessage());
        } finally {
            inflater.end();
        }
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inflated that
                && Arrays.equals(bytes, that.bytes)
                && end == that.end
                && message.equals(that.message);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes (hash " + Arrays.hashCode(bytes) + "), " + end + " " + message;
    }

    /** Gives fewer bytes than asked for. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int most;
        private final SplittableRandom random;

        Trickle(byte[] bytes, int most, SplittableRandom random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.most = most;
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
        }
    }
}
