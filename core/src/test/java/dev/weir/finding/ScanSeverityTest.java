package dev.weir.finding;

import static dev.weir.inventory.Fixtures.ORIGIN;
import static dev.weir.inventory.Fixtures.REGION;
import static dev.weir.inventory.Fixtures.SCOPE;
import static dev.weir.inventory.Fixtures.VPC;
import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.inventory;
import static dev.weir.inventory.Fixtures.mainRouteTable;
import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.prefixList;
import static dev.weir.inventory.Fixtures.routeTable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Fixtures.Interface;
import dev.weir.inventory.Fixtures.Inventory;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How attachment and the way to the internet move severity, and what they are when something was not read. */
class ScanSeverityTest {

    private static final Interface PLAIN = networkInterface("eni-1", "sg-1");

    private static final Interface OF_BOTH_FAMILIES =
            networkInterface("eni-1", "sg-1").withAddress("fd00::1");

    private static final Interface PLAIN_WITH_PUBLIC =
            networkInterface("eni-1", "sg-1").withPublicAddress("203.0.113.7");

    /** The open group sg-1 with these interfaces in subnet-1, whose route table has these routes; everything was listed. */
    private static Scanned scan(Interface networkInterface, String... routes) {
        return Scanned.of(inventory()
                .withWholeListings()
                .with(networkInterface)
                .with(routeTable("rtb-1", "subnet-1", routes))
                .with(group("sg-1", "all 0.0.0.0/0", "all ::/0")));
    }

    private static String path(Scanned scanned) {
        InternetPath path = scanned.finding("sg-1", Reading.ALL_PORTS).internetPath();
        return path.answer() + " " + path.via() + (path.publicAddress() ? " public" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0/0 nat-1        | yes [nat-1]            | high medium",
                "0.0.0.0/0 igw-1        | yes [igw-1]            | high medium",
                "::/0 eigw-1            | yes [eigw-1]           | high medium",
                "0.0.0.0/0 cagw-1       | yes [cagw-1]           | high medium",
                "64:ff9b::/96 nat-1     | yes [nat-1]            | high medium",
                "0.0.0.0/0 tgw-1        | unknown [tgw-1]        | high medium",
                "0.0.0.0/0 arn-core     | unknown [arn-core]     | high medium",
                "0.0.0.0/0 vgw-1        | unknown [vgw-1]        | high medium",
                "0.0.0.0/0 pcx-1        | unknown [pcx-1]        | high medium",
                "0.0.0.0/0 vpce-1       | unknown [vpce-1]       | high medium",
                "0.0.0.0/0 eni-9        | unknown [eni-9]        | high medium",
                "0.0.0.0/0 i-1          | unknown [i-1]          | high medium",
                "0.0.0.0/0 lgw-1        | unknown [lgw-1]        | high medium",
                "0.0.0.0/0 odb-1        | unknown [odb-1]        | high medium",
                "52.0.0.0/8 nat-1       | yes [nat-1]            | high medium",
                "? igw-1                | unknown [igw-1]        | high medium",
                "pl-unread nat-1        | unknown [nat-1]        | high medium",
                "pl-unread vpce-gateway | no []                  | medium low",
                "10.1.0.0/16 tgw-1      | no []                  | medium low",
                "10.1.0.0/16 nat-1      | no []                  | medium low",
                "10.0.0.0/16 local      | no []                  | medium low",
                "!0.0.0.0/0 nat-1       | no []                  | medium low",
                "!0.0.0.0/0 igw-1       | no []                  | medium low"
            })
    void aPathIsAnActiveRouteToPublicSpace(String route, String path, String severities) {
        Scanned scanned = scan(OF_BOTH_FAMILIES, "10.0.0.0/16 local", route);

        assertThat(path(scanned)).isEqualTo(path);
        assertThat(scanned.severities("sg-1")).isEqualTo(severities);
    }

