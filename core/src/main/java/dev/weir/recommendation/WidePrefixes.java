package dev.weir.recommendation;

import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.math.BigInteger;
import java.util.Optional;

/** What each prefix of a tree over IPv6 destinations costs beside them, exactly. */
final class WidePrefixes {

    private final long[] high;
    private final long[] low;
    private final Measure measure;
    private final int shortest;
    private final BigInteger[] before;
    private final int[] forbidden;
    private final long[] seen;

    WidePrefixes(long[] high, long[] low, Measure measure, int shortest) {
        this.high = high;
        this.low = low;
        this.measure = measure;
        this.shortest = shortest;
        int segments = measure.segments();
        before = new BigInteger[segments];
        forbidden = new int[segments + 1];
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < segments; i++) {
            before[i] = sum;
            forbidden[i + 1] = forbidden[i] + (measure.weight(i) == Measure.FORBIDDEN ? 1 : 0);
            if (i + 1 < segments) {
                BigInteger size = number(measure.startHigh(i + 1), measure.startLow(i + 1))
                        .subtract(start(i));
                sum = sum.add(size.multiply(BigInteger.valueOf(Math.max(0, measure.weight(i)))));
            }
        }
        seen = new long[low.length + 1];
        for (int i = 0; i < low.length; i++) {
            seen[i + 1] = seen[i] + Math.max(0, measure.weight(measure.segmentOf(high[i], low[i])));
        }
    }

    /** The weighted number of addresses that are no destinations; empty if the prefix may not stand. */
    Optional<BigInteger> excess(PatriciaTree tree, int node) {
        int prefixLength = tree.prefixLength(node);
        if (prefixLength < shortest) {
            return Optional.empty();
        }
        int from = tree.firstLeaf(node);
        BigInteger destinations = BigInteger.valueOf(seen[tree.lastLeaf(node) + 1] - seen[from]);
        Cidr prefix = Cidr.containing(IpAddress.ipv6(high[from], low[from]), prefixLength);
        IpAddress last = prefix.last();
        int lowSegment = measure.segmentOf(prefix.first().high(), prefix.first().low());
        int highSegment = measure.segmentOf(last.high(), last.low());
        if (forbidden[highSegment + 1] != forbidden[lowSegment]) {
            return Optional.empty();
        }
        BigInteger weight;
        if (lowSegment == highSegment) {
            weight = BigInteger.ONE
                    .shiftLeft(128 - prefixLength)
                    .multiply(BigInteger.valueOf(measure.weight(lowSegment)));
        } else {
            BigInteger pastLast = number(last.high(), last.low()).add(BigInteger.ONE);
            weight = upTo(highSegment, pastLast)
                    .subtract(upTo(
                            lowSegment,
                            number(prefix.first().high(), prefix.first().low())));
        }
        return Optional.of(weight.subtract(destinations));
    }

    private BigInteger upTo(int segment, BigInteger end) {
        return before[segment].add(end.subtract(start(segment)).multiply(BigInteger.valueOf(measure.weight(segment))));
    }

    private BigInteger start(int segment) {
        return number(measure.startHigh(segment), measure.startLow(segment));
    }

    private static BigInteger number(long highWord, long lowWord) {
        return unsigned(highWord).shiftLeft(64).add(unsigned(lowWord));
    }

    /** The number that the bits of one word stand for. */
    static BigInteger unsigned(long word) {
        return BigInteger.valueOf(word >>> 1).shiftLeft(1).add(BigInteger.valueOf(word & 1));
    }
}
