package dev.weir.recommendation;

import dev.weir.net.PortRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rules that name ranges of ports, found by cutting between ports only: for more points than guillotine cuts can be tried on.
 *
 * <p>The columns are divided into runs. A run of one column has the exact curve of its class, a longer run is one box. Best
 * among those sets of rules, by trying every run for every number of rules.
 */
record PortsFirstCurve(
        MergedPorts points, List<PrefixCurve> alone, List<List<LastRun>> best, int length, int fewestEver)
        implements Curve {

    /** The best for the columns up to one of them: the last run starts at {@code from} and takes {@code rules}. */
    record LastRun(BigInteger cost, int from, int rules) {}

    static PortsFirstCurve of(MergedPorts points, int limit) {
        List<PrefixCurve> alone = new ArrayList<>();
        for (int column = 0; column < points.columns(); column++) {
            alone.add(points.column(column).curve(points.family, points.constraints, limit));
        }
        List<List<LastRun>> best = new ArrayList<>();
        best.add(List.of(new LastRun(BigInteger.ZERO, 0, 0)));
        int[] fewest = new int[points.columns() + 1];
        for (int end = 1; end <= points.columns(); end++) {
            LastRun[] steps = new LastRun[limit + 1];
            Arrays.fill(steps, new LastRun(Allocation.INFINITE, 0, 0));
            fewest[end] = fewest[end - 1] + alone.get(end - 1).fewestEver();
            PrefixCurve last = alone.get(end - 1);
            int ports = points.column(end - 1).needs().traffic().ports();
            Allocation.Portion part = new Allocation.Portion(last, ports);
            for (int rules = 1; rules <= last.length(); rules++) {
                extend(best.get(end - 1), part.cost(rules), end - 1, rules, steps);
            }
            for (int from = 0; from < end - 1; from++) {
                Optional<BigInteger> cost =
                        points.tight(from, end - 1, 0, points.whole().toRow()).flatMap(points::cost);
                if (cost.isPresent()) {
                    extend(best.get(from), cost.get(), from, 1, steps);
                    fewest[end] = Math.min(fewest[end], fewest[from] + 1);
                }
            }
            best.add(List.of(steps));
        }
        List<LastRun> whole = best.get(points.columns());
        int length = limit;
        while (length > 1
                && whole.get(length)
                                .cost()
                                .shiftRight(TIE_BITS)
                                .compareTo(whole.get(length - 1).cost().shiftRight(TIE_BITS))
                        >= 0) {
            length--;
        }
        return new PortsFirstCurve(points, alone, List.copyOf(best), length, fewest[points.columns()]);
    }

    private static void extend(List<LastRun> before, BigInteger cost, int from, int rules, LastRun[] steps) {
        for (int i = 0; i < before.size() && i + rules < steps.length; i++) {
            BigInteger sum = before.get(i).cost().add(cost);
            if (sum.compareTo(steps[i + rules].cost()) < 0) {
                steps[i + rules] = new LastRun(sum, from, rules);
            }
        }
    }

    @Override
    public Optional<BigInteger> cost(int rules) {
        BigInteger cost = best.get(points.columns()).get(rules).cost();
        return cost.compareTo(Allocation.INFINITE) < 0 ? Optional.of(cost) : Optional.empty();
    }

    @Override
    public List<Box> boxes(int rules) {
        List<Box> boxes = new ArrayList<>();
        int end = points.columns();
        int left = rules;
        while (end > 0) {
            LastRun step = best.get(end).get(left);
            if (step.from() == end - 1) {
                PortRange ports =
                        points.column(end - 1).needs().traffic().service().span();
                for (Box box : alone.get(end - 1).boxes(step.rules())) {
                    boxes.add(new Box(ports.from(), ports.to(), box.prefix()));
                }
            } else {
                points.tight(step.from(), end - 1, 0, points.whole().toRow())
                        .ifPresent(span -> boxes.add(points.box(span)));
            }
            left -= step.rules();
            end = step.from();
        }
        return boxes;
    }
}
