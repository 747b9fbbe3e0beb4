package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code weir triage} says of the example and of small inventories. */
class TriageCommandTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path ACME = ROOT.resolve("examples/acme");
    private static final Path PAGE = ROOT.resolve("docs/a-fleet.md");
    private static final String SAMPLE = "Of the example's two accounts:\n\n";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder = Path.of("");

    @TempDir
    static Path observed = Path.of("");

    @BeforeAll
    static void observe() {
        Weir weir = new Weir(observed);
        Weir.Said said = weir.run(
                "observe", ACME + "/flows", "--inventory", ACME.toString(), "--out", weir.name("acme.profile"));
        assertThat(said.exit()).isZero();
    }

    private Weir wide(int columns) {
        return new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));
    }

    private static String profile() {
        return observed.resolve("acme.profile").toString();
    }

    private static Weir.Said triage(Weir weir, String... more) {
        return weir.run(Stream.concat(Stream.of("triage", ACME.toString(), "--traffic", profile()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String shown(String text) {
        return text.replace(ACME.toString(), "examples/acme")
                .replace(observed + "/", "")
                .replaceAll(
                        "regions,\\s+as of [^;]*;\\s+no\\s+AWS\\s+call\\s+was\\s+made",
                        "regions, as of …; no AWS call was made");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void triageOfTheExample(int columns) {
        Weir weir = wide(columns);

        Weir.Said said = triage(weir);

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.err()).isEqualTo(weir.run("scan", ACME.toString()).err());
        Golden.matches("triage-" + columns + ".txt", shown(said.out()));
        assertThat(said.out().lines().filter(line -> !line.matches(" *(next|then|why): .*")))
                .allMatch(line -> line.length() <= columns);
    }

    @Test
    void thePageShowsWhatWeirPrints() throws IOException {
        String text = "```console\n$ ./weir triage examples/acme --traffic acme.profile\n"
                + shown(triage(wide(140)).out()) + "```\n";
        String page = Files.readString(PAGE);
        int begin = page.indexOf(SAMPLE) + SAMPLE.length();
        int end = page.indexOf("```\n", begin + 4) + 4;
        if ("write".equals(System.getenv("WEIR_GOLDEN"))) {
            page = page.substring(0, begin) + text + (end > begin + 4 ? page.substring(end) : "");
            Files.writeString(PAGE, page);
            end = begin + text.length();
        }

        assertThat(page.substring(begin, end)).isEqualTo(text);
    }

    @Test
    void csvHasOneRecordForEachGroupThatDoesNotPass() {
        Weir weir = wide(160);

        String csv = triage(weir, "--format", "csv").out();
        JsonNode json = JSON.readTree(triage(weir, "--format", "json").out());

        assertThat(csv.lines().skip(1)).hasSize(json.get("groups").size());
        assertThat(csv).startsWith("bucket,effort,severity,").contains("stable-public,plan,critical,fail,sg-0c4d5e6f");
        assertThat(json.get("summary").get("sorted").asInt())
                .isEqualTo(json.get("summary").get("fail").asInt()
                        + json.get("summary").get("unknown").asInt());
    }

    @Test
    void thePlansOfABucketAreThoseThatPlanMakes() {
        Weir weir = wide(160);

        Weir.Said said = triage(weir, "--bucket", "stable-public", "--plans", weir.name("plans"));
        weir.run(
                "plan",
                "sg-0c4d5e6f",
                "sg-0d11ff04",
                "sg-0d77aa11",
                "--inventory",
                ACME.toString(),
                "--traffic",
                profile(),
                "--out",
                weir.name("alone"));

        assertThat(said.err()).contains("3 plans in `DIR/plans`: ").contains("next: weir apply DIR/plans --dry-run");
        assertThat(said.out()).doesNotContain("port-left-open");
        for (String group : new String[] {"sg-0c4d5e6f", "sg-0d11ff04", "sg-0d77aa11"}) {
            assertThat(weir.content("plans/" + group + ".json")).isEqualTo(weir.content("alone/" + group + ".json"));
        }
    }

    @Test
    void aFamilyIsOneReviewWithItsPlans() {
        Weir weir = wide(160);
        JsonNode family = JSON.readTree(triage(weir, "--format", "json").out())
                .get("families")
                .get(0);
        String id = family.get("family").asString();

        Weir.Said said = triage(weir, "--family", id, "--plans", weir.name("family"));

        assertThat(family.get("members")).hasSize(3);
        assertThat(said.out())
                .contains(id + ": 3 members, 0 outliers; no owner known; all traffic to 0.0.0.0/0")
                .contains("--family " + id + " --plans plans")
                .doesNotContain("unused");
        assertThat(said.err()).contains("3 plans in `DIR/family`");
        assertThat(triage(weir, "--family", "f-none").err()).contains("there is no family `f-none`");
    }

    @Test
    void withoutTrafficNothingIsSaidOfWhatGroupsNeed() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("triage", ACME.toString(), "--format", "json");

        JSON.readTree(said.out()).get("groups").forEach(group -> {
            assertThat(group.get("traffic").isNull()).isTrue();
            assertThat(group.get("bucket").asString())
                    .isNotIn("initiates-nothing", "private-only", "stable-public", "port-left-open");
        });
    }

    @Test
    void groupsWhoseInterfacesWereNotReadAreUnknownAndNotUnused() {
        Weir weir = new Weir(folder);

        Weir.Said said =
                weir.run("triage", weir.file("groups.json", World.file(World.group("sg-0a000001", "open", ALL))));

        assertThat(said.out())
                .contains("unknown: 1 group")
                .contains("next: aws ec2 describe-network-interfaces --include-managed-resources --output json")
                .doesNotContain("unused");
    }

    @Test
    void plansNeedABucketAndABucketHasAName() {
        Weir weir = new Weir(folder);

        assertThat(weir.run("triage", ACME.toString(), "--plans", "x").err())
                .contains("name it with `--bucket` or `--family`");
        assertThat(weir.run("triage", ACME.toString(), "--bucket", "private"))
                .satisfies(said -> assertThat(said.exit()).isEqualTo(ExitCode.USAGE))
                .satisfies(said -> assertThat(said.err()).contains("expected one of unused, initiates-nothing,"));
    }

    private static final String ALL = World.rule("-1", "", "0.0.0.0/0");
}
