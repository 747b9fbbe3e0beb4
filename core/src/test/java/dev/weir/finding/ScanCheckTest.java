package dev.weir.finding;

import static dev.weir.inventory.Fixtures.SCOPE;
import static dev.weir.inventory.Fixtures.awsPrefixList;
import static dev.weir.inventory.Fixtures.group;
import static dev.weir.inventory.Fixtures.inventory;
import static dev.weir.inventory.Fixtures.networkInterface;
import static dev.weir.inventory.Fixtures.prefixList;
import static dev.weir.inventory.Fixtures.prefixListInPart;
import static dev.weir.inventory.Fixtures.prefixListNotRead;
import static dev.weir.inventory.Fixtures.rule;
import static dev.weir.inventory.Fixtures.unresolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Fixtures.Inventory;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check says of rules; severity and completeness have tests of their own. */
class ScanCheckTest {

    private static Scanned scan(String... outbound) {
        return Scanned.of(inventory().with(group("sg-1", outbound)));
    }

    /** 16.0.0.0 to 27.8.127.255, that is 185,106,432 addresses: the public addresses around 5 %, which is 185,112,922. */
    private static final String[] ALMOST_FIVE_PERCENT = {
        "all 16.0.0.0/5", "all 24.0.0.0/7", "all 26.0.0.0/8", "all 27.0.0.0/13", "all 27.8.0.0/17"
    };

    @ParameterizedTest
    @CsvSource({
        "185112922, fail fail",
        "185112921, pass pass",
    })
    void theWorldBeginsAtExactlyFivePercent(long addresses, String verdicts) {
        // 185,106,432 addresses in the five blocks, and as many more as asked, one by one from 64.0.0.0
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (String line : ALMOST_FIVE_PERCENT) {
            rules.add(rule(line));
        }
        AddressSet more = AddressSet.range(
                IpAddress.parse("64.0.0.0"), IpAddress.ipv4((64L << 24) + addresses - 185_106_432 - 1));
        more.cidrs().forEach(cidr -> rules.add(rule("all " + cidr)));

        assertThat(Scanned.of(inventory().with(group(SCOPE, "sg-1", rules))).verdicts("sg-1"))
                .isEqualTo(verdicts);
    }

    @ParameterizedTest
    @CsvSource({"0-32767, fail fail", "0-32766, pass fail", "32768-65535, fail fail", "32769-65535, pass fail"})
    void allPortsBeginsAtExactlyHalf(String ports, String verdicts) {
        assertThat(scan("tcp " + ports + " 0.0.0.0/0").verdicts("sg-1")).isEqualTo(verdicts);
        assertThat(scan("udp " + ports + " ::/0").verdicts("sg-1")).isEqualTo(verdicts);
    }

    @Test
    void thePolicyMovesBothEdges() {
        Policy strict = new Policy(Share.parse("0.000001"), Share.parse("0.002"), Severity.HIGH);
        Inventory narrow = inventory().with(group("sg-1", "tcp 443-444 52.94.0.0/26"));

        assertThat(Scanned.of(narrow, strict).verdicts("sg-1")).isEqualTo("fail fail");
        assertThat(Scanned.of(narrow).verdicts("sg-1")).isEqualTo("pass pass");
        assertThat(Scanned.of(
                                inventory().with(group("sg-1", "tcp 1-65535 0.0.0.0/0")),
                                new Policy(Share.ofPercent(100), Share.ofPercent(100), Severity.HIGH))
                        .verdicts("sg-1"))
                .isEqualTo("pass fail");
        assertThat(Scanned.of(
                                inventory().with(group("sg-1", "tcp 0-65535 0.0.0.0/1")),
                                new Policy(Share.ofPercent(100), Share.ofPercent(100), Severity.HIGH))
                        .verdicts("sg-1"))
                .isEqualTo("pass pass");
    }

    @Test
    void namesTheOpenPortsAndTheWidestShare() {
        Opening opening = scan("tcp 443 0.0.0.0/0", "tcp 444-500 ::/0", "udp 53 16.0.0.0/4", "udp 80 10.0.0.0/8")
                .finding("sg-1", Reading.ANY_PORT)
                .opening();

        assertThat(opening.tcp()).containsExactly(new PortRange(443, 500));
        assertThat(opening.udp()).containsExactly(PortRange.of(53));
        assertThat(opening.openTcpPorts()).isEqualTo(58);
        assertThat(opening.widestIpv4().toDouble()).isEqualTo(1.0);
        assertThat(opening.widestIpv6().toDouble()).isEqualTo(1.0);
    }

