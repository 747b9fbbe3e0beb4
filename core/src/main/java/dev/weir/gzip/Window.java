package dev.weir.gzip;

/**
 * What was inflated last: the 32 KiB that a distance may reach back to, and before {@code end} what nobody has read yet.
 *
 * <pre>
 *   bytes   hhhhhhhhhhhhhhhhhhhhhhxxxxxxxxxxxx................ssssss
 *           ^floor: the member's  ^read       ^end          ^LIMIT, and room for what one symbol
 *            first byte, or 0                                writes beyond it
 * </pre>
 */
final class Window {

    /** How far a distance reaches. */
    static final int HISTORY = 32 * 1024;

    private static final int CHUNK = 64 * 1024;

    /** Where writing stops until what was written is read. */
    static final int LIMIT = HISTORY + CHUNK;

    /** More than six literals, the longest match and the last step of a copy by words write. */
    private static final int SLACK = 320;

    final byte[] bytes = new byte[LIMIT + SLACK];
    int floor;
    int read;
    int end;

    boolean isUnread() {
        return read < end;
    }

    boolean isFull() {
        return end >= LIMIT;
    }

    /** From here on no distance reaches further back. */
    void begin() {
        floor = end;
    }

    /** Makes room, once all is read. */
    void slide() {
        if (isFull()) {
            int gone = end - HISTORY;
            System.arraycopy(bytes, gone, bytes, 0, HISTORY);
            floor = Math.max(0, floor - gone);
            end = HISTORY;
            read = HISTORY;
        }
    }

    int hand(byte[] target, int offset, int length) {
        int count = Math.min(length, end - read);
        System.arraycopy(bytes, read, target, offset, count);
        read += count;
        return count;
    }
}
