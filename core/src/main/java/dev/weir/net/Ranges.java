package dev.weir.net;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Sorted, disjoint, non-adjacent runs of unsigned 128-bit numbers: the one representation behind both families.
 *
 * <p>Four words a run: first high, first low, last high, last low. Canonical, so equal sets have equal arrays. Every
 * operation is one merge over the runs:
 *
 * <pre>
 *   this    |------|      |---|   |--------|
 *   other       |------|            |--|
 *   union   |----------|  |---|   |--------|
 *   minus   |--|          |---|   |-|    |-|
 *   both        |--|                |--|
 * </pre>
 */
final class Ranges {

    static final Ranges EMPTY = new Ranges(new long[0]);

    private static final int WORDS = 4;

    private final long[] words;

    private Ranges(long[] words) {
        this.words = words;
    }

    static Ranges of(long firstHigh, long firstLow, long lastHigh, long lastLow) {
        return new Ranges(new long[] {firstHigh, firstLow, lastHigh, lastLow});
    }

    int count() {
        return words.length / WORDS;
    }

    boolean isEmpty() {
        return words.length == 0;
    }

    long firstHigh(int run) {
        return words[run * WORDS];
    }

    long firstLow(int run) {
        return words[run * WORDS + 1];
    }

    long lastHigh(int run) {
        return words[run * WORDS + 2];
    }

    long lastLow(int run) {
        return words[run * WORDS + 3];
    }

    /** Sorts and joins runs that may overlap, touch or repeat; {@code runs} is used up. */
    static Ranges normalize(long[][] runs) {
        if (runs.length == 0) {
            return EMPTY;
        }
        Arrays.sort(runs, (a, b) -> UInt128.compare(a[0], a[1], b[0], b[1]));
        Builder builder = new Builder(runs.length);
        for (long[] run : runs) {
            builder.append(run[0], run[1], run[2], run[3]);
        }
        return builder.build();
    }

    /** The union of many, in one sort. */
    static Ranges unionOf(List<Ranges> many) {
        Ranges first = EMPTY;
        boolean allAlike = true;
        int count = 0;
        for (Ranges ranges : many) {
            if (!ranges.isEmpty()) {
                first = first.isEmpty() ? ranges : first;
                allAlike &= first.equals(ranges);
                count += ranges.count();
            }
        }
        if (allAlike) {
            return first;
        }
        long[][] runs = new long[count][];
        int next = 0;
        for (Ranges ranges : many) {
            for (int run = 0; run < ranges.count(); run++) {
                runs[next++] = Arrays.copyOfRange(ranges.words, run * WORDS, (run + 1) * WORDS);
            }
        }
        return normalize(runs);
    }

