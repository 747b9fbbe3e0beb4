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
record OptionSearch(Constraints constraints, int limit4, int limit6) {

    private static final int RULE_BITS = 16;
    private static final int PENALTY_SHIFT = 230;
    private static final int FOLLOW_SHIFT = 290;

    /** One way to serve one class: what it costs per number of rules in each family. */
    private record Option(Choice choice, BigInteger base, List<BigInteger> ipv4, List<BigInteger> ipv6) {

        int weight4() {
            return choice.weight(IpFamily.IPV4);
        }

        int weight6() {
            return choice.weight(IpFamily.IPV6);
        }

        int most4() {
            return weight4() + ipv4.size() - 1;
        }

        int most6() {
            return weight6() + ipv6.size() - 1;
        }

        int least4() {
            return weight4() + firstFinite(ipv4);
        }

        int least6() {
            return weight6() + firstFinite(ipv6);
        }

        private static int firstFinite(List<BigInteger> costs) {
            int first = 0;
            while (first < costs.size() && costs.get(first).compareTo(Allocation.INFINITE) >= 0) {
                first++;
            }
            return first == costs.size() ? Quota.LARGEST + 1 : first;
        }

        /** What comes before everything that is counted: destinations followed, kinds and preferences. */
        BigInteger preference() {
            return base.shiftRight(PENALTY_SHIFT);
        }

        Option upTo(int most4, int most6) {
            return new Option(
                    choice,
                    base,
                    ipv4.subList(0, Math.min(ipv4.size(), most4 - weight4() + 1)),
                    ipv6.subList(0, Math.min(ipv6.size(), most6 - weight6() + 1)));
        }

        /** Without those that another one beats, or equals and precedes, at every number of rules. */
        static List<Option> undominated(List<Option> options) {
            List<Option> kept = new ArrayList<>();
            for (Option option : options) {
                if (kept.stream().noneMatch(other -> other.beats(option))) {
                    kept.removeIf(option::beats);
                    kept.add(option);
                }
            }
            return kept;
        }

        /** Whether this costs no more in any case, even without setting off one family against the other. */
        private boolean beats(Option other) {
            return base.compareTo(other.base) <= 0
                    && noMore(weight4(), ipv4, other.weight4(), other.ipv4)
                    && noMore(weight6(), ipv6, other.weight6(), other.ipv6);
        }

