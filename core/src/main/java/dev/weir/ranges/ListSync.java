package dev.weir.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 */
public final class ListSync {

    private final ListState list;
    private final AddressSet target;
    private final AddressSet added;
    private final AddressSet removed;
    private final Map<Cidr, Instant> leaving;
    private final Set<Cidr> entries;
    private final Optional<List<ListCall>> calls;

    private ListSync(ListState list, AddressSet published, AddressSet expired, Map<Cidr, Instant> leaving, int room) {
        this.list = list;
        this.leaving = leaving;
        AddressSet held = list.addresses();
        this.target = published.union(held.minus(expired));
        this.added = target.minus(held);
        this.removed = held.minus(target);
        this.entries = entries(list.entries(), target, room);
        this.calls = entries.size() > room ? Optional.empty() : calls(room);
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
        return of(list, published, departures, grace, now, list.maxEntries());
    }

    private static ListSync of(
            ListState list,
            AddressSet published,
            Map<Cidr, Instant> departures,
            Duration grace,
            Instant now,
            int room) {
        AddressSet gone = list.addresses().minus(published);
        AddressSet expired = AddressSet.EMPTY;
        AddressSet unknown = gone;
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
        return new ListSync(list, published, expired, leaving, room);
    }

    /** The same in a list of another size. */
    public ListSync in(int maxEntries) {
        return new ListSync(list, target, removed, leaving, maxEntries);
    }

    private static Set<Cidr> entries(Set<Cidr> held, AddressSet target, int room) {
        Set<Cidr> stay = held.stream()
                .filter(entry -> target.contains(AddressSet.of(entry)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Cidr> entries = new TreeSet<>(stay);
        entries.addAll(target.minus(AddressSet.of(stay)).cidrs());
        return entries.size() > room ? new TreeSet<>(target.cidrs()) : entries;
    }

    /** Empty where the way leads through more entries than the list may hold, though its end does not. */
    private Optional<List<ListCall>> calls(int room) {
        Set<Cidr> now = new TreeSet<>(list.entries());
        List<ListCall> calls = new ArrayList<>();
        while (!now.equals(entries)) {
            Optional<ListCall> next = call(now, room);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            calls.add(next.get());
            now = next.get().after(now);
        }
        return Optional.of(calls);
    }

    private Optional<ListCall> call(Set<Cidr> now, int room) {
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

    /** The list as it was read. */
    public ListState list() {
        return list;
    }

    /** All that the list is to hold. */
    public AddressSet target() {
        return target;
    }

    /** What comes into it. */
    public AddressSet added() {
        return added;
    }

    /** What goes out of it. */
    public AddressSet removed() {
        return removed;
    }

    /** What its range no longer has, and since when; it stays until its grace ends. */
    public Map<Cidr, Instant> leaving() {
        return new TreeMap<>(leaving);
    }

    /** The entries that it is to hold. */
    public Set<Cidr> entries() {
        return new TreeSet<>(entries);
    }

    /** The calls that make it so, in order, none if nothing is to be done; empty if the list is too small. */
    public Optional<List<ListCall>> calls() {
        return calls;
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
