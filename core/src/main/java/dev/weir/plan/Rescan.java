package dev.weir.plan;

import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A scan of an inventory that is asked again and again what it would say of one group under other outbound rules. */
final class Rescan {

    private final Map<Reading, Finding> latest = new EnumMap<>(Reading.class);
    private final Scan scan;

    Rescan(Snapshot snapshot, Policy policy) {
        scan = new Scan(policy, finding -> latest.put(finding.reading(), finding));
        snapshot.listings().forEach(scan::listing);
        snapshot.prefixLists().forEach(scan::prefixList);
        snapshot.networkInterfaces().forEach(scan::networkInterface);
        snapshot.routeTables().forEach(scan::routeTable);
        snapshot.subnets().forEach(scan::subnet);
        snapshot.vpcs().forEach(scan::vpc);
    }

    /** What each reading says of the group with these outbound rules. */
    Map<Reading, Finding> of(SecurityGroup group, List<? extends SecurityGroupRule> outbound) {
        latest.clear();
        scan.securityGroup(group.with(List.copyOf(outbound), group.inbound()));
        return new EnumMap<>(latest);
    }
}
