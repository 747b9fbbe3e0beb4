package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import dev.weir.inventory.Fixtures;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir plan} on flow logs: the plan that is ready, and what is answered where there can be none. */
class PlanAnswersTest {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-10-12");
    private static final int DAYS = 35;

    @TempDir
    Path folder = Path.of("");

    private Weir weir = new Weir(folder);
    private String inventory = "";

    @BeforeEach
    void writeInventory() {
        weir = new Weir(folder);
        weir.file("inventory/groups.json", """
            {"SecurityGroups": [
              {"GroupId": "sg-1", "GroupName": "web", "OwnerId": "111122223333", "VpcId": "vpc-1", "Description": "",
               "Tags": [{"Key": "tier", "Value": "web"}],
               "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
              {"GroupId": "sg-2", "GroupName": "job", "OwnerId": "111122223333", "VpcId": "vpc-1", "Description": "",
               "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                 "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
            """);
        weir.file("inventory/interfaces.json", """
            {"NetworkInterfaces": [ %s, %s, %s ]}
            """.formatted(
                eni("eni-1", "10.0.0.1", "sg-1"), eni("eni-2", "10.0.0.2", "sg-1"), eni("eni-3", "10.0.0.3", "sg-2")));
        weir.file("inventory/vpcs.json", """
            {"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111122223333", "IsDefault": false, "CidrBlock": "10.0.0.0/8",
              "CidrBlockAssociationSet": [{"CidrBlock": "10.0.0.0/8", "CidrBlockState": {"State": "associated"}}]}]}
            """);
        inventory = weir.name("inventory");
    }

    private static String eni(String id, String address, String group) {
        return """
            {"NetworkInterfaceId": "%s", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-1", "Status": "in-use",
             "InterfaceType": "interface", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "%s"}],
             "PrivateIpAddress": "%s", "Groups": [{"GroupId": "%s"}], "Attachment": {"Status": "attached", "InstanceId": "i-1"}}
            """.formatted(id, address, address, group);
    }

    /** Flow logs of version 5: every hour of an interface's life is watched, and it connects once a day. */
    private static final class Flows {

        private final StringBuilder text = new StringBuilder(
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end"
                        + " action log-status tcp-flags flow-direction pkt-srcaddr pkt-dstaddr subnet-id\n");
        private final int days;
        private final String account;
        private int port = 32_768;

        Flows(int days, String account) {
            this.days = days;
            this.account = account;
        }

        private static long at(int day) {
            return FIRST_DAY.plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        }

        Flows watched(String eni, int fromDay) {
            for (int hour = fromDay * 24; hour < days * 24; hour++) {
                long at = at(0) + hour * 3600L;
                text.append("5 %s %s - - - - - - - %d %d - NODATA - - - - subnet-1%n"
                        .formatted(account, eni, at + 5, at + 3590));
            }
            return this;
        }

        Flows tcp(String eni, String address, String destination, int service, IntPredicate onDays) {
            for (int day = 0; day < days; day++) {
                if (onDays.test(day)) {
                    long at = at(day) + 36_000;
                    int local = port++;
                    text.append("5 %s %s %s %s %d %d 6 10 4000 %d %d ACCEPT OK 3 egress %s %s subnet-1%n"
                            .formatted(
                                    account,
                                    eni,
                                    address,
                                    destination,
                                    local,
                                    service,
                                    at,
                                    at + 30,
                                    address,
                                    destination));
                    text.append("5 %s %s %s %s %d %d 6 10 4000 %d %d ACCEPT OK 19 ingress %s %s subnet-1%n"
                            .formatted(
                                    account,
                                    eni,
                                    destination,
                                    address,
                                    service,
                                    local,
                                    at,
                                    at + 30,
                                    destination,
                                    address));
                }
            }
            return this;
        }

