package dev.weir.aws;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was read in one Region, kept until the Regions before it are pushed.
 *
 * @param holders what holds groups; with {@code holdersListed} nothing where that was not asked for
 * @param groups each with its versions: more than one where the two calls that describe it contradict each other
 * @param input what to call it in reports; empty where nothing was read
 */
record RegionInventory(
        List<Listing> listings,
        List<ManagedPrefixList> prefixLists,
        List<NetworkInterface> networkInterfaces,
        List<RouteTable> routeTables,
        List<Subnet> subnets,
        List<Vpc> vpcs,
        List<FlowLog> flowLogs,
        List<GroupHolder> holders,
        List<GroupHolder.Listed> holdersListed,
        List<List<SecurityGroup>> groups,
        List<Problem> problems,
        Optional<Input> input) {

    /** The accounts that own the groups. */
    Set<String> owners() {
        return groups.stream()
                .flatMap(List::stream)
                .flatMap(group -> group.scope().account().stream())
                .collect(Collectors.toSet());
    }

    /** The same, where the account turned out to be this one only after reading. */
    RegionInventory of(String account) {
        Scope known = new Scope(Optional.of(account), Optional.empty());
        return new RegionInventory(
                listings.stream()
                        .map(listing -> new Listing(
                                listing.scope().orElse(known), listing.kind(), listing.status(), listing.problem()))
                        .toList(),
                prefixLists,
                networkInterfaces,
                routeTables,
                subnets,
                vpcs,
                flowLogs,
                holders.stream()
                        .map(holder -> new GroupHolder(
                                holder.scope().orElse(known),
                                holder.kind(),
                                holder.id(),
                                holder.groups(),
                                holder.origin()))
                        .toList(),
                holdersListed.stream()
                        .map(listed ->
                                new GroupHolder.Listed(listed.scope().orElse(known), listed.kind(), listed.missing()))
                        .toList(),
                groups,
                problems,
                input);
    }

    /** Pushes all as a batch: what judging a group needs, then the groups by id. */
    void push(InventorySink sink) {
        sink.batch(listings.get(0).scope());
        input.ifPresent(sink::input);
        problems.forEach(sink::problem);
        listings.forEach(sink::listing);
        prefixLists.forEach(sink::prefixList);
        networkInterfaces.forEach(sink::networkInterface);
        routeTables.forEach(sink::routeTable);
        subnets.forEach(sink::subnet);
        vpcs.forEach(sink::vpc);
        flowLogs.forEach(sink::flowLog);
        holders.forEach(sink::holder);
        holdersListed.forEach(sink::holdersListed);
        for (List<SecurityGroup> versions : groups) {
            if (versions.size() == 1) {
                sink.securityGroup(versions.get(0));
            } else {
                sink.contradictorySecurityGroup(versions);
            }
        }
    }
}
