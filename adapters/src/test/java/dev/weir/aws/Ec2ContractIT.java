package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeEc2;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Vpc;
import dev.weir.peer.MotoServer;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Changes;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.RuleKey;
import dev.weir.remediation.SecurityGroupGateway.DryRun;
import dev.weir.remediation.WriteAnswer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * What every call that weir makes does, on the fake and on moto.
 *
 * <p>The fake follows AWS's documentation. Where moto does not, {@link Peer#MOTO} says so below, beside the assertion.
 */
class Ec2ContractIT {

    private static final String REGION = "eu-west-1";
    private static final Known FIRST = Changes.planned("tcp 443 203.0.113.0/28");
    private static final Known SECOND = Changes.planned("udp 1024-2048 2001:db8::/32");

    private Optional<FakeEc2> fake = Optional.empty();
    private Optional<Ec2Gateway> gateway = Optional.empty();
    private URI endpoint = URI.create("http://127.0.0.1:9");
    private GroupRef group = Changes.GROUP;

    enum Peer {
        FAKE,
        MOTO
    }

    private Ec2Gateway start(Peer peer, boolean inDefaultVpc) {
        String id;
        if (peer == Peer.FAKE) {
            FakeEc2 started = FakeEc2.start(1);
            fake = Optional.of(started);
            endpoint = started.endpoint();
            id = inDefaultVpc ? started.groupInDefaultVpc("sg-0a1b2c3d") : started.group("sg-0a1b2c3d");
        } else {
            endpoint = MotoServer.fresh().endpoint();
            try (Ec2Client ec2 = PeerAccount.ec2(endpoint, REGION)) {
                String vpc = inDefaultVpc
                        ? ec2.describeVpcs(request -> request.filters(
                                        filter -> filter.name("is-default").values("true")))
                                .vpcs()
                                .get(0)
                                .vpcId()
                        : ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                                .vpc()
                                .vpcId();
                id = ec2.createSecurityGroup(request ->
                                request.groupName("web").description("web").vpcId(vpc))
                        .groupId();
                String made = id;
                ec2.revokeSecurityGroupEgress(request -> request.groupId(made)
                        .ipPermissions(permission ->
                                permission.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
            }
        }
        group = new GroupRef(id, "web", Optional.of(MotoServer.ACCOUNT), Optional.of(REGION), Optional.empty());
        Ec2Gateway opened = Ec2Gateway.open(PeerAccount.options(endpoint), REGION);
        gateway = Optional.of(opened);
        return opened;
    }

    @AfterEach
    void stop() {
        gateway.ifPresent(Ec2Gateway::close);
        fake.ifPresent(FakeEc2::close);
    }

    private static List<SecurityGroupRule> outbound(ReadAnswer<SecurityGroup> answer) {
        return answer.match(read -> read.value().outbound(), unread -> {
            throw new AssertionError(unread.reason());
        });
    }

    private static WriteAnswer.Done done(WriteAnswer answer) {
        assertThat(answer).isInstanceOf(WriteAnswer.Done.class);
        return (WriteAnswer.Done) answer;
    }

    private static String code(WriteAnswer answer) {
        return answer.match(new WriteAnswer.Cases<>(
                done -> "done", refused -> refused.code(), throttled -> "throttled", unknown -> "unknown"));
    }

    @ParameterizedTest
    @EnumSource
    void authorizesTagsAndShowsRulesWithTheirIds(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);

        WriteAnswer.Done done = done(ec2.send(group, new RuleCall.Authorize(List.of(FIRST, SECOND))));

        List<SecurityGroupRule> shown = outbound(ec2.read(group));
        assertThat(done.requestId()).isNotEmpty();
        assertThat(shown).hasSize(2).allMatch(rule -> rule.id().isPresent());
        assertThat(shown)
                .map(rule -> ((Known) rule))
                .allSatisfy(rule -> {
                    assertThat(rule.tags()).isEqualTo(FIRST.tags());
                    assertThat(rule.description()).contains("planned");
                })
                .map(RuleKey::of)
                .containsExactlyInAnyOrder(RuleKey.of(FIRST), RuleKey.of(SECOND));
        // moto: the answer leaves out all rules but those of one family; AWS and the fake: all of them
        assertThat(done.made())
                .hasSize(peer == Peer.MOTO ? 1 : 2)
                .allSatisfy(rule -> assertThat(shown).map(SecurityGroupRule::id).contains(rule.id()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesABatchWithADuplicate(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        done(ec2.send(group, new RuleCall.Authorize(List.of(SECOND))));

        WriteAnswer answer = ec2.send(group, new RuleCall.Authorize(List.of(FIRST, SECOND)));

        assertThat(code(answer)).isEqualTo("InvalidPermission.Duplicate");
        // moto: adds the rules before the duplicate; AWS and the fake: none
        assertThat(outbound(ec2.read(group))).hasSize(peer == Peer.MOTO ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void revokesByIdAndRefusesAnIdThatIsNotThere(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        Known made = done(ec2.send(group, new RuleCall.Authorize(List.of(FIRST))))
                .made()
                .get(0);

        done(ec2.send(group, new RuleCall.Revoke(List.of(made))));
        WriteAnswer again = ec2.send(group, new RuleCall.Revoke(List.of(made)));

        assertThat(outbound(ec2.read(group))).isEmpty();
        // moto: the code of a revoke by properties; AWS and the fake: that of a rule id
        assertThat(code(again))
                .isEqualTo(peer == Peer.MOTO ? "InvalidPermission.NotFound" : "InvalidSecurityGroupRuleId.NotFound");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheQuota(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        for (int index = 0; index < 60; index++) {
            done(ec2.send(
                    group, new RuleCall.Authorize(List.of(Changes.planned("tcp " + (1000 + index) + " 10.0.0.0/8")))));
        }

        WriteAnswer answer = ec2.send(group, new RuleCall.Authorize(List.of(FIRST)));
        WriteAnswer ofTheOtherFamily = ec2.send(group, new RuleCall.Authorize(List.of(SECOND)));

        assertThat(code(answer)).isEqualTo("RulesPerSecurityGroupLimitExceeded");
        // moto: counts both families together; AWS and the fake: apart
        assertThat(code(ofTheOtherFamily)).isEqualTo(peer == Peer.MOTO ? "RulesPerSecurityGroupLimitExceeded" : "done");
    }

    @ParameterizedTest
    @EnumSource
    void canonicalisesCidrs(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
            IpPermission sloppy = IpPermission.builder()
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .ipRanges(range -> range.cidrIp("203.0.113.9/28"))
                    .build();
            client.authorizeSecurityGroupEgress(
                    request -> request.groupId(group.id()).ipPermissions(sloppy));

            WriteAnswer twin = ec2.send(group, new RuleCall.Authorize(List.of(FIRST)));

            // moto: keeps what was typed, so the twin is another rule; AWS and the fake: the same rule
            assertThat(code(twin)).isEqualTo(peer == Peer.MOTO ? "done" : "InvalidPermission.Duplicate");
            assertThat(outbound(ec2.read(group)).get(0))
                    .satisfies(rule -> assertThat(RuleKey.of((Known) rule)).isEqualTo(RuleKey.of(FIRST)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersADryRunAndChangesNothing(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);

        DryRun authorize = ec2.mayI(group, new RuleCall.Authorize(List.of(FIRST)));
        Known any = new Known(
                Optional.of("sgr-0123456789abcdef0"), FIRST.service(), FIRST.destination(), Optional.empty(), Map.of());
        DryRun revoke = ec2.mayI(group, new RuleCall.Revoke(List.of(any)));

        assertThat(authorize.permitted()).isEqualTo(DryRun.Permitted.PERMITTED);
        assertThat(revoke.permitted()).isEqualTo(DryRun.Permitted.PERMITTED);
        assertThat(outbound(ec2.read(group))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void revokesNothingByPropertiesThatDoNotMatch(Peer peer) {
        start(peer, true);
        try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
            String answer;
            try {
                RevokeSecurityGroupEgressResponse silent = client.revokeSecurityGroupEgress(
                        request -> request.groupId(group.id()).ipPermissions(Ec2Permissions.permission(FIRST)));
                answer = silent.unknownIpPermissions().size() + " unknown";
            } catch (Ec2Exception refused) {
                answer = refused.awsErrorDetails().errorCode();
            }

            // moto: an error everywhere; AWS and the fake: silence in a default VPC. weir revokes by id.
            assertThat(answer).isEqualTo(peer == Peer.MOTO ? "InvalidPermission.NotFound" : "1 unknown");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAGroupIsNotThere(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        GroupRef other = new GroupRef("sg-0ffffffffffffffff", "", group.account(), group.region(), Optional.empty());

        ReadAnswer<SecurityGroup> read = ec2.read(other);
        WriteAnswer write = ec2.send(other, new RuleCall.Authorize(List.of(FIRST)));

        assertThat(read.<ReadAnswer.Hope>match(there -> ReadAnswer.Hope.ASK_AGAIN, unread -> unread.hope()))
                .isEqualTo(ReadAnswer.Hope.NONE);
        assertThat(code(write)).isEqualTo("InvalidGroup.NotFound");
    }

    @ParameterizedTest
    @EnumSource
    void showsWhoWearsTheGroupAndWhatIsOpenToThem(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        associate(peer);

        Snapshot around = ec2.surroundings(group, Set.of(), Set.of()).match(ReadAnswer.Read::value, unread -> {
            throw new AssertionError(unread.reason());
        });

        assertThat(around.associatedWith(group.id())).singleElement().satisfies(one -> {
            assertThat(one.groups()).containsExactly(group.id());
            assertThat(one.addresses()).map(Object::toString).containsExactly("10.0.0.7");
            assertThat(one.type()).isEqualTo("interface");
        });
        assertThat(around.securityGroup(group.id()).orElseThrow().inbound())
                .singleElement()
                .satisfies(rule -> assertThat(RuleKey.of((Known) rule)).hasToString("tcp 80 0.0.0.0/0"));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheWayOutOfTheVpcThatTheGroupIsIn(Peer peer) {
        start(peer, false);
        associate(peer);
        if (peer == Peer.MOTO) {
            routeThroughANatGateway();
        }

        Snapshot account = Snapshot.of(PeerAccount.live(endpoint, REGION));

        assertThat(account.problems()).isEmpty();
        NetworkInterface one = account.associatedWith(
                        account.securityGroup(group.id()).orElseThrow().id())
                .get(0);
        Vpc vpc = account.vpc(one.vpc().orElseThrow()).orElseThrow();
        assertThat(vpc.isDefault()).isFalse();
        assertThat(vpc.cidrs()).map(Object::toString).containsExactly("10.0.0.0/16");
        assertThat(account.subnet(one.subnet().orElseThrow())).hasValueSatisfying(subnet -> {
            assertThat(subnet.vpc()).isEqualTo(vpc.id());
            assertThat(subnet.cidrs()).map(Object::toString).containsExactly("10.0.0.0/24");
        });
        assertThat(account.routeTables().stream().filter(table -> table.vpc().equals(vpc.id())))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.main()).isTrue();
                    assertThat(table.routes())
                            .extracting(
                                    route -> route.destination().orElseThrow().text() + " " + route.target())
                            .containsExactlyInAnyOrder("10.0.0.0/16 LOCAL", "0.0.0.0/0 NAT_GATEWAY");
                });
    }

    private void routeThroughANatGateway() {
        try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
            Subnet subnet = client.describeSubnets(request ->
                            request.filters(filter -> filter.name("cidr-block").values("10.0.0.0/24")))
                    .subnets()
                    .get(0);
            String nat = client.createNatGateway(
                            request -> request.subnetId(subnet.subnetId()).connectivityType("private"))
                    .natGateway()
                    .natGatewayId();
            String table = client.describeRouteTables(request ->
                            request.filters(filter -> filter.name("vpc-id").values(subnet.vpcId())))
                    .routeTables()
                    .get(0)
                    .routeTableId();
            client.createRoute(request -> request.routeTableId(table)
                    .destinationCidrBlock("0.0.0.0/0")
                    .natGatewayId(nat));
        }
    }

    private void associate(Peer peer) {
        if (peer == Peer.FAKE) {
            fake.orElseThrow()
                    .openTo(group.id(), 80, 80)
                    .networkInterface("eni-1", "interface", "10.0.0.7", group.id());
            return;
        }
        try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
            String vpc = client.describeSecurityGroups(request -> request.groupIds(group.id()))
                    .securityGroups()
                    .get(0)
                    .vpcId();
            String subnet = client.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                    .subnet()
                    .subnetId();
            client.createNetworkInterface(request ->
                    request.subnetId(subnet).privateIpAddress("10.0.0.7").groups(group.id()));
            client.authorizeSecurityGroupIngress(request -> request.groupId(group.id())
                    .ipPermissions(permission -> permission
                            .ipProtocol("tcp")
                            .fromPort(80)
                            .toPort(80)
                            .ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheEntriesOfAPrefixList(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        String id;
        if (peer == Peer.FAKE) {
            id = "pl-0a1b2c3d";
            fake.orElseThrow().prefixList(id, "192.0.2.0/24", "198.51.100.0/24");
        } else {
            try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
                id = client.createManagedPrefixList(request -> request.prefixListName("l")
                                .maxEntries(2)
                                .addressFamily("IPv4")
                                .entries(entry -> entry.cidr("192.0.2.0/24"), entry -> entry.cidr("198.51.100.0/24")))
                        .prefixList()
                        .prefixListId();
            }
        }

        Snapshot around = ec2.surroundings(group, Set.of(id), Set.of()).match(ReadAnswer.Read::value, unread -> {
            throw new AssertionError(unread.reason());
        });

        assertThat(around.prefixList(id)).hasValueSatisfying(list -> {
            assertThat(list.entries()).map(Object::toString).containsExactly("192.0.2.0/24", "198.51.100.0/24");
            assertThat(list.reading()).isEqualTo(ManagedPrefixList.Extent.WHOLE);
            assertThat(list.maxEntries()).hasValue(2);
        });
    }

    @ParameterizedTest
    @EnumSource
    void namesTheCaller(Peer peer) {
        String caller = start(peer, false).caller().match(read -> read.value(), unread -> unread.reason());

        assertThat(caller).startsWith("arn:aws:").contains(MotoServer.ACCOUNT);
    }

    @ParameterizedTest
    @EnumSource
    void carriesEveryKindOfRuleThereAndBack(Peer peer) {
        Ec2Gateway ec2 = start(peer, false);
        List<Known> rules = List.of(
                Changes.planned("all 10.0.0.0/8"),
                Changes.planned("icmp 8/0 10.1.0.0/16"),
                Changes.planned("icmpv6 128/0 2001:db8::/32"),
                // moto: answers HTTP 500 where a protocol has no ports; AWS and the fake: no ports are needed
                Changes.planned(peer == Peer.MOTO ? "tcp 47 192.0.2.0/24" : "47 192.0.2.0/24"),
                Changes.planned("udp 0-65535 ::/0"),
                Changes.planned("tcp 443 " + prefixList(peer)),
                Changes.planned("tcp 5432 " + group.id()));

        WriteAnswer answer = ec2.send(group, new RuleCall.Authorize(rules));

        assertThat(code(answer)).isEqualTo("done");
        assertThat(outbound(ec2.read(group)))
                .map(rule -> RuleKey.of((Known) rule))
                .containsExactlyInAnyOrderElementsOf(
                        rules.stream().map(RuleKey::of).toList());
    }

    private String prefixList(Peer peer) {
        if (peer == Peer.FAKE) {
            return "pl-6da54004";
        }
        try (Ec2Client client = PeerAccount.ec2(endpoint, REGION)) {
            return client.describeManagedPrefixLists(request -> {})
                    .prefixLists()
                    .get(0)
                    .prefixListId();
        }
    }
}
