package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names, descriptions, tags, ids and file names are written by others: they reach no terminal and no shell but as text. */
class HostileTextTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007\u009b31m";
    private static final String BIDI = "\u202egnp.exe\u2066\u200b\ufeff";

    @TempDir
    Path folder = Path.of("");

    /** A group in which everything that others write is this text. */
    private static String inventory(String text, String id) {
        ObjectNode rule = JSON.createObjectNode().put("IpProtocol", "-1");
        ArrayNode ranges = rule.putArray("IpRanges");
        ranges.addObject().put("CidrIp", "0.0.0.0/0").put("Description", text);
        rule.putArray("Ipv6Ranges");
        rule.putArray("UserIdGroupPairs");
        rule.putArray("PrefixListIds")
                .addObject()
                .put("PrefixListId", "pl-" + text)
                .put("Description", text);
        ObjectNode group = JSON.createObjectNode()
                .put("GroupId", id)
                .put("GroupName", text)
                .put("Description", text)
                .put("OwnerId", "111122223333")
                .put("VpcId", "vpc-" + text);
        group.putArray("IpPermissions");
        group.putArray("IpPermissionsEgress").add(rule);
        group.putArray("Tags").addObject().put("Key", text).put("Value", text);
        ObjectNode all = JSON.createObjectNode();
        all.putArray("SecurityGroups").add(group);
        return JSON.writeValueAsString(all);
    }

    private static void isTame(String output) {
        assertThat(output.replace("\r\n", "\n")
                        .codePoints()
                        .filter(codePoint -> codePoint != '\n')
                        .filter(codePoint -> Character.isISOControl(codePoint)
                                || Character.getType(codePoint) == Character.FORMAT
                                || Character.getType(codePoint) == Character.SURROGATE)
                        .mapToObj(Integer::toHexString))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "markdown", "csv", "junit", "ocsf", "asff", "openmetrics", "html"})
    void reachesNoTerminal(String format) {
        Weir weir = new Weir(folder);
        for (String id : new String[] {"sg-0a1b", "sg-" + ESCAPES + BIDI}) {
            String file = weir.file("in" + ESCAPES + BIDI + ".json", inventory(ESCAPES + BIDI + "\nsg-2 pass\r", id));

            Weir.Said said = weir.run("scan", file, "--format", format);

            assertThat(said.exit()).isIn(1, 3);
            isTame(said.out());
            isTame(said.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "markdown"})
    void reachesNoTerminalThroughDiff(String format) {
        Weir weir = new Weir(folder);
        String text = ESCAPES + BIDI + "\nsg-2 pass\r";
        String open = weir.file("in" + ESCAPES + BIDI + ".json", inventory(text, "sg-" + ESCAPES));
        String none = weir.file("none" + ESCAPES + ".json", "{ \"SecurityGroups\": [");
        String report = weir.file(
                "report" + BIDI + ".json",
                weir.run("scan", open, "--format", "json").out());

        for (String[] sides : new String[][] {{open, none}, {none, open}, {report, none}, {none, report}}) {
            Weir.Said said = weir.run("diff", sides[0], sides[1], "--format", format);

            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.out()).contains("sg-");
            isTame(said.out());
            isTame(said.err());
        }
    }

    @Test
    void reachesNoTerminalThroughExplain() {
        Weir weir = new Weir(folder);
        String file = weir.file("in" + ESCAPES + ".json", inventory(ESCAPES + BIDI + "\nx", "sg-0a1b"));

        Weir.Said said = weir.run("explain", "sg-0a1b", "--inventory", file);

        assertThat(said.exit()).isZero();
        isTame(said.out());
        isTame(weir.run("explain", "sg-" + ESCAPES, "--inventory", file).err());
    }

    @Test
    void reachesNoTerminalThroughUsageErrors() {
        Weir weir = new Weir(folder);

        for (String[] typed : new String[][] {
            {ESCAPES},
            {"scan", "--" + ESCAPES},
            {"scan", "--format", ESCAPES},
            {"scan", "--fail-on", ESCAPES},
            {"scan", "--world-share", ESCAPES},
            {"scan", ESCAPES},
            {"scan", "--region", ESCAPES},
            {"iam", ESCAPES},
            {"scan", "--endpoint-url", ESCAPES},
            {"snapshot", "--out", "/nosuch" + ESCAPES + "/x", "y"},
            {"explain", ESCAPES, "--inventory", ESCAPES},
            {"scan", "--format", "json=/nosuch" + ESCAPES + "/x", "y"}
        }) {
            Weir.Said said = weir.run(typed);
            isTame(said.out());
            isTame(said.err());
            assertThat(said.exit()).isIn(1, 2);
        }
    }

    @Test
    void keepsOneRowPerGroup() {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory("a\nhigh      fail     sg-fake", "sg-0a1b"));

        Weir.Said said = weir.run("scan", file);

        assertThat(said.out().lines().filter(line -> line.startsWith("high"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch pwned)",
                "`touch pwned`",
                "'; touch pwned; '",
                "\"; touch pwned #",
                "a\ntouch pwned\n",
                "\\'; touch pwned"
            })
    void reachesNoShell(String text) throws Exception {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory(text, "sg-0a1b"));

        JsonNode findings =
                JSON.readTree(weir.run("scan", file, "--format", "json").out()).get("findings");

        StringBuilder script = new StringBuilder("aws() { for word; do :; done; }\nset -f\n");
        for (JsonNode finding : findings) {
            for (String list : new String[] {"awsCli", "undo"}) {
                finding.get("remediation").get(list).forEach(command -> {
                    assertThat(command.stringValue()).doesNotContain("\n");
                    script.append(command.stringValue()).append('\n');
                });
            }
        }
        assertThat(script.toString()).contains("revoke-security-group-egress");
        Process shell = new ProcessBuilder("/bin/sh", "-eu")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().write(script.toString().getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
        assertThat(weir.names()).doesNotContain("pwned");
    }

    @Test
    void staysTheSameTextInJson() {
        Weir weir = new Weir(folder);
        String text = "=1+1|cmd '\"<script>alert(1)</script> {0} [a](b) " + BIDI;
        String file = weir.file("in.json", inventory(text, "sg-0a1b"));

        JsonNode finding = JSON.readTree(
                        weir.run("scan", file, "--format", "json").out())
                .get("findings")
                .get(0);

        assertThat(finding.get("resource").get("name").stringValue()).isEqualTo(text);
    }
}
