package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sets of atoms may stand for destinations of one class.
 *
 * <p>An atom is a candidate if it covers a destination and opens nothing that may not be opened. Sets in which one atom adds
 * nothing are left out: they cost more and serve no better. {@link #widest} holds the sets that cover all that any
 * candidate covers; {@link #all} those that cover less too, for when they do not fit. Both are complete up to
 * {@value #ENUMERATED} candidates that are not needed anyway; beyond, the preferred are tried in order.
 */
final class AtomChoice {

    private static final int ENUMERATED = 8;

    private final List<Atom> candidates = new ArrayList<>();
    private final List<BitSet> covers = new ArrayList<>();
    private final BitSet coverable = new BitSet();

    AtomChoice(List<Atom> atoms, Destinations wanted, AddressSet allowed) {
        for (Atom atom : atoms) {
            BitSet cover = cover(atom, wanted);
            if (!cover.isEmpty() && allowed.contains(atom.coverage())) {
                add(atom, cover);
                coverable.or(cover);
            }
        }
    }

    private static BitSet cover(Atom atom, Destinations wanted) {
        BitSet cover = new BitSet();
        int offset = 0;
        for (IpFamily family : IpFamily.values()) {
            for (int i = 0; i < wanted.count(family); i++) {
                if (atom.coverage().contains(wanted.address(family, i))) {
                    cover.set(offset + i);
                }
            }
            offset += wanted.count(family);
        }
        return cover;
    }

    /** Keeps one of two atoms that serve the same destinations, if it is better or equal in everything. */
    private void add(Atom atom, BitSet cover) {
        for (int i = 0; i < candidates.size(); i++) {
            if (covers.get(i).equals(cover) && noWorse(candidates.get(i), atom)) {
                return;
            }
        }
        for (int i = candidates.size() - 1; i >= 0; i--) {
            if (covers.get(i).equals(cover) && noWorse(atom, candidates.get(i))) {
                candidates.remove(i);
                covers.remove(i);
            }
        }
        candidates.add(atom);
        covers.add(cover);
    }

    private static boolean noWorse(Atom one, Atom other) {
        return one.kind().compareTo(other.kind()) <= 0
                && one.preference() <= other.preference()
                && one.weightIpv4() <= other.weightIpv4()
                && one.weightIpv6() <= other.weightIpv6()
                && other.coverage().contains(one.coverage());
    }

    /** The sets that cover all that can be covered; one of them is empty if nothing can. */
    List<List<Atom>> widest() {
        BitSet needed = new BitSet();
        BitSet served = new BitSet();
        for (int i = 0; i < candidates.size(); i++) {
            if (isNeeded(i)) {
                needed.set(i);
                served.or(covers.get(i));
            }
        }
        List<Integer> optional = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (!needed.get(i) && adds(i, served)) {
                optional.add(i);
            }
        }
        if (optional.size() > ENUMERATED) {
            return List.of(atoms(inOrder(needed, served, optional)));
        }
        return subsets(needed, optional).stream()
                .filter(set -> union(set).equals(coverable))
                .map(this::atoms)
                .toList();
    }

    /** All sets worth having, the empty one included. */
    List<List<Atom>> all() {
        if (candidates.size() <= ENUMERATED) {
            List<Integer> every = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                every.add(i);
            }
            return subsets(new BitSet(), every).stream().map(this::atoms).toList();
        }
        Set<List<Atom>> sets = new LinkedHashSet<>();
        for (List<Atom> set : widest()) {
            List<Atom> byUse = new ArrayList<>(set);
            byUse.sort(Comparator.comparingInt(
                            (Atom atom) -> -covers.get(candidates.indexOf(atom)).cardinality())
                    .thenComparing(Comparator.naturalOrder()));
            for (int kept = byUse.size(); kept >= 0; kept--) {
                sets.add(byUse.subList(0, kept).stream().sorted().toList());
            }
        }
        return List.copyOf(sets);
    }

    /** How many destinations this set leaves to addresses although some atom covers them. */
    int unfollowed(List<Atom> set) {
        BitSet left = (BitSet) coverable.clone();
        set.forEach(atom -> left.andNot(covers.get(candidates.indexOf(atom))));
        return left.cardinality();
    }

    /** The lower, the better the kinds of the atoms and the preferences of the caller. */
    static long penalty(List<Atom> set) {
        long penalty = 0;
        for (Atom atom : set) {
            penalty += 1_000L * atom.preference();
            penalty += switch (atom.kind()) {
                case PREFIX_LIST -> 0;
                case SECURITY_GROUP -> 1;
                case NAMED_RANGE -> 10_000_000L;
            };
        }
        return penalty;
    }

    private boolean isNeeded(int candidate) {
        BitSet alone = (BitSet) covers.get(candidate).clone();
        for (int i = 0; i < candidates.size(); i++) {
            if (i != candidate) {
                alone.andNot(covers.get(i));
            }
        }
        return !alone.isEmpty();
    }

    private boolean adds(int candidate, BitSet served) {
        BitSet more = (BitSet) covers.get(candidate).clone();
        more.andNot(served);
        return !more.isEmpty();
    }

    private BitSet inOrder(BitSet needed, BitSet served, List<Integer> optional) {
        BitSet chosen = (BitSet) needed.clone();
        for (int candidate : optional) {
            if (adds(candidate, served)) {
                chosen.set(candidate);
                served.or(covers.get(candidate));
            }
        }
        return chosen;
    }

    private List<BitSet> subsets(BitSet needed, List<Integer> optional) {
        List<BitSet> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << optional.size(); mask++) {
            BitSet set = (BitSet) needed.clone();
            for (int bit = 0; bit < optional.size(); bit++) {
                if ((mask >>> bit & 1) != 0) {
                    set.set(optional.get(bit));
                }
            }
            if (everyOneAdds(set)) {
                subsets.add(set);
            }
        }
        return subsets;
    }

    private boolean everyOneAdds(BitSet set) {
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            BitSet others = (BitSet) set.clone();
            others.clear(i);
            if (!adds(i, union(others))) {
                return false;
            }
        }
        return true;
    }

    private BitSet union(BitSet set) {
        BitSet union = new BitSet();
        set.stream().forEach(i -> union.or(covers.get(i)));
        return union;
    }

    private List<Atom> atoms(BitSet set) {
        return set.stream().mapToObj(candidates::get).sorted().toList();
    }
}