    @Test
    void aRouteToAPrefixListCountsByItsEntries() {
        Inventory inventory = inventory()
                .withWholeListings()
                .with(prefixList("pl-public", "52.0.0.0/8"))
                .with(prefixList("pl-private", "10.9.0.0/16"))
                .with(PLAIN)
                .with(networkInterface("eni-2", "sg-2").in("subnet-2"))
                .with(routeTable("rtb-1", "subnet-1", "pl-public nat-1"))
                .with(routeTable("rtb-2", "subnet-2", "pl-private nat-1"))
                .with(group("sg-1", "all 0.0.0.0/0"))
                .with(group("sg-2", "all 0.0.0.0/0"));

        Scanned scanned = Scanned.of(inventory);

        assertThat(scanned.severities("sg-1")).isEqualTo("high medium");
        assertThat(scanned.severities("sg-2")).isEqualTo("medium low");
    }

    @Test
    void aPublicAddressWithARouteToAnInternetGatewayIsOneStepUp() {
        Scanned scanned = scan(PLAIN_WITH_PUBLIC, "0.0.0.0/0 igw-1");

        assertThat(scanned.severities("sg-1")).isEqualTo("critical high");
        assertThat(path(scanned)).isEqualTo("yes [igw-1] public");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0 nat-1, high medium",
        "::/0 igw-1, medium low",
        "::/0 eigw-1, medium low",
        "0.0.0.0/0 tgw-1, high medium"
    })
    void aPublicIpv4AddressElsewhereIsNot(String route, String severities) {
        assertThat(scan(PLAIN_WITH_PUBLIC, route).severities("sg-1")).isEqualTo(severities);
    }

    @ParameterizedTest
    @CsvSource({
        "2a05:d018::1, ::/0 igw-1, critical high",
        "2a05:d018::1, 0.0.0.0/0 igw-1, high medium",
        "2a05:d018::1, ::/0 eigw-1, high medium",
        "fd00::1, ::/0 igw-1, high medium",
        "2001:db8::1, ::/0 igw-1, high medium"
    })
    void aGlobalIpv6AddressIsPublicByItself(String address, String route, String severities) {
        assertThat(scan(networkInterface("eni-1", "sg-1").withAddress(address), route)
                        .severities("sg-1"))
                .isEqualTo(severities);
    }

    /** Open over one family, on interfaces and in subnets of either: seen was critical by the path of the other family. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all 0.0.0.0/0         | 10.0.0.10               | 0.0.0.0/0 nat-1                | yes [nat-1]         | high medium",
                "all ::/0              | 10.0.0.10               | 0.0.0.0/0 nat-1                | no []               | medium low",
                "all ::/0              | 10.0.0.10 203.0.113.7   | 0.0.0.0/0 igw-1                | no []               | medium low",
                "all 0.0.0.0/0         | fd00::1                 | ::/0 eigw-1                    | no []               | medium low",
                "all ::/0              | fd00::1                 | ::/0 eigw-1                    | yes [eigw-1]        | high medium",
                "all ::/0              | 10.0.0.10 2a05:d018::1  | 0.0.0.0/0 igw-1, ::/0 eigw-1   | yes [eigw-1]        | high medium",
                "all ::/0              | 10.0.0.10 2a05:d018::1  | 0.0.0.0/0 nat-1, ::/0 igw-1    | yes [igw-1] public  | critical high",
                "all 0.0.0.0/0         | 10.0.0.10 2a05:d018::1  | 0.0.0.0/0 nat-1, ::/0 igw-1    | yes [nat-1]         | high medium",
                "all ::/0              | fd00::1                 | 64:ff9b::/96 nat-1             | yes [nat-1]         | high medium",
                "all 0.0.0.0/0         | fd00::1                 | 0.0.0.0/0 nat-1                | no []               | medium low",
                "all 0.0.0.0/0         | fd00::1                 | 64:ff9b::/96 nat-1             | no []               | medium low",
                "all ::/0              | 10.0.0.10               | 64:ff9b::/96 nat-1             | no []               | medium low",
                "all 64:ff9b::/96      | 10.0.0.10 fd00::1       | 0.0.0.0/0 igw-1, ::/0 eigw-1   | yes [eigw-1]        | high medium",
                "all pl-1              | 10.0.0.10 fd00::1       | 0.0.0.0/0 nat-1, ::/0 eigw-1   | yes [eigw-1, nat-1] | high medium",
                "all 0.0.0.0/0,tcp 443 ::/0 | 10.0.0.10 2a05:d018::1 | 10.0.0.0/16 nat-1, ::/0 igw-1 | no []            | medium high",
            })
    void pathAndSeverityAreThoseOfTheFamilyThatIsOpen(
            String rules, String addresses, String routes, String path, String severities) {
        Interface of = networkInterface("eni-1", "sg-1").withoutAddress();
        for (String address : addresses.split(" ")) {
            of = address.startsWith("203.") ? of.withPublicAddress(address) : of.withAddress(address);
        }

        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(of)
                .with(routeTable("rtb-1", "subnet-1", routes.split(", ")))
                .with(group("sg-1", rules.split(","))));

        assertThat(path(scanned)).isEqualTo(path);
        assertThat(scanned.severities("sg-1")).isEqualTo(severities);
    }

    @Test
    void aGroupOnNoInterfaceIsOneStepDownAndNeverTwo() {
        Scanned scanned = Scanned.of(inventory().withWholeListings().with(group("sg-1", "all 0.0.0.0/0")));

        assertThat(scanned.severities("sg-1")).isEqualTo("medium low");
        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).attachment().answer())
                .isEqualTo(Attachment.Answer.UNATTACHED);
        assertThat(path(scanned)).isEqualTo("no []");
    }

    /** Code that lay beside a whole inventory was seen one step down, as if it were a group of the account on no interface. */
    @Test
    void aGroupThatCodeAloneKnowsIsNotOnNoInterface() {
        String address = "aws_security_group.web";
        SecurityGroup group = group(address, "all 0.0.0.0/0");
        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(new SecurityGroup(
                        SCOPE,
                        address,
                        "web",
                        "",
                        group.vpc(),
                        group.arn(),
                        group.outbound(),
                        List.of(),
                        Map.of(),
                        ORIGIN.called(new Origin.Address("infra", address)))));

        assertThat(scanned.severities(address)).isEqualTo("high medium");
        assertThat(scanned.finding(address, Reading.ALL_PORTS).attachment()).isEqualTo(Attachment.UNKNOWN);
        assertThat(scanned.finding(address, Reading.ALL_PORTS).internetPath().answer())
                .isEqualTo(InternetPath.Answer.UNKNOWN);
    }

    /** A listing in a file that was not asked for what services manage: seen was one step down for groups of such interfaces. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sg-1    | all 0.0.0.0/0           | medium low  | UNATTACHED | 1",
                "sg-1    | all 0.0.0.0/0,all sg-1  | high medium | UNKNOWN    | 0",
                "sg-1    | all 0.0.0.0/0,all sg-2  | medium low  | UNATTACHED | 1",
                "default | all 0.0.0.0/0,all sg-1  | medium low  | UNATTACHED | 1",
            })
    void onNoListedInterfaceIsNotSeenWhereTheGroupItselfSpeaksForHiddenOnes(
            String name, String rules, String severities, Attachment.Answer attachment, long told) {
        SecurityGroup group = group("sg-1", rules.split(","));
        Inventory inventory = inventory()
                .with(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES))
                .with(Listing.whole(SCOPE, Kind.ROUTE_TABLES))
                .with(new SecurityGroup(
                        SCOPE,
                        "sg-1",
                        name,
                        "",
                        group.vpc(),
                        group.arn(),
                        group.outbound(),
                        List.of(),
                        Map.of(),
                        ORIGIN));

        Scanned scanned = Scanned.of(inventory);

        assertThat(scanned.severities("sg-1")).isEqualTo(severities);
        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).attachment().answer())
                .isEqualTo(attachment);
        assertThat(scanned.summary().unattachedAsListed()).isEqualTo(told);
        Scanned askedForAll = Scanned.of(inventory.with(Listing.whole(SCOPE, Kind.HIDDEN_NETWORK_INTERFACES)));
        assertThat(askedForAll.severities("sg-1")).isEqualTo("medium low");
        assertThat(askedForAll.summary().unattachedAsListed()).isZero();
    }

    @Test
    void onNoListedInterfaceIsNotSeenWhereFlowLogsKnowInterfacesThatNoListingHas() {
        Scan scan = new Scan(Policy.DEFAULT, finding -> severities.add(finding.severity()));

        scan.unlistedInterfaces(new Scope(Optional.of(Fixtures.ACCOUNT), Optional.empty()));
        inventory()
                .with(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES))
                .with(group("sg-1", "all 0.0.0.0/0"))
                .read(scan);

        assertThat(severities).containsExactly(Severity.HIGH, Severity.MEDIUM);
    }

    private final List<Severity> severities = new ArrayList<>();

    @Test
    void withoutACompleteListingOfInterfacesNothingMoves() {
        Inventory notListed = inventory().with(group("sg-1", "all 0.0.0.0/0"));
        Inventory inPart = inventory()
                .with(Listing.inPart(SCOPE, Kind.NETWORK_INTERFACES, "page 2 was refused"))
                .with(Listing.whole(SCOPE, Kind.ROUTE_TABLES))
                .with(routeTable("rtb-1", "subnet-1", "10.0.0.0/16 local"))
                .with(PLAIN)
                .with(group("sg-1", "all 0.0.0.0/0"))
                .with(group("sg-2", "all 0.0.0.0/0"));

        assertThat(Scanned.of(notListed).severities("sg-1")).isEqualTo("high medium");
        assertThat(path(Scanned.of(notListed))).isEqualTo("unknown []");
        Scanned scanned = Scanned.of(inPart);
        assertThat(scanned.severities("sg-1")).isEqualTo("high medium");
        assertThat(path(scanned)).isEqualTo("unknown []");
        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).attachment().answer())
                .isEqualTo(Attachment.Answer.ATTACHED);
        assertThat(scanned.finding("sg-2", Reading.ALL_PORTS).attachment().answer())
                .isEqualTo(Attachment.Answer.UNKNOWN);
        assertThat(scanned.summary().complete()).isFalse();
    }

    @Test
    void anInterfaceWhoseGroupsWereNotReadMayWearAnyGroup() {
        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(networkInterface("eni-1").withUnreadGroups())
                .with(group("sg-1", "all 0.0.0.0/0")));

        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).attachment().answer())
                .isEqualTo(Attachment.Answer.UNKNOWN);
        assertThat(scanned.severities("sg-1")).isEqualTo("high medium");
    }

    @Test
    void yesOfOneInterfaceBeatsUnknownOfAnotherAndUnknownBeatsNo() {
        Inventory inventory = inventory()
                .withWholeListings()
                .with(networkInterface("eni-1", "sg-1", "sg-2").in("subnet-no"))
                .with(networkInterface("eni-2", "sg-1", "sg-2").in("subnet-tgw"))
                .with(networkInterface("eni-3", "sg-1").in("subnet-nat"))
                .with(routeTable("rtb-1", "subnet-no", "10.0.0.0/16 local"))
                .with(routeTable("rtb-2", "subnet-tgw", "0.0.0.0/0 tgw-1"))
                .with(routeTable("rtb-3", "subnet-nat", "0.0.0.0/0 nat-1"))
                .with(group("sg-1", "all 0.0.0.0/0"))
                .with(group("sg-2", "all 0.0.0.0/0"));

        Scanned scanned = Scanned.of(inventory);

        assertThat(path(scanned)).isEqualTo("yes [nat-1, tgw-1]");
        assertThat(scanned.finding("sg-2", Reading.ALL_PORTS).internetPath().answer())
                .isEqualTo(InternetPath.Answer.UNKNOWN);
        assertThat(scanned.finding("sg-2", Reading.ALL_PORTS).internetPath().via())
                .containsExactly("tgw-1");
    }

    @Test
    void aSubnetWithoutAssociationUsesTheMainTableOnlyWhenAllTablesWereRead() {
        Inventory whole = inventory()
                .withWholeListings()
                .with(PLAIN)
                .with(mainRouteTable("rtb-main", "0.0.0.0/0 nat-1"))
                .with(routeTable("rtb-1", "subnet-other", "10.0.0.0/16 local"))
                .with(group("sg-1", "all 0.0.0.0/0"));
        Inventory inPart = inventory()
                .with(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES))
                .with(Listing.inPart(SCOPE, Kind.ROUTE_TABLES, "cut short"))
                .with(PLAIN)
                .with(networkInterface("eni-2", "sg-2").in("subnet-2"))
                .with(mainRouteTable("rtb-main", "0.0.0.0/0 nat-1"))
                .with(routeTable("rtb-1", "subnet-2", "10.0.0.0/16 local"))
                .with(group("sg-1", "all 0.0.0.0/0"))
                .with(group("sg-2", "all 0.0.0.0/0"));

        assertThat(path(Scanned.of(whole))).isEqualTo("yes [nat-1]");
        Scanned scanned = Scanned.of(inPart);
        assertThat(path(scanned)).isEqualTo("unknown []");
        assertThat(scanned.severities("sg-1")).isEqualTo("high medium");
        assertThat(scanned.severities("sg-2")).isEqualTo("medium low");
    }

    @Test
    void anInterfaceInAnUnknownSubnetHasAnUnknownPath() {
        assertThat(path(scan(networkInterface("eni-1", "sg-1").inUnknownSubnet(), "0.0.0.0/0 nat-1")))
                .isEqualTo("unknown []");
    }

    /** The subnet belongs to another account: its listing of route tables decides, not that of the interface's account. */
    @Test
    void inASharedVpcTheOwnersRouteTablesAndAnyonesGroupsCount() {
        Scope owner = Scope.of("444455556666", REGION);
        RouteTable main = new RouteTable(
                owner, "rtb-main", VPC, true, List.of(), List.of(Fixtures.route("0.0.0.0/0 igw-1")), ORIGIN);
        NetworkInterface participant =
                networkInterface("eni-1", "sg-1").of(owner).build();
        Inventory inventory = inventory()
                .with(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES))
                .with(Listing.whole(SCOPE, Kind.ROUTE_TABLES))
                .with(participant)
                .with(main)
                .with(new Subnet(owner, "subnet-1", VPC, "", List.of(), ORIGIN))
                .with(new Vpc(owner, VPC, "", false, List.of(), ORIGIN))
                .with(group("sg-1", "all 0.0.0.0/0"));

        Scanned ownerNotListed = Scanned.of(inventory);
        Scanned ownerListed = Scanned.of(inventory.with(Listing.whole(owner, Kind.ROUTE_TABLES)));

        assertThat(path(ownerNotListed)).isEqualTo("unknown []");
        assertThat(path(ownerListed)).isEqualTo("yes [igw-1]");
        assertThat(ownerListed.finding("sg-1", Reading.ALL_PORTS).attachment().interfaces())
                .hasValue(1);
    }

    @Test
    void aPassHasNoSeverityAndAnUnknownThatOfItsFailure() {
        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(networkInterface("eni-1", "sg-1", "sg-2").withPublicAddress("203.0.113.7"))
                .with(routeTable("rtb-1", "subnet-1", "0.0.0.0/0 igw-1"))
                .with(group("sg-1"))
                .with(group("sg-2", "all pl-1")));

        assertThat(scanned.severities("sg-1")).isEqualTo("none none");
        assertThat(scanned.severities("sg-2")).isEqualTo("critical high");
    }

    @Test
    void failOnDecidesWhatIsCleanAndNoneTurnsItOff() {
        Inventory medium = inventory().withWholeListings().with(group("sg-1", "all 0.0.0.0/0"));

        assertThat(Scanned.of(medium).summary().clean()).isTrue();
        assertThat(scanFailingOn(medium, Severity.MEDIUM)).isFalse();
        assertThat(scanFailingOn(medium, Severity.LOW)).isFalse();
        assertThat(scanFailingOn(medium, Severity.CRITICAL)).isTrue();
        assertThat(scanFailingOn(medium, Severity.NONE)).isTrue();
        assertThat(scanFailingOn(inventory().with(group("sg-1", "all pl-1")), Severity.NONE))
                .isTrue();
        assertThat(scanFailingOn(inventory().with(group("sg-1")), Severity.LOW)).isTrue();
    }

    private static boolean scanFailingOn(Inventory inventory, Severity failOn) {
        return Scanned.of(inventory, new Policy(Policy.DEFAULT.worldShare(), Policy.DEFAULT.portsShare(), failOn))
                .summary()
                .clean();
    }

    /** The same ones whatever the order in which pages come, and no more than a reader looks at. */
    @Test
    void namesSomeOfTheInterfacesOfAGroup() {
        List<String> ids = IntStream.range(0, 2 * Attachment.NAMED)
                .mapToObj("eni-%03d"::formatted)
                .toList();
        for (boolean turned : new boolean[] {false, true}) {
            Inventory inventory = inventory().withWholeListings();
            for (int i = 0; i < ids.size(); i++) {
                inventory.with(networkInterface(ids.get(turned ? ids.size() - 1 - i : i), "sg-1"));
            }
            Attachment attachment = Scanned.of(inventory.with(group("sg-1", "all 0.0.0.0/0")))
                    .finding("sg-1", Reading.ALL_PORTS)
                    .attachment();

            assertThat(attachment.interfaces()).hasValue(ids.size());
            assertThat(attachment.ids()).isEqualTo(ids.subList(0, Attachment.NAMED));
        }
    }

    @Test
    void anInterfaceHasAPathOfItsOwn() {
        Scanned scanned = Scanned.of(inventory()
                .withWholeListings()
                .with(networkInterface("eni-1", "sg-1", "sg-2"))
                .with(networkInterface("eni-2", "sg-1", "sg-2").in("subnet-2").withPublicAddress("203.0.113.7"))
                .with(routeTable("rtb-1", "subnet-1", "10.0.0.0/16 local"))
                .with(routeTable("rtb-2", "subnet-2", "0.0.0.0/0 igw-1"))
                .with(group("sg-1", "all 16.0.0.0/5"))
                .with(group("sg-2", "all 24.0.0.0/5")));

        assertThat(scanned.severities("eni-1")).isEqualTo("medium low");
        assertThat(scanned.severities("eni-2")).isEqualTo("critical high");
        assertThat(scanned.finding("eni-2", Reading.ALL_PORTS).attachment())
                .isEqualTo(new Attachment(OptionalInt.of(1), List.of(), true));
    }

    @Test
    void aScopeWhoseRegionIsNotKnownIsCoveredOnlyWhenEveryListingThatMayHoldItIsWhole() {
        Scope unknownRegion = new Scope(Optional.of(Fixtures.ACCOUNT), Optional.empty());
        Inventory inventory = inventory()
                .with(Listing.whole(SCOPE, Kind.NETWORK_INTERFACES))
                .with(Listing.notRead(Scope.of(Fixtures.ACCOUNT, "us-east-1"), Kind.NETWORK_INTERFACES, "AccessDenied"))
                .with(group("sg-1", "all 0.0.0.0/0"))
                .with(group(unknownRegion, "sg-2", Fixtures.rules("all 0.0.0.0/0")));

        Scanned scanned = Scanned.of(inventory);

        assertThat(scanned.severities("sg-1")).isEqualTo("medium low");
        assertThat(scanned.severities("sg-2")).isEqualTo("high medium");
    }
}
