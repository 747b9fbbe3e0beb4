package dev.weir.plan;

import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The least that CIDRs must open beside given addresses, for every number of CIDRs: written to be read, not to be fast.
 *
 * <p>It walks all prefixes bit by bit, shares no line with the optimiser, and knows neither Patricia trees nor tie-breaks.
 * Point k of a curve is for at most k CIDRs; null where k are too few.
 */
final class TrieOptimum {

    private final IpFamily family;
    private final int budget;

    TrieOptimum(IpFamily family, int budget) {
        this.family = family;
        this.budget = budget;
    }

    /** The curve of one class. */
    BigInteger[] curve(Collection<IpAddress> addresses) {
        List<BigInteger> numbers = addresses.stream()
                .filter(address -> address.family() == family)
                .map(TrieOptimum::number)
                .distinct()
                .toList();
        return below(numbers, 0);
    }

    private BigInteger[] below(List<BigInteger> inside, int depth) {
        BigInteger[] least = new BigInteger[budget + 1];
        if (inside.isEmpty()) {
            Arrays.fill(least, BigInteger.ZERO);
            return least;
        }
        BigInteger whole = BigInteger.ONE.shiftLeft(family.bits() - depth).subtract(BigInteger.valueOf(inside.size()));
        Arrays.fill(least, 1, budget + 1, whole);
        if (whole.signum() == 0) {
            return least;
        }
        List<BigInteger> zeros = new ArrayList<>();
        List<BigInteger> ones = new ArrayList<>();
        int bit = family.bits() - depth - 1;
        inside.forEach(number -> (number.testBit(bit) ? ones : zeros).add(number));
        BigInteger[] split = together(below(zeros, depth + 1), below(ones, depth + 1));
        for (int rules = 0; rules <= budget; rules++) {
            least[rules] = lesser(least[rules], split[rules]);
        }
        return least;
    }

    /** The best way to share out CIDRs between two parts, for every number of them. */
    BigInteger[] together(BigInteger[] one, BigInteger[] other) {
        BigInteger[] least = new BigInteger[budget + 1];
        for (int i = 0; i <= budget; i++) {
            for (int j = 0; i + j <= budget; j++) {
                if (one[i] != null && other[j] != null) {
                    least[i + j] = lesser(least[i + j], one[i].add(other[j]));
                }
            }
        }
        return least;
    }

    private static BigInteger lesser(BigInteger one, BigInteger other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.min(other);
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(address.low())));
    }
}
