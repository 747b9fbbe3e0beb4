package dev.weir.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {

    private static final int WHOLE = 1 << 20;

    private static Inflated inflate(byte[] gzip) {
        return Inflated.of(gzip, WHOLE, WHOLE, new SplittableRandom(1));
    }

    private static byte[] gzip(byte[] text, int level, int strategy, int flush, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        byte[] buffer = new byte[1 << 16];
        for (int at = 0; at < text.length; at += piece) {
            deflater.setInput(text, at, Math.min(piece, text.length - at));
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                out.write(buffer, 0, count);
            } while (count > 0 || !deflater.needsInput());
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(text);
        for (long word : new long[] {crc.getValue(), text.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (word >>> shift));
            }
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] text) {
        return gzip(text, 6, Deflater.DEFAULT_STRATEGY, Deflater.NO_FLUSH, Math.max(1, text.length));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Kinds of content: random, constant, lines, few letters, periods, what lies 32 KiB apart. */
    private static byte[] content(int kind, int size, SplittableRandom random) {
        byte[] bytes = new byte[size];
        int period = 1 + random.nextInt(40);
        byte[] line = "2 111122223333 eni-0a1b 192.0.2.10 198.51.100.7 49152 443 6 10 8400 ACCEPT OK - -\n"
                .getBytes(StandardCharsets.US_ASCII);
        if (kind == 0) {
            random.nextBytes(bytes);
            return bytes;
        }
        for (int at = 0; at < size; at++) {
            bytes[at] = switch (kind) {
                case 1 -> 'x';
                case 2 -> line[at % line.length] == '0' ? (byte) ('0' + random.nextInt(10)) : line[at % line.length];
                case 3 -> (byte) (random.nextInt(16) * random.nextInt(16));
                case 4 -> at < period ? (byte) random.nextInt(256) : bytes[at - period];
                default -> at < 32_500 || random.nextInt(200) == 0 ? (byte) random.nextInt(256) : bytes[at - 32_500];
            };
        }
        return bytes;
    }

    static Stream<Integer> levels() {
        return Stream.iterate(0, level -> level + 1).limit(10);
    }

    @ParameterizedTest
    @MethodSource("levels")
    void inflatesWhatEveryLevelAndStrategyDeflates(int level) {
        SplittableRandom random = new SplittableRandom(level);
        for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
            for (int flush : new int[] {Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH}) {
                for (int kind = 0; kind < 6; kind++) {
                    int size = random.nextInt(1 << 3 + random.nextInt(16));
                    byte[] text = content(kind, size, random);
                    byte[] gzip = gzip(text, level, strategy, flush, 1 + random.nextInt(1 + size));
                    int inputs = 1 << random.nextInt(18);
                    int reads = 1 << random.nextInt(18);
                    Inflated inflated = Inflated.of(gzip, inputs, reads, random);

                    String what =
                            "strategy " + strategy + ", flush " + flush + ", kind " + kind + ", " + size + " bytes";
                    assertThat(inflated.end()).as(what).isEqualTo(Inflated.End.WELL);
                    assertThat(Arrays.equals(inflated.bytes(), text)).as(what).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void acceptsAChangedStreamIfAndOnlyIfZlibDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 1500; round++) {
            byte[] text = content(random.nextInt(6), random.nextInt(1 << 3 + random.nextInt(10)), random);
            int level = 1 + random.nextInt(9);
            int strategy = random.nextInt(4) == 0 ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY;
            byte[] gzip = gzip(text, level, strategy, Deflater.SYNC_FLUSH, 1 + random.nextInt(1 + text.length));
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                // The header of the first block is what there is most to get wrong in.
                int far = random.nextBoolean() ? gzip.length - 10 : Math.min(gzip.length - 10, 90);
                gzip[10 + random.nextInt(far)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = random.nextInt(3) == 0 ? Arrays.copyOf(gzip, 10 + random.nextInt(gzip.length - 9)) : gzip;
            Inflated inflated = Inflated.of(cut, 1 << random.nextInt(14), 1 << random.nextInt(14), random);

            assertThat(inflated).as("seed %s, round %s", seed, round).isEqualTo(Inflated.byZlib(cut));
        }
    }

    @Test
    void endsEarlyWhereverItIsCutAndHandsOutWhatPrecedesTheCut() {
        SplittableRandom random = new SplittableRandom(3);
        for (int level : new int[] {0, 1, 6}) {
            byte[] text = content(2, 700, random);
            byte[] gzip = gzip(text, level, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH, 300);
            for (int length = 10; length < gzip.length; length++) {
                byte[] cut = Arrays.copyOf(gzip, length);
                Inflated inflated = inflate(cut);

                assertThat(inflated).as("cut to %s", length).isEqualTo(Inflated.byZlib(cut));
                assertThat(inflated.message()).isEqualTo("ends early: the gzip data is cut off");
            }
            for (int length = 0; length < 10; length++) {
                assertThat(inflate(Arrays.copyOf(gzip, length)).end())
                        .isEqualTo(length == 0 ? Inflated.End.CORRUPT : Inflated.End.EARLY);
            }
        }
    }

    @Test
    void readsMemberAfterMemberAndPaddingAfterTheLast() {
        SplittableRandom random = new SplittableRandom(4);
        byte[] first = content(2, 100_000, random);
        byte[] second = content(0, 70_000, random);
        byte[] all = join(gzip(first), gzip(new byte[0]), gzip(second), gzip(first), new byte[5000]);
        for (int inputs : new int[] {1, 3, 500, WHOLE}) {
            Inflated inflated = Inflated.of(all, inputs, WHOLE, random);

            assertThat(inflated.end()).isEqualTo(Inflated.End.WELL);
            assertThat(Arrays.equals(inflated.bytes(), join(first, second, first)))
                    .isTrue();
        }
    }

    @Test
    void neverReachesBackIntoTheMemberBefore() {
        byte[] before = gzip("before".getBytes(StandardCharsets.US_ASCII));
        byte[] reaching =
                new DeflateWriter().fixed(true).symbol('a').match(3, 2).end().gzip();

        // Near the end of the file, and far from it.
        for (int padding : new int[] {0, 5000}) {
            Inflated inflated = inflate(join(before, reaching, new byte[padding]));

            assertThat(inflated.message()).isEqualTo("corrupt gzip: invalid distance too far back");
            assertThat(new String(inflated.bytes(), StandardCharsets.US_ASCII)).isEqualTo("beforea");
        }
    }

    @Test
    void skipsWhatAHeaderMayHold() {
        byte[] plain = gzip("text".getBytes(StandardCharsets.US_ASCII));
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        for (int flags = 0; flags < 32; flags++) {
            byte[] head = plain.clone();
            head[3] = (byte) flags;
            byte[] gzip = join(
                    Arrays.copyOf(head, 10),
                    (flags & 4) != 0 ? join(new byte[] {3, 1}, new byte[259]) : new byte[0],
                    (flags & 8) != 0 ? "name\0".getBytes(StandardCharsets.US_ASCII) : new byte[0],
                    (flags & 16) != 0 ? "remark\0".getBytes(StandardCharsets.US_ASCII) : new byte[0],
                    (flags & 2) != 0 ? new byte[2] : new byte[0]);

            assertThat(new String(inflate(join(gzip, body)).bytes(), StandardCharsets.US_ASCII))
                    .as("flags %s", flags)
                    .isEqualTo("text");
            assertThat(inflate(gzip).end()).isEqualTo(Inflated.End.EARLY);
        }
    }

    @Test
    void noticesAWrongChecksumAndAWrongSizeAfterHandingOutTheBytes() {
        byte[] text = content(2, 150_000, new SplittableRandom(5));
        byte[] gzip = gzip(text);
        for (int back = 1; back <= 8; back++) {
            byte[] wrong = gzip.clone();
            wrong[wrong.length - back] ^= 1;
            Inflated inflated = inflate(join(wrong, gzip));

            assertThat(inflated.message()).isEqualTo("corrupt gzip: the checksum differs");
            assertThat(Arrays.equals(inflated.bytes(), text)).isTrue();
        }
    }

    @Test
    void tellsWhatTheStreamThrowsAfterWhatItGave() throws IOException {
        byte[] text = content(2, 100_000, new SplittableRandom(6));
        byte[] gzip = gzip(text);
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        InputStream half = new ByteArrayInputStream(gzip, 0, gzip.length / 2);
        try (GzipMembers in = new GzipMembers(new SequenceInputStream(half, breaking))) {
            byte[] read = new byte[text.length];
            assertThatThrownBy(() -> {
                        for (int at = 0; true; at++) {
                            read[at] = (byte) in.read();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone");

            Inflated cut = Inflated.byZlib(Arrays.copyOf(gzip, gzip.length / 2));
            assertThat(cut.bytes()).hasSizeGreaterThan(10_000);
            assertThat(Arrays.copyOf(read, cut.bytes().length)).isEqualTo(cut.bytes());
        }
    }

    /** By Python 3.11: {@code gzip.compress}, {@code Z_FIXED}, {@code Z_RLE}, {@code Z_HUFFMAN_ONLY} with the least memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f8b08000000000002034b4c4a4483006886e90a12000000",
                "1f8b08000000000004032b4fcd2c52281ffa040097de2213c8000000",
                "1f8b080000000000020333b434d233d0036205131363054328cf10856784c23346e199a0f04c517866283c73149e050acf12"
                        + "d57634c7405c0300e1393df9aa000000",
                "1f8b08000000000004034b1c0544832410480400db0e822432010000",
                "1f8b080000000000040304c18111c3000c02b15598e0cf60d2c6fb2f16c91786306a57be3004ab5df9c210a276e50b4358b5"
                        + "2b5f1842d5ae7c61088fda952f0ce1a776e50b43f8ab5df9c2105eb52b7f05c1411100000802c12a24b811e463ff62ee5e18"
                        + "c2a95df9c2103c6a57be30045bedea01e1393df9aa000000"
            })
    void readsWhatPythonWrote(String hex) {
        assertThat(inflate(HexFormat.of().parseHex(hex)).end()).isEqualTo(Inflated.End.WELL);
    }
}
