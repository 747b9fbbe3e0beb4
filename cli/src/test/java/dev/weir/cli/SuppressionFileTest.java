package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is decided in weir.yaml counts no more until its last day, and every report says so. */
class SuppressionFileTest {

    private static final String ALL = """
            version: 1
            suppressions:
              - { group: sg-0c4d5e6f, owner: payments, reason: "the bank's addresses change", until: 2026-11-22 }
              - tag: { key: tier }
                account: 111122223333
                owner: web team
                reason: the CDN
                until: 2027-03-31
              - { vpc: vpc-1, reading: any-port, group: [ sg-0a1b2c3d, sg-0e000004 ], owner: a, reason: b, until: 2027-01-01 }
              - { group: sg-0f10bb02, owner: ci, reason: runners, until: 2026-11-21 }
              - { group: sg-0e000004, owner: x, reason: it is closed, until: 2027-01-01 }
              - { region: us-east-1, owner: x, reason: old, until: 2020-01-01 }
              - { group: sg-0d77aa10, owner: x, until: 2027-01-01 }
            """;

    @TempDir
    Path folder = Path.of("");

    private Weir weir() {
        return new Weir(folder).with(new Terminal(400, Terminal.Colour.OFF));
    }

    private Weir.Said scan(String yaml, String... more) {
        Weir weir = weir();
        String file = weir.file("weir.yaml", yaml);
        return weir.run(Stream.concat(Stream.of("scan", World.in(weir), "--suppressions", file), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String of(String entry) {
        return "version: 1\nsuppressions: [ { owner: a, reason: b, until: 2027-01-01, " + entry + " } ]\n";
    }

    private JsonNode json(String yaml) {
        return JsonMapper.shared().readTree(scan(yaml, "--format", "json").out());
    }

    private static List<String> hidden(JsonNode report) {
        return report.get("findings")
                .valueStream()
                .filter(finding -> finding.has("suppressed"))
                .map(finding -> finding.at("/resource/id").stringValue() + " "
                        + finding.get("reading").stringValue())
                .toList();
    }

    @Test
    void theTextListsEachDecisionAndFailsForWhatExpiredOrGivesNoReason() {
        Weir.Said said = scan(ALL);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        Golden.matches("scan-suppressions.txt", said.out());
    }

    @Test
    void everyFormatHoldsOwnerOrReason() {
        for (String format : List.of("markdown", "sarif", "junit", "csv", "ocsf", "json")) {
            assertThat(scan(ALL, "--format", format).out()).as(format).contains("the bank's addresses change");
        }
        for (String format : List.of("markdown", "sarif", "csv", "json")) {
            assertThat(scan(ALL, "--format", format).out()).as(format).contains("payments");
        }
        assertThat(scan(ALL, "--format", "sarif").out())
                .contains("\"suppressions\":[{\"kind\":\"external\"")
                .doesNotContain("baselineState");
    }

    @Test
    void jsonFitsItsSchemaAndCountsThem() throws IOException {
        String said = scan(ALL, "--format", "json").out();
        Path schema = Path.of(System.getProperty("weir.root", ".."), "docs/formats/findings.schema.json");

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(schema), InputFormat.JSON)
                        .validate(said, InputFormat.JSON))
                .isEmpty();
        JsonNode report = JsonMapper.shared().readTree(said);
        assertThat(report.get("complete").booleanValue()).isFalse();
        assertThat(report.get("suppressions"))
                .extracting(use -> use.get("state").stringValue() + " "
                        + use.get("hides").intValue() + " " + use.get("names").intValue())
                .containsExactly(
                        "holds 2 2",
                        "holds 0 0",
                        "holds 1 2",
                        "expired 1 2",
                        "holds 0 2",
                        "expired 0 0",
                        "refused 2 2");
        assertThat(report.at("/summary/suppressed").intValue()).isEqualTo(3);
        assertThat(hidden(report))
                .containsExactly("sg-0c4d5e6f all-ports", "sg-0c4d5e6f any-port", "sg-0a1b2c3d any-port");
    }

    @Test
    void aFingerprintNamesOneFinding() {
        String fingerprint =
                json("version: 1").get("findings").get(1).get("fingerprint").stringValue();

        assertThat(hidden(json(of("fingerprint: " + fingerprint)))).containsExactly("sg-0c4d5e6f any-port");
        assertThat(hidden(json(of("fingerprint: [ " + fingerprint + " ], region: us-east-1"))))
                .isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotWhatIsNamed() {
        Weir weir = weir();
        String bare = weir.file(
                "bare.json",
                "{ \"SecurityGroups\": [ " + World.group("sg-1", "a", World.rule("-1", "", "0.0.0.0/0")) + " ] }");
        String file = weir.file("weir.yaml", of("region: eu-west-1"));

        Weir.Said said = weir.run("scan", bare, "--suppressions", file);

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out()).contains("hides nothing, and names nothing that was read");
    }

    /** Some digits of a fingerprint are a number to YAML: 1e9 is none here. */
    @Test
    void scalarsStayAsTheyAreWritten() {
        assertThat(scan(of("fingerprint: 12345678901234e67890123456789012")).out())
                .contains("(fingerprint 12345678901234e67890123456789012)");
        assertThat(scan(of("account: 012345678901")).out()).contains("(account 012345678901)");
    }

    @Test
    void aDifferenceKnowsThem() {
        Weir weir = weir();
        String before = weir.file("before.json", "{ \"SecurityGroups\": [] }");
        String after = weir.file(
                "after.json",
                "{ \"SecurityGroups\": [ " + World.group("sg-1", "a", World.rule("-1", "", "0.0.0.0/0")) + " ] }");
        String file = weir.file("weir.yaml", of("group: sg-1"));

        assertThat(weir.run("diff", before, after).exit()).isEqualTo(ExitCode.FOUND);
        Weir.Said said = weir.run("diff", before, after, "--suppressions", file);

        assertThat(said.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(said.out()).contains("sg-1");
    }

    /** The file of a policy may hold them. */
    @Test
    void onePolicyFileHoldsBoth() {
        Weir weir = weir();
        String file = weir.file(
                "weir.yaml",
                "version: 1\nshortestPrefix: { ipv4: 16, ipv6: 48 }\n"
                        + "suppressions: [ { group: sg-1, owner: a, reason: b, until: 2027-01-01 } ]\n");
        String plan = weir.name("plan.json");

        Weir.Said said = weir.run(
                "plan",
                "sg-0a1b2c3d",
                "--inventory",
                World.in(weir),
                "--policy",
                file,
                "--allow",
                "tcp:443:10.0.0.0/8",
                "--out",
                plan);

        assertThat(said.err()).doesNotContain("unknown key");
        assertThat(Path.of(plan)).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "until: soon, group: sg-1|line 2: `until` is `soon`, expected a day such as 2026-12-31",
                "reason: b|line 2: `suppressions` 1 names no finding; expected at least one of fingerprint, group",
                "grup: sg-1|line 2: `suppressions` 1 has the unknown key `grup`; expected account, check, fingerprint",
                "account: 1111|line 2: `account` is `1111`, expected twelve digits",
                "group: sg-1, reading: ports|line 2: `reading` is `ports`, expected all-ports or any-port",
                "tag: { value: x }|line 2: `tag` names no `key`"
            })
    void whatIsWrongIsToldWithItsLine(String entry, String sentence) {
        Weir.Said said = scan("version: 1\nsuppressions: [ { owner: a, " + entry + " } ]\n");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("weir.yaml`: " + sentence).contains("; help: it looks like");
    }

    @Test
    void hostileTextStaysText() {
        Weir.Said said = scan(
                "version: 1\nsuppressions:\n  - { group: sg-0a1b2c3d, owner: \"\\e[31mred\", reason: \"a\\nb <b>\","
                        + " until: 2027-01-01 }\n");

        assertThat(said.out()).doesNotContain("\u001b").contains("hides 2 entries");
    }

    @Test
    void theSampleOfThePageIsRead() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("weir.root", ".."), "docs/formats/suppressions.md"));
        String sample = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\n|"));

        assertThat(json(sample).get("suppressions")).hasSize(3);
    }

    private static String group(String id, String description) {
        return ("{\"GroupId\":\"" + id + "\",\"GroupName\":\"web\",\"OwnerId\":\"111122223333\",\"VpcId\":\"vpc-1\","
                + "\"IpPermissions\":[],\"IpPermissionsEgress\":[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\","
                + "\"Description\":\"" + description + "\"}]}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text     | sg-0000000a web, until 2026-12-31: vendor moves (",
                "markdown | sg-0000000a web, until 2026-12-31: vendor moves (",
                "json     | \"suppressed\":{\"reason\":\"vendor moves\",\"until\":\"2026-12-31\"",
                "sarif    | vendor moves (until 2026-12-31)",
                "html     | Suppressed until 2026-12-31: vendor moves (",
            })
    void listsWhatARuleLeavesOpenForAWhileInEachFormat(String format, String line) {
        Weir weir = weir();
        String open = group("sg-0000000a", "vendor moves (weir:open-until=2026-12-31)");
        String over = group("sg-0000000b", "weir:open-until=2026-11-01");
        String file = weir.file("groups.json", "{\"SecurityGroups\":[" + open + "," + over + "]}");
        String one = weir.file("one.json", "{\"SecurityGroups\":[" + open + "]}");

        Weir.Said said = weir.run("scan", file, "--format", format);

        assertThat(said.out()).contains(line);
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out() + said.err()).contains("of `sg-0000000b` was to be open until 2026-11-01, and still is");
        assertThat(weir.run("scan", one, "--format", format).exit()).isZero();
    }
}
