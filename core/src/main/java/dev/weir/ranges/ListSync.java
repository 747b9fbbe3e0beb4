package dev.weir.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What brings one prefix list to its range: it grows at once, and shrinks after a grace time.
 *
 * <p>Entries that may stay do; only where the list would not hold all are they joined to the fewest that hold the same addresses.
 * Nothing is ever widened. After each of the calls the list holds every address that it held and is to keep, none that it did not
 * hold and is not to, and no more entries than it may.
 *
 * @param list as it was read
 * @param target all that it is to hold
 * @param leaving what its range no longer has, and since when; it stays until its grace ends
 * @param entries the entries that it is to hold
 * @param calls that make it so, in order, none if nothing is to be done; empty if the list is too small
 */
public record ListSync(
        ListState list,
        AddressSet target,
        Map<Cidr, Instant> leaving,
        Set<Cidr> entries,
        Optional<List<ListCall>> calls) {

    public ListSync {
        leaving = Collections.unmodifiableMap(new TreeMap<>(leaving));
        entries = Collections.unmodifiableSet(new TreeSet<>(entries));
    }

    private static ListSync of(ListState list, AddressSet target, Map<Cidr, Instant> leaving, int room) {
        Set<Cidr> entries = entries(list.entries(), target, room);
        return new ListSync(list, target, leaving, entries, calls(list, target, entries, room));
    }

    /**
     * What is to be done.
     *
     * @param list as it is
     * @param published what its range holds in the family of the list
     * @param departures since when addresses of the list were known to be in the range no more; a time yet to come, of a clock that
     *     was wrong, is now
     * @param grace how long they stay
     * @param now the time that it is
     */
    public static ListSync of(
            ListState list, AddressSet published, Map<Cidr, Instant> departures, Duration grace, Instant now) {
        AddressSet expired = AddressSet.EMPTY;
        AddressSet unknown = list.addresses().minus(published);
        Map<Cidr, Instant> leaving = new TreeMap<>();
        for (Map.Entry<Cidr, Instant> departure : departures.entrySet()) {
            AddressSet still = unknown.intersect(AddressSet.of(departure.getKey()));
            Instant since = departure.getValue().isAfter(now) ? now : departure.getValue();
            if (!since.plus(grace).isAfter(now)) {
                expired = expired.union(still);
            } else {
                still.cidrs().forEach(cidr -> leaving.put(cidr, since));
            }
            unknown = unknown.minus(still);
        }
        if (grace.isZero()) {
            expired = expired.union(unknown);
        } else {
            unknown.cidrs().forEach(cidr -> leaving.put(cidr, now));
        }
        return of(list, published.union(list.addresses().minus(expired)), leaving, list.maxEntries());
    }

    /** The same in a list of another size. */
    public ListSync in(int maxEntries) {
        return of(list, target, leaving, maxEntries);
    }

    private static Set<Cidr> entries(Set<Cidr> held, AddressSet target, int room) {
        Set<Cidr> stay = held.stream()
                .filter(entry -> target.contains(AddressSet.of(entry)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Cidr> entries = new TreeSet<>(stay);
        entries.addAll(target.minus(AddressSet.of(stay)).cidrs());
        return entries.size() > room ? new TreeSet<>(target.cidrs()) : entries;
    }

    /** Empty where the way leads through more entries than the list may hold, even if its end does not. */
    private static Optional<List<ListCall>> calls(ListState list, AddressSet target, Set<Cidr> entries, int room) {
        if (entries.size() > room) {
            return Optional.empty();
        }
        Set<Cidr> now = new TreeSet<>(list.entries());
        List<ListCall> calls = new ArrayList<>();
        while (!now.equals(entries)) {
            Optional<ListCall> next = call(now, target, entries, room);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            calls.add(next.get());
            now = next.get().after(now);
        }
        return Optional.of(calls);
    }

    private static Optional<ListCall> call(Set<Cidr> now, AddressSet target, Set<Cidr> entries, int room) {
        List<Cidr> wanted =
                entries.stream().filter(entry -> !now.contains(entry)).toList();
        int most = Math.min(ListCall.MOST, wanted.size());
        while (true) {
            List<Cidr> add = wanted.subList(0, most);
            Set<Cidr> lasting = new TreeSet<>(now);
            lasting.retainAll(entries);
            lasting.addAll(add);
            AddressSet covered = AddressSet.of(lasting);
            List<Cidr> remove = now.stream()
                    .filter(entry -> !entries.contains(entry))
                    .filter(entry -> covered.contains(target.intersect(AddressSet.of(entry))))
                    .limit(ListCall.MOST)
                    .toList();
            int over = now.size() + add.size() - remove.size() - room;
            if (over <= 0) {
                return add.isEmpty() && remove.isEmpty() ? Optional.empty() : Optional.of(new ListCall(add, remove));
            }
            if (most == 0) {
                return remove.isEmpty() ? Optional.empty() : Optional.of(new ListCall(List.of(), remove));
            }
            most = Math.max(0, most - over);
        }
    }

    /** What comes into it. */
    public AddressSet added() {
        return target.minus(list.addresses());
    }

    /** What goes out of it. */
    public AddressSet removed() {
        return list.addresses().minus(target);
    }

    /**
     * The smallest size of a list that all of it fits in, on the way as well: what {@code MaxEntries} has to be where there are no calls.
     * Where that is beyond what AWS lets any list hold, only how many entries there are at least, since all of the way to as many
     * as a whole document may hold takes minutes to look at.
     */
    public int needs() {
        int least = target.cidrs().size();
        if (least > ListState.MOST) {
            return least;
        }
        for (int size = Math.max(1, Math.max(least, list.entries().size())); ; size++) {
            if (in(size).calls().isPresent()) {
                return size;
            }
        }
    }
}
