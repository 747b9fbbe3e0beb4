package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.iac.ReformattedJson;
import dev.weir.iac.ReformattedYaml;
import dev.weir.iac.SourceText;
import dev.weir.iac.WrittenCode;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.StackResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two patches of a template: the first adds, the second removes, {@code git apply} takes both, every other byte stays. */
class TemplatePatchTest {

    private static final SecurityGroupRule.Known OPEN =
            SecurityGroupRule.Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV4));
    private static final SecurityGroupRule.Known OPEN_IPV6 =
            SecurityGroupRule.Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV6));
    private static final SecurityGroupRule.Known API = new SecurityGroupRule.Known(
            Optional.empty(),
            Service.tcp(443),
            Destination.of(Cidr.parse("198.51.100.0/28")),
            Optional.of("the \"API\": #1"),
            Map.of());
    private static final SecurityGroupRule.Known NEW_IPV6 =
            SecurityGroupRule.Known.of(Service.tcp(443), Destination.of(Cidr.parse("2001:db8::/64")));

    private static final String YAML = """
            # the web tier
            AWSTemplateFormatVersion: "2010-09-09"
            Resources:

              Web:   # public
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: !Sub "web of ${AWS::StackName}"
                  SecurityGroupEgress:
                    # the database
                    - IpProtocol: tcp   # postgres
                      FromPort:   5432
                      ToPort:     5432
                      CidrIp: 10.1.0.0/16
                    # everything, for now
                    - { IpProtocol: "-1", CidrIp: 0.0.0.0/0, Description: 'all, of it' }
                    # nothing below
                  VpcId: !Ref Vpc

              Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/8}}
              Other:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]
            """;

    @TempDir
    Path folder = Path.of("");

    private static TemplatePatch patch(
            String text, List<SecurityGroupRule.Known> revoke, SecurityGroupRule.Known... add) throws CannotPatch {
        List<Authorization> authorize = Stream.of(add)
                .map(rule -> new Authorization(rule, Optional.empty()))
                .toList();
        return TemplatePatch.of(
                "infra/web.yaml",
                text,
                new GroupRef("sg-1", "shop-Web-1ABCDEF23456", Optional.empty(), Optional.empty(), Optional.empty()),
                new Plan.Change(authorize, revoke, List.of(add), List.of()),
                Optional.empty(),
                GivenParameters.NONE);
    }

    /** The text as git leaves it after each patch. */
    private List<String> applied(String text, TemplatePatch patch) throws IOException, InterruptedException {
        Path file = folder.resolve("infra/web.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        List<String> texts = new ArrayList<>();
        for (String one : List.of(patch.add(), patch.remove())) {
            if (!one.isEmpty()) {
                Path diff = Files.writeString(folder.resolve("one.patch"), one);
                Process git = new ProcessBuilder("git", "apply", "--whitespace=nowarn", diff.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(git.waitFor()).as(said + one).isZero();
            }
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private static List<String> keys(String text) throws BrokenTemplate {
        GroupInTemplate group = GroupInTemplate.all(new SourceText("t", text), GivenParameters.NONE)
                .get("Web");
        return group == null ? List.of() : group.keys();
    }

    @Test
    void yamlKeepsEveryOtherByte() throws Exception {
        TemplatePatch patch = patch(YAML, List.of(OPEN), API, NEW_IPV6);

        assertThat(patch.add()).isEqualTo("""
                diff --git a/infra/web.yaml b/infra/web.yaml
                --- a/infra/web.yaml
                +++ b/infra/web.yaml
                @@ -14,6 +14,15 @@
                           CidrIp: 10.1.0.0/16
                         # everything, for now
                         - { IpProtocol: "-1", CidrIp: 0.0.0.0/0, Description: 'all, of it' }
                +        - IpProtocol: "tcp"
                +          FromPort: 443
                +          ToPort: 443
                +          CidrIp: "198.51.100.0/28"
                +          Description: "the \\"API\\": #1"
                +        - IpProtocol: "tcp"
                +          FromPort: 443
                +          ToPort: 443
                +          CidrIpv6: "2001:db8::/64"
                         # nothing below
                       VpcId: !Ref Vpc
                \s
                """);
        assertThat(patch.remove()).contains("\n-        - { IpProtocol: \"-1\"");
        List<String> texts = applied(YAML, patch);
        assertThat(keys(texts.get(0))).hasSize(4);
        assertThat(keys(texts.get(1))).hasSize(3).doesNotContain(GroupInTemplate.key(OPEN));
        assertThat(texts.get(1)).contains("# everything, for now", "# nothing below", "# postgres");
    }

    @Test
    void windowsLineEndsAndAMissingLastOneStay() throws Exception {
        String text = YAML.stripTrailing().replace("\n", "\r\n");

        List<String> texts = applied(text, patch(text, List.of(OPEN), API));

        assertThat(texts.get(1).replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        assertThat(keys(texts.get(1))).hasSize(2);
    }

    @Test
    void jsonKeepsItsIndentation() throws Exception {
        String text = """
                {
                	"Resources": {
                		"Web": {
                			"Type": "AWS::EC2::SecurityGroup",
                			"Properties": {
                				"SecurityGroupEgress": [
                					{
                						"IpProtocol": "-1",
                						"CidrIp": "0.0.0.0/0"
                					},
                					{ "IpProtocol": "-1", "CidrIpv6": "::/0" }
                				]
                			}
                		}
                	}
                }
                """;

        TemplatePatch patch = patch(text, List.of(OPEN, OPEN_IPV6), API);

        assertThat(patch.add()).contains("+\t\t\t\t\t{\"IpProtocol\": \"tcp\", \"FromPort\": 443,");
        assertThat(keys(applied(text, patch).get(1))).containsExactly(GroupInTemplate.key(API));
    }

    @Test
    void flowListsAreAddedToInPlace() throws Exception {
        String text = YAML.replaceFirst(
                "(?s)SecurityGroupEgress:\\n.*?# nothing below",
                "SecurityGroupEgress: [ {IpProtocol: -1, CidrIp: 0.0.0.0/0} ] # why");

        List<String> texts = applied(text, patch(text, List.of(OPEN), API));

        assertThat(texts.get(1)).contains("CidrIp: \"198.51.100.0/28\", Description: \"the \\\"API\\\": #1\"} ] # why");
        assertThat(keys(texts.get(1))).containsExactly(GroupInTemplate.key(API));
    }

    private static final SecurityGroupRule.Known ALL_TCP =
            SecurityGroupRule.Known.of(new Service(Protocol.TCP, 0, 65535), Destination.of(Cidr.ALL_IPV4));

    private static final String RULE_RESOURCES = """
            Resources:
              Web:
                Type: AWS::EC2::SecurityGroup
              Open:
                Type: AWS::EC2::SecurityGroupEgress
                # all of it
                Properties:
                  GroupId: !GetAtt Web.GroupId
                  IpProtocol: tcp
                  FromPort: 0
                  ToPort: 65535
                  CidrIp: 0.0.0.0/0
              # last
              Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/8}}
            """;

    @Test
    void ruleResourcesAreJoinedByRuleResources() throws Exception {
        List<String> texts = applied(RULE_RESOURCES, patch(RULE_RESOURCES, List.of(ALL_TCP), API));

        assertThat(keys(texts.get(0))).hasSize(2);
        assertThat(texts.get(1))
                .doesNotContain("Open:")
                .contains("  # last\n  Vpc:")
                .contains("GroupId: !GetAtt Web.GroupId");
        assertThat(keys(texts.get(1))).containsExactly(GroupInTemplate.key(API));
    }

    @Test
    void ruleResourcesInJsonStandOnLinesOrOnOneAsTheOthersDo() throws Exception {
        String oneLine = "{\"Resources\": {\"Web\": {\"Type\": \"AWS::EC2::SecurityGroup\"}, \"Open\": {\"Type\":"
                + " \"AWS::EC2::SecurityGroupEgress\", \"Properties\": {\"GroupId\": {\"Ref\": \"Web\"}, \"IpProtocol\":"
                + " \"tcp\", \"FromPort\": 0, \"ToPort\": 65535, \"CidrIp\": \"0.0.0.0/0\"}}}}";
        String lines = oneLine.replace("{", "{\n\t").replace("}", "\n}").replace(", ", ",\n\t");

        List<String> texts = applied(oneLine, patch(oneLine, List.of(ALL_TCP), API));

        assertThat(texts.get(1)).doesNotContain("\n");
        assertThat(keys(texts.get(1))).containsExactly(GroupInTemplate.key(API));
        assertThat(keys(applied(lines, patch(lines, List.of(ALL_TCP), API)).get(1)))
                .containsExactly(GroupInTemplate.key(API));
    }

    @Test
    void noRuleResourceIsAddedToAGroupThatPermitsAllTraffic() {
        String text = RULE_RESOURCES.replace("tcp\n      FromPort: 0\n      ToPort: 65535", "-1");

        assertThatThrownBy(() -> patch(text, List.of(OPEN), API))
                .isInstanceOf(CannotPatch.class)
                .hasMessageStartingWith("infra/web.yaml:3:")
                .hasMessageContaining("before CloudFormation adds another one it takes away what permits all traffic")
                .hasMessageContaining("--accept managed-outside")
                .hasMessageContaining("CidrIp: \"198.51.100.0/28\"");
    }

    @Test
    void aRuleResourceThatPermitsAllTrafficIsRemovedWhereNothingIsAdded() throws Exception {
        String text = RULE_RESOURCES.replace("tcp\n      FromPort: 0\n      ToPort: 65535", "-1") + """
              Api:
                Type: AWS::EC2::SecurityGroupEgress
                Properties: {GroupId: !Ref Web, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 198.51.100.0/28}
            """;

        TemplatePatch patch = patch(text, List.of(OPEN), API);

        assertThat(patch.add()).isEmpty();
        assertThat(keys(applied(text, patch).get(1))).containsExactly(GroupInTemplate.key(API));
    }

    @Test
    void duplicatesGoTogetherAndAreNamed() throws Exception {
        String text = YAML.replace("        # nothing below\n", "        - {IpProtocol: -1, CidrIp: 0.0.0.0/0}\n");

        TemplatePatch patch = patch(text, List.of(OPEN), API);

        assertThat(patch.notes()).anyMatch(note -> note.contains("more than once"));
        assertThat(keys(applied(text, patch).get(1))).hasSize(2);
    }

    @Test
    void aGroupThatIsToPermitNothingKeepsARuleThatMatchesNothing() throws Exception {
        String text = YAML.replaceFirst("(?s)        # the database.*?(        # everything)", "$1");

        TemplatePatch patch = patch(text, List.of(OPEN));

        assertThat(keys(applied(text, patch).get(1))).singleElement().asString().contains("255.255.255.255/32");
    }

    @Test
    void refusesWithPlaceAndValuesWhatCannotBeDoneSafely() {
        Map<String, String> refused = Map.of(
                "SecurityGroupEgress: !If [Open, [{IpProtocol: -1, CidrIp: 0.0.0.0/0}], [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]]",
                "infra/web.yaml:9",
                "SecurityGroupEgress: []",
                "infra/web.yaml:9",
                "SecurityGroupEgress: {IpProtocol: -1, CidrIp: 0.0.0.0/0}",
                "infra/web.yaml:9",
                "SecurityGroupEgress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0, CidrIpv6: \"::/0\"}]",
                "infra/web.yaml:9",
                "SecurityGroupEgress: [!If [Open, {IpProtocol: -1, CidrIp: 0.0.0.0/0}, {IpProtocol: -1, CidrIp: 0.0.0.0/0}]]",
                "infra/web.yaml:9");
        refused.forEach((rules, place) -> {
            String text = YAML.replaceFirst(
                            "(?s)SecurityGroupEgress:\\n.*?# nothing below", Matcher.quoteReplacement(rules))
                    .replace("Resources:\n", "Conditions: {Open: !Equals [a, a]}\nResources:\n");

            assertThatThrownBy(() -> patch(text, List.of(OPEN), API))
                    .as(rules)
                    .isInstanceOf(CannotPatch.class)
                    .hasMessageContaining("infra/web.yaml:")
                    .hasMessageContaining(
                            "{IpProtocol: \"tcp\", FromPort: 443, ToPort: 443, CidrIp: \"198.51.100.0/28\"");
        });
    }

    @Test
    void theGroupIsTheOneThatItsTagsName() throws Exception {
        Plan.Change change = new Plan.Change(
                List.of(new Authorization(API, Optional.empty())), List.of(OPEN), List.of(API), List.of());
        Function<String, GroupRef> tagged = logicalId -> new GroupRef(
                "sg-1",
                "shop-Web-1ABCDEF23456",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new StackResource("shop", logicalId)));

        TemplatePatch patch = TemplatePatch.of(
                "infra/web.yaml", YAML, tagged.apply("Other"), change, Optional.empty(), GivenParameters.NONE);

        assertThat(patch.address()).isEqualTo("Other");
        assertThatThrownBy(() -> TemplatePatch.of(
                        "infra/web.yaml", YAML, tagged.apply("Front"), change, Optional.empty(), GivenParameters.NONE))
                .isInstanceOf(CannotPatch.class)
                .hasMessageContaining("the resource `Front` of the stack `shop`, as its tags say")
                .hasMessageContaining("--config");
    }

    @Test
    void asksWhichGroupIsMeant() {
        String text = YAML.replace("Web:", "Front:");

        assertThatThrownBy(() -> patch(text, List.of(OPEN), API))
                .isInstanceOf(CannotPatch.class)
                .hasMessageContaining("--address")
                .hasMessageContaining("[Front, Other]");
    }

    @Test
    void noFormattingMakesAWrongPatch() throws Exception {
        aPatchIsRightOrRefused(0, 100);
        aPatchOfWhatIsWrittenIsRightOrRefused(0, 100);
    }

    @Tag("deep")
    @Test
    void noneOfTenThousandFormattingsMakesAWrongPatch() throws Exception {
        aPatchIsRightOrRefused(100, 5_100);
        aPatchOfWhatIsWrittenIsRightOrRefused(100, 5_100);
    }

    private void aPatchIsRightOrRefused(long from, long to) throws Exception {
        int made = 0;
        for (long seed = from; seed < to; seed++) {
            String text = new TemplateMaker(new SplittableRandom(seed)).text();
            if (isPatched(seed, text, "Web", List.of(OPEN))) {
                made++;
            }
        }
        assertThat(made).isGreaterThan((int) (to - from) * 9 / 10);
    }

    /** The templates of the test resources, formatted anew. */
    private void aPatchOfWhatIsWrittenIsRightOrRefused(long from, long to) throws Exception {
        List<WrittenCode> all = WrittenCode.all("templates");
        List<String> refused = new ArrayList<>();
        int patchable = 0;
        for (long seed = from; seed < to; seed++) {
            WrittenCode code = all.get((int) (seed % all.size()));
            String written = Objects.requireNonNull(code.texts().get(code.file()));
            String text = code.file().endsWith(".json")
                    ? ReformattedJson.of(written, seed)
                    : ReformattedYaml.of(written, seed);
            List<SecurityGroupRule.Known> revoke = code.open();
            boolean isPatched = isPatched(seed, text, code.group(), revoke);
            if (code.isRefused()) {
                assertThat(isPatched).as("%s, seed %s:\n%s", code, seed, text).isFalse();
                continue;
            }
            patchable++;
            if (!isPatched) {
                refused.add(code + " " + seed);
            }
        }
        assertThat(refused).as("refused of %s", patchable).hasSizeLessThanOrEqualTo(patchable / 10);
    }

    private static boolean isPatched(long seed, String text, String group, List<SecurityGroupRule.Known> revoke)
            throws Exception {
        Map<String, List<String>> before = permitted(text);
        TemplatePatch patch;
        try {
            patch = TemplatePatch.of(
                    "infra/web.yaml",
                    text,
                    new GroupRef("sg-1", "web", Optional.empty(), Optional.empty(), Optional.empty()),
                    new Plan.Change(List.of(new Authorization(API, Optional.empty())), revoke, List.of(API), List.of()),
                    Optional.of(group),
                    GivenParameters.NONE);
        } catch (CannotPatch refused) {
            assertThat(refused.sentence())
                    .as("seed %s:\n%s", seed, text)
                    .startsWith("infra/web.yaml:")
                    .contains("198.51.100.0/28");
            return false;
        }
        String between = Diffs.applied(text, patch.add());
        String after = Diffs.applied(between, patch.remove());
        Map<String, List<String>> expected = new TreeMap<>(before);
        Set<String> rules = new TreeSet<>(Objects.requireNonNull(before.get(group)));
        rules.add(GroupInTemplate.key(API));
        expected.put(group, List.copyOf(rules));
        assertThat(permitted(between)).as("seed %s:\n%s", seed, text).isEqualTo(expected);
        revoke.forEach(rule -> rules.remove(GroupInTemplate.key(rule)));
        expected.put(group, List.copyOf(rules));
        assertThat(permitted(after)).as("seed %s:\n%s", seed, text).isEqualTo(expected);
        assertThat(Diffs.linesGone(patch.add())).as("seed %s", seed).allMatch(text::contains);
        assertThat(comments(after)).as("seed %s:\n%s", seed, text).containsAll(comments(text));
        return true;
    }

    /** Comments above the group's list, which no rule holds; none where rules are resources, which may hold any. */
    private static List<String> comments(String text) {
        return text.contains("AWS::EC2::SecurityGroupEgress")
                ? List.of()
                : text.lines()
                        .takeWhile(line -> !line.contains("Egress"))
                        .filter(line -> line.contains("# keep"))
                        .toList();
    }

    private static Map<String, List<String>> permitted(String text) throws BrokenTemplate {
        Map<String, List<String>> permitted = new TreeMap<>();
        GroupInTemplate.all(new SourceText("t", text), GivenParameters.NONE)
                .forEach((address, group) -> permitted.put(address, group.keys()));
        return permitted;
    }
}
