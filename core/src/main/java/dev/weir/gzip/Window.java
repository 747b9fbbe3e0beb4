package dev.weir.gzip;

/**
 * What was inflated last: the 32 KiB that a distance may reach back to, and before {@code end} what nobody has read yet.
 *
 * <pre>
 *   bytes   hhhhhhhhhhhhhhhhhhhhhhxxxxxxxxxxxx................ssssss
 *           ^floor: the member's  ^read       ^end          ^limit, and room for what one symbol
 *            first byte, or 0                                writes beyond it
 * </pre>
 */
final class Window {

    /** How far a distance reaches. */
    static final int HISTORY = 32 * 1024;

    private static final int CHUNK = 64 * 1024;

    /** Of many files no more than a head is read, which shows what they hold. */
    private static final int HEAD = 2 * 1024;

    /** More than six literals, the longest match and the last step of a copy by words write. */
    private static final int SLACK = 320;

    final byte[] bytes = new byte[HISTORY + CHUNK + SLACK];

    /** Where writing stops until what was written is read. */
    int limit = HEAD;

    int floor;
    int read;
    int end;

    boolean isUnread() {
        return read < end;
    }

    boolean isFull() {
        return end >= limit;
    }

    /** From here on no distance reaches further back. */
    void begin() {
        floor = end;
    }

    /** Makes room, once all is read. */
    void slide() {
        limit = end < HEAD ? HEAD : HISTORY + CHUNK;
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