    @Test
    void throughNat64AllOfIpv4IsReached() {
        Finding finding = scan("tcp 443 64:ff9b::/96").finding("sg-1", Reading.ANY_PORT);

        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.opening().widestIpv4().toDouble()).isEqualTo(1.0);
        assertThat(finding.opening().widestIpv6().isZero()).isTrue();
        assertThat(finding.exposure().ipv4().toDouble()).isEqualTo(1.0 / 131_072);
        assertThat(scan("all ::/0")
                        .finding("sg-1", Reading.ANY_PORT)
                        .exposure()
                        .ipv4()
                        .toDouble())
                .isEqualTo(1.0);
    }

    @Test
    void exposureIsTheShareOfPortsTimesPublicAddresses() {
        assertThat(scan("all 0.0.0.0/0")
                        .finding("sg-1", Reading.ALL_PORTS)
                        .exposure()
                        .ipv4()
                        .toDouble())
                .isEqualTo(1.0);
        assertThat(scan("tcp 0-65535 0.0.0.0/0", "tcp 1-5 ::/0")
                        .finding("sg-1", Reading.ALL_PORTS)
                        .exposure()
                        .ipv4()
                        .toDouble())
                .isEqualTo(0.5);
        Exposure tiny = scan("tcp 443 52.94.0.1/32", "tcp 443 2600::/128", "all 10.0.0.0/8", "icmp 0.0.0.0/0")
                .finding("sg-1", Reading.ALL_PORTS)
                .exposure();
        assertThat(tiny.ipv4().part()).isEqualTo(1);
        assertThat(tiny.ipv6().part()).isEqualTo(1);
        assertThat(tiny.ipv6().toDouble()).isPositive();
    }

    @Test
    void aRuleThatOpensNothingByItselfIsNamedOnlyWhereTheUnionNeedsIt() {
        Scanned together = Scanned.of(inventory()
                .with(group(
                        SCOPE,
                        "sg-1",
                        List.of(
                                rule("a", "tcp 443 16.0.0.0/5"),
                                rule("private", "tcp 443 10.0.0.0/8"),
                                rule("b", "tcp 0-1023 24.0.0.0/5"),
                                rule("elsewhere", "tcp 80 32.0.0.0/5"),
                                rule("ping", "icmp 0.0.0.0/0")))));
        Scanned beside = Scanned.of(inventory()
                .with(group(
                        SCOPE,
                        "sg-1",
                        List.of(
                                rule("narrow", "tcp 443 52.94.0.0/16"),
                                rule("world", "all 0.0.0.0/0"),
                                rule("lower", "tcp 443 0.0.0.0/1")))));

        // 80: b and elsewhere together; 443: a and b together
        assertThat(together.opening("sg-1", Reading.ANY_PORT)).containsExactly("a", "b", "elsewhere");
        assertThat(together.opening("sg-1", Reading.ALL_PORTS)).isEmpty();
        assertThat(beside.opening("sg-1", Reading.ANY_PORT)).containsExactly("world", "lower");
    }

    @Test
    void withoutTheRulesThatAreNamedNothingIsOpen() {
        List<SecurityGroupRule> rules = List.of(
                rule("world", "all 0.0.0.0/0"),
                rule("a", "tcp 443 16.0.0.0/5"),
                rule("b", "tcp 443 24.0.0.0/5"),
                rule("narrow", "tcp 443 52.94.0.0/16"),
                rule("c", "tcp 80 16.0.0.0/5"));
        Scanned before = Scanned.of(inventory().with(group(SCOPE, "sg-1", rules)));
        List<SecurityGroupRule.Known> named =
                before.finding("sg-1", Reading.ANY_PORT).opening().rules();

        List<SecurityGroupRule> left =
                rules.stream().filter(rule -> !named.contains(rule)).toList();

        assertThat(Scanned.of(inventory().with(group(SCOPE, "sg-1", left))).verdicts("sg-1"))
                .isEqualTo("pass pass");
        assertThat(left).extracting(rule -> rule.id().orElse("?")).contains("c");
    }

    @Test
    void aPrefixListThatWasNotReadIsUnknownAndSaysTheNextStep() {
        Scanned absent = scan("tcp 443 pl-0123", "tcp 80 pl-0123");
        Scanned listed = Scanned.of(
                inventory().with(prefixListNotRead("pl-0123", Optional.empty())).with(group("sg-1", "all pl-0123")));
        Scanned inPart = Scanned.of(inventory()
                .with(prefixListInPart("pl-0123", IpFamily.IPV4, "10.0.0.0/8"))
                .with(group("sg-1", "all pl-0123")));

        assertThat(absent.verdicts("sg-1")).isEqualTo("pass unknown");
        assertThat(absent.finding("sg-1", Reading.ANY_PORT).unresolved())
                .containsExactly("prefix list `pl-0123` was not read; help: read its entries with"
                        + " `aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-0123`");
        assertThat(absent.finding("sg-1", Reading.ALL_PORTS).unresolved()).isEmpty();
        assertThat(listed.verdicts("sg-1")).isEqualTo("unknown unknown");
        assertThat(inPart.verdicts("sg-1")).isEqualTo("unknown unknown");
        assertThat(inPart.finding("sg-1", Reading.ALL_PORTS).unresolved())
                .singleElement()
                .asString()
                .startsWith("prefix list `pl-0123` was read in part");
    }

    @Test
    void aHostilePrefixListIdIsNoPartOfACommand() {
        String sentence = scan("tcp 443 pl-$(reboot)")
                .finding("sg-1", Reading.ANY_PORT)
                .unresolved()
                .get(0);

        assertThat(sentence).doesNotContain("--prefix-list-id");
    }

    @Test
    void aKnownFamilyBoundsWhatAListCanHold() {
        // IPv6 alone is the world too, and through NAT64 it reaches IPv4
        assertThat(Scanned.of(inventory()
                                .with(prefixListNotRead("pl-1", Optional.of(IpFamily.IPV6)))
                                .with(group("sg-1", "all pl-1")))
                        .verdicts("sg-1"))
                .isEqualTo("unknown unknown");
    }

    @Test
    void theKnownPartOfAListReadInPartCanFailByItself() {
        Scanned scanned = Scanned.of(inventory()
                .with(prefixListInPart("pl-1", IpFamily.IPV4, "0.0.0.0/0"))
                .with(group(SCOPE, "sg-1", List.of(rule("r", "all pl-1")))));

        assertThat(scanned.verdicts("sg-1")).isEqualTo("fail fail");
        assertThat(scanned.opening("sg-1", Reading.ALL_PORTS)).containsExactly("r");
        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).unresolved()).isEmpty();
    }

    @Test
    void aMalformedRuleIsBoundedByTheFieldsThatAreReadable() {
        assertThat(judged(unresolved("tcp", "10.0.0.0/8", "bad ports"))).isEqualTo("pass pass");
        assertThat(judged(unresolved("tcp", "0.0.0.0/0", "bad ports"))).isEqualTo("unknown unknown");
        assertThat(judged(unresolved("tcp 443", AddressSet.ALL_IPV4, "bad CIDR")))
                .isEqualTo("pass unknown");
        assertThat(judged(unresolved("icmp", AddressSet.ALL, "bad CIDR"))).isEqualTo("pass pass");
        assertThat(judged(unresolved("all", "sg-2", "bad protocol"))).isEqualTo("pass pass");
        assertThat(judged(SecurityGroupRule.Unresolved.everything("no IpPermissionsEgress")))
                .isEqualTo("unknown unknown");
    }

    private static String judged(SecurityGroupRule rule) {
        Scanned scanned = Scanned.of(inventory().with(group(SCOPE, "sg-1", List.of(rule))));
        for (Reading reading : Reading.values()) {
            Finding finding = scanned.finding("sg-1", reading);
            boolean unknown = finding.verdict() == Verdict.UNKNOWN;
            assertThat(finding.unresolved()).hasSize(unknown ? 1 : 0);
        }
        return scanned.verdicts("sg-1");
    }

    @Test
    void unresolvedBesideOpenChangesNothing() {
        Scanned scanned = scan("tcp 443 0.0.0.0/0", "all pl-1");

        assertThat(scanned.verdicts("sg-1")).isEqualTo("unknown fail");
        Finding unknown = scanned.finding("sg-1", Reading.ALL_PORTS);
        assertThat(unknown.opening().tcp()).containsExactly(PortRange.of(443));
        assertThat(unknown.unresolved()).hasSize(1);
        assertThat(scanned.finding("sg-1", Reading.ANY_PORT).unresolved()).isEmpty();
    }

    @Test
    void unknownIsNeverClean() {
        Scanned scanned = scan("all pl-1");

        assertThat(scanned.summary().clean()).isFalse();
        assertThat(scanned.summary().unknown()).isEqualTo(2);
        assertThat(scanned.severities("sg-1")).isEqualTo("high medium");
    }

    @Test
    void noticesNameEveryLargePublicDestinationBesideAPass() {
        assertThat(notices("tcp 443 16.0.0.0/5"))
                .containsExactly("tcp 443 is open to `16.0.0.0/5`, which holds 134,217,728 public IPv4 addresses,"
                        + " more than a /16");
        assertThat(notices("all 2600::/31"))
                .containsExactly("all traffic is open to `2600::/31`, which holds 2^97 public IPv6 addresses,"
                        + " more than a /32");
        assertThat(notices("tcp 443 64:ff9b:0:0:0:0:1000:0/104"))
                .singleElement()
                .asString()
                .contains("16,777,216 public IPv4 addresses");
        assertThat(notices("icmp 0.0.0.0/0")).hasSize(1);
        assertThat(notices("tcp 443 16.0.0.0/5", "tcp 80 16.0.0.0/5", "tcp 443 16.0.0.0/5"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp 443 16.0.0.0/16",
                "tcp 443 2600::/32",
                "all 10.0.0.0/8",
                "all 224.0.0.0/4",
                "all fc00::/7",
                "all sg-1",
                "tcp 443 169.254.0.0/15"
            })
    void whatIsNotLargerOrNotPublicIsNotNoticed(String line) {
        assertThat(notices(line)).isEmpty();
    }

    @Test
    void aListIsAsLargeAsItsEntriesTogetherAndAwsListsAreNotNoticed() {
        Inventory inventory = inventory()
                .with(prefixList("pl-1", "16.0.0.0/16", "16.1.0.0/16"))
                .with(prefixList("pl-2", "16.0.0.0/17", "16.0.128.0/17"))
                .with(awsPrefixList("pl-3", "52.0.0.0/8"))
                .with(group("sg-1", "tcp 443 pl-1", "tcp 443 pl-2", "tcp 443 pl-3"));

        assertThat(Scanned.of(inventory).finding("sg-1", Reading.ANY_PORT).notices())
                .containsExactly("tcp 443 is open to prefix list `pl-1`, which holds 131,072 public IPv4 addresses,"
                        + " more than a /16");
    }

    @Test
    void cuttingABlockIntoPiecesDoesNotHideIt() {
        assertThat(notices("tcp 443 16.0.0.0/16", "tcp 443 16.1.0.0/16", "tcp 443 18.0.0.0/16"))
                .containsExactly("tcp 443 is open to `16.0.0.0/15` (2 rules together), which holds 131,072 public IPv4"
                        + " addresses, more than a /16");
        assertThat(notices("tcp 443 16.0.0.0/16", "tcp 80 16.1.0.0/16")).isEmpty();
        assertThat(notices("tcp 443 2600::/32", "tcp 443 2600:1::/32")).hasSize(1);
    }

    private static List<String> notices(String... outbound) {
        Scanned scanned = scan(outbound);
        assertThat(scanned.finding("sg-1", Reading.ANY_PORT).notices())
                .isEqualTo(scanned.finding("sg-1", Reading.ALL_PORTS).notices());
        return scanned.finding("sg-1", Reading.ANY_PORT).notices();
    }

    @Test
    void aFailHasNoNotices() {
        Scanned scanned = scan("tcp 443 0.0.0.0/0");

        assertThat(scanned.finding("sg-1", Reading.ANY_PORT).notices()).isEmpty();
        assertThat(scanned.finding("sg-1", Reading.ALL_PORTS).notices()).hasSize(1);
    }

    @Test
    void contradictoryVersionsAreJudgedAsTheWorseOfBoth() {
        Scanned scanned = Scanned.of(inventory()
                .withContradictory(
                        group(SCOPE, "sg-1", List.of(rule("https", "tcp 443 0.0.0.0/0"))),
                        group(SCOPE, "sg-1", List.of(rule("list", "all pl-1")))));

        assertThat(scanned.verdicts("sg-1")).isEqualTo("unknown fail");
        assertThat(scanned.opening("sg-1", Reading.ANY_PORT)).containsExactly("https");
        assertThat(scanned.summary().securityGroups()).isEqualTo(1);
        assertThat(scanned.findings()).hasSize(2);
    }

    @Test
    void anInterfaceHasAnEntryOnlyWhereItIsWorseThanEachOfItsGroups() {
        Scanned scanned = Scanned.of(inventory()
                .with(networkInterface("eni-1", "sg-1", "sg-2"))
                .with(networkInterface("eni-2", "sg-1"))
                .with(networkInterface("eni-3", "sg-1", "sg-3"))
                .with(networkInterface("eni-4", "sg-3", "sg-1", "sg-2", "sg-1"))
                .with(group("sg-1", "tcp 0-16383 0.0.0.0/0"))
                .with(group("sg-2", "tcp 16384-32767 0.0.0.0/0"))
                .with(group("sg-3", "all 0.0.0.0/0")));

        assertThat(scanned.has("eni-1", Reading.ALL_PORTS)).isTrue();
        assertThat(scanned.has("eni-1", Reading.ANY_PORT)).isFalse();
        assertThat(scanned.findings()).hasSize(2 * 3 + 1);
        Finding finding = scanned.finding("eni-1", Reading.ALL_PORTS);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.attachment().interfaces()).hasValue(1);
        assertThat(finding.opening().rules()).hasSize(2);
        assertThat(finding.subject())
                .isInstanceOfSatisfying(
                        Subject.Interface.class,
                        subject -> assertThat(subject.groups())
                                .extracting(group -> group.id())
                                .containsExactly("sg-1", "sg-2"));
        assertThat(scanned.summary().networkInterfaces()).isEqualTo(4);
        assertThat(scanned.summary().attached()).isEqualTo(3);
    }

    @Test
    void anInterfaceThatWearsAGroupThatWasNotReadIsUnknown() {
        Scanned scanned = Scanned.of(inventory()
                .with(networkInterface("eni-1", "sg-gone"))
                .with(networkInterface("eni-2", "sg-closed", "sg-gone"))
                .with(networkInterface("eni-3", "sg-open", "sg-gone"))
                .with(networkInterface("eni-4").withUnreadGroups())
                .with(networkInterface("eni-5"))
                .with(group("sg-closed"))
                .with(group("sg-open", "tcp 443 0.0.0.0/0")));

        assertThat(scanned.verdicts("eni-1")).isEqualTo("unknown unknown");
        assertThat(scanned.verdicts("eni-2")).isEqualTo("unknown unknown");
        assertThat(scanned.finding("eni-3", Reading.ALL_PORTS).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(scanned.has("eni-3", Reading.ANY_PORT)).isFalse();
        assertThat(scanned.verdicts("eni-4")).isEqualTo("unknown unknown");
        assertThat(scanned.has("eni-5", Reading.ALL_PORTS)).isFalse();
        assertThat(scanned.finding("eni-1", Reading.ALL_PORTS).unresolved())
                .containsExactly(
                        "security group `sg-gone`, which the interface is associated with, was not read; help: read it with"
                                + " `aws ec2 describe-security-groups --group-ids sg-gone`");
    }

    @Test
    void findingsComeInTheOrderOfTheInputGroupsFirst() {
        Scanned scanned = Scanned.of(inventory()
                .with(networkInterface("eni-9", "sg-b", "sg-x"))
                .with(networkInterface("eni-1", "sg-x"))
                .with(group("sg-b"))
                .with(group("sg-a")));

        assertThat(scanned.findings())
                .extracting(finding ->
                        finding.subject().id() + " " + finding.reading().id())
                .containsExactly(
                        "sg-b all-ports", "sg-b any-port",
                        "sg-a all-ports", "sg-a any-port",
                        "eni-9 all-ports", "eni-9 any-port",
                        "eni-1 all-ports", "eni-1 any-port");
    }
}
