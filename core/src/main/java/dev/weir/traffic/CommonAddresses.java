package dev.weir.traffic;

import java.util.Arrays;

/**
 * Which addresses all records of an interface share, by the interface's token and address family: at most the two ends of the
 * first record, and fewer with every other.
 */
final class CommonAddresses {

    /** How many are left, by token and family; -1 where no record was seen. */
    private final byte[] counts;
    /** Two addresses for each, upper and lower half. */
    private final long[] halves;

    CommonAddresses(int tokens) {
        counts = new byte[2 * tokens];
        Arrays.fill(counts, (byte) -1);
        halves = new long[2 * 4 * tokens];
    }

    /** Takes the ends of a record; where they are not of one family, no address is taken for the interface's. */
    void see(int token, int family, long high, long low, int otherFamily, long otherHigh, long otherLow) {
        int row = row(token, family);
        int at = 4 * row;
        int left = counts[row];
        counts[row] = 0;
        if (otherFamily != family) {
            return;
        }
        if (left < 0) {
            keep(row, high, low);
            if (otherHigh != high || otherLow != low) {
                keep(row, otherHigh, otherLow);
            }
            return;
        }
        for (int i = 0; i < left; i++) {
            long keptHigh = halves[at + 2 * i];
            long keptLow = halves[at + 2 * i + 1];
            boolean other = keptHigh == otherHigh && keptLow == otherLow;
            if (other || keptHigh == high && keptLow == low) {
                keep(row, keptHigh, keptLow);
            }
        }
    }

    private void keep(int row, long high, long low) {
        int at = 4 * row + 2 * counts[row]++;
        halves[at] = high;
        halves[at + 1] = low;
    }

    /** Whether some record of the interface was seen. */
    boolean isSeen(int token) {
        return counts[row(token, 4)] >= 0 || counts[row(token, 6)] >= 0;
    }

    /** Adds the address that all records share, of each family that has just one such. */
    void addSingle(int token, AddressList list) {
        for (int family = 4; family <= 6; family += 2) {
            int row = row(token, family);
            if (counts[row] == 1) {
                list.add(family, halves[4 * row], halves[4 * row + 1]);
            }
        }
    }

    private static int row(int token, int family) {
        return 2 * token + (family == 6 ? 1 : 0);
    }
}
