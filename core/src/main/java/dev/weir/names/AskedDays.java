package dev.weir.names;

import java.util.Arrays;

/**
 * When one thing was asked: of every day the first time and the last.
 *
 * <p>A day is one number, so that the days are an ascending list: {@code day since 1970, 30 | first second of the day 17 | last
 * 17}. What was asked between the two is not known any more: {@link #maybeIn} then says yes and {@link #surelyIn} no.
 */
final class AskedDays {

    private static final long DAY = 86_400;
    private static final int SECOND_BITS = 17;
    private static final long SECOND = (1L << SECOND_BITS) - 1;

    private long[] days = new long[1];
    private int size;

    /** Notes a time, in seconds since 1970. */
    void add(long time) {
        long day = Math.floorDiv(time, DAY);
        long second = Math.floorMod(time, DAY);
        add(day, second, second);
    }

    /** Notes all that another one knows. */
    void add(AskedDays other) {
        for (int i = 0; i < other.size; i++) {
            add(day(other.days[i]), first(other.days[i]), last(other.days[i]));
        }
    }

    private void add(long day, long first, long last) {
        int at = size;
        while (at > 0 && day(days[at - 1]) >= day) {
            at--;
        }
        if (at < size && day(days[at]) == day) {
            days[at] = packed(day, Math.min(first, first(days[at])), Math.max(last, last(days[at])));
            return;
        }
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
        }
        System.arraycopy(days, at, days, at + 1, size - at);
        days[at] = packed(day, first, last);
        size++;
    }

    private static long packed(long day, long first, long last) {
        return day << 2 * SECOND_BITS | first << SECOND_BITS | last;
    }

    private static long day(long packed) {
        return packed >> 2 * SECOND_BITS;
    }

    private static long first(long packed) {
        return packed >> SECOND_BITS & SECOND;
    }

    private static long last(long packed) {
        return packed & SECOND;
    }

    /** Whether it was asked at some time before this one. */
    boolean isBefore(long time) {
        return day(days[0]) * DAY + first(days[0]) < time;
    }

    /** Whether it may have been asked from one time to another, both included. */
    boolean maybeIn(long from, long to) {
        for (int i = size - 1; i >= 0; i--) {
            long start = day(days[i]) * DAY;
            if (start + last(days[i]) >= from && start + first(days[i]) <= to) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was asked from one time to another, both included. */
    boolean surelyIn(long from, long to) {
        for (int i = size - 1; i >= 0; i--) {
            long start = day(days[i]) * DAY;
            if (isIn(start + first(days[i]), from, to) || isIn(start + last(days[i]), from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(long time, long from, long to) {
        return from <= time && time <= to;
    }
}
