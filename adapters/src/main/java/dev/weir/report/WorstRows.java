package dev.weir.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The worst rows that came, up to a bound, and how many there were in all: a million rows are no table. */
public final class WorstRows<T> {

    private final int bound;
    private final Comparator<T> worstFirst;
    private final PriorityQueue<T> kept;
    private long seen;

    public WorstRows(int bound, Comparator<T> worstFirst) {
        this.bound = bound;
        this.worstFirst = worstFirst;
        kept = new PriorityQueue<>(64, worstFirst.reversed());
    }

    public void add(T row) {
        seen++;
        if (kept.size() < bound) {
            kept.add(row);
        } else if (worstFirst.compare(row, kept.element()) < 0) {
            kept.remove();
            kept.add(row);
        }
    }

    public List<T> worstFirst() {
        List<T> rows = new ArrayList<>(kept);
        rows.sort(worstFirst);
        return rows;
    }

    /** How many came that are not kept. */
    public long left() {
        return seen - kept.size();
    }

    boolean isEmpty() {
        return seen == 0;
    }
}
