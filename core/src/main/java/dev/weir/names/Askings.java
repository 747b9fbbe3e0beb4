package dev.weir.names;

import dev.weir.inventory.NetworkInterface;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InventoryHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who asked for which name when, and was answered with an address that somebody was seen connecting to.
 *
 * <p>Grows with those addresses, the names that lead to them, who asks and the days, not with the queries. Several are filled side
 * by side and merged; order and repetition do not matter.
 */
public final class Askings {

    /** The aliases of a name, and since when. */
    private record Chain(Instant at, List<String> aliases) {

        Chain newer(Chain other) {
            int order = at.compareTo(other.at);
            if (order == 0) {
                order = aliases.toString().compareTo(other.aliases.toString());
            }
            return order < 0 ? other : this;
        }
    }

    private final InventoryHistory inventory;
    private final Set<IpAddress> wanted;
    private final Map<IpAddress, Map<Asker, Map<String, AskedDays>>> asked = new HashMap<>();
    private final Map<String, Chain> chains = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param inventory tells which interface had an address when
     * @param wanted the addresses that are to be named
     */
    public Askings(InventoryHistory inventory, Set<IpAddress> wanted) {
        this.inventory = inventory;
        this.wanted = wanted;
    }

    /** Takes a query. */
    public void add(Query query) {
        Optional<Asker> networkInterface = Optional.empty();
        boolean known = false;
        for (IpAddress address : query.addresses()) {
            if (!wanted.contains(address)) {
                continue;
            }
            if (!known) {
                known = true;
                networkInterface = query.throughEndpoint() ? Optional.empty() : networkInterface(query);
                chains.merge(query.name(), new Chain(query.at(), query.chain()), Chain::newer);
            }
            if (networkInterface.isPresent()) {
                note(address, networkInterface.get(), query);
            } else {
                note(address, new Asker(Asker.Kind.ADDRESS, query.source().toString()), query);
                query.vpc().ifPresent(vpc -> note(address, new Asker(Asker.Kind.SOMEBODY, vpc), query));
            }
            note(address, new Asker(Asker.Kind.SOURCE, query.source().toString()), query);
            query.vpc().ifPresent(vpc -> note(address, new Asker(Asker.Kind.ANYBODY, vpc), query));
        }
    }

    private void note(IpAddress address, Asker asker, Query query) {
        asked.computeIfAbsent(address, unused -> new HashMap<>())
                .computeIfAbsent(asker, unused -> new HashMap<>())
                .computeIfAbsent(query.name(), unused -> new AskedDays())
                .add(query.at().getEpochSecond());
    }

    /** The one interface of that VPC that had the address then; else the instance's one. */
    private Optional<Asker> networkInterface(Query query) {
        List<NetworkInterface> holders = inventory.holdersOf(query.source(), query.vpc(), query.at()).stream()
                .filter(one -> query.vpc().isEmpty()
                        || one.vpc().isEmpty()
                        || one.vpc().equals(query.vpc()))
                .toList();
        Set<String> ids = new TreeSet<>();
        holders.forEach(one -> ids.add(one.id()));
        if (ids.isEmpty()) {
            ids.addAll(ofInstance(query));
        }
        return ids.size() == 1
                ? Optional.of(new Asker(Asker.Kind.INTERFACE, ids.iterator().next()))
                : Optional.empty();
    }

    /** The instance's interfaces to which a prefix with the source is delegated; all of them, where none is. */
    private Set<String> ofInstance(Query query) {
        Set<String> all = new TreeSet<>();
        Set<String> delegated = new TreeSet<>();
        for (NetworkInterface one :
                query.instance().map(inventory::interfacesOf).orElse(List.of())) {
            all.add(one.id());
            if (one.prefixes().stream().anyMatch(prefix -> prefix.contains(query.source()))) {
                delegated.add(one.id());
            }
        }
        return delegated.isEmpty() ? all : delegated;
    }

    /** Takes all that another one has. */
    public void add(Askings other) {
        other.asked.forEach((address, askers) -> askers.forEach((asker, names) ->
                names.forEach((name, days) -> asked.computeIfAbsent(address, unused -> new HashMap<>())
                        .computeIfAbsent(asker, unused -> new HashMap<>())
                        .computeIfAbsent(name, unused -> new AskedDays())
                        .add(days))));
        other.chains.forEach((name, chain) -> chains.merge(name, chain, Chain::newer));
    }

    /** The names that this asker asked for and that led to the address, with their days. */
    Map<String, AskedDays> of(IpAddress address, Asker asker) {
        return asked.getOrDefault(address, Map.of()).getOrDefault(asker, Map.of());
    }

    AskedName named(String name) {
        Chain chain = chains.get(name);
        return new AskedName(name, chain == null ? List.of() : chain.aliases());
    }
}
