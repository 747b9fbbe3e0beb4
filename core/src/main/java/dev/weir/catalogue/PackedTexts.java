package dev.weir.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts by number, in the order in which they came, in a fifth of the bytes or less where they are keys of S3 or digests.
 *
 * <pre>
 * s3://logs/AWSLogs/…/2026/11/21/111122223333_vpcflowlogs_eu-west-1_fl-0a1b_ 20261121T0620Z_1a2b3c4d .log.gz
 * \_________________________ head __________________________________________/ \_____ middle ________/ \ tail /
 * </pre>
 *
 * <p>Head and tail together are a frame, which many texts share and which is kept once; where too few share it, the frame is empty. The
 * middle is UTF-8 in which eight hexadecimal digits are four bytes after one that is none of UTF-8. {@value #BLOCK} texts are a
 * block: the number of its frame, the length of its middle and the middle, for each.
 *
 * <p>What UTF-8 cannot write, half a surrogate pair, comes back as a question mark, as out of our files.
 */
public final class PackedTexts {

    private static final int BLOCK = 64;

    /** A frame is kept where at least so many texts share one, on the average. */
    private static final int SHARING = 8;

    private static final int FRAMES_ANYWAY = 1000;
    private static final int DIGITS = 8;

    /** No byte of UTF-8: eight hexadecimal digits follow in four bytes. */
    private static final int PACKED = 0xff;

    private final List<byte[]> blocks = new ArrayList<>();
    private byte[] open = new byte[BLOCK * 32];
    private int used;
    private int size;
    private final List<Frame> frames = new ArrayList<>(List.of(Frame.NONE));
    private final Map<Frame, Integer> numbers = new HashMap<>();

    private record Frame(String head, String tail) {
        static final Frame NONE = new Frame("", "");
    }

    public int size() {
        return size;
    }

    /** Takes one more; the number that it has from now on. */
    public int add(String text) {
        int head = head(text);
        int tail = tail(text, head);
        int frame = frame(text, head, tail);
        byte[] middle = (frame == 0 ? text : text.substring(head, tail)).getBytes(StandardCharsets.UTF_8);
        int length = pack(middle);
        if (open.length - used < length + 10) {
            open = Arrays.copyOf(open, 2 * open.length + length);
        }
        number(frame);
        number(length);
        System.arraycopy(middle, 0, open, used, length);
        used += length;
        size++;
        if (size % BLOCK == 0) {
            blocks.add(Arrays.copyOf(open, used));
            used = 0;
        }
        return size - 1;
    }

    /** Behind the last but one {@code _} of what follows the last slash, or behind that slash. */
    private static int head(String text) {
        int folder = text.lastIndexOf('/') + 1;
        int last = text.lastIndexOf('_');
        int before = text.lastIndexOf('_', last - 1);
        return Math.max(folder, before + 1);
    }

    private static int tail(String text, int head) {
        int dot = text.indexOf('.', head);
        return dot < 0 ? text.length() : dot;
    }

    private int frame(String text, int head, int tail) {
        if (head == 0 && tail == text.length()) {
            return 0;
        }
        Frame frame = new Frame(text.substring(0, head), text.substring(tail));
        Integer known = numbers.get(frame);
        if (known != null) {
            return known;
        }
        if (frames.size() > FRAMES_ANYWAY + size / SHARING) {
            return 0;
        }
        numbers.put(frame, frames.size());
        frames.add(frame);
        return frames.size() - 1;
    }

    private void number(int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            open[used++] = (byte) (rest | 0x80);
        }
        open[used++] = (byte) rest;
    }

    /** Packs the digits among these bytes in their place; how many bytes are left. */
    private static int pack(byte[] bytes) {
        int to = 0;
        for (int from = 0; from < bytes.length; ) {
            if (areDigits(bytes, from)) {
                byte first = pair(bytes, from); // where the mark of packing may come to lie
                bytes[to++] = (byte) PACKED;
                bytes[to++] = first;
                for (int at = from + 2; at < from + DIGITS; at += 2) {
                    bytes[to++] = pair(bytes, at);
                }
                from += DIGITS;
            } else {
                bytes[to++] = bytes[from++];
            }
        }
        return to;
    }

    private static byte pair(byte[] bytes, int at) {
        return (byte) (digit(bytes[at]) << 4 | digit(bytes[at + 1]));
    }

    private static boolean areDigits(byte[] bytes, int from) {
        if (from + DIGITS > bytes.length) {
            return false;
        }
        for (int at = from; at < from + DIGITS; at++) {
            if (digit(bytes[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int digit(byte letter) {
        return letter >= '0' && letter <= '9' ? letter - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** The text of this number. */
    public String get(int number) {
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException("text " + number + " of " + size);
        }
        BlockPlace place = new BlockPlace(number / BLOCK < blocks.size() ? blocks.get(number / BLOCK) : open);
        for (int before = number % BLOCK; before > 0; before--) {
            place.number();
            int length = place.number();
            place.at += length;
        }
        int frame = place.number();
        String middle = place.text(place.number());
        return frame == 0
                ? middle
                : frames.get(frame)
                        .head()
                        .concat(middle)
                        .concat(frames.get(frame).tail());
    }

    /** Where one is in a block. */
    private static final class BlockPlace {
        private final byte[] block;
        private int at;

        BlockPlace(byte[] block) {
            this.block = block;
        }

        int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = block[at++];
                value |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        String text(int length) {
            byte[] bytes = new byte[2 * length];
            int to = 0;
            for (int end = at + length; at < end; at++) {
                if ((block[at] & 0xff) == PACKED) {
                    for (int pair = 1; pair <= DIGITS / 2; pair++) {
                        bytes[to++] = (byte) Character.forDigit(block[at + pair] >> 4 & 0xf, 16);
                        bytes[to++] = (byte) Character.forDigit(block[at + pair] & 0xf, 16);
                    }
                    at += DIGITS / 2;
                } else {
                    bytes[to++] = block[at];
                }
            }
            return new String(bytes, 0, to, StandardCharsets.UTF_8);
        }
    }

    /** The numbers of all texts, sorted by text. */
    public int[] sorted() {
        int same = size == 0 ? 0 : alike();
        long[] starts = new long[size];
        for (int number = 0; number < size; number++) {
            starts[number] = start(get(number), same);
        }
        return NumberSort.sorted(size, (one, other) -> {
            int byStart = Long.compareUnsigned(starts[one], starts[other]);
            return byStart != 0 ? byStart : get(one).compareTo(get(other));
        });
    }

    /** With how many letters all begin alike. */
    private int alike() {
        String first = get(0);
        int same = first.length();
        for (int number = 1; number < size && same > 0; number++) {
            String other = get(number);
            same = Math.min(same, other.length());
            while (same > 0 && !other.regionMatches(0, first, 0, same)) {
                same--;
            }
        }
        return same;
    }

    /** Eight letters from here on, in the order that texts have; only so far as each fits into a byte. */
    private static long start(String text, int from) {
        long start = 0;
        int end = Math.min(text.length(), from + Long.BYTES);
        for (int at = from, shift = 56; at < end; at++, shift -= Byte.SIZE) {
            int letter = Math.min(text.charAt(at), 0xff);
            start |= (long) letter << shift;
            if (letter == 0xff) {
                return start;
            }
        }
        return start;
    }
}
