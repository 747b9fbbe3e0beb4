package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Verdict;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.peer.AwsCli;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The live account against moto: what was made there with the SDK and the AWS CLI is what is read, no more and no less. */
class LiveAccountIT {
    private static final String REGION = "eu-west-1";
    private static MotoServer moto;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() {
        moto = MotoServer.fresh();
        proxy = FaultProxy.before(moto.endpoint());
    }

    @BeforeEach
    void clear() {
        moto.reset();
        proxy.peace();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void readsEveryKindOfRuleThatTheAwsCliMakes() {
        AwsCli aws = new AwsCli(moto.endpoint(), REGION);
        String vpc = aws.ok("ec2", "describe-vpcs", "--query", "Vpcs[0].VpcId", "--output", "text");
        String peer = aws.ok(
                "ec2",
                "create-security-group",
                "--group-name",
                "peer",
                "--description",
                "d",
                "--vpc-id",
                vpc,
                "--query",
                "GroupId",
                "--output",
                "text");
        String list = aws.ok(
                "ec2",
                "create-managed-prefix-list",
                "--prefix-list-name",
                "offices",
                "--address-family",
                "IPv6",
                "--max-entries",
                "5",
                "--entries",
                "Cidr=2001:db8:1::/48",
                "Cidr=2001:db8:2::/48",
                "--query",
                "PrefixList.PrefixListId",
                "--output",
                "text");
        String group = aws.ok(
                "ec2",
                "create-security-group",
                "--group-name",
                "kinds",
                "--description",
                "<b>$(id)",
                "--vpc-id",
                vpc,
                "--tag-specifications",
                "ResourceType=security-group,Tags=[{Key=team,Value=web}]",
                "--query",
                "GroupId",
                "--output",
                "text");
        aws.ok(
                "ec2",
                "authorize-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                """
                [{"IpProtocol":"tcp","FromPort":443,"ToPort":443,
                  "IpRanges":[{"CidrIp":"203.0.113.7/24","Description":"partners"},{"CidrIp":"198.51.100.0/24"}],
                  "Ipv6Ranges":[{"CidrIpv6":"2001:DB8:0:0::/32"}]},
                 {"IpProtocol":"udp","FromPort":1024,"ToPort":2048,"PrefixListIds":[{"PrefixListId":"%s"}]},
                 {"IpProtocol":"6","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"%s"}]},
                 {"IpProtocol":"icmp","FromPort":8,"ToPort":0,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]},
                 {"IpProtocol":"icmpv6","FromPort":-1,"ToPort":-1,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]},
                 {"IpProtocol":"47","FromPort":0,"ToPort":65535,"IpRanges":[{"CidrIp":"10.1.0.0/16"}]}]
                """.formatted(list, peer),
                "--tag-specifications",
                "ResourceType=security-group-rule,Tags=[{Key=ticket,Value=W-1}]");
        aws.ok(
                "ec2",
                "authorize-security-group-ingress",
                "--group-id",
                group,
                "--protocol",
                "tcp",
                "--port",
                "22",
                "--cidr",
                "10.0.0.0/8");

        Snapshot snapshot = Snapshot.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.isComplete()).isTrue();
        SecurityGroup read = snapshot.securityGroup(group).orElseThrow();
        assertThat(read.scope().toString()).isEqualTo("111122223333 eu-west-1");
        assertThat(read.name()).isEqualTo("kinds");
        assertThat(read.description()).isEqualTo("<b>$(id)");
        assertThat(read.tags()).containsEntry("team", "web");
        assertThat(read.vpc()).contains(vpc);
        assertThat(described(read.outbound()))
                .containsExactlyInAnyOrder(
                        "all traffic to 0.0.0.0/0 {}",
                        "tcp 443 to 203.0.113.0/24 partners {ticket=W-1}",
                        "tcp 443 to 198.51.100.0/24 {ticket=W-1}",
                        "tcp 443 to 2001:db8::/32 {ticket=W-1}",
                        "udp 1024-2048 to " + list + " {ticket=W-1}",
                        "tcp 5432 to " + peer + " {ticket=W-1}",
                        "icmp type 8 code 0 to 10.0.0.0/8 {ticket=W-1}",
                        "icmpv6 all to ::/0 {ticket=W-1}",
                        "protocol 47 to 10.1.0.0/16 {ticket=W-1}");
        assertThat(described(read.inbound())).containsExactly("tcp 22 to 10.0.0.0/8 {}");
        assertThat(read.outbound())
                .allSatisfy(rule -> assertThat(rule.id().orElse("")).startsWith("sgr-"));
        assertThat(snapshot.prefixList(list).orElseThrow().entries())
                .containsExactly(Cidr.parse("2001:db8:1::/48"), Cidr.parse("2001:db8:2::/48"));
        assertThat(snapshot.prefixList(list).orElseThrow().name()).isEqualTo("offices");
    }

    private static List<String> described(List<SecurityGroupRule> rules) {
        return rules.stream()
                .map(rule -> rule.match(
                        known -> known.service() + " to " + known.destination().text()
                                + known.description().map(text -> " " + text).orElse("") + " " + known.tags(),
                        unresolved -> "unresolved: " + unresolved.reason()))
                .toList();
    }

    @Test
    void judgesWhatTheSdkMade() {
        LiveWorld world = LiveWorld.make(moto.endpoint(), REGION);

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
        assertThat(judged.details(world))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("closed all-ports", "pass none ATTACHED yes"),
                        Map.entry("closed any-port", "pass none ATTACHED yes"),
                        Map.entry("default all-ports", "fail medium UNATTACHED no"),
                        Map.entry("default any-port", "fail low UNATTACHED no"),
                        Map.entry("east all-ports", "pass none ATTACHED yes"),
                        Map.entry("east any-port", "pass none ATTACHED yes"),
                        Map.entry("eni-pair any-port", "fail medium ATTACHED yes"),
                        Map.entry("listed all-ports", "pass none UNATTACHED no"),
                        Map.entry("listed any-port", "fail low UNATTACHED no"),
                        Map.entry("lonely all-ports", "fail medium UNATTACHED no"),
                        Map.entry("lonely any-port", "fail low UNATTACHED no"),
                        Map.entry("narrow all-ports", "pass none ATTACHED yes"),
                        Map.entry("narrow any-port", "pass none ATTACHED yes"),
                        Map.entry("open all-ports", "fail critical ATTACHED yes public"),
                        Map.entry("open any-port", "fail high ATTACHED yes public"),
                        Map.entry("s3 all-ports", "pass none UNATTACHED no"),
                        Map.entry("s3 any-port", "pass none UNATTACHED no"),
                        Map.entry("west all-ports", "pass none ATTACHED yes"),
                        Map.entry("west any-port", "pass none ATTACHED yes")));
    }

    @Test
    void readsInterfacesRoutesSubnetsAndVpcs() {
        LiveWorld world = LiveWorld.make(moto.endpoint(), REGION);

        Snapshot snapshot = Snapshot.of(PeerAccount.live(proxy.endpoint(), REGION));

        NetworkInterface wide = snapshot.networkInterface(world.id("eni-wide")).orElseThrow();
        assertThat(wide.groups()).containsExactly(world.id("open"));
        assertThat(wide.publicAddresses()).hasSize(1);
        assertThat(wide.addresses()).hasSize(1);
        assertThat(wide.vpc()).contains(world.id("vpc"));
        assertThat(snapshot.vpc(world.id("vpc")).orElseThrow().cidrs()).containsExactly(Cidr.parse("10.0.0.0/16"));
        assertThat(snapshot.vpcs()).anyMatch(vpc -> vpc.isDefault());
        assertThat(snapshot.subnet(wide.subnet().orElseThrow()).orElseThrow().cidrs())
                .containsExactly(Cidr.parse("10.0.1.0/24"));
        RouteTable table = snapshot.routeTables().stream()
                .filter(found -> found.subnets().contains(wide.subnet().orElseThrow()))
                .findFirst()
                .orElseThrow();
        assertThat(table.routes())
                .extracting(RouteTable.Route::target)
                .containsExactlyInAnyOrder(RouteTable.Target.LOCAL, RouteTable.Target.INTERNET_GATEWAY);
        assertThat(snapshot.inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("account 111122223333 eu-west-1");
            assertThat(input.asOf()).contains(PeerAccount.NOW);
        });
    }

    @Test
    void followsThePagesOfMoreThanTwoThousandGroups() throws Exception {
        int groups = 2_100;
        Set<String> closed = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        ExecutorService makers = Executors.newFixedThreadPool(4);
        try (Ec2Client ec2 = PeerAccount.ec2(moto.endpoint(), REGION)) {
            String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                    .vpc()
                    .vpcId();
            List<Future<String>> made = new ArrayList<>();
            for (int number = 0; number < groups; number++) {
                String name = "g-" + number;
                made.add(makers.submit(() -> LiveWorld.group(ec2, vpc, name)));
            }
            for (int number = 0; number < groups; number++) {
                String id = made.get(number).get();
                if (number % 100 == 7) {
                    LiveWorld.close(ec2, id);
                    closed.add(id);
                } else {
                    open.add(id);
                }
            }
        } finally {
            makers.shutdown();
        }

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().securityGroups()).isEqualTo(groups + 2);
        assertThat(ids(judged, Verdict.PASS)).isEqualTo(closed);
        assertThat(ids(judged, Verdict.FAIL)).containsAll(open).hasSize(open.size() + 2);
        assertThat(judged.findings().stream()
                        .filter(finding -> finding.verdict() == Verdict.FAIL)
                        .flatMap(finding -> finding.opening().rules().stream())
                        .allMatch(rule -> rule.id().isPresent()))
                .isTrue();
        assertThat(calls("DescribeSecurityGroups")).isEqualTo(3);
        assertThat(calls("DescribeSecurityGroupRules")).isEqualTo(3);
    }

    private static Set<String> ids(Judged judged, Verdict verdict) {
        return judged.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(finding -> finding.subject().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long calls(String action) {
        return proxy.calls().stream()
                .filter(call -> call.action().equals(action))
                .count();
    }

    @Test
    void readsEveryEnabledRegionWhenAskedForAll() {
        AwsOptions all = PeerAccount.options(proxy.endpoint(), "all");

        Judged judged = Judged.of(PeerAccount.live(all));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().scopes()).hasSizeGreaterThan(15);
        assertThat(judged.summary().scopes())
                .extracting(scope -> scope.scope().region().orElse(""))
                .contains("eu-west-1", "us-east-1")
                .isSorted();
        assertThat(judged.summary().securityGroups())
                .isEqualTo(judged.summary().scopes().size());
    }

    @Test
    void readsTheRegionOfTheProfileWhenNoneIsNamed() {
        Judged judged = Judged.of(PeerAccount.live(PeerAccount.options(proxy.endpoint())));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().scopes())
                .extracting(scope -> scope.scope().toString())
                .containsExactly("111122223333 " + configuredRegion());
    }

    private static String configuredRegion() {
        return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(name -> Optional.ofNullable(System.getenv(name)).orElse(""))
                .filter(region -> !region.isEmpty())
                .findFirst()
                .orElse("eu-west-1");
    }

    @Test
    void readsTheEntriesOfUnreferencedListsOnlyWhenAskedTo() {
        AwsOptions referenced = PeerAccount.options(proxy.endpoint(), REGION);

        Snapshot without = Snapshot.of(PeerAccount.live(referenced));
        Snapshot with = Snapshot.of(PeerAccount.live(referenced.reading(AwsOptions.WantedLists.ALL)));

        assertThat(without.prefixLists())
                .isNotEmpty()
                .allMatch(list -> list.entries().isEmpty());
        assertThat(without.isComplete()).isTrue();
        assertThat(with.prefixLists())
                .isNotEmpty()
                .noneMatch(list -> list.entries().isEmpty());
        assertThat(with.prefixLists()).allMatch(list -> list.awsManaged());
    }

    @Test
    void makesTheCallsThatTheLeastPolicyAllowsAndNoOther() {
        LiveWorld.make(moto.endpoint(), REGION);

        Snapshot.of(
                PeerAccount.live(PeerAccount.options(proxy.endpoint(), "all").with(AwsOptions.Besides.FLOW_LOGS)));

        assertThat(proxy.calls().stream().map(FaultProxy.Call::permission).collect(Collectors.toSet()))
                .isEqualTo(IamPolicy.READ.permissions().stream()
                        .map(IamPolicy.Permission::action)
                        .collect(Collectors.toSet()));
    }
}