        /** Both ways in the same second, so that no record tells who asked. */
        Flows undecided(String eni, String address, String peer, int protocol, int localPort, int peerPort, int day) {
            long at = at(day) + 40_000;
            String line = "5 %s %s %s %s %d %d %d 4 336 %d %d ACCEPT OK 0 %s %s %s subnet-1%n";
            text.append(line.formatted(
                    account, eni, peer, address, peerPort, localPort, protocol, at, at + 3, "ingress", peer, address));
            text.append(line.formatted(
                    account, eni, address, peer, localPort, peerPort, protocol, at, at + 3, "egress", address, peer));
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static Flows well(int days, String account) {
        return new Flows(days, account)
                .watched("eni-1", 0)
                .watched("eni-2", 5)
                .tcp("eni-1", "10.0.0.1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-2", "10.0.0.2", "10.9.0.1", 5432, day -> day >= 5)
                .tcp("eni-1", "10.0.0.1", "198.51.100.7", 443, day -> true);
    }

    private static Flows well() {
        return well(DAYS, "111122223333");
    }

    private Weir.Said plan(Flows flows, String... more) {
        String log = weir.file("flows.log", flows.toString());
        String[] typed = new String[6 + more.length];
        System.arraycopy(new String[] {"plan", "sg-1", "--inventory", inventory, "--flows", log}, 0, typed, 0, 6);
        System.arraycopy(more, 0, typed, 6, more.length);
        return weir.run(typed);
    }

    @Test
    void isReadyAndExitsWithZeroWhereEveryGatePasses() {
        Weir.Said said = plan(well(), "--out", weir.name("plan.json"));

        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("ready     yes: every gate passes", "+ tcp 443", "+ tcp 5432");
        assertThat(weir.content("plan.json")).contains("\"ready\": true");
    }

    @Test
    void namesTheFlowLogsThatItLearnedFromByTheDigestOfTheirBytes() throws Exception {
        plan(well(), "--out", weir.name("plan.json"));

        JsonNode inputs =
                JsonMapper.shared().readTree(weir.content("plan.json")).get("inputs");

        assertThat(inputs).isNotEmpty();
        for (JsonNode input : inputs) {
            Path file = Path.of(weir.name("x"))
                    .resolveSibling(input.get("name").stringValue().replace("DIR/", ""));
            assertThat(input.get("sha256").stringValue())
                    .as(input.get("name").stringValue())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        }
    }

    @Test
    void aGateThatFailsIsExitThree() {
        Weir.Said said = plan(well().tcp("eni-1", "10.0.0.1", "10.9.0.4", 6379, day -> day > 32));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).contains("ready     no: stability: ");
    }

    @Test
    void saysWhichRuleRestsOnAmbiguousRecordsAloneAndHowToBeRidOfIt() {
        Flows flows = well().undecided("eni-1", "10.0.0.1", "10.9.0.66", 1, 0, 0, 3);

        Weir.Said said = plan(flows, "--out", weir.name("plan.json"));

        assertThat(said.out().replaceAll("\\s+", " "))
                .contains("+ icmp all 10.9.0.66/32 1 1/35 1/2 2026-10-15 ambiguous")
                .contains("ambiguous 1 of 3 rules rests on ambiguous records alone, and says so above: who began that"
                        + " traffic they cannot tell, and its answers need no rule; help: say which are answers alone:"
                        + " `weir review PLAN --out answers.yaml`");
        assertThat(weir.content("plan.json"))
                .containsOnlyOnce("\"ambiguous\": 1,")
                .contains("\"ambiguous\": 0,");
        assertThat(plan(flows, "--format", "markdown").out())
                .contains(
                        "| icmp all | 10.9.0.66/32 | 1 (ambiguous) | 1 | 1 | 2026-10-15 |",
                        "**ambiguous**: 1 of 3 rules rests");
        assertThat(plan(flows, "--format", "html").out())
                .contains("<td class=\"number\">1 (ambiguous)</td>", "<dt>ambiguous</dt><dd>1 of 3 rules rests");
    }

    @Test
    void saysWhichFlowLogsWouldTellAndIsNotReadyWhereMuchIsAmbiguous() {
        Flows flows = well().undecided("eni-1", "10.0.0.1", "10.9.0.66", 6, 45_000, 46_000, 3)
                .undecided("eni-1", "10.0.0.1", "10.9.0.67", 6, 45_001, 46_001, 4);

        Weir.Said said = plan(flows);

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out().replaceAll("\\s+", " "))
                .contains("ambiguous 2 of 4 rules rest on ambiguous records alone, and say so above")
                .contains("of TCP, connections whose start is in flow logs with tcp-flags and flow-direction do;")
                .contains("ready no: ambiguous: 1.9 % of its connections leave open who began them (at most 1 %)");
    }