        private static boolean noMore(int weight, List<BigInteger> costs, int otherWeight, List<BigInteger> others) {
            BigInteger least = Allocation.INFINITE;
            int done = 0;
            for (int rules = 0; rules < others.size(); rules++) {
                while (done < costs.size() && weight + done <= otherWeight + rules) {
                    least = least.min(costs.get(done++));
                }
                if (least.compareTo(others.get(rules)) > 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The best choice for each class, or nothing if none fits. */
    Optional<List<Choice>> best(List<List<Choice>> choices, List<AtomChoice> atoms) {
        List<List<Option>> options = new ArrayList<>();
        List<List<Option>> preferred = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            AtomChoice ofClass = atoms.get(i);
            List<Option> ways = Option.undominated(choices.get(i).stream()
                    .map(choice -> option(choice, ofClass))
                    .toList());
            BigInteger least = ways.stream()
                    .map(Option::preference)
                    .min(BigInteger::compareTo)
                    .orElseThrow();
            options.add(ways);
            preferred.add(
                    ways.stream().filter(way -> way.preference().equals(least)).toList());
        }
        return solve(preferred).or(() -> solve(options));
    }

    private Optional<List<Choice>> solve(List<List<Option>> all) {
        List<List<Option>> options = withinSlack(all);
        if (options.stream().anyMatch(List::isEmpty)) {
            return Optional.empty();
        }
        BigInteger[][] best = table(1, 1);
        best[0][0] = BigInteger.ZERO;
        List<Step[][]> steps = new ArrayList<>();
        for (List<Option> ways : options) {
            int most4 = ways.stream().mapToInt(Option::most4).max().orElse(0);
            int most6 = ways.stream().mapToInt(Option::most6).max().orElse(0);
            int size4 = Math.min(limit4 + 1, best.length + most4);
            int size6 = Math.min(limit6 + 1, best[0].length + most6);
            BigInteger[][] next = table(size4, size6);
            Step[][] from = new Step[size4][size6];
            for (Option way : ways) {
                extend(best, way, next, from);
            }
            steps.add(from);
            best = next;
        }
        return readBack(best, steps);
    }

    /** Cuts off what a class cannot have because each of the others takes at least its least. */
    private List<List<Option>> withinSlack(List<List<Option>> options) {
        int slack4 = limit4;
        int slack6 = limit6;
        for (List<Option> ways : options) {
            slack4 -= ways.stream().mapToInt(Option::least4).min().orElse(0);
            slack6 -= ways.stream().mapToInt(Option::least6).min().orElse(0);
        }
        List<List<Option>> within = new ArrayList<>();
        for (List<Option> ways : options) {
            int most4 = slack4 + ways.stream().mapToInt(Option::least4).min().orElse(0);
            int most6 = slack6 + ways.stream().mapToInt(Option::least6).min().orElse(0);
            within.add(ways.stream()
                    .filter(way -> way.least4() <= most4 && way.least6() <= most6)
                    .map(way -> way.upTo(most4, most6))
                    .toList());
        }
        return within;
    }

    private static BigInteger[][] table(int size4, int size6) {
        BigInteger[][] table = new BigInteger[size4][size6];
        for (BigInteger[] row : table) {
            Arrays.fill(row, Allocation.INFINITE);
        }
        return table;
    }

    private record Step(Choice choice, int before4, int before6) {}

    /** Adds the rules of one family, then those of the other: their numbers need not be tried together. */
    private static void extend(BigInteger[][] best, Option option, BigInteger[][] next, Step[][] from) {
        int size4 = next.length;
        int size6 = next[0].length;
        BigInteger[][] middle = table(size4, size6);
        int[][] before = new int[size4][size6];
        for (int before4 = 0; before4 < best.length; before4++) {
            for (int before6 = 0; before6 < best[0].length; before6++) {
                int at6 = before6 + option.weight6();
                if (at6 >= size6 || best[before4][before6].compareTo(Allocation.INFINITE) >= 0) {
                    continue;
                }
                BigInteger base = best[before4][before6].add(option.base());
                for (int rules = 0; rules < option.ipv4().size(); rules++) {
                    int at4 = before4 + option.weight4() + rules;
                    if (at4 >= size4) {
                        break;
                    }
                    BigInteger sum = base.add(option.ipv4().get(rules));
                    if (sum.compareTo(middle[at4][at6]) < 0) {
                        middle[at4][at6] = sum;
                        before[at4][at6] = before4;
                    }
                }
            }
        }
        for (int at4 = 0; at4 < size4; at4++) {
            for (int from6 = 0; from6 < size6; from6++) {
                if (middle[at4][from6].compareTo(Allocation.INFINITE) >= 0) {
                    continue;
                }
                for (int rules = 0; rules < option.ipv6().size() && from6 + rules < size6; rules++) {
                    BigInteger sum = middle[at4][from6].add(option.ipv6().get(rules));
                    if (sum.compareTo(next[at4][from6 + rules]) < 0) {
                        next[at4][from6 + rules] = sum;
                        from[at4][from6 + rules] =
                                new Step(option.choice(), before[at4][from6], from6 - option.weight6());
                    }
                }
            }
        }
    }

    private Optional<List<Choice>> readBack(BigInteger[][] best, List<Step[][]> steps) {
        int at4 = 0;
        int at6 = 0;
        BigInteger least = Allocation.INFINITE;
        for (int i = 0; i < best.length; i++) {
            for (int j = 0; j < best[i].length; j++) {
                if (best[i][j].compareTo(least) < 0) {
                    least = best[i][j];
                    at4 = i;
                    at6 = j;
                }
            }
        }
        if (least.compareTo(Allocation.INFINITE) >= 0) {
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
        BigInteger opened = choice.opened(new Excess(constraints.zones()));
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
        costs.add(Allocation.INFINITE);
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
                        .orElse(Allocation.INFINITE));
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
