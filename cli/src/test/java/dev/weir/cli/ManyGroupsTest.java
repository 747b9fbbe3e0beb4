package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Large results: text says how much it leaves out, JSON leaves nothing out and repeats nothing wrong. */
class ManyGroupsTest {

    private static final int GROUPS = 10_050;

    @TempDir
    Path folder = Path.of("");

    private static String groups() {
        String[] groups = new String[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            String rule = i % 3 == 0
                    ? World.rule("-1", "", "0.0.0.0/0")
                    : i % 3 == 1
                            ? World.rule("tcp", Integer.toString(1 + i % 7), "0.0.0.0/0")
                            : World.rule("-1", "", "0.0.0.0/0") + ", "
                                    + World.rule("tcp", "443", "203.0.113." + i % 200 + "/32");
            groups[i] = World.group("sg-%08x".formatted(i), "group-" + i, rule);
        }
        groups[77] = World.group("sg-\\u001b77", "odd id", World.rule("-1", "", "0.0.0.0/0"));
        return World.file(groups);
    }

    @Test
    void textKeepsTheWorstAndCountsTheRest() {
        Weir weir = new Weir(folder);

        String out = weir.run("scan", weir.file("many.json", groups())).out();

        assertThat(out.lines().filter(line -> line.startsWith("high"))).hasSize(6_700);
        assertThat(out.lines().filter(line -> line.startsWith("medium"))).hasSize(10_000 - 6_700);
        assertThat(out).contains("and 50 more, none of them worse; --format json lists them all\n");
        assertThat(out)
                .contains("10,050 groups: 10,050 fail (6,700 on all ports, 10,050 on any port), 0 unknown, 0 pass");
    }

    @Test
    void whatJsonRepeatsIsWhatItWouldHaveWritten() {
        Weir weir = new Weir(folder);
        JsonNode many = JsonMapper.shared()
                .readTree(weir.run("scan", weir.file("many.json", groups()), "--format", "json")
                        .out());

        assertThat(many.get("findings")).hasSize(2 * GROUPS);
        assertThat(many.at("/summary/fail").intValue()).isEqualTo((int) many.get("findings")
                .valueStream()
                .filter(finding -> finding.get("status").stringValue().equals("fail"))
                .count());
        for (int i : new int[] {0, 1, 2, 3, 76, 77, 78, 5_000, 10_049}) {
            String group = groups().lines().skip(1 + 2L * i).limit(2).reduce("", (one, other) -> one + other + "\n");
            String alone = group.stripTrailing().endsWith(",")
                    ? group.stripTrailing().substring(0, group.stripTrailing().length() - 1)
                    : group;
            JsonNode one = JsonMapper.shared()
                    .readTree(weir.run("scan", weir.file("one.json", World.file(alone)), "--format", "json")
                            .out());
            for (int reading = 0; reading < 2; reading++) {
                JsonNode expected = one.get("findings").get(reading);
                JsonNode found = many.get("findings").get(2 * i + reading);
                for (String member : new String[] {
                    "reading",
                    "status",
                    "severity",
                    "evidence",
                    "exposure",
                    "attached",
                    "via",
                    "fingerprint",
                    "remediation"
                }) {
                    assertThat(found.get(member))
                            .as("%s of group %s", member, i)
                            .isEqualTo(expected.get(member));
                }
                assertThat(found.at("/resource/id")).isEqualTo(expected.at("/resource/id"));
            }
        }
    }
}
