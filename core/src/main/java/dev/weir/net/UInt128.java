package dev.weir.net;

import java.math.BigInteger;

/**
 * Arithmetic on unsigned 128-bit numbers held in two {@code long}s, high word first.
 *
 * <p>IPv4 addresses are the numbers below 2<sup>32</sup>. Nothing here allocates except {@link #toBigInteger}.
 */
final class UInt128 {

    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

    private UInt128() {}

    static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** The high word of {@code value + 1}; the sum of the largest number and 1 wraps to zero. */
    static long highOfIncrement(long high, long low) {
        return low == -1L ? high + 1 : high;
    }

    /** The high word of {@code value - 1}; zero wraps to the largest number. */
    static long highOfDecrement(long high, long low) {
        return low == 0L ? high - 1 : high;
    }

    /** The high word of the mask that keeps the first {@code length} of 128 bits. */
    static long highMask(int length) {
        return length >= 64 ? -1L : length == 0 ? 0L : -1L << (64 - length);
    }

    /** The low word of the mask that keeps the first {@code length} of 128 bits. */
    static long lowMask(int length) {
        return length <= 64 ? 0L : length == 128 ? -1L : -1L << (128 - length);
    }

    static BigInteger toBigInteger(long high, long low) {
        BigInteger lowPart = BigInteger.valueOf(low & Long.MAX_VALUE);
        if (low < 0) {
            lowPart = lowPart.setBit(63);
        }
        if (high == 0) {
            return lowPart;
        }
        BigInteger highPart = BigInteger.valueOf(high & Long.MAX_VALUE);
        if (high < 0) {
            highPart = highPart.setBit(63);
        }
        return highPart.multiply(WORD).add(lowPart);
    }
}
