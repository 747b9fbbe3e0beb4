package dev.weir.recommendation;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * How the rules of one family are best shared out among classes: exact.
 *
 * <p>{@code F_c(K) = min over j of F_(c-1)(K-j) + ports_c * f_c(j)}. The curves need not be convex, so every j is tried.
 * Among equals the class that comes last gets the most rules, then the one before it, and so on.
 */
final class Allocation {

    /** More than any cost: where no such rules are allowed. */
    static final BigInteger INFINITE = BigInteger.ONE.shiftLeft(400);

    private final List<Portion> parts;
    private final BigInteger[] total;
    private final int[][] choice;

    /**
     * A curve that takes part.
     *
     * @param curve its costs
     * @param ports how often each address of it counts
     */
    record Portion(Curve curve, int ports) {

        BigInteger cost(int rules) {
            return curve.cost(rules).map(cost -> scaled(cost, ports)).orElse(INFINITE);
        }

        private static BigInteger scaled(BigInteger cost, int ports) {
            if (ports == 1) {
                return cost;
            }
            BigInteger excess = cost.shiftRight(Curve.TIE_BITS);
            BigInteger tie = cost.subtract(excess.shiftLeft(Curve.TIE_BITS));
            return excess.multiply(BigInteger.valueOf(ports))
                    .shiftLeft(Curve.TIE_BITS)
                    .add(tie);
        }
    }

    Allocation(List<Portion> parts, int limit) {
        this.parts = List.copyOf(parts);
        BigInteger[] best = {BigInteger.ZERO};
        choice = new int[parts.size()][];
        for (int i = 0; i < parts.size(); i++) {
            Portion part = parts.get(i);
            int length = part.curve().length();
            int size = Math.min(limit, best.length - 1 + length) + 1;
            BigInteger[] next = new BigInteger[size];
            Arrays.fill(next, INFINITE);
            choice[i] = new int[size];
            for (int rules = length; rules >= 1; rules--) {
                BigInteger cost = part.cost(rules);
                for (int before = 0; before < best.length && before + rules < size; before++) {
                    BigInteger sum = best[before].add(cost);
                    if (sum.compareTo(next[before + rules]) < 0) {
                        next[before + rules] = sum;
                        choice[i][before + rules] = rules;
                    }
                }
            }
            best = next;
        }
        total = best;
    }

    /** The largest number of rules that was shared out. */
    int length() {
        return total.length - 1;
    }

    boolean isPossible(int rules) {
        return rules <= length() && total[rules].compareTo(INFINITE) < 0;
    }

    boolean isPossible() {
        for (int rules = 0; rules <= length(); rules++) {
            if (isPossible(rules)) {
                return true;
            }
        }
        return false;
    }

    /** Excess and tie-break of exactly this many rules. */
    BigInteger cost(int rules) {
        return total[rules];
    }

    /** How many rules each part gets. */
    int[] shares(int rules) {
        int[] shares = new int[parts.size()];
        int left = rules;
        for (int i = parts.size() - 1; i >= 0; i--) {
            shares[i] = choice[i][left];
            left -= shares[i];
        }
        return shares;
    }
}
