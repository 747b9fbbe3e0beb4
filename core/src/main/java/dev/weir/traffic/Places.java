package dev.weir.traffic;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.Lanes;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.SourceDay;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowKey;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Subnet;
import dev.weir.net.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Where the interfaces of a profile are: by a snapshot, else by what their records say, else by their flow logs, since one flow
 * log watches one VPC in one Region.
 *
 * <p>A flow log's Region stands in the names that AWS gives its objects; its VPC is that of the other interfaces that it
 * watches.
 */
final class Places {

    private final Evidence evidence;
    private final InventoryHistory inventory;
    private final Instant at;
    private final BiFunction<String, FlowField, Optional<String>> owners;

    /** By interface, the names of its flow logs. */
    private final Map<String, Set<String>> flowLogs = new HashMap<>();

    private final Map<String, Set<String>> regions = new HashMap<>();
    private final Map<String, Set<String>> vpcs = new HashMap<>();
    /** By id, the least of the addresses that its records named as its own. */
    private final Map<String, IpAddress> addresses = new HashMap<>();

    private final Map<String, InterfaceLocation> places = new HashMap<>();

    /**
     * The places at that moment.
     *
     * @param owners what the records of an interface say in a field
     */
    Places(
            Evidence evidence,
            InventoryHistory inventory,
            Instant at,
            BiFunction<String, FlowField, Optional<String>> owners) {
        this.evidence = evidence;
        this.inventory = inventory;
        this.at = at;
        this.owners = owners;
        learnAddresses();
        learnFlowLogs();
    }

    private void learnAddresses() {
        Lanes lanes = evidence.lanes;
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (lanes.family(lane) != 0) {
                addresses.merge(
                        lanes.interfaceText(lane),
                        lanes.family(lane) == 6
                                ? IpAddress.ipv6(lanes.high(lane), lanes.low(lane))
                                : IpAddress.ipv4(lanes.low(lane)),
                        (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
    }

    private void learnFlowLogs() {
        for (ObservedInput input : evidence.inputs()) {
            FlowKey key = FlowKey.parse(input.name());
            key.flowLog().ifPresent(flowLog -> key.region().ifPresent(region -> add(regions, flowLog, region)));
        }
        for (SourceDay.Key key : evidence.sourceDays.keySet()) {
            if (key.flowLog() >= 0) {
                add(flowLogs, evidence.texts.text(key.networkInterface()), evidence.texts.text(key.flowLog()));
            }
        }
        flowLogs.forEach((id, names) -> {
            for (String name : names) {
                region(id).ifPresent(region -> add(regions, name, region));
                vpc(id).ifPresent(vpc -> add(vpcs, name, vpc));
            }
        });
    }

    private static void add(Map<String, Set<String>> sets, String key, String value) {
        sets.computeIfAbsent(key, unused -> new HashSet<>(2)).add(value);
    }

    /** Where interfaces that are associated with a group can be. */
    InterfaceLocation ofGroup(String group) {
        return inventory.snapshots().values().stream()
                .flatMap(snapshot -> snapshot.securityGroup(group).stream())
                .map(one -> new InterfaceLocation(Optional.empty(), one.scope().region(), one.vpc(), Optional.empty()))
                .findFirst()
                .orElse(new InterfaceLocation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** The place of an interface. */
    synchronized InterfaceLocation of(String id) {
        return places.computeIfAbsent(id, this::found);
    }

    private InterfaceLocation found(String id) {
        Optional<String> region = region(id).or(() -> ofFlowLogs(id, regions));
        Optional<String> vpc = vpc(id).or(() -> ofFlowLogs(id, vpcs));
        Optional<String> subnet = known(id, NetworkInterface::subnet)
                .or(() -> owners.apply(id, FlowField.SUBNET_ID))
                .or(() -> subnetByAddress(id, region, vpc));
        Optional<String> account =
                known(id, one -> one.scope().account()).or(() -> owners.apply(id, FlowField.ACCOUNT_ID));
        return new InterfaceLocation(account, region, vpc, subnet);
    }

    /** The VPC of an interface, as a snapshot or its records say. */
    Optional<String> vpc(String id) {
        return known(id, NetworkInterface::vpc).or(() -> owners.apply(id, FlowField.VPC_ID));
    }

    private Optional<String> region(String id) {
        return known(id, one -> one.scope().region()).or(() -> owners.apply(id, FlowField.REGION));
    }

    private Optional<String> known(String id, Function<NetworkInterface, Optional<String>> part) {
        return inventory.networkInterface(id, at).flatMap(part);
    }

    /** What all flow logs of an interface say alike. */
    private Optional<String> ofFlowLogs(String id, Map<String, Set<String>> byFlowLog) {
        Set<String> said = new HashSet<>();
        flowLogs.getOrDefault(id, Set.of()).forEach(name -> said.addAll(byFlowLog.getOrDefault(name, Set.of())));
        return said.size() == 1 ? said.stream().findFirst() : Optional.empty();
    }

    /** The one subnet that its address lies in; the same addresses may be given in every VPC. */
    private Optional<String> subnetByAddress(String id, Optional<String> region, Optional<String> vpc) {
        if (!addresses.containsKey(id)) {
            return Optional.empty();
        }
        List<String> subnets = inventory
                .subnetsOf(addresses.getOrDefault(id, IpAddress.ipv4(0)), at)
                .filter(one -> vpc.isEmpty() || one.vpc().equals(vpc.get()))
                .filter(one -> region.isEmpty()
                        || one.scope().region().isEmpty()
                        || one.scope().region().equals(region))
                .map(Subnet::id)
                .distinct()
                .toList();
        return subnets.size() == 1 ? subnets.stream().findFirst() : Optional.empty();
    }
}
