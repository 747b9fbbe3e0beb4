package dev.weir.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An organisation, account by account: some share a VPC, so that interfaces have groups of another account. */
class ScanBatchesTest {

    private static final String[] RULES = {
        "all 0.0.0.0/0",
        "tcp 443 0.0.0.0/0",
        "tcp 443 16.0.0.0/5",
        "tcp 443 64.0.0.0/5",
        "tcp 5432 10.0.0.0/8",
        "udp 53 pl-own"
    };
    private static final String[] ROUTES = {"0.0.0.0/0 igw-1", "0.0.0.0/0 nat-1", "0.0.0.0/0 tgw-1", "10.0.0.0/8 local"
    };

    @Test
    void accountsAsBatchesGiveTheFindingsOfAllAtOnce() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 400; seed++) {
            Organisation organisation = new Organisation(new SplittableRandom(seed));

            Scanned inBatches = Scanned.of(organisation);
            Scanned atOnce = Scanned.of(Snapshot.of(organisation));

            assertThat(sorted(inBatches)).as("seed %d", seed).isEqualTo(sorted(atOnce));
            assertThat(inBatches.summary()).as("seed %d", seed).isEqualTo(atOnce.summary());
            for (Finding finding : inBatches.findings()) {
                String kind = finding.subject().type() + " " + finding.verdict() + " "
                        + finding.internetPath().answer();
                seen.merge(kind, 1, Integer::sum);
            }
            seen.merge("crossing", organisation.crossing, Integer::sum);
        }
        assertThat(seen)
                .containsKeys("network-interface fail yes", "network-interface unknown yes", "security-group fail no");
        assertThat(seen.get("crossing")).isGreaterThan(100);
    }

    private static List<String> sorted(Scanned scanned) {
        return scanned.findings().stream().map(Finding::toString).sorted().toList();
    }

    @Test
    void aBatchIsLetGoWhenTheNextBegins() {
        List<WeakReference<Object>> ofTheFirst = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, finding -> {});

        for (int batch = 0; batch < 3; batch++) {
            Account account = new Account(batch, new SplittableRandom(batch));
            account.push(scan, List.of(), List.of());
            if (batch == 0) {
                account.everything().forEach(thing -> ofTheFirst.add(new WeakReference<>(thing)));
            }
        }

        for (int attempt = 0; attempt < 50 && ofTheFirst.stream().anyMatch(kept -> kept.get() != null); attempt++) {
            System.gc();
        }
        assertThat(ofTheFirst).hasSizeGreaterThan(4).allMatch(kept -> kept.get() == null);
        assertThat(scan.finish().securityGroups()).isPositive();
    }

    /** Accounts, of which each interface that has a group of another account comes with that account, too. */
    private static final class Organisation implements InventorySource {

        private final List<Account> accounts = new ArrayList<>();
        private int crossing;

        Organisation(SplittableRandom random) {
            for (int account = 0; account < 2 + random.nextInt(4); account++) {
                accounts.add(new Account(account, random));
            }
            for (int one = random.nextInt(5); one > 0; one--) {
                Account owner = accounts.get(random.nextInt(accounts.size()));
                Account participant = accounts.get(random.nextInt(accounts.size()));
                Set<String> groups = new LinkedHashSet<>();
                for (int group = 1 + random.nextInt(3); group > 0; group--) {
                    groups.add((random.nextBoolean() ? owner : participant).groupId(random));
                }
                participant.interfaces.add(
                        networkInterface(participant.scope, "eni-crossing-" + one, owner.number, groups));
                crossing += owner == participant ? 0 : 1;
            }
        }

        @Override
        public void read(InventorySink sink) {
            for (Account account : accounts) {
                List<NetworkInterface> ofOthers = accounts.stream()
                        .filter(other -> other != account)
                        .flatMap(other -> other.interfaces.stream())
                        .filter(one -> one.groups().stream().anyMatch(account::has))
                        .toList();
                account.push(sink, ofOthers, accounts);
            }
        }
    }

    /** One account with a VPC of its own. */
    private static final class Account {

        private final int number;
        private final Scope scope;
        private final List<SecurityGroup> groups = new ArrayList<>();
        private final List<NetworkInterface> interfaces = new ArrayList<>();
        private final ManagedPrefixList list;
        private final RouteTable routeTable;
        private final Listing.Status interfacesRead;

        Account(int number, SplittableRandom random) {
            this.number = number;
            scope = Scope.of("11112222333" + number, Fixtures.REGION);
            for (int group = 1 + random.nextInt(3); group > 0; group--) {
                List<SecurityGroupRule> rules = new ArrayList<>();
                for (int rule = random.nextInt(3); rule > 0; rule--) {
                    String line = RULES[random.nextInt(RULES.length)];
                    rules.add(Fixtures.rule(line.replace("pl-own", "pl-" + number)));
                }
                groups.add(Fixtures.group(scope, "sg-" + number + "-" + groups.size(), rules));
            }
            for (int one = random.nextInt(3); one > 0; one--) {
                Set<String> associated = new LinkedHashSet<>();
                for (int group = 1 + random.nextInt(2); group > 0; group--) {
                    associated.add(random.nextInt(8) == 0 ? "sg-gone" : groupId(random));
                }
                interfaces.add(networkInterface(scope, "eni-" + number + "-" + one, number, associated));
            }
            list = random.nextBoolean()
                    ? Fixtures.prefixList("pl-" + number, "0.0.0.0/2")
                    : Fixtures.prefixListNotRead("pl-" + number, Optional.empty());
            routeTable = new RouteTable(
                    scope,
                    "rtb-" + number,
                    "vpc-" + number,
                    true,
                    List.of(),
                    List.of(Fixtures.route(ROUTES[random.nextInt(ROUTES.length)])),
                    Fixtures.ORIGIN);
            interfacesRead = random.nextInt(4) == 0 ? Listing.Status.IN_PART : Listing.Status.WHOLE;
        }

        String groupId(SplittableRandom random) {
            return groups.get(random.nextInt(groups.size())).id();
        }

        boolean has(String groupId) {
            return groups.stream().anyMatch(group -> group.id().equals(groupId));
        }

        List<Object> everything() {
            List<Object> all = new ArrayList<>(List.of(list, routeTable));
            all.addAll(groups);
            all.addAll(interfaces);
            return all;
        }

        /** Pushes a batch, with the routes of all accounts whose VPCs are shared. */
        void push(InventorySink sink, List<NetworkInterface> ofOthers, List<Account> sharing) {
            sink.batch(scope);
            for (Listing.Kind kind : Listing.Kind.values()) {
                sink.listing(
                        kind == Listing.Kind.NETWORK_INTERFACES
                                ? new Listing(scope, kind, interfacesRead, Optional.of("why"))
                                : Listing.whole(scope, kind));
            }
            sink.prefixList(list);
            interfaces.forEach(sink::networkInterface);
            ofOthers.forEach(sink::networkInterface);
            pushNetwork(sink);
            for (Account other : sharing) {
                if (other != this) {
                    sink.listing(Listing.whole(other.scope, Listing.Kind.ROUTE_TABLES));
                    other.pushNetwork(sink);
                }
            }
            groups.forEach(sink::securityGroup);
        }

        private void pushNetwork(InventorySink sink) {
            sink.routeTable(routeTable);
            sink.subnet(new Subnet(scope, "subnet-" + number, "vpc-" + number, "", List.of(), Fixtures.ORIGIN));
            sink.vpc(new Vpc(scope, "vpc-" + number, "", false, List.of(), Fixtures.ORIGIN));
        }
    }

    private static NetworkInterface networkInterface(Scope scope, String id, int vpc, Set<String> groups) {
        NetworkInterface like = Fixtures.networkInterface(id, groups.toArray(String[]::new))
                .of(scope)
                .in("subnet-" + vpc)
                .withPublicAddress("198.51.100.7")
                .build();
        return new NetworkInterface(
                like.scope(),
                id,
                like.groups(),
                true,
                Optional.of("vpc-" + vpc),
                like.subnet(),
                like.type(),
                "",
                like.instance(),
                like.tracking(),
                false,
                like.addresses(),
                true,
                List.of(),
                like.publicAddresses(),
                Map.of(),
                like.origin());
    }
}
