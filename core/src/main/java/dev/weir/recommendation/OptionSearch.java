package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which atoms each class takes, when that is not plain: exact over both quotas at once.
 *
 * <p>A security group counts in both families, so the families cannot be settled one after the other. The state is what is
 * used of each; the value, in order: destinations left to addresses although an atom covers them, kinds and preferences of
 * the atoms, what is opened and never seen, number of rules, longest prefixes. Every part is a sum over classes, so one
 * number holds them all.
 */
final class OptionSearch {

    private static final BigInteger INFINITE = BigInteger.ONE.shiftLeft(400);
    private static final int RULE_BITS = 16;
    private static final int PENALTY_SHIFT = 230;
    private static final int FOLLOW_SHIFT = 290;

    private final Constraints constraints;
    private final int limit4;
    private final int limit6;

    OptionSearch(Constraints constraints, int limit4, int limit6) {
        this.constraints = constraints;
        this.limit4 = limit4;
        this.limit6 = limit6;
    }

    /** One way to serve one class: what it costs per number of rules in each family. */
    private record Option(Choice choice, BigInteger base, List<BigInteger> ipv4, List<BigInteger> ipv6) {}

    /** The best choice for each class, or nothing if none fits. */
    Optional<List<Choice>> best(List<List<Choice>> options, List<AtomChoice> atoms) {
        BigInteger[][] best = new BigInteger[limit4 + 1][limit6 + 1];
        Arrays.stream(best).forEach(row -> Arrays.fill(row, INFINITE));
        best[0][0] = BigInteger.ZERO;
        List<Step[][]> steps = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            BigInteger[][] next = new BigInteger[limit4 + 1][limit6 + 1];
            Arrays.stream(next).forEach(row -> Arrays.fill(row, INFINITE));
            Step[][] from = new Step[limit4 + 1][limit6 + 1];
            for (Choice choice : options.get(i)) {
                extend(best, option(choice, atoms.get(i)), next, from);
            }
            steps.add(from);
            best = next;
        }
        return readBack(best, steps);
    }

    private record Step(Choice choice, int before4, int before6) {}

    private void extend(BigInteger[][] best, Option option, BigInteger[][] next, Step[][] from) {
        int weight4 = option.choice().weight(IpFamily.IPV4);
        int weight6 = option.choice().weight(IpFamily.IPV6);
        for (int before4 = 0; before4 + weight4 <= limit4; before4++) {
            for (int before6 = 0; before6 + weight6 <= limit6; before6++) {
                if (best[before4][before6].compareTo(INFINITE) >= 0) {
                    continue;
                }
                BigInteger base = best[before4][before6].add(option.base());
                for (int rules4 = 0; rules4 < option.ipv4().size() && before4 + weight4 + rules4 <= limit4; rules4++) {
                    BigInteger with4 = base.add(option.ipv4().get(rules4));
                    int to4 = before4 + weight4 + rules4;
                    for (int rules6 = 0;
                            rules6 < option.ipv6().size() && before6 + weight6 + rules6 <= limit6;
                            rules6++) {
                        BigInteger sum = with4.add(option.ipv6().get(rules6));
                        int to6 = before6 + weight6 + rules6;
                        if (sum.compareTo(next[to4][to6]) < 0) {
                            next[to4][to6] = sum;
                            from[to4][to6] = new Step(option.choice(), before4, before6);
                        }
                    }
                }
            }
        }
    }

    private Optional<List<Choice>> readBack(BigInteger[][] best, List<Step[][]> steps) {
        int at4 = 0;
        int at6 = 0;
        BigInteger least = INFINITE;
        for (int i = 0; i <= limit4; i++) {
            for (int j = 0; j <= limit6; j++) {
                if (best[i][j].compareTo(least) < 0) {
                    least = best[i][j];
                    at4 = i;
                    at6 = j;
                }
            }
        }
        if (least.compareTo(INFINITE) >= 0) {
            return Optional.empty();
        }
        List<Choice> choices = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i)[at4][at6];
            choices.add(0, step.choice());
            at4 = step.before4();
            at6 = step.before6();
        }
        return Optional.of(choices);
    }

    private Option option(Choice choice, AtomChoice atoms) {
        BigInteger opened = choice.opened(new Exposure(constraints.zones()));
        BigInteger base = BigInteger.valueOf(atoms.unfollowed(choice.atoms()))
                .shiftLeft(FOLLOW_SHIFT)
                .add(BigInteger.valueOf(AtomChoice.penalty(choice.atoms())).shiftLeft(PENALTY_SHIFT))
                .add(cost(opened, choice.atoms().size(), BigInteger.ZERO));
        return new Option(choice, base, costs(choice, IpFamily.IPV4, limit4), costs(choice, IpFamily.IPV6, limit6));
    }

    private List<BigInteger> costs(Choice choice, IpFamily family, int limit) {
        if (choice.rest().count(family) == 0) {
            return List.of(BigInteger.ZERO);
        }
        List<BigInteger> costs = new ArrayList<>();
        costs.add(INFINITE);
        if (limit > 0) {
            PrefixCurve curve = choice.curve(family, constraints, limit);
            int ports = choice.needs().traffic().ports();
            for (int rules = 1; rules <= curve.length(); rules++) {
                int count = rules;
                costs.add(curve.cost(rules)
                        .map(cost -> {
                            BigInteger excess = cost.shiftRight(Curve.TIE_BITS);
                            BigInteger tie = cost.subtract(excess.shiftLeft(Curve.TIE_BITS));
                            return cost(excess.multiply(BigInteger.valueOf(ports)), count, tie);
                        })
                        .orElse(INFINITE));
            }
        }
        return costs;
    }

    private static BigInteger cost(BigInteger excess, int rules, BigInteger tie) {
        return excess.shiftLeft(RULE_BITS)
                .add(BigInteger.valueOf(rules))
                .shiftLeft(Curve.TIE_BITS)
                .add(tie);
    }
}