    @Test
    void saysNothingOfAmbiguityWhereEveryRuleIsDecided() {
        assertThat(plan(well()).out()).doesNotContain("ambiguous");
    }

    @Test
    void tellsTheSmallestQuotaWhereClassesAreMoreThanTheQuota() {
        Flows flows = well();
        for (int port = 0; port < 6; port++) {
            flows.tcp("eni-1", "10.0.0.1", "10.9.0." + (10 + port), 6000 + 100 * port, day -> true);
        }

        Weir.Said said = plan(flows, "--quota", "5");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("needs more rules than its quota of 5 allows", "the smallest quota that would do is 9");
        assertThat(plan(flows, "--quota", "8").exit()).isEqualTo(1);
        assertThat(plan(flows, "--quota", "9", "--out", weir.name("nine.json")).err())
                .doesNotContain("quota of");
        assertThat(weir.names()).contains("nine.json");
    }

    @Test
    void needsWhatThePolicyRequiresOfATag() {
        String policy = """
            version: 1
            required:
              - tag: { key: tier, value: %s }
                allow: [ "udp:514:10.20.0.1" ]
            """;

        Weir.Said ours = plan(well(), "--policy", weir.file("web.yaml", policy.formatted("web")));
        Weir.Said others = plan(well(), "--policy", weir.file("db.yaml", policy.formatted("db")));

        assertThat(ours.out()).as(ours.err()).contains("+ udp 514", "10.20.0.1/32");
        assertThat(others.out()).as(others.err()).contains("+ tcp 443").doesNotContain("udp 514");
    }

    @Test
    void mergesNoAddressesBeyondTheShortestPrefixOfThePolicy() {
        Flows flows = well().tcp("eni-1", "10.0.0.1", "198.51.100.9", 443, day -> true);
        String policy = weir.file("policy.yaml", "version: 1\nshortestPrefix: { ipv4: 30, ipv6: 64 }\n");

        Weir.Said free = plan(flows, "--internet", "pin", "--max-rules", "2");
        Weir.Said bound = plan(flows, "--internet", "pin", "--max-rules", "2", "--policy", policy);

        assertThat(free.out()).as(free.err()).contains("+ tcp 443  198.51.100.0/28");
        assertThat(bound.out()).doesNotContain("198.51.100.0/28");
        assertThat(bound.exit()).as(bound.out() + bound.err()).isEqualTo(1);
        assertThat(bound.err()).contains("cannot do with 2 rules", "needs at least 3");
    }

    @Test
    void refusesToNeedWhatIsForbidden() {
        String policy = weir.file("policy.yaml", "version: 1\nforbidden: { legacy: [ 10.9.0.0/24 ] }\n");

        Weir.Said said = plan(well(), "--policy", policy);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("needs what may not be opened: tcp 5432 to 10.9.0.1/32, in the forbidden zone `legacy`");
    }

    @Test
    void refusesToAllowWhatTheOldRulesDoNotPermit() {
        Weir.Said said = weir.run("plan", "sg-2", "--inventory", inventory, "--allow", "tcp:22:203.0.113.4");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("`tcp 22 to 203.0.113.4/32` cannot be allowed for `sg-2`");
    }

