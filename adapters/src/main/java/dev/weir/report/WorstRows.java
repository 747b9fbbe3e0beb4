package dev.weir.report;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The worst rows that came, up to a bound, and how many there were in all: a million rows are no table. */
final class WorstRows {

    private final int bound;
    private final PriorityQueue<Row> kept = new PriorityQueue<>(64, Row.WORST_FIRST.reversed());
    private long seen;

    WorstRows(int bound) {
        this.bound = bound;
    }

    void add(Row row) {
        seen++;
        if (kept.size() < bound) {
            kept.add(row);
        } else if (Row.WORST_FIRST.compare(row, kept.element()) < 0) {
            kept.remove();
            kept.add(row);
        }
    }

    /** The worst, worst first. */
    List<Row> worstFirst() {
        List<Row> rows = new ArrayList<>(kept);
        rows.sort(Row.WORST_FIRST);
        return rows;
    }

    /** How many came that are not kept. */
    long left() {
        return seen - kept.size();
    }

    boolean isEmpty() {
        return seen == 0;
    }
}
