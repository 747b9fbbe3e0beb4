package dev.weir.inventory;

import static dev.weir.inventory.Fixtures.ORIGIN;
import static dev.weir.inventory.Fixtures.SCOPE;
import static dev.weir.inventory.Fixtures.VPC;
import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.inventory;
import static dev.weir.inventory.Fixtures.mainRouteTable;
import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.prefixList;
import static dev.weir.inventory.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Listing.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Fixtures.Inventory EVERYTHING = inventory()
            .with(Listing.whole(SCOPE, Kind.SECURITY_GROUPS))
            .with(Listing.inPart(SCOPE, Kind.SUBNETS, "cut"))
            .with(prefixList("pl-1", "10.0.0.0/8"))
            .with(networkInterface("eni-2", "sg-2", "sg-1", "sg-2"))
            .with(networkInterface("eni-1", "sg-1"))
            .with(mainRouteTable("rtb-1", "0.0.0.0/0 igw-1"))
            .with(subnet("subnet-1"))
            .with(new Vpc(SCOPE, VPC, "", false, List.of(), ORIGIN))
            .with(group("sg-2", "all 0.0.0.0/0"))
            .withContradictory(group("sg-1"), group("sg-1", "all 0.0.0.0/0"))
            .with(new Problem(ORIGIN, "what was wrong"));

    @Test
    void findsThingsById() {
        Snapshot snapshot = Snapshot.of(EVERYTHING);

        assertThat(snapshot.securityGroup("sg-2")).contains(group("sg-2", "all 0.0.0.0/0"));
        assertThat(snapshot.securityGroup("sg-9")).isEmpty();
        assertThat(snapshot.versionsOf("sg-1")).hasSize(2);
        assertThat(snapshot.securityGroups()).extracting(SecurityGroup::id).containsExactly("sg-2", "sg-1");
        assertThat(snapshot.associatedWith("sg-1"))
                .extracting(NetworkInterface::id)
                .containsExactly("eni-2", "eni-1");
        assertThat(snapshot.associatedWith("sg-2"))
                .extracting(NetworkInterface::id)
                .containsExactly("eni-2");
        assertThat(snapshot.prefixList("pl-1")).isPresent();
        assertThat(snapshot.subnet("subnet-1")).isPresent();
        assertThat(snapshot.vpc(VPC)).isPresent();
        assertThat(snapshot.networkInterface("eni-1")).isPresent();
        assertThat(snapshot.isComplete()).isFalse();
        assertThat(Snapshot.EMPTY.isComplete()).isTrue();
    }

    @Test
    void pushesGroupsLastAndEverythingOnce() {
        List<String> order = new ArrayList<>();
        Snapshot.of(EVERYTHING).read(new InventorySink() {
            @Override
            public void listing(Listing listing) {
                order.add("listing");
            }

            @Override
            public void prefixList(ManagedPrefixList prefixList) {
                order.add(prefixList.id());
            }

            @Override
            public void networkInterface(NetworkInterface networkInterface) {
                order.add(networkInterface.id());
            }

            @Override
            public void routeTable(RouteTable routeTable) {
                order.add(routeTable.id());
            }

            @Override
            public void subnet(Subnet subnet) {
                order.add(subnet.id());
            }

            @Override
            public void vpc(Vpc vpc) {
                order.add(vpc.id());
            }

            @Override
            public void flowLog(FlowLog flowLog) {
                order.add(flowLog.id());
            }

            @Override
            public void securityGroup(SecurityGroup securityGroup) {
                order.add(securityGroup.id());
            }

            @Override
            public void contradictorySecurityGroup(List<SecurityGroup> versions) {
                order.add(versions.get(0).id() + " x" + versions.size());
            }

            @Override
            public void problem(Problem problem) {
                order.add("problem");
            }

            @Override
            public void input(Input input) {
                order.add("input");
            }
        });

        assertThat(order)
                .containsExactly(
                        "problem",
                        "listing",
                        "listing",
                        "pl-1",
                        "eni-2",
                        "eni-1",
                        "rtb-1",
                        "subnet-1",
                        VPC,
                        "sg-2",
                        "sg-1 x2");
    }

    @Test
    void oneListingThatIsNotWholeSpoilsAScopeAndNoListingIsNotWhole() {
        Listings listings = new Listings();
        listings.add(Listing.whole(SCOPE, Kind.SUBNETS));
        listings.add(Listing.whole(SCOPE, Kind.VPCS));
        listings.add(Listing.notRead(Scope.of("444455556666", Fixtures.REGION), Kind.SUBNETS, "AccessDenied"));
        listings.add(Listing.inPart(SCOPE, Kind.VPCS, "cut"));

        assertThat(listings.isWhole(Kind.SUBNETS, SCOPE)).isTrue();
        assertThat(listings.isWhole(Kind.SUBNETS, Scope.UNKNOWN)).isFalse();
        assertThat(listings.isWhole(Kind.VPCS, SCOPE)).isFalse();
        assertThat(listings.isWhole(Kind.ROUTE_TABLES, SCOPE)).isFalse();
        assertThat(listings.problem(Kind.VPCS, SCOPE)).contains("cut");
        assertThat(listings.problem(Kind.SUBNETS, SCOPE)).isEmpty();
        assertThat(Snapshot.of(EVERYTHING).isWhole(Kind.SECURITY_GROUPS, SCOPE)).isTrue();
    }

    @Test
    void aListingOfAnUnknownScopeCoversAny() {
        Listings listings = new Listings();
        listings.add(Listing.whole(new Scope(Optional.empty(), Optional.of(Fixtures.REGION)), Kind.SUBNETS));

        assertThat(listings.isWhole(Kind.SUBNETS, SCOPE)).isTrue();
        assertThat(listings.isWhole(Kind.SUBNETS, Scope.of(Fixtures.ACCOUNT, "us-east-1")))
                .isFalse();
    }
}
