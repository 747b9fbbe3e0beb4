package dev.weir.codec;

import dev.weir.codec.JournalCodec.Tail;
import dev.weir.inventory.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stands behind the last whole line of a journal: nothing, or what the write of one more line left when it was cut short.
 *
 * <pre>
 *   {"previous":"77ab…","at":"20 NUL NUL NUL …           broken off: by a full disk, by a kill
 *   {"previous":"77ab…", … NUL NUL | … "hash":"5e…"}⏎    sectors may reach the disk in any order; those that did not are NUL
 * </pre>
 */
final class TornLine {

    private static final int SECTOR = 512;

    private TornLine() {}

    /** What stands there; empty where it is neither, and so was put there by somebody. */
    static Optional<Tail> tail(byte[] file, int from, String previous) {
        int end = file.length;
        while (end > from && file[end - 1] == 0) {
            end--;
        }
        if (end == from) {
            return Optional.of(Tail.CLEAN);
        }
        return isTorn(file, from, end, previous) ? Optional.of(Tail.TORN) : Optional.empty();
    }

    private static boolean isTorn(byte[] file, int from, int end, String previous) {
        int hole = hole(file, from, end);
        byte[] start = ("{\"previous\":\"" + previous + "\",\"at\":\"").getBytes(StandardCharsets.UTF_8);
        int seen = Math.min(hole - from, start.length);
        if (!Arrays.equals(file, from, from + seen, start, 0, seen)) {
            return false;
        }
        return hole == end
                ? isCut(new String(file, from, end - from, StandardCharsets.UTF_8))
                : areSectors(file, from, hole, end);
    }

    /** Where the first hole of the text begins; its end where it has none. */
    private static int hole(byte[] file, int from, int end) {
        int index = from;
        while (index < end && file[index] != 0) {
            index++;
        }
        return index;
    }

    /** A line that is whole but for its end carries its hash, and that must be right as far as it goes. */
    private static boolean isCut(String text) {
        int field = text.lastIndexOf(JournalCodec.HASH_FIELD);
        if (text.indexOf('\n') >= 0) {
            return false;
        }
        return field < 0
                || (Sha256.hex(text.substring(0, field)) + "\"}")
                        .startsWith(text.substring(field + JournalCodec.HASH_FIELD.length()));
    }

    /** Every hole is of whole sectors, and what ends before the end of a sector ends the line. */
    private static boolean areSectors(byte[] file, int from, int hole, int end) {
        for (int index = hole; index < end; index++) {
            boolean changes = index > from && (file[index] == 0) != (file[index - 1] == 0);
            if (changes && index % SECTOR != 0 || file[index] == '\n' && index != end - 1) {
                return false;
            }
        }
        return end % SECTOR == 0 || file[end - 1] == '\n';
    }
}
