package dev.weir.report.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.Scan;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RemediesTest {

    private static final Scope SCOPE = Scope.of("111122223333", "eu-west-1");
    private static final Known ALL = rule(Service.ALL, "0.0.0.0/0");

    private final PrefixLists lists =
            PrefixLists.of(List.of(list("pl-aaa", "203.0.114.0/24"), list("pl-half", "0.0.0.0/1")));

    private final Remedies remedies = new Remedies(Policy.DEFAULT, () -> lists);

    private static Known rule(Service service, String cidr) {
        return Known.of(service, Destination.of(Cidr.parse(cidr)));
    }

    private static Known rule(Service service, String cidr, String id, String description) {
        return new Known(
                Optional.of(id), service, Destination.of(Cidr.parse(cidr)), Optional.of(description), Map.of());
    }

    private static ManagedPrefixList list(String id, String cidr) {
        return new ManagedPrefixList(
                SCOPE,
                id,
                "",
                false,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(Cidr.parse(cidr)),
                ManagedPrefixList.Extent.WHOLE,
                Optional.empty(),
                Origin.of("test"));
    }

    private static Known toList(Service service, String id) {
        return Known.of(service, new Destination.PrefixList(id));
    }

    @Test
    void addsWhatIsNeededBeforeItRemovesTheRealRules() {
        Remediation remedy = remedies.narrow(SCOPE, "sg-0a1b2c3d", List.of(ALL)).about("sg-0a1b2c3d");

        assertThat(remedy.awsCli())
                .containsExactly(
                        "aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-0a1b2c3d"
                                + " --ip-permissions '[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,"
                                + "\"IpRanges\":[{\"CidrIp\":\"203.0.113.0/28\",\"Description\":"
                                + "\"EXAMPLE: put what is needed here\"}]}]'",
                        "aws ec2 revoke-security-group-egress --region eu-west-1 --group-id sg-0a1b2c3d"
                                + " --ip-permissions '[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}]}]'");
        assertThat(remedy.console().get(0))
                .isEqualTo("Open https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1"
                        + "#SecurityGroup:groupId=sg-0a1b2c3d");
        assertThat(remedy.console().get(4)).isEqualTo("Choose Delete beside: all traffic to 0.0.0.0/0.");
    }

    @Test
    void groupsRulesByProtocolAndPorts() {
        Remediation remedy = remedies.narrow(
                        SCOPE,
                        "sg-1",
                        List.of(
                                ALL,
                                rule(Service.ALL, "::/0"),
                                rule(Service.tcp(443), "0.0.0.0/1"),
                                toList(Service.of(Protocol.UDP, new PortRange(1, 9)), "pl-unread")))
                .about("sg-1");

        assertThat(remedy.awsCli().get(1))
                .endsWith(
                        " --ip-permissions '[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}],"
                                + "\"Ipv6Ranges\":[{\"CidrIpv6\":\"::/0\"}]},"
                                + "{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/1\"}]},"
                                + "{\"IpProtocol\":\"udp\",\"FromPort\":1,\"ToPort\":9,\"PrefixListIds\":[{\"PrefixListId\":\"pl-unread\"}]}]'");
    }

    @Test
    void removesByIdWhereEveryIdIsKnownAndBringsDescriptionsBack() {
        List<Known> rules = List.of(
                rule(Service.ALL, "0.0.0.0/0", "sgr-01", "it's \"all\" $(x)"), rule(Service.ALL, "::/0", "sgr-02", ""));

        Remediation remedy = remedies.narrow(SCOPE, "sg-1", rules).about("sg-1");

        assertThat(remedy.awsCli().get(1))
                .isEqualTo("aws ec2 revoke-security-group-egress --region eu-west-1 --group-id sg-1"
                        + " --security-group-rule-ids sgr-01 sgr-02");
        assertThat(remedy.undo())
                .containsExactly(
                        "aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-1"
                                + " --ip-permissions '[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\","
                                + "\"Description\":\"it'\\''s \\\"all\\\" $(x)\"}],\"Ipv6Ranges\":[{\"CidrIpv6\":\"::/0\"}]}]'");
    }

    @Test
    void keepsTheNarrowRulesBesideABroadOne() {
        Known narrow = rule(Service.tcp(443), "198.18.0.0/16");
        Known service = toList(Service.tcp(443), "pl-aaa");

        String revoke = remedies.narrow(SCOPE, "sg-1", List.of(narrow, ALL, service))
                .about("sg-1")
                .awsCli()
                .get(1);

        assertThat(revoke).contains("0.0.0.0/0").doesNotContain("198.18.0.0/16").doesNotContain("pl-aaa");
    }

    @Test
    void removesAPrefixListThatIsTheWorld() {
        String revoke = remedies.narrow(
                        SCOPE, "sg-1", List.of(toList(Service.ALL, "pl-half"), rule(Service.ALL, "128.0.0.0/1")))
                .about("sg-1")
                .awsCli()
                .get(1);

        assertThat(revoke).contains("pl-half").contains("128.0.0.0/1");
    }

    @Test
    void makesNoCommandOutOfAnIdThatIsNone() {
        for (String id :
                List.of("file:///etc/passwd", "sg-1; reboot", "-h", "sg-$(id)", "", "aws_security_group.web", "sg-")) {
            Remediation remedy = remedies.narrow(SCOPE, id, List.of(ALL)).about(id);
            assertThat(remedy.awsCli()).as(id).isEmpty();
            assertThat(remedy.undo()).as(id).isEmpty();
            assertThat(remedy.console()).as(id).isNotEmpty();
        }
        assertThat(remedies.narrow(Scope.of("1", "--x"), "sg-1", List.of(ALL)).awsCli())
                .isEmpty();
    }

    @Test
    void saysTheSameOfGroupsWithTheSameRulesAndNothingOfAnotherRegion() {
        List<Known> rules = List.of(ALL);
        GroupRemedy remedy = remedies.narrow(SCOPE, "sg-1", rules);

        GroupRemedy ofAnother = remedies.narrow(SCOPE, "sg-2", rules);
        GroupRemedy ofAnotherRegion = remedies.narrow(Scope.of("111122223333", "us-east-1"), "sg-1", rules);

        assertThat(ofAnother).isSameAs(remedy);
        assertThat(ofAnother.about("sg-2").awsCli()).allMatch(command -> command.contains(" --group-id sg-2 "));
        assertThat(ofAnotherRegion.about("sg-1").awsCli()).allMatch(command -> command.contains(" us-east-1 "));
    }

    @Test
    void namesTheReadThatSettlesAnUnknown() {
        List<Finding> findings = judged(List.of(toList(Service.ALL, "pl-unread")));

        Remediation remedy = remedies.of(findings.get(0));

        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(remedy.awsCli())
                .containsExactly("aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-unread"
                        + " > get-managed-prefix-list-entries-pl-unread.json");
    }

    @Test
    void remedyClosesEveryReading() {
        long seed = 77;
        SplittableRandom random = new SplittableRandom(seed);
        int failed = 0;
        for (int i = 0; i < 400; i++) {
            List<SecurityGroupRule> rules = randomRules(random);
            for (Finding finding : judged(rules)) {
                if (finding.verdict() == Verdict.FAIL) {
                    failed++;
                    List<Known> removed = new BroadRules(Policy.DEFAULT, lists)
                            .among(finding.opening().rules());
                    List<SecurityGroupRule> left = new ArrayList<>(rules);
                    left.removeAll(removed);
                    assertThat(judged(left))
                            .as("seed %s, case %s: %s without %s", seed, i, rules, removed)
                            .allSatisfy(after -> assertThat(after.verdict()).isNotEqualTo(Verdict.FAIL));
                }
            }
        }
        assertThat(failed).as("cases that failed first").isGreaterThan(100);
    }

    private static List<SecurityGroupRule> randomRules(SplittableRandom random) {
        List<Service> services = List.of(
                Service.ALL, Service.all(Protocol.TCP), Service.tcp(443), Service.udp(53), Service.all(Protocol.UDP));
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            Service service = services.get(random.nextInt(services.size()));
            if (random.nextInt(6) == 0) {
                rules.add(toList(service, random.nextBoolean() ? "pl-aaa" : "pl-half"));
            } else if (random.nextInt(5) == 0) {
                rules.add(rule(service, random.nextBoolean() ? "::/0" : "2600::/28"));
            } else {
                int length = random.nextInt(4) == 0 ? random.nextInt(25) : 3 + random.nextInt(5);
                long base = random.nextLong(1L << 32) & 0xffffffffL << (32 - length);
                rules.add(Known.of(
                        service,
                        Destination.of(Cidr.containing(dev.weir.net.IpAddress.ipv4(base & 0xffffffffL), length))));
            }
        }
        return rules.stream().distinct().toList();
    }

    private List<Finding> judged(List<? extends SecurityGroupRule> rules) {
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        scan.prefixList(list("pl-aaa", "203.0.114.0/24"));
        scan.prefixList(list("pl-half", "0.0.0.0/1"));
        scan.securityGroup(new SecurityGroup(
                SCOPE,
                "sg-1",
                "web",
                "",
                Optional.empty(),
                Optional.empty(),
                List.copyOf(rules),
                List.of(),
                Map.of(),
                Origin.of("groups.json", 1)));
        scan.finish();
        assertThat(findings).extracting(Finding::reading).containsExactly(Reading.ALL_PORTS, Reading.ANY_PORT);
        return findings;
    }
}
