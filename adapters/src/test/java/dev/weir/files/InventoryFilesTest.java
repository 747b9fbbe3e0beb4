package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.Pushes;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say becomes the inventory that AWS has: ids, scopes, listings, each thing once. */
class InventoryFilesTest {

    private static final Scope DUBLIN = Scope.of("111122223333", "eu-west-1");

    @TempDir
    Path folder = Path.of("");

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content.replace('\'', '"'));
    }

    private Pushes read() {
        Pushes pushes = new Pushes();
        InventoryFiles.of(List.of(folder), Formats.ALL).read(pushes);
        return pushes;
    }

    private static <T> List<T> all(Pushes pushes, Class<T> type) {
        return pushes.things.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void readsWhatLiesDeeperThanAnyStackOfCalls() throws Exception {
        Judged.of(Files.createDirectory(folder.resolve("loads-classes")));
        Path deep = folder;
        for (int depth = 0; depth < 1_500; depth++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        Files.writeString(deep.resolve("groups.json"), "{\"SecurityGroups\":[]}");
        List<Judged> judged = new ArrayList<>();
        Thread small = new Thread(null, () -> judged.add(Judged.of(folder)), "small", 256 << 10);

        small.start();
        small.join();
        // What cleans up after a test resolves every link above every folder, which takes minutes here.
        Files.delete(deep.resolve("groups.json"));
        for (Path one = deep; one != null && !one.equals(folder); one = one.getParent()) {
            Files.delete(one);
        }

        assertThat(judged)
                .singleElement()
                .satisfies(one -> assertThat(one.summary().complete()).isTrue());
    }

    @Test
    void takesTheScopeFromTheArnAndTheZone() throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','OwnerId':'111122223333','SecurityGroupArn':'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1','IpPermissions':[],'IpPermissionsEgress':[]}]}");
        file(
                "r.json",
                "{'RouteTables':[{'RouteTableId':'rtb-1','VpcId':'vpc-1','OwnerId':'111122223333','Associations':[{'Main':true}],'Routes':[]}]}");
        file(
                "i.json",
                "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','OwnerId':'111122223333','AvailabilityZone':'eu-west-1b','Groups':[{'GroupId':'sg-1'}]}]}");

        Pushes pushes = read();

        assertThat(pushes.problems).isEmpty();
        assertThat(all(pushes, SecurityGroup.class))
                .extracting(SecurityGroup::scope)
                .containsExactly(DUBLIN);
        assertThat(all(pushes, RouteTable.class)).extracting(RouteTable::scope).containsExactly(DUBLIN);
        assertThat(all(pushes, NetworkInterface.class))
                .extracting(NetworkInterface::scope)
                .containsExactly(DUBLIN);
        assertThat(all(pushes, Listing.class))
                .containsExactlyInAnyOrder(
                        Listing.whole(DUBLIN, Listing.Kind.SECURITY_GROUPS),
                        Listing.whole(DUBLIN, Listing.Kind.ROUTE_TABLES),
                        Listing.whole(DUBLIN, Listing.Kind.NETWORK_INTERFACES));
    }

    @Test
    void takesTheScopeFromTheFoldersWhereTheContentIsSilent() throws IOException {
        file("111122223333/eu-west-1/enis.json", "{'NetworkInterfaces':[]}");
        file("account=444455556666/region=us-east-1/enis.json", "{'NetworkInterfaces':[]}");
        file("flat/enis-777788889999-ap-southeast-2.json", "{'NetworkInterfaces':[]}");

        assertThat(all(read(), Listing.class))
                .extracting(Listing::scope)
                .containsExactlyInAnyOrder(
                        DUBLIN, Scope.of("444455556666", "us-east-1"), Scope.of("777788889999", "ap-southeast-2"));
    }

    @Test
    void leavesTheRegionOpenWhereNeighboursDisagree() throws IOException {
        file(
                "a.json",
                "{'Subnets':[{'SubnetId':'subnet-1','VpcId':'vpc-1','CidrBlock':'10.0.0.0/24','AvailabilityZone':'eu-west-1a'},{'SubnetId':'subnet-2','VpcId':'vpc-1','CidrBlock':'10.0.1.0/24','AvailabilityZone':'us-east-1a'}]}");
        file("r.json", "{'RouteTables':[{'RouteTableId':'rtb-1','VpcId':'vpc-1','Routes':[]}]}");

        assertThat(all(read(), RouteTable.class)).extracting(RouteTable::scope).containsExactly(Scope.UNKNOWN);
    }

    @Test
    void pushesPrefixListsBeforeGroupsWhateverTheOrderOfFiles() throws IOException {
        file("a-groups.json", "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[]}]}");
        file(
                "b-lists.json",
                "{'PrefixLists':[{'PrefixListId':'pl-1','PrefixListName':'x','OwnerId':'111122223333','MaxEntries':5,'AddressFamily':'IPv4','Version':3}]}");
        file("entries-of-pl-1.json", "{'Entries':[{'Cidr':'10.0.0.1/8'}]}");
        file(
                "z-aws.json",
                "{'PrefixLists':[{'PrefixListId':'pl-2','PrefixListName':'com.amazonaws.eu-west-1.s3','Cidrs':['192.0.2.0/24']}]}");

        Pushes pushes = read();

        List<ManagedPrefixList> lists = all(pushes, ManagedPrefixList.class);
        assertThat(lists).extracting(ManagedPrefixList::id).containsExactly("pl-1", "pl-2");
        assertThat(lists)
                .extracting(list -> list.entries().toString())
                .containsExactly("[10.0.0.0/8]", "[192.0.2.0/24]");
        assertThat(lists).extracting(ManagedPrefixList::reading).containsOnly(ManagedPrefixList.Extent.WHOLE);
        assertThat(lists).extracting(ManagedPrefixList::awsManaged).containsExactly(false, true);
        assertThat(lists.get(1).scope().region()).contains("eu-west-1");
        assertThat(pushes.things.indexOf(lists.get(1)))
                .isLessThan(
                        pushes.things.indexOf(all(pushes, SecurityGroup.class).get(0)));
    }

    @Test
    void judgesEntriesThatDifferOrBreakOffAsReadInPart() throws IOException {
        file("pl-1-a.json", "{'Entries':[{'Cidr':'10.0.0.0/8'}]}");
        file("pl-1-b.json", "{'Entries':[{'Cidr':'10.1.0.0/16'}]}");
        file("pl-2.json", "{'Entries':[{'Cidr':'10.1.0.0/16'}],'NextToken':'x'}");
        file("pl-3.json", "{'Entries':[{'Cidr':'300.0.0.0/8'}]}");
        file("pl-4.json", "{'Entries':[{'Cidr':'10.0.0.0/8'},");

        Pushes pushes = read();

        assertThat(all(pushes, ManagedPrefixList.class)).hasSize(4);
        assertThat(all(pushes, ManagedPrefixList.class))
                .extracting(ManagedPrefixList::reading)
                .containsOnly(ManagedPrefixList.Extent.IN_PART);
    }

    @Test
    void joinsAGroupWithItsListedRules() throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','GroupName':'web','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'tcp','FromPort':443,'ToPort':443,'IpRanges':[{'CidrIp':'10.0.0.0/8'}]}]}]}");
        file(
                "r.json",
                "{'SecurityGroupRules':[{'SecurityGroupRuleId':'sgr-1','GroupId':'sg-1','GroupOwnerId':'111122223333','IsEgress':true,'IpProtocol':'tcp','FromPort':443,'ToPort':443,'CidrIpv4':'10.0.0.0/8','Description':'d','Tags':[{'Key':'k','Value':'v'}]}]}");

        Pushes pushes = read();

        assertThat(pushes.problems).isEmpty();
        SecurityGroup group = all(pushes, SecurityGroup.class).get(0);
        assertThat(group.name()).isEqualTo("web");
        assertThat(group.outbound()).hasSize(1);
        SecurityGroupRule.Known rule =
                (SecurityGroupRule.Known) group.outbound().get(0);
        assertThat(rule.id()).contains("sgr-1");
        assertThat(rule.description()).contains("d");
        assertThat(rule.tags()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void hasTwoVersionsOfAGroupWhoseListedRulesDiffer() throws IOException {
        file("g.json", "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[]}]}");
        file(
                "r.json",
                "{'SecurityGroupRules':[{'SecurityGroupRuleId':'sgr-1','GroupId':'sg-1','IsEgress':true,'IpProtocol':'-1','FromPort':-1,'ToPort':-1,'CidrIpv4':'0.0.0.0/0'}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.verdictOf("sg-1")).isEqualTo("fail fail");
        assertThat(judged.problems(folder)).startsWith("r.json:1: `sg-1` differs from what stands at g.json:1");
    }

    @Test
    void keepsPeersOfOtherAccountsAndManyRangesAsManyRules() throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'tcp','FromPort':1,'ToPort':2,'IpRanges':[{'CidrIp':'10.0.0.0/8','Description':'a'},{'CidrIp':'10.1.0.0/16'}],'UserIdGroupPairs':[{'GroupId':'sg-9','UserId':'444455556666','VpcPeeringConnectionId':'pcx-1','PeeringStatus':'active'}]}]}]}");

        SecurityGroup group = all(read(), SecurityGroup.class).get(0);

        assertThat(group.outbound()).hasSize(3);
        assertThat(group.outbound())
                .extracting(rule -> ((SecurityGroupRule.Known) rule).destination())
                .contains(new Destination.Group("sg-9", Optional.of("444455556666")));
    }

    @Test
    void unitesTheGroupsOfAnInterfaceThatDiffers() throws IOException {
        file("a.json", "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','Groups':[{'GroupId':'sg-1'}]}]}");
        file("b.json", "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','Groups':[{'GroupId':'sg-2'}]}]}");

        Pushes pushes = read();

        assertThat(all(pushes, NetworkInterface.class)).hasSize(1);
        assertThat(all(pushes, NetworkInterface.class).get(0).groups()).containsExactly("sg-1", "sg-2");
        assertThat(pushes.problems).hasSize(1);
    }

    @Test
    void listsInPartWhatANeighbourThatWasLostMayHold() throws IOException {
        file("a.json", "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','Groups':[]}]}");
        file("b.json", "{'Network");

        assertThat(all(read(), Listing.class)).extracting(Listing::status).containsOnly(Listing.Status.IN_PART);
    }

    @Test
    void readsPagesThatStandInOneFileAsOneListing() throws IOException {
        file(
                "a.json",
                "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','Groups':[]}],'NextToken':'x'}\n{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-2','Groups':[]}]}");

        Pushes pushes = read();

        assertThat(pushes.problems).isEmpty();
        assertThat(all(pushes, Listing.class)).extracting(Listing::status).containsOnly(Listing.Status.WHOLE);
    }

    @Test
    void namesItsInputsWithDigestAndTime() throws IOException {
        file("a.json", "{'Vpcs':[]}");
        Files.setLastModifiedTime(
                folder.resolve("a.json"), java.nio.file.attribute.FileTime.from(Instant.parse("2026-11-21T06:00:00Z")));

        Pushes pushes = read();

        assertThat(pushes.inputs).hasSize(1);
        assertThat(pushes.inputs.get(0).sha256()).contains(sha256("{\"Vpcs\":[]}"));
        assertThat(pushes.inputs.get(0).asOf()).contains(Instant.parse("2026-11-21T06:00:00Z"));
    }

    @Test
    void snapshotGivesTheSameFindingsIncompletenessIncluded() throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[]},{'GroupId':'sg-2','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'x','IpRanges':[{'CidrIp':'0.0.0.0/0'}]}]}],'NextToken':'x'}");
        file("h.json", "{'SecurityGroups':[{'GroupId':'sg-2','IpPermissions':[],'IpPermissionsEgress':[]}]}");
        Judged live = Judged.of(folder);
        Path snapshot = folder.resolve("out/s.json");
        Files.createDirectories(folder.resolve("out"));
        SnapshotFile.at(snapshot).keep(InventoryFiles.of(List.of(folder), Formats.ALL), Instant.EPOCH);

        Judged saved = Judged.of(snapshot);

        assertThat(saved.findings()).isEqualTo(live.findings());
        assertThat(saved.summary().problems()).isEqualTo(live.summary().problems());
        assertThat(saved.summary().complete()).isFalse();
        assertThat(saved.summary().scopes()).isEqualTo(live.summary().scopes());
    }

    @Test
    void seriesNeverReplacesAFile() throws IOException {
        file("a.json", "{'Vpcs':[]}");
        InventoryFiles inventory = InventoryFiles.of(List.of(folder), Formats.ALL);
        Path series = folder.resolve("series");
        Instant time = Instant.parse("2026-11-21T06:00:00Z");

        Path first = Path.of(SnapshotFile.in(series).keep(inventory, time));
        Path second = Path.of(SnapshotFile.in(series).keep(inventory, time));

        assertThat(first).hasFileName("snapshot-20261121T060000Z.json.gz");
        assertThat(second).hasFileName("snapshot-20261121T060000Z-2.json.gz");
        try (java.util.stream.Stream<Path> files = Files.list(series)) {
            assertThat(files).containsExactlyInAnyOrder(first, second);
        }
    }

    private static final String ENI =
            "{'NetworkInterfaces':[{'NetworkInterfaceId':'eni-1','OwnerId':'111122223333','AvailabilityZone':'eu-west-1a','VpcId':'vpc-1','SubnetId':'subnet-1','Groups':[{'GroupId':'sg-1'}]}]}";
    private static final String OPEN =
            "{'SecurityGroups':[{'GroupId':'sg-1','OwnerId':'111122223333','VpcId':'vpc-1','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'-1','IpRanges':[{'CidrIp':'0.0.0.0/0'}]}]}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'SubnetId':'subnet-1','AssociationState':{'State':'associated'}} | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1'} | yes | true",
                "{'SubnetId':null,'AssociationState':{'State':'associated'}} | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1'} | unknown | false",
                "{'SubnetId':['subnet-1']} | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1'} | unknown | false",
                "'subnet-1' | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1'} | unknown | false",
                "{'SubnetId':'subnet-1','Main':'perhaps'} | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':'nat-1'} | yes | false",
                "{'SubnetId':'subnet-1'} | '0.0.0.0/0' | unknown | false",
                "{'SubnetId':'subnet-1'} | ['0.0.0.0/0'] | unknown | false",
                "{'SubnetId':'subnet-1'} | {'DestinationCidrBlock':'0.0.0.0/0','NatGatewayId':{}} | unknown | false",
                "{'SubnetId':'subnet-1'} | {'DestinationCidrBlock':'0.0.0.0/0','LatestGatewayId':'lgw-1'} | unknown | true",
            })
    void aRouteTableThatCannotBeReadWholeLeavesThePathUnknown(
            String association, String route, String path, boolean complete) throws IOException {
        file("g.json", OPEN);
        file("e.json", ENI);
        file(
                "r.json",
                "{'RouteTables':[{'RouteTableId':'rtb-m','VpcId':'vpc-1','OwnerId':'111122223333','Associations':[{'Main':true}],'Routes':[]},"
                        + "{'RouteTableId':'rtb-1','VpcId':'vpc-1','OwnerId':'111122223333','Associations':["
                        + association
                        + "],'Routes':[" + route + "]}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.findings().get(0).internetPath().answer()).hasToString(path);
        assertThat(judged.findings().get(0).internetPath().via()).doesNotContain("");
        assertThat(judged.summary().complete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'Associations':null # `Associations` is null, expected an array; which subnets use the table",
                "'OwnerId':'111122223333' # it has no list of `Associations`; which subnets use the table",
                "'associations':[{'SubnetId':'subnet-1'}] # it has no list of `Associations`; which subnets use the",
                "'AssociationSet':[{'SubnetId':'subnet-1'}] # it has no list of `Associations`; which subnets use the",
                "'Associations':'' # it has no list of `Associations`; which subnets use the table is not known",
                "'Associations':[{'SubnetId':7}] # `SubnetId` is a number, expected a text",
                "'Associations':[{'subnetId':'subnet-1'}] # an association names no subnet, gateway or VPC",
            })
    void aTableWhoseAssociationsWereNotReadMayBeThatOfAnySubnet(String associations, String message)
            throws IOException {
        file("g.json", OPEN);
        file("e.json", ENI);
        file(
                "r.json",
                "{'RouteTables':[{'RouteTableId':'rtb-m','VpcId':'vpc-1','Associations':[{'Main':true}],'Routes':[]},"
                        + "{'RouteTableId':'rtb-1','VpcId':'vpc-1'," + associations + ",'Routes':[]}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.findings().get(0).internetPath().answer()).hasToString("unknown");
        assertThat(judged.problems(folder)).startsWith("r.json:1: in `rtb-1`: " + message);
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void anIdThatIsANumberIsNoIdOfNothing() throws IOException {
        file("g.json", OPEN);
        file(
                "r.json",
                "{'RouteTables':[{'RouteTableId':'rtb-m','VpcId':'vpc-1','Associations':[{'Main':true}],'Routes':[]}]}");
        file("e.json", ENI.replaceAll("'SubnetId':'[^']*'", "'SubnetId':7"));

        assertThat(Judged.of(folder).findings().get(0).internetPath().answer()).hasToString("unknown");

        file("e.json", ENI.replaceAll("'GroupId':'[^']*'", "'GroupId':7"));
        Judged judged = Judged.of(folder);

        assertThat(judged.findings().get(0).severity()).hasToString("high");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void showsTheKeyAndTheIdOfATargetThatIsNotKnown() throws IOException {
        file("g.json", OPEN);
        file("e.json", ENI);
        file(
                "r.json",
                "{'RouteTables':[{'RouteTableId':'rtb-m','VpcId':'vpc-1','OwnerId':'111122223333','Associations':[{'Main':true}],"
                        + "'Routes':[{'DestinationCidrBlock':'0.0.0.0/0','QuantumGatewayId':'qgw-1','State':'active','Origin':'CreateRoute'}]}]}");

        assertThat(Judged.of(folder).findings().get(0).internetPath().via()).containsExactly("QuantumGatewayId qgw-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "true", "{'a':1}", "['x']", "'x'"})
    void aPageThatMayNotBeTheLastIsReadInPart(String token) throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[]}],'NextToken':"
                        + token + "}");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder)).contains("`NextToken`").contains("more were not read");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void entriesThatStandTwiceInOneAnswerBothCount() throws IOException {
        file(
                "g.json",
                "{'SecurityGroups':[{'GroupId':'sg-1','IpPermissions':[],'IpPermissionsEgress':[{'IpProtocol':'-1','PrefixListIds':[{'PrefixListId':'pl-1'}]}]}]}");
        for (String entries : List.of(
                "'Entries':[{'Cidr':'0.0.0.0/0'}],'Entries':[{'Cidr':'10.0.0.0/8'}]",
                "'Entries':[{'Cidr':'10.0.0.0/8'}],'Entries':[{'Cidr':'0.0.0.0/0'}]")) {
            file("pl-1.json", "{" + entries + "}");

            Judged judged = Judged.of(folder);

            assertThat(judged.verdictOf("sg-1")).isEqualTo("fail fail");
            assertThat(judged.problems(folder)).startsWith("pl-1.json:1: the key `Entries` stands twice");
        }
    }

    @Test
    void aMissingPageOfRulesLeavesEveryGroupOfTheListingUnknown() throws IOException {
        String rule =
                "{'SecurityGroupRules':[{'SecurityGroupRuleId':'sgr-%s','GroupId':'sg-%s','GroupOwnerId':'111122223333','IsEgress':true,'IpProtocol':'-1','CidrIpv4':'10.0.0.0/8'}]%s}";
        file("a.json", rule.formatted("a", "a", ",'NextToken':'x'"));
        file("b.json", rule.formatted("b", "b", ""));

        Judged judged = Judged.of(folder);

        assertThat(judged.verdictOf("sg-a")).isEqualTo("unknown unknown");
        assertThat(judged.verdictOf("sg-b")).isEqualTo("unknown unknown");
    }

    @Test
    void aRuleIsKnownByItsGroupAndItsId() throws IOException {
        file(
                "rules.json",
                "{'SecurityGroupRules':[{'SecurityGroupRuleId':'sgr-1','GroupId':'sg-a','IsEgress':true,'IpProtocol':'-1','CidrIpv4':'0.0.0.0/0'},"
                        + "{'SecurityGroupRuleId':'sgr-1','GroupId':'sg-b','IsEgress':true,'IpProtocol':'-1','CidrIpv4':'0.0.0.0/0'}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.verdictOf("sg-a")).isEqualTo("fail fail");
        assertThat(judged.verdictOf("sg-b")).isEqualTo("fail fail");
        assertThat(judged.problems(folder)).contains("only rules were read", "`aws ec2 describe-security-groups");
    }

    @Test
    void whatIsPackedInAnotherWayIsNamedAndNeverLeftOutInSilence() throws IOException {
        file("g.json", OPEN);
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 0, (byte) 0x9c};
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0};
        Files.write(folder.resolve("function.zip"), zip);
        Files.write(folder.resolve("library.jar"), zip);

        Pushes pushes = read();

        assertThat(pushes.problems).isEmpty();
        assertThat(pushes.passedOver).containsExactly(folder.resolve("function.zip") + ", which is a zip archive");

        Files.write(folder.resolve("other.json.zst"), zstd);

        assertThat(Judged.of(folder).problems(folder))
                .startsWith(
                        "other.json.zst:1: this file is packed by zstd, which weir does not unpack; help: `zstd -d` it");
        assertThat(Judged.of(folder).summary().complete()).isFalse();
        assertThat(Judged.of(folder.resolve("function.zip")).problems(folder))
                .startsWith("function.zip:1: this file is a zip archive, which weir does not unpack; help: `unzip` it");
    }

    @Test
    void aSecondGzipMemberThatBreaksOffMakesItIncomplete() throws IOException {
        byte[] whole =
                gzip("{\"SecurityGroups\":[{\"GroupId\":\"sg-1\",\"IpPermissions\":[],\"IpPermissionsEgress\":[]}]}");
        byte[] member = gzip(" ");
        for (int length : new int[] {1, 9, member.length - 1}) {
            byte[] both = Arrays.copyOf(whole, whole.length + length);
            System.arraycopy(member, 0, both, whole.length, length);
            Files.write(folder.resolve("g.json.gz"), both);

            Judged judged = Judged.of(folder);

            assertThat(judged.verdictOf("sg-1")).as("%d bytes", length).isEqualTo("pass pass");
            assertThat(judged.summary().complete()).as("%d bytes", length).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "SecurityGroups:\\n- Description: d\\n  GroupId: sg-1\\n # as YAML, which weir does not read; help: save it with `--output json`",
                "- SecurityGroups:\\n  - GroupId: sg-1\\n # as YAML",
                "SECURITYGROUPS\\tdefault VPC security group\\tsg-1\\n # as text",
                "-------------------------\\n|  DescribeSecurityGroups  |\\n+----+ # as a table",
                "\\nAn error occurred (UnauthorizedOperation) when calling the DescribeSecurityGroups operation: no # the error `UnauthorizedOperation` and not the answer of `describe-security-groups`",
            })
    void namesAnAnswerThatIsNotJson(String content, String message) throws IOException {
        file("s.json", "{'Subnets':[]}");
        file("groups.txt", content.replace("\\n", "\n").replace("\\t", "\t"));

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder))
                .contains("groups.txt:1: this is the")
                .contains(message);
        assertThat(judged.summary().complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'securityGroups':[{'groupId':'sg-1','ipPermissionsEgress':[]}]}",
                "{'security_groups':[{'group_id':'sg-1','ip_permissions_egress':[]}],'next_token':null}",
                "{'groupId':'sg-1','ipPermissionsEgress':[{'ipProtocol':'-1','ipRanges':[{'cidrIp':'0.0.0.0/0'}]}]}",
                "[{'group_id':'sg-1','ip_permissions_egress':[]}]"
            })
    void namesGroupsThatAnotherSdkSpeltInItsOwnWay(String content) throws IOException {
        file("g.json", OPEN);
        file("other.json", content);

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder))
                .contains("other.json:1: this is the answer of `describe-security-groups` with keys such as")
                .contains("help: save it with the AWS CLI and `--output json`");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void passesOverWhatOnlyNamesGroups() throws IOException {
        file("g.json", OPEN);
        file("tasks.json", "{'securityGroups':['sg-1'],'subnets':[],'entries':[{'cidr':'0.0.0.0/0'}]}");
        file("event.json", "{'groupId':'sg-1','networkInterfaces':[{'description':'x'}]}");
        file("mount-target.json", "{'SecurityGroups':['sg-0a1','sg-0a2']}");
        file("network.json", "{'Subnets':['subnet-1'],'SecurityGroups':['sg-1'],'Vpcs':['vpc-1']}");
        file("identity.json", "{'GroupId':'90676ed4-a1b2','DisplayName':'admins','Users':[]}");
        file(
                "describe-instances.json",
                "\nAn error occurred (UnauthorizedOperation) when calling the DescribeInstances operation: no");

        Pushes pushes = read();

        assertThat(pushes.problems).isEmpty();
        assertThat(pushes.passedOver).hasSize(6);
        assertThat(all(pushes, SecurityGroup.class))
                .extracting(SecurityGroup::id)
                .containsExactly("sg-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'SecurityGroups':['Amazon.EC2.Model.SecurityGroup']}",
                "{'SecurityGroups':['sg-2',{'GroupId':'sg-3','IpPermissionsEgress':[]}]}",
                "{'SecurityGroups':[{'GroupId':'sg-3','IpPermissionsEgress':[]},'sg-2']}"
            })
    void groupsThatWereCutShortOnTheWayAreNotPassedOver(String content) throws IOException {
        file("g.json", OPEN);
        file("other.json", content);

        assertThat(Judged.of(folder).summary().complete()).isFalse();
    }

    @Test
    void anErrorInPlaceOfTheInterfacesLeavesAttachmentUnknownAndNothingElse() throws IOException {
        file("g.json", OPEN);
        file("describe-network-interfaces.json", "{'Error':{'Code':'UnauthorizedOperation','Message':'no'}}");
        file("describe-instances.json", "{'Error':{'Code':'UnauthorizedOperation','Message':'no'}}");

        Judged judged = Judged.of(folder);

        assertThat(judged.problems(folder))
                .startsWith("describe-network-interfaces.json:1: this is an error and not the answer of"
                        + " `describe-network-interfaces`")
                .doesNotContain("describe-instances");
        assertThat(judged.verdictOf("sg-1")).isEqualTo("fail fail");
    }

    @Test
    void passesOverWhatIsNoPlainFileInAFolder() throws IOException, InterruptedException {
        file("g.json", OPEN);
        new ProcessBuilder("mkfifo", folder.resolve("a.json").toString())
                .start()
                .waitFor();
        Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("a.json"));
        Files.createSymbolicLink(folder.resolve("c.json"), Path.of("/dev/zero"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("d.json")));

            Pushes pushes = read();

            assertThat(pushes.problems).isEmpty();
            assertThat(pushes.passedOver)
                    .containsExactly(Stream.of("a.json", "b.json", "c.json", "d.json")
                            .map(name -> folder.resolve(name) + ", which is no plain file")
                            .toArray(String[]::new));
        }
    }

    @Test
    void whatNeverEndsFillsNoDisk() {
        assertThatThrownBy(() -> PipeCopy.of(Path.of("/dev/zero"), 1 << 20, "give a file"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("came out of it; help: give a file");
    }

    @Test
    void anAccountOfWhichOnlyTheNetworkWasReadIsIncomplete() throws IOException {
        file("a-groups.json", OPEN.replace("0.0.0.0/0", "10.0.0.0/8"));
        file("a-interfaces.json", ENI);
        file(
                "b-subnets.json",
                "{'Subnets':[{'SubnetId':'subnet-9','VpcId':'vpc-9','OwnerId':'444455556666','CidrBlock':'10.9.0.0/24','AvailabilityZone':'eu-west-1b'}]}");

        Judged judged = Judged.of(folder);

        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.problems(folder))
                .startsWith("444455556666 eu-west-1: the security groups of this account and Region were not read");
    }

    @Test
    void theOwnerOfASharedVpcIsTheException() throws IOException {
        file("a-groups.json", OPEN.replace("0.0.0.0/0", "10.0.0.0/8"));
        file("a-interfaces.json", ENI);
        file(
                "b-subnets.json",
                "{'Subnets':[{'SubnetId':'subnet-1','VpcId':'vpc-1','OwnerId':'444455556666','CidrBlock':'10.9.0.0/24','AvailabilityZone':'eu-west-1b'}]}");

        assertThat(Judged.of(folder).summary().problems()).isEmpty();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
