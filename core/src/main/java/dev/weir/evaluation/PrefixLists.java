package dev.weir.evaluation;

import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.ManagedPrefixList.Extent;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prefix lists that were read, by id: what each holds, and what it may hold.
 *
 * <p>A list that was not read, or in part, may hold any address of its family, or of both where the family is not known.
 * Where the same list comes twice (its owner's account and one that it is shared with), a whole reading wins over a part; of
 * two whole readings the later version wins, and where versions do not tell, both count.
 */
public final class PrefixLists {

    /** No list was read. */
    public static final PrefixLists NONE = new PrefixLists();

    private final Map<String, ManagedPrefixList> lists = new HashMap<>();
    private final Map<String, Contents> contents = new HashMap<>();

    private PrefixLists() {}

    public static PrefixLists of(Iterable<ManagedPrefixList> lists) {
        Builder builder = new Builder();
        lists.forEach(builder::add);
        return builder.build();
    }

    /** The list with this id, as far as it was read; of several readings the one that counts. */
    public Optional<ManagedPrefixList> find(String id) {
        return Optional.ofNullable(lists.get(id));
    }

    /** What the list with this id holds; for a list that is not there, nothing known and everything possible. */
    public Contents contents(String id) {
        return contents.getOrDefault(id, Contents.NOT_READ);
    }

    /**
     * What a prefix list holds.
     *
     * @param known the entries that were read
     * @param possible the most that it can hold; equal to {@code known} for a list that was read whole
     * @param whole whether every entry was read
     */
    public record Contents(AddressSet known, AddressSet possible, boolean whole) {

        static final Contents NOT_READ = new Contents(AddressSet.EMPTY, AddressSet.ALL, false);

        private static Contents of(ManagedPrefixList list) {
            AddressSet known = AddressSet.of(list.entries());
            if (list.reading() == Extent.WHOLE) {
                return new Contents(known, known, true);
            }
            AddressSet possible = list.family().map(Contents::all).orElse(AddressSet.ALL);
            return new Contents(known, possible.union(known), false);
        }

        private static AddressSet all(IpFamily family) {
            return family == IpFamily.IPV4 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6;
        }

        private Contents and(Contents other) {
            if (whole != other.whole) {
                return whole ? this : other;
            }
            return new Contents(known.union(other.known), possible.union(other.possible), whole);
        }
    }

    /** Collects lists as they are read. */
    public static final class Builder {

        private final Map<String, ManagedPrefixList> lists = new HashMap<>();
        private final Map<String, Contents> contents = new HashMap<>();

        public Builder add(ManagedPrefixList list) {
            ManagedPrefixList before = lists.get(list.id());
            Contents holds = Contents.of(list);
            if (before == null || isBetter(list, before)) {
                lists.put(list.id(), list);
            }
            if (before == null || isLater(list, before)) {
                contents.put(list.id(), holds);
            } else if (!isLater(before, list)) {
                contents.merge(list.id(), holds, Contents::and);
            }
            return this;
        }

        public PrefixLists build() {
            PrefixLists built = new PrefixLists();
            built.lists.putAll(lists);
            built.contents.putAll(contents);
            return built;
        }

        private static boolean isBetter(ManagedPrefixList list, ManagedPrefixList before) {
            int byReading = before.reading().compareTo(list.reading());
            return byReading > 0 || byReading == 0 && isLater(list, before);
        }

        /** Both whole, and of a later version. */
        private static boolean isLater(ManagedPrefixList list, ManagedPrefixList before) {
            return list.reading() == Extent.WHOLE
                    && before.reading() == Extent.WHOLE
                    && list.version().isPresent()
                    && before.version().isPresent()
                    && list.version().getAsLong() > before.version().getAsLong();
        }
    }
}
