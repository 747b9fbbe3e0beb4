package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Thirty-two blocks of addresses, with everything tried: the model that the optimiser must agree with.
 *
 * <p>The blocks are laid over real space by a shift: block b starts at {@code base + b << shift}. A destination is the first
 * address of its block. A prefix is a level (0 is all 32 blocks, 4 is two, {@link #HOST} is the destination alone) and a
 * block; which blocks it opens is a bit mask.
 */
final class TinyUniverse {

    static final int HOST = 5;

    final IpFamily family;
    final int shift;
    final IpAddress base;

    TinyUniverse(IpFamily family, int shift, IpAddress base) {
        this.family = family;
        this.shift = shift;
        this.base = base;
    }

    IpAddress address(int block) {
        BigInteger number = new BigInteger(Long.toUnsignedString(base.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(base.low())))
                .add(BigInteger.valueOf(block).shiftLeft(shift));
        return new IpAddress(family, number.shiftRight(64).longValue(), number.longValue());
    }

    Cidr cidr(int level, int block) {
        int length = level == HOST ? family.bits() : prefixLength(level);
        return Cidr.containing(address(block), length);
    }

    int prefixLength(int level) {
        return family.bits() - shift - 5 + level;
    }

    AddressSet addresses(int blocks) {
        List<Cidr> cidrs = new ArrayList<>();
        for (int block = 0; block < 32; block++) {
            if ((blocks >>> block & 1) != 0) {
                cidrs.add(Cidr.containing(address(block), family.bits() - shift));
            }
        }
        return AddressSet.of(cidrs);
    }

    Destinations destinations(int blocks) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int block = 0; block < 32; block++) {
            if ((blocks >>> block & 1) != 0) {
                addresses.add(address(block));
            }
        }
        return Destinations.of(addresses);
    }

    static int mask(int level, int block) {
        int width = 32 >>> level;
        int first = block / width * width;
        return (width == 32 ? -1 : (1 << width) - 1) << first;
    }

    /** A set of prefixes: how much it opens, and what decides among equals. */
    record Cover(BigInteger excess, List<Cidr> prefixes, int hostBits) {

        static final Comparator<Cover> ORDER = Comparator.comparing(Cover::excess)
                .thenComparing(cover -> cover.prefixes().size())
                .thenComparing(Cover::hostBits)
                .thenComparing(Cover::prefixes, TinyUniverse::fewestInLowerHalf);
    }

    /** Of two covers of the same addresses with as many prefixes, the one with fewer in the lower half of each prefix first. */
    static int fewestInLowerHalf(List<Cidr> one, List<Cidr> other) {
        if (one.size() <= 1 || one.equals(other)) {
            return 0;
        }
        Cidr around = common(one.get(0), one.get(one.size() - 1));
        Cidr lower = Cidr.containing(around.base(), around.prefixLength() + 1);
        List<Cidr> oneLower = one.stream().filter(lower::contains).toList();
        List<Cidr> otherLower = other.stream().filter(lower::contains).toList();
        if (oneLower.size() != otherLower.size()) {
            return Integer.compare(oneLower.size(), otherLower.size());
        }
        int byLower = fewestInLowerHalf(oneLower, otherLower);
        return byLower != 0
                ? byLower
                : fewestInLowerHalf(
                        one.subList(oneLower.size(), one.size()), other.subList(otherLower.size(), other.size()));
    }

    private static Cidr common(Cidr one, Cidr other) {
        int length = Math.min(one.prefixLength(), other.prefixLength());
        while (!Cidr.containing(one.base(), length).contains(other)) {
            length--;
        }
        return Cidr.containing(one.base(), length);
    }

    /** What may be opened and what it costs. */
    record Rules(int allowed, int open, int[] weights, int shortestLevel) {

        static Rules free() {
            int[] ones = new int[32];
            Arrays.fill(ones, 1);
            return new Rules(-1, 0, ones, 0);
        }
    }

    /** The best cover with at most this many prefixes, found by trying all; empty if there is none. */
    Optional<Cover> best(int destinations, Rules rules, int limit) {
        List<Cover> found = new ArrayList<>();
        tryAll(destinations, destinations, rules, limit, 0, new ArrayList<>(), 0, found);
        return found.stream().min(Cover.ORDER);
    }

    private void tryAll(
            int destinations,
            int uncovered,
            Rules rules,
            int limit,
            int opened,
            List<Cidr> chosen,
            int hostBits,
            List<Cover> found) {
        if (uncovered == 0) {
            Cover cover = new Cover(
                    excess(destinations, opened, rules),
                    chosen.stream().sorted().toList(),
                    hostBits);
            if (found.isEmpty() || Cover.ORDER.compare(cover, found.get(0)) < 0) {
                found.clear();
                found.add(cover);
            }
            return;
        }
        if (chosen.size() == limit) {
            return;
        }
        int block = Integer.numberOfTrailingZeros(uncovered);
        for (int level = rules.shortestLevel(); level <= HOST; level++) {
            int blocks = mask(level, block);
            if (level < HOST && (blocks & ~rules.allowed()) != 0) {
                continue;
            }
            chosen.add(cidr(level, block));
            int bits = level == HOST ? 0 : family.bits() - prefixLength(level);
            int more = level == HOST ? opened : opened | blocks;
            tryAll(destinations, uncovered & ~blocks, rules, limit, more, chosen, hostBits + bits, found);
            chosen.remove(chosen.size() - 1);
        }
    }

    private BigInteger excess(int destinations, int opened, Rules rules) {
        BigInteger excess = BigInteger.ZERO;
        BigInteger blockSize = BigInteger.ONE.shiftLeft(shift);
        for (int block = 0; block < 32; block++) {
            if (((opened & ~rules.open()) >>> block & 1) != 0) {
                int seen = (destinations >>> block) & 1;
                excess = excess.add(blockSize
                        .subtract(BigInteger.valueOf(seen))
                        .multiply(BigInteger.valueOf(rules.weights()[block])));
            }
        }
        return excess;
    }
}
