package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code weir diff} says of files, reports and plans. */
class DiffCommandTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPEN = World.rule("-1", "", "0.0.0.0/0");
    private static final String HTTPS = World.rule("tcp", "443", "0.0.0.0/0");
    private static final String INSIDE = World.rule("tcp", "5432", "10.0.0.0/8");

    @TempDir
    Path folder = Path.of("");

    private static String before(Weir weir) {
        return weir.file(
                "before.json",
                World.file(
                        World.group("sg-0a000001", "stays", HTTPS),
                        World.group("sg-0a000002", "opens", INSIDE),
                        World.group("sg-0a000003", "closes", OPEN),
                        World.group("sg-0a000004", "widens", HTTPS, INSIDE),
                        World.group("sg-0a000005", "goes", HTTPS),
                        World.group("sg-0a000006", "inside", INSIDE)));
    }

    private static String after(Weir weir) {
        return weir.file(
                "after.json",
                World.file(
                        World.group("sg-0a000001", "stays", HTTPS),
                        World.group("sg-0a000002", "opens", INSIDE, OPEN),
                        World.group("sg-0a000003", "closes", INSIDE),
                        World.group("sg-0a000004", "widens", HTTPS, World.rule("tcp", "22", "0.0.0.0/0")),
                        World.group("sg-0a000006", "inside", INSIDE),
                        World.group("sg-0a000007", "comes", HTTPS),
                        World.group("sg-0a000008", "may open", """
                                { "IpProtocol": "-1", "PrefixListIds": [ { "PrefixListId": "pl-0123" } ] }""")));
    }

    private static String withoutDigests(String text) {
        return text.replaceAll("\"sha256\" : \"[0-9a-f]{64}\"", "\"sha256\" : \"…\"");
    }

    @Test
    void asText() {
        Weir weir = new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF));

        Weir.Said said = weir.run("diff", before(weir), after(weir));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).isEmpty();
        Golden.matches("diff.txt", said.out());
    }

    @Test
    void asMarkdown() {
        Weir weir = new Weir(folder);

        Golden.matches(
                "diff.md",
                weir.run("diff", before(weir), after(weir), "--format", "markdown")
                        .out());
    }

    @Test
    void asJson() {
        Weir weir = new Weir(folder);

        JsonNode json = JSON.readTree(
                weir.run("diff", before(weir), after(weir), "--format", "json").out());

        Golden.matches("diff.json", withoutDigests(json.toPrettyString()) + "\n");
    }

    @Test
    void aReportIsNoDifferentFromWhatItIsAReportOf() {
        Weir weir = new Weir(folder);
        String source = World.in(weir);
        String report = weir.file(
                "report.json", weir.run("scan", source, "--format", "json").out());
        String sorted = weir.file(
                "sorted.json",
                JsonMapper.builder()
                        .enable(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(JSON.readValue(weir.content("report.json"), java.util.TreeMap.class)));

        for (String[] sides : new String[][] {{source, report}, {report, source}, {report, sorted}, {sorted, source}}) {
            Weir.Said said = weir.run("diff", sides[0], sides[1], "--format", "json");

            JsonNode diff = JSON.readTree(said.out());
            assertThat(diff.get("differences")).isEmpty();
            assertThat(diff.get("summary").get("unchanged").asInt()).isEqualTo(17);
            assertThat(said.exit()).isZero();
        }
    }

    @Test
    void twoReportsSayWhatTheirSourcesSay() {
        Weir weir = new Weir(folder);
        String before = weir.file(
                "b.json", weir.run("scan", before(weir), "--format", "json").out());
        String after = weir.file(
                "a.json", weir.run("scan", after(weir), "--format", "json").out());

        assertThat(differences(weir, before, after))
                .isNotEmpty()
                .isEqualTo(differences(weir, weir.name("before.json"), weir.name("after.json")));
    }

    private static String differences(Weir weir, String before, String after) {
        String json = weir.run("diff", before, after, "--format", "json").out();
        return JSON.readTree(json.replace("b.json`", "before.json`").replace("a.json`", "after.json`"))
                .get("differences")
                .toString();
    }

    @Test
    void aPlanStandsForItsGroupOnceItIsApplied() {
        Weir weir = new Weir(folder);
        String source = World.in(weir);
        String plan = weir.name("plan.json");
        weir.run("plan", "sg-0a1b2c3d", "--inventory", source, "--allow", "tcp:443:52.95.110.0/28", "--out", plan);

        Weir.Said closes = weir.run("diff", source, plan);
        Weir.Said opens = weir.run("diff", plan, source);

        assertThat(closes.exit()).isZero();
        assertThat(closes.out())
                .contains("1 closed")
                .contains("all-ports, any-port, 111122223333 eu-west-1")
                .contains("- all traffic to 0.0.0.0/0")
                .contains("exposure IPv4 100 % to less than 0.0001 %")
                .contains("15 entries of groups that no plan is about are not compared");
        assertThat(opens.exit()).isEqualTo(3);
        assertThat(opens.out()).contains("1 opened").contains("high      sg-0a1b2c3d web-tier");
    }

    @Test
    void whatCouldNotBeReadIsToldAndNeverClean() {
        Weir weir = new Weir(folder);
        String broken = weir.file(
                "broken.json", before(weir).isEmpty() ? "" : "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-0a000009\"");

        Weir.Said said = weir.run("diff", weir.name("before.json"), broken);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out())
                .contains("not known whether it opened or closed")
                .doesNotContain("\nclosed\n")
                .contains("broken.json was not read whole, so that what is missing above is not known to be clean:")
                .endsWith("; 0 entries unchanged\n");
        assertThat(said.err()).contains("weir: the result is incomplete");
    }

    @Test
    void reportsThatAreCutForeignOrNewerAreRefusedInASentence() {
        Weir weir = new Weir(folder);
        String whole = weir.run("scan", before(weir), "--format", "json").out();
        String before = weir.name("before.json");

        assertThat(refused(weir, before, whole.substring(0, whole.length() / 2)))
                .contains("report.json`: line ")
                .contains("the JSON ends too early");
        assertThat(refused(weir, before, whole.replace("weir.findings/1", "weir.findings/2")))
                .contains("found schema `weir.findings/2`, expected `weir.findings/1`");
        assertThat(refused(weir, before, whole.replace("\"status\":\"fail\"", "\"status\":\"fine\"")))
                .contains("report.json`: line 3: these findings cannot be read: unknown status `fine`");
        assertThat(refused(weir, before, whole.replace("\"worldShare\":\"5 %\"", "\"worldShare\":\"7 %\"")))
                .contains("was judged with a world of 5 %")
                .contains("7 %");
    }

    private static String refused(Weir weir, String before, String report) {
        Weir.Said said = weir.run("diff", before, weir.file("report.json", report));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).doesNotContain("bug");
        return said.err();
    }

    @Test
    void failOnDecidesAboutTheExitCode() {
        Weir weir = new Weir(folder);
        String before = before(weir);
        String after = after(weir);

        assertThat(weir.run("diff", before, after, "--fail-on", "critical").exit())
                .isZero();
        assertThat(weir.run("diff", before, after, "--fail-on", "none").exit()).isZero();
        assertThat(weir.run("diff", before, after, "--fail-on", "medium").exit())
                .isEqualTo(3);
        assertThat(weir.run("diff", after, before).exit()).isEqualTo(3);
        assertThat(weir.run("diff", before).exit()).isEqualTo(2);
        assertThat(weir.run("diff", before, after, "--format", "sarif").exit()).isEqualTo(2);
    }

    @Test
    void severalFormatsGoToTheirFiles() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run(
                "diff",
                before(weir),
                after(weir),
                "--format",
                "text",
                "--format",
                "markdown=" + weir.name("c.md"),
                "--format",
                "json=" + weir.name("c.json"));

        assertThat(said.out()).startsWith("before  ");
        assertThat(weir.content("c.md")).startsWith("### weir: ");
        assertThat(weir.content("c.json")).startsWith("{\"schema\":\"weir.diff/1\"");
    }

    @Test
    void whatIsNowhereOnBothSidesIsSaidToBeNoComparison() {
        Weir weir = new Weir(folder);
        String other = weir.file("other.json", World.file(World.group("sg-0b000001", "other", INSIDE)));

        assertThat(weir.run("diff", before(weir), other).out()).contains("no group is on both sides");
    }

    @Test
    void theSameCodeInTwoPlacesIsComparedThoughLinesMove() {
        Weir weir = new Weir(folder);
        String closed = """
                Resources:
                  Web:
                    Type: AWS::EC2::SecurityGroup
                    Properties:
                      GroupDescription: web
                      SecurityGroupEgress: [ { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 } ]
                """;
        String open = "# a comment more\n" + closed.replace("10.0.0.0/8", "0.0.0.0/0");
        weir.file("base/net/web.yaml", closed);
        weir.file("head/net/web.yaml", open);

        for (String[] sides : new String[][] {{"base", "head"}, {"base/net/web.yaml", "head/net/web.yaml"}}) {
            Weir.Said said = weir.run("diff", weir.name(sides[0]), weir.name(sides[1]), "--fail-on", "medium");

            assertThat(said.exit()).isEqualTo(3);
            assertThat(said.out())
                    .contains("medium    Web\n")
                    .contains("any-port pass to fail")
                    .contains("1 opened; 1 entry unchanged");
        }
    }

    @Test
    void whatIsSuppressedIsListedAndDoesNotCountUntilItIsNot() {
        Weir weir = new Weir(folder);
        String open = weir.file(
                "open.json", weir.run("scan", after(weir), "--format", "json").out());
        String hidden = weir.file(
                "hidden.json",
                weir.content("open.json")
                        .replace("\"remediation\":", "\"suppressed\":{\"reason\":\"a mirror\"},\"remediation\":"));
        String none = weir.file(
                "none.json",
                weir.run("scan", weir.file("e.json", "{ \"SecurityGroups\": [] }"), "--format", "json")
                        .out());

        Weir.Said opens = weir.run("diff", none, hidden);
        Weir.Said shows = weir.run("diff", hidden, open);

        assertThat(opens.err()).isEmpty();
        assertThat(opens.exit()).isZero();
        assertThat(opens.out()).contains("4 opened").contains("suppressed: a mirror");
        assertThat(weir.run("diff", none, hidden, "--format", "markdown").out()).contains("`suppressed: a mirror`");
        assertThat(shows.exit()).isEqualTo(3);
        assertThat(shows.out()).contains("5 changed").contains("suppressed no more");
        assertThat(weir.run("diff", open, hidden).exit()).isZero();
        assertThat(weir.run("diff", hidden, hidden).out()).contains("no difference");
    }
}
