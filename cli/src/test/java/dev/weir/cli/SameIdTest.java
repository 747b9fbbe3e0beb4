package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whose a group is belongs to what it is: two accounts, or two Regions, with a group of one id have two groups. */
class SameIdTest {

    private static final String OPEN = World.rule("-1", "", "0.0.0.0/0");
    private static final String HTTPS = World.rule("tcp", "443", "0.0.0.0/0");
    private static final String CLOSED = World.rule("tcp", "443", "10.0.0.0/8");

    @TempDir
    Path folder = Path.of("");

    private static void put(Weir weir, String where, String owner, String rule) {
        weir.file(
                where + "/groups.json",
                "{ \"SecurityGroups\": [ " + World.group("sg-1", "web", rule).replace("111122223333", owner) + " ] }");
    }

    private static Weir.Said scan(Weir weir, String source, String... more) {
        return weir.run(
                Stream.concat(Stream.of("scan", source), Stream.of(more)).toArray(String[]::new));
    }

    /** Verdict by account, Region and reading. */
    private static Map<String, String> verdicts(Weir weir, String source) {
        JsonNode report = JsonMapper.shared()
                .readTree(scan(weir, source, "--format", "json").out());
        return report.get("findings")
                .valueStream()
                .collect(Collectors.toMap(
                        finding -> finding.at("/resource/account").asString("-") + " "
                                + finding.at("/resource/region").asString("-") + " "
                                + finding.get("reading").stringValue() + " "
                                + finding.get("fingerprint").stringValue(),
                        finding -> finding.get("status").stringValue()));
    }

    @Test
    void areTwoGroupsWhereTheirOwnersDiffer() {
        Weir weir = new Weir(folder);
        put(weir, "one/111122223333/eu-west-1", "111122223333", OPEN);
        put(weir, "other/444455556666/eu-west-1", "444455556666", HTTPS);
        put(weir, "third/111122223333/us-east-1", "111122223333", CLOSED);
        put(weir, "all/111122223333/eu-west-1", "111122223333", OPEN);
        put(weir, "all/444455556666/eu-west-1", "444455556666", HTTPS);
        put(weir, "all/111122223333/us-east-1", "111122223333", CLOSED);
        Map<String, String> apart = verdicts(weir, weir.name("one"));
        apart.putAll(verdicts(weir, weir.name("other")));
        apart.putAll(verdicts(weir, weir.name("third")));

        assertThat(apart).hasSize(6);
        assertThat(verdicts(weir, weir.name("all"))).isEqualTo(apart);
        assertThat(scan(weir, weir.name("all")).out())
                .contains("3 security groups, in 2 accounts and 2 regions")
                .doesNotContain("differs from");
        String snapshot = weir.name("all.snapshot.json");
        weir.run("snapshot", weir.name("all"), "--out", snapshot);
        assertThat(verdicts(weir, snapshot)).isEqualTo(apart);
        JsonNode triage = JsonMapper.shared()
                .readTree(
                        weir.run("triage", weir.name("all"), "--format", "json").out());
        assertThat(triage.get("groups"))
                .extracting(group -> group.get("account").stringValue() + " "
                        + group.get("bucket").stringValue())
                .containsExactlyInAnyOrder("111122223333 attention", "444455556666 attention");
    }

    /** SARIF, JUnit and whoever compares states know each of them. */
    @Test
    void areTwoForWhoeverComparesThem() {
        Weir weir = new Weir(folder);
        put(weir, "before/111122223333/eu-west-1", "111122223333", OPEN);
        put(weir, "before/444455556666/eu-west-1", "444455556666", CLOSED);
        put(weir, "after/111122223333/eu-west-1", "111122223333", OPEN);
        put(weir, "after/444455556666/eu-west-1", "444455556666", OPEN);
        weir.run("scan", weir.name("before"), "--format", "json=" + weir.name("known.json"));

        JsonNode results = JsonMapper.shared()
                .readTree(scan(weir, weir.name("after"), "--format", "sarif").out())
                .at("/runs/0/results");
        assertThat(results)
                .extracting(result ->
                        result.at("/partialFingerprints/weirFingerprint~1v1").stringValue())
                .hasSize(4)
                .doesNotHaveDuplicates();
        assertThat(JsonMapper.shared()
                        .readTree(scan(
                                        weir,
                                        weir.name("after"),
                                        "--baseline",
                                        weir.name("known.json"),
                                        "--format",
                                        "json")
                                .out())
                        .get("findings")
                        .valueStream()
                        .filter(finding -> !finding.has("baseline"))
                        .map(finding -> finding.at("/resource/account").stringValue())
                        .distinct())
                .containsExactly("444455556666");
        assertThat(weir.run("diff", weir.name("before"), weir.name("after"), "--format", "json")
                        .out())
                .contains("\"opened\":2");
    }

    /** Whoever names a group by its id alone is told that there are two. */
    @Test
    void areNotPlannedByIdAlone() {
        Weir weir = new Weir(folder);
        put(weir, "all/111122223333/eu-west-1", "111122223333", OPEN);
        put(weir, "all/444455556666/eu-west-1", "444455556666", OPEN);

        assertThat(weir.run("plan", "sg-1", "--inventory", weir.name("all"), "--allow", "tcp:443:192.0.2.0/24")
                        .err())
                .contains("`sg-1` is the id of 2 groups, such as of 111122223333 eu-west-1 and of 444455556666"
                        + " eu-west-1; help: give the newest alone, or one account and Region");
        assertThat(weir.run("explain", "sg-1", "--inventory", weir.name("all")).out())
                .contains("it is the id of 2 groups");
    }

    /** What does not say whose it is may be either: one group, of which the worse is judged. */
    @Test
    void areOneWhereAnOwnerIsNotKnown() {
        Weir weir = new Weir(folder);
        put(weir, "all/111122223333/eu-west-1", "111122223333", CLOSED);
        weir.file(
                "all/groups.json",
                "{ \"SecurityGroups\": [ "
                        + World.group("sg-1", "web", OPEN).replace("\"OwnerId\": \"111122223333\",", "")
                        + " ] }");

        Weir.Said said = scan(weir, weir.name("all"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out()).contains("the worse of both is judged").contains("1 group: 1 fail");
    }
}
