package dev.weir.operation;

import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Evidence;
import dev.weir.finding.Finding;
import dev.weir.finding.FindingSink;
import dev.weir.finding.Scan;
import dev.weir.finding.Subject;
import dev.weir.flow.FlowField;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A traffic profile beside a scan.
 *
 * <p>Findings wait until the whole inventory is read, because only then is it known whose traffic is whose. A scan without a
 * profile streams and has none of this.
 */
final class TrafficBeside implements Uses, FindingSink {

    private final Evidence evidence;
    private final List<Finding> waiting = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Snapshot.Builder owners = new Snapshot.Builder();
    private Optional<FindingTraffic> traffic = Optional.empty();
    private Optional<TrafficProfile> observed = Optional.empty();

    TrafficBeside(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void finding(Finding finding) {
        waiting.add(finding);
        if (finding.subject() instanceof Subject.Group subject) {
            names.put(subject.id(), subject.group().name());
        }
    }

    /** Passes an inventory on to a scan, keeps what tells whose traffic is whose, and tells of interfaces that no listing has. */
    InventorySink before(Scan scan) {
        return new PassingSink(scan) {
            private boolean told;

            @Override
            public void securityGroup(SecurityGroup group) {
                tellOfUnlisted();
                super.securityGroup(group);
            }

            @Override
            public void contradictorySecurityGroup(List<SecurityGroup> versions) {
                tellOfUnlisted();
                super.contradictorySecurityGroup(versions);
            }

            private void tellOfUnlisted() {
                if (!told) {
                    told = true;
                    unlisted().forEach(scan::unlistedInterfaces);
                }
            }

            @Override
            public void prefixList(ManagedPrefixList prefixList) {
                owners.prefixList(prefixList);
                super.prefixList(prefixList);
            }

            @Override
            public void networkInterface(NetworkInterface networkInterface) {
                owners.networkInterface(networkInterface);
                super.networkInterface(networkInterface);
            }

            @Override
            public void subnet(Subnet subnet) {
                owners.subnet(subnet);
                super.subnet(subnet);
            }

            @Override
            public void vpc(Vpc vpc) {
                owners.vpc(vpc);
                super.vpc(vpc);
            }
        };
    }

    private Set<Scope> unlisted() {
        return unlisted(TrafficProfile.of(evidence, InventoryHistory.of(owners.build()), ProfileSettings.DEFAULT));
    }

    /** Where flow logs report on interfaces that the inventory does not have. */
    static Set<Scope> unlisted(TrafficProfile profile) {
        return profile.interfaces().stream()
                .filter(one -> one.attribution() != InterfaceCoverage.Attribution.SNAPSHOT && one.records() > 0)
                .map(one -> new Scope(one.owner(FlowField.ACCOUNT_ID), one.owner(FlowField.REGION)))
                .collect(Collectors.toSet());
    }

    /** Hands on what waited, in the order it came, once the inventory is read. */
    void release(FindingSink next) {
        Snapshot snapshot = owners.build();
        TrafficProfile profile = TrafficProfile.of(evidence, InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        traffic = Optional.of(new FindingTraffic(profile, PrefixLists.of(snapshot.prefixLists()), waiting));
        observed = Optional.of(profile).filter(all -> !all.period().isEmpty());
        waiting.forEach(next::finding);
    }

    @Override
    public Optional<FindingTraffic.Use> of(Finding finding) {
        return traffic.flatMap(known -> known.of(finding));
    }

    @Override
    public Optional<SeenTraffic> traffic(String group) {
        return observed.map(all -> SeenTraffic.of(
                all.period(), all.forGroup(group), Optional.empty(), id -> Optional.ofNullable(names.get(id))));
    }

    @Override
    public Optional<ObservationPeriod> period() {
        return observed.map(TrafficProfile::period);
    }
}
