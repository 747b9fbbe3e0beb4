package dev.weir.recommendation;

import dev.weir.recommendation.MergedPorts.PortSpan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules that name ranges of ports, best among all sets that guillotine cuts reach.
 *
 * <p>A box is tightened around its points, then stays whole, or is cut straight through: between two of its ports, or into
 * the two halves of its prefix. Equal tight boxes are solved once. Sets of rules that no straight cut separates (a pinwheel
 * of four around a fifth) are not reached, so this is called guillotine, not exact.
 *
 * <pre>
 *   ports  ^  +---+ :                  one cut by port (:), then the right part
 *          |  | A | : +--+             by prefix (-), then both tightened
 *          |  +---+ : |B |  - - - -
 *          |        : +--+ +----+
 *          +-----------------------&gt; addresses
 * </pre>
 */
final class GuillotineCurve implements Curve {

    /** Sums tried before giving up: about a second. */
    private static final long MOST_WORK = 12_000_000;

    private final MergedPorts points;
    private final int limit;
    private final Map<PortSpan, Solved> solved = new HashMap<>();
    private long work;

    private GuillotineCurve(MergedPorts points, int limit) {
        this.points = points;
        this.limit = limit;
    }

    /** Costs by number of rules, and how each is reached. */
    private record Solved(BigInteger[] costs, Split[] cuts) {}

    /** Two parts and how many rules the first gets. */
    private record Split(PortSpan first, PortSpan second, int inFirst) {}

    /** The curve, or nothing if there is too much to try. */
    static Optional<Curve> of(MergedPorts points, int limit) {
        GuillotineCurve curve = new GuillotineCurve(points, limit);
        curve.solve(points.whole());
        return curve.work > MOST_WORK ? Optional.empty() : Optional.of(curve);
    }

    private Solved solve(PortSpan span) {
        Solved known = solved.get(span);
        if (known != null) {
            return known;
        }
        BigInteger[] costs = new BigInteger[limit];
        Arrays.fill(costs, Allocation.INFINITE);
        Split[] cuts = new Split[limit];
        costs[0] = points.cost(span).orElse(Allocation.INFINITE);
        work += 50L * (span.toColumn() - span.fromColumn() + 1);
        if (costs[0].shiftRight(TIE_BITS).signum() > 0) {
            for (Split cut : cuts(span)) {
                if (work > MOST_WORK) {
                    break;
                }
                tryCut(cut, costs, cuts);
            }
        }
        int end = limit;
        while (end > 1 && costs[end - 1].shiftRight(TIE_BITS).compareTo(costs[end - 2].shiftRight(TIE_BITS)) >= 0) {
            end--;
        }
        Solved made = new Solved(Arrays.copyOf(costs, end), Arrays.copyOf(cuts, end));
        solved.put(span, made);
        return made;
    }

    /** All cuts, by port first, ascending. */
    private List<Split> cuts(PortSpan span) {
        List<Split> cuts = new ArrayList<>();
        for (int column = span.fromColumn(); column < span.toColumn(); column++) {
            Optional<PortSpan> first = points.tight(span.fromColumn(), column, span.fromRow(), span.toRow());
            Optional<PortSpan> second = points.tight(column + 1, span.toColumn(), span.fromRow(), span.toRow());
            work += 2L * (span.toRow() - span.fromRow() + 1);
            if (first.isPresent() && second.isPresent()) {
                cuts.add(new Split(first.get(), second.get(), 0));
            }
        }
        if (span.fromRow() < span.toRow()) {
            int row = points.lastRowOfLowerHalf(span);
            Optional<PortSpan> first = points.tight(span.fromColumn(), span.toColumn(), span.fromRow(), row);
            Optional<PortSpan> second = points.tight(span.fromColumn(), span.toColumn(), row + 1, span.toRow());
            if (first.isPresent() && second.isPresent()) {
                cuts.add(new Split(first.get(), second.get(), 0));
            }
        }
        return cuts;
    }

    private void tryCut(Split cut, BigInteger[] costs, Split[] cuts) {
        BigInteger[] first = solve(cut.first()).costs();
        BigInteger[] second = solve(cut.second()).costs();
        for (int i = 0; i < first.length && i + 1 < limit; i++) {
            for (int j = 0; j < second.length && i + j + 1 < limit; j++) {
                work++;
                BigInteger sum = first[i].add(second[j]);
                if (sum.compareTo(costs[i + j + 1]) < 0) {
                    costs[i + j + 1] = sum;
                    cuts[i + j + 1] = new Split(cut.first(), cut.second(), i + 1);
                }
            }
        }
    }

    @Override
    public int length() {
        return solve(points.whole()).costs().length;
    }

    @Override
    public Optional<BigInteger> cost(int rules) {
        BigInteger cost = solve(points.whole()).costs()[rules - 1];
        return cost.compareTo(Allocation.INFINITE) < 0 ? Optional.of(cost) : Optional.empty();
    }

    @Override
    public List<Box> boxes(int rules) {
        List<Box> boxes = new ArrayList<>(rules);
        collect(points.whole(), rules, boxes);
        return boxes;
    }

    private void collect(PortSpan span, int rules, List<Box> into) {
        if (rules == 1) {
            into.add(points.box(span));
            return;
        }
        Split cut = solve(span).cuts()[rules - 1];
        collect(cut.first(), cut.inFirst(), into);
        collect(cut.second(), rules - cut.inFirst(), into);
    }

    @Override
    public int fewestEver() {
        work = 0;
        int fewest = fewest(points.whole(), new HashMap<>());
        return work > MOST_WORK ? PortsFirstCurve.of(points, 1).fewestEver() : fewest;
    }

    private int fewest(PortSpan span, Map<PortSpan, Integer> known) {
        Integer before = known.get(span);
        if (before != null) {
            return before;
        }
        int fewest = span.isPoint() ? 1 : Integer.MAX_VALUE / 4;
        if (points.mayStand(span) || work > MOST_WORK) {
            fewest = 1;
        } else {
            for (Split cut : cuts(span)) {
                fewest = Math.min(fewest, fewest(cut.first(), known) + fewest(cut.second(), known));
            }
        }
        known.put(span, fewest);
        return fewest;
    }
}