    @Test
    void learnsNothingFromLogsWithoutARecord() {
        Weir.Said said = plan(new Flows(DAYS, "111122223333"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("help: ").hasLineCount(1);
    }

    @Test
    void saysWhichFieldIsMissingWhereNothingCouldBeLearned() {
        weir.file(
                "flows.log",
                "version interface-id srcaddr dstaddr protocol start end action\n"
                        + "3 eni-1 10.0.0.1 203.0.113.4 6 1761955200 1761955260 ACCEPT\n");

        Weir.Said said = weir.run("plan", "sg-1", "--inventory", inventory, "--flows", weir.name("flows.log"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("the flow logs hold no record from which anything could be learned, for want of srcport,"
                        + " dstport; help: observe a flow log whose format has ${srcport}, ${dstport}");
    }

    @Test
    void saysThatAShortPeriodIsTooShort() {
        Weir.Said said = plan(well(6, "111122223333"));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).contains("observation-period: 6 days (14 asked)");
    }

    @Test
    void refusesFlowLogsOfAnotherAccount() {
        Flows other = new Flows(DAYS, "999988887777")
                .watched("eni-9", 0)
                .tcp("eni-9", "10.0.0.9", "10.9.0.1", 5432, day -> true);

        Weir.Said said = plan(other);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("the flow logs are of account 999988887777 and `sg-1` belongs to 111122223333");
    }

    @Test
    void saysWhatItComesToInEveryFormatAndReadsItBack() throws Exception {
        weir.file(
                "inventory/groups.json",
                weir.content("inventory/groups.json")
                        .replace(
                                "\"IpPermissions\": [], \"IpPermissionsEgress\": [{\"IpProtocol\": \"-1\"",
                                "\"IpPermissions\": [{\"IpProtocol\": \"-1\", \"IpRanges\": [{\"CidrIp\": \"0.0.0.0/0\"}]}],"
                                        + " \"IpPermissionsEgress\": [{\"IpProtocol\": \"-1\""));

        Weir.Said said = plan(well(), "--out", weir.name("plan.json"));
        String text = said.out().replaceAll("\\s+", " ");

        assertThat(text)
                .contains("CONNECTIONS DAYS INTERFACES LAST SEEN - all 0.0.0.0/0 100 35/35 2/2 2026-11-15")
                .contains("+ tcp 443 198.51.100.7/32 35 35/35 1/2 2026-11-15")
                .contains(
                        "severity all-ports high before, none after; any-port medium before, none after (on 2 interfaces,")
                .contains("outbound tcp all to anywhere (IPv4) on 2 interfaces, 2 destinations of which were seen")
                .contains("review needed: a gate fails, to be accepted with a reason: `weir apply PLAN --accept"
                        + " untracked-connections --reason TEXT`")
                .contains("undo `weir rollback JOURNAL` (apply names it) authorizes 1 rule again and revokes 2 rules;")
                .contains("reopen aws ec2 authorize-security-group-egress --group-id sg-1 ");
        assertThat(weir.run("explain", weir.name("plan.json")).out()).isEqualTo(said.out());
        assertThat(FormatsTest.schema("plan").validate(weir.content("plan.json"), InputFormat.JSON))
                .isEmpty();
        assertThat(plan(well(), "--format", "markdown").out())
                .contains("| days of 35 | interfaces of 2 | last seen |", "| tcp 443 | 198.51.100.7/32 | 35 | 35 | 1 |")
                .contains("## What it comes to", "- **severity**: all-ports high before, none after;");
        assertThat(plan(well(), "--format", "html").out())
                .contains("<th class=\"number\">Interfaces of 2</th>", "<dt>severity</dt><dd>all-ports high before,")
                .contains("To open again at once what it closes");
    }

    @Test
    void explainsAPlanOfBeforeAndSaysWhatIsNotKnown() throws Exception {
        try (InputStream old = Objects.requireNonNull(
                Fixtures.class.getResourceAsStream("/dev/weir/codec/plan-before-consequences.json"))) {
            String file = weir.file("old.json", new String(old.readAllBytes(), StandardCharsets.UTF_8));

            Weir.Said said = weir.run("explain", file);

            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.out().replaceAll("\\s+", " "))
                    .contains("+ tcp 25 198.51.100.26/32 1 1/1 ?/? 2026-10-23")
                    .contains("unknown severity before and after, when it takes effect, and how many interfaces used a"
                            + " rule: an earlier weir made this plan");
            assertThat(FormatsTest.schema("plan").validate(weir.content("old.json"), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @Test
    void refusesAPlanOfAnotherVersion() {
        plan(well(), "--out", weir.name("plan.json"));
        String newer = weir.file("newer.json", weir.content("plan.json").replace("weir.plan/1", "weir.plan/2"));

        Weir.Said said = weir.run("export", newer, "--to", "aws-cli", "--out", weir.name("out"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("weir.plan/2");
        assertThat(weir.names()).doesNotContain("out");
    }
}