    Ranges union(Ranges other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty() || equals(other)) {
            return this;
        }
        Builder builder = new Builder(count() + other.count());
        int mine = 0;
        int theirs = 0;
        while (mine < count() || theirs < other.count()) {
            boolean takeMine = theirs == other.count()
                    || mine < count()
                            && UInt128.compare(
                                            firstHigh(mine),
                                            firstLow(mine),
                                            other.firstHigh(theirs),
                                            other.firstLow(theirs))
                                    <= 0;
            if (takeMine) {
                builder.append(firstHigh(mine), firstLow(mine), lastHigh(mine), lastLow(mine));
                mine++;
            } else {
                builder.append(
                        other.firstHigh(theirs), other.firstLow(theirs), other.lastHigh(theirs), other.lastLow(theirs));
                theirs++;
            }
        }
        return builder.build();
    }

    Ranges intersect(Ranges other) {
        if (isEmpty() || other.isEmpty()) {
            return EMPTY;
        }
        Builder builder = new Builder(Math.min(count(), other.count()));
        int mine = firstEndingAt(other.firstHigh(0), other.firstLow(0));
        int theirs = other.firstEndingAt(firstHigh(0), firstLow(0));
        while (mine < count() && theirs < other.count()) {
            boolean mineStartsLater =
                    UInt128.compare(firstHigh(mine), firstLow(mine), other.firstHigh(theirs), other.firstLow(theirs))
                            >= 0;
            long high = mineStartsLater ? firstHigh(mine) : other.firstHigh(theirs);
            long low = mineStartsLater ? firstLow(mine) : other.firstLow(theirs);
            boolean mineEndsFirst =
                    UInt128.compare(lastHigh(mine), lastLow(mine), other.lastHigh(theirs), other.lastLow(theirs)) <= 0;
            long endHigh = mineEndsFirst ? lastHigh(mine) : other.lastHigh(theirs);
            long endLow = mineEndsFirst ? lastLow(mine) : other.lastLow(theirs);
            if (UInt128.compare(high, low, endHigh, endLow) <= 0) {
                builder.append(high, low, endHigh, endLow);
            }
            if (mineEndsFirst) {
                mine++;
            } else {
                theirs++;
            }
        }
        return builder.build();
    }

    Ranges minus(Ranges other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        Builder builder = new Builder(count() + other.count());
        int theirs = 0;
        for (int mine = 0; mine < count(); mine++) {
            long high = firstHigh(mine);
            long low = firstLow(mine);
            long endHigh = lastHigh(mine);
            long endLow = lastLow(mine);
            while (theirs < other.count()
                    && UInt128.compare(other.lastHigh(theirs), other.lastLow(theirs), high, low) < 0) {
                theirs++;
            }
            boolean left = true;
            for (int cut = theirs; cut < other.count(); cut++) {
                long cutHigh = other.firstHigh(cut);
                long cutLow = other.firstLow(cut);
                if (UInt128.compare(cutHigh, cutLow, endHigh, endLow) > 0) {
                    break;
                }
                if (UInt128.compare(high, low, cutHigh, cutLow) < 0) {
                    builder.append(high, low, UInt128.highOfDecrement(cutHigh, cutLow), cutLow - 1);
                }
                long cutEndHigh = other.lastHigh(cut);
                long cutEndLow = other.lastLow(cut);
                if (UInt128.compare(cutEndHigh, cutEndLow, endHigh, endLow) >= 0) {
                    left = false;
                    break;
                }
                high = UInt128.highOfIncrement(cutEndHigh, cutEndLow);
                low = cutEndLow + 1;
            }
            if (left) {
                builder.append(high, low, endHigh, endLow);
            }
        }
        return builder.build();
    }

    boolean contains(long high, long low) {
        int run = firstEndingAt(high, low);
        return run < count() && UInt128.compare(firstHigh(run), firstLow(run), high, low) <= 0;
    }

    /** Whether any number of this run is in one of ours. */
    boolean meets(long firstHigh, long firstLow, long lastHigh, long lastLow) {
        int run = firstEndingAt(firstHigh, firstLow);
        return run < count() && UInt128.compare(firstHigh(run), firstLow(run), lastHigh, lastLow) <= 0;
    }

    /** The first run whose last number is this one or above it; {@link #count} where there is none. */
    private int firstEndingAt(long high, long low) {
        int from = 0;
        int to = count();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (UInt128.compare(lastHigh(middle), lastLow(middle), high, low) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    BigInteger size() {
        if (isEmpty()) {
            return BigInteger.ZERO;
        }
        if (lastHigh(count() - 1) == 0 && lastLow(count() - 1) >>> 32 == 0) {
            long small = 0;
            for (int run = 0; run < count(); run++) {
                small += lastLow(run) - firstLow(run) + 1;
            }
            return BigInteger.valueOf(small);
        }
        BigInteger size = BigInteger.ZERO;
        for (int run = 0; run < count(); run++) {
            long low = lastLow(run) - firstLow(run);
            long borrow = Long.compareUnsigned(lastLow(run), firstLow(run)) < 0 ? 1 : 0;
            long high = lastHigh(run) - firstHigh(run) - borrow;
            size = size.add(UInt128.toBigInteger(high, low)).add(BigInteger.ONE);
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ranges ranges && Arrays.equals(words, ranges.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** Takes runs in the order of their first number and joins those that overlap or touch. */
    private static final class Builder {

        private long[] words;
        private int size;

        Builder(int runs) {
            words = new long[Math.max(1, runs) * WORDS];
        }

        void append(long firstHigh, long firstLow, long lastHigh, long lastLow) {
            if (size > 0) {
                long endHigh = words[size - 2];
                long endLow = words[size - 1];
                boolean endsAtMaximum = endHigh == -1L && endLow == -1L;
                if (endsAtMaximum
                        || UInt128.compare(firstHigh, firstLow, UInt128.highOfIncrement(endHigh, endLow), endLow + 1)
                                <= 0) {
                    if (UInt128.compare(lastHigh, lastLow, endHigh, endLow) > 0) {
                        words[size - 2] = lastHigh;
                        words[size - 1] = lastLow;
                    }
                    return;
                }
            }
            if (size == words.length) {
                words = Arrays.copyOf(words, size * 2);
            }
            words[size] = firstHigh;
            words[size + 1] = firstLow;
            words[size + 2] = lastHigh;
            words[size + 3] = lastLow;
            size += WORDS;
        }

        Ranges build() {
            return size == 0 ? EMPTY : new Ranges(size == words.length ? words : Arrays.copyOf(words, size));
        }
    }
}
