package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Only what is meant is shown and counted, and how much that is is said. */
class FiltersTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final String ACME = ROOT.resolve("examples/acme").toString();
    private static final List<String> SEVERITIES = List.of("none", "low", "medium", "high", "critical");

    @TempDir
    Path folder = Path.of("");

    private Weir.Said scan(String... more) {
        return new Weir(folder)
                .with(new Terminal(80, Terminal.Colour.OFF))
                .run(Stream.concat(Stream.of("scan", ACME), Stream.of(more)).toArray(String[]::new));
    }

    private JsonNode json(String... more) {
        String[] typed =
                Stream.concat(Stream.of("--format", "json"), Stream.of(more)).toArray(String[]::new);
        return JsonMapper.shared().readTree(scan(typed).out());
    }

    private static List<String> fingerprints(JsonNode report, Predicate<JsonNode> meant) {
        return report.get("findings")
                .valueStream()
                .filter(meant)
                .map(finding -> finding.get("fingerprint").stringValue())
                .toList();
    }

    /** One filter, as it is typed and as a finding of the whole report tells. */
    private record Asked(List<String> typed, Predicate<JsonNode> holds) {}

    private static Asked one(SplittableRandom random, int kind) {
        return switch (kind) {
            case 0 -> {
                String account = random.nextBoolean() ? "111122223333" : "444455556666";
                yield new Asked(List.of("--account", account), is("/resource/account", account));
            }
            case 1 -> {
                String region =
                        List.of("eu-west-1", "us-east-1", "eu-central-1").get(random.nextInt(3));
                yield new Asked(List.of("--region", region), is("/resource/region", region));
            }
            case 2 -> {
                String vpc = List.of("vpc-0a11ce01", "vpc-0c33ea04").get(random.nextInt(2));
                yield new Asked(List.of("--vpc", vpc), is("/resource/vpc", vpc));
            }
            case 3 -> {
                String team = List.of("payments", "shop", "search", "security").get(random.nextInt(4));
                yield random.nextBoolean()
                        ? new Asked(List.of("--tag", "team=" + team), is("/resource/tags/team", team))
                        : new Asked(
                                List.of("--tag", "team"),
                                finding -> finding.at("/resource/tags/team").isString());
            }
            case 4 -> {
                int least = random.nextInt(1, 5);
                yield new Asked(
                        List.of("--severity", SEVERITIES.get(least)),
                        finding -> SEVERITIES.indexOf(finding.get("severity").stringValue()) >= least);
            }
            default ->
                new Asked(
                        List.of("--in-use"),
                        finding -> !finding.get("attached").isBoolean()
                                || finding.get("attached").booleanValue());
        };
    }

    private static Predicate<JsonNode> is(String at, String text) {
        return finding ->
                finding.at(at).isString() && finding.at(at).stringValue().equals(text);
    }

    @Test
    void showsThoseFindingsForWhichAllHolds() {
        JsonNode whole = json();
        long seed = 20_261_129;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            List<String> typed = new ArrayList<>();
            Predicate<JsonNode> meant = finding -> true;
            for (int kind = 0; kind < 6; kind++) {
                if (random.nextInt(3) == 0) {
                    Asked asked = one(random, kind);
                    typed.addAll(asked.typed());
                    meant = meant.and(asked.holds());
                }
            }

            JsonNode shown = json(typed.toArray(String[]::new));

            List<String> expected = fingerprints(whole, meant);
            assertThat(fingerprints(shown, finding -> true))
                    .as("seed " + seed + " " + typed)
                    .isEqualTo(expected);
            assertThat(shown.at("/summary/fail").intValue()
                            + shown.at("/summary/pass").intValue()
                            + shown.at("/summary/unknown").intValue())
                    .isEqualTo(expected.size());
            assertThat(shown.has("shown")).isEqualTo(!typed.isEmpty());
        }
    }

    @Test
    void severalOfOneKindAreEither() {
        assertThat(fingerprints(json("--region", "eu-west-1", "--region", "us-east-1"), finding -> true))
                .isEqualTo(fingerprints(
                        json(), is("/resource/region", "eu-west-1").or(is("/resource/region", "us-east-1"))));
        assertThat(fingerprints(json("--tag", "team=shop", "--tag", "team=search"), finding -> true))
                .isEqualTo(fingerprints(
                        json(), is("/resource/tags/team", "shop").or(is("/resource/tags/team", "search"))));
    }

    @Test
    void theExitCodeIsAboutWhatIsShown() {
        assertThat(scan("--severity", "critical", "--account", "444455556666").exit())
                .isEqualTo(ExitCode.CLEAN);
        assertThat(scan("--account", "444455556666").exit()).isEqualTo(ExitCode.FOUND);
    }

    @Test
    void theTextSaysHowMuchIsShownAndCountsByTag() {
        Weir.Said said = scan("--account", "111122223333", "--in-use", "--group-by", "tag:team");

        Golden.matches(
                "scan-filtered.txt",
                said.out()
                        .replaceAll("as of [^;]*;\\s+no\\s+AWS\\s+call was made", "…")
                        .replace(ROOT + "/", ""));
        assertThat(said.out().lines())
                .filteredOn(line -> !line.startsWith("why: ") && !line.startsWith("next: "))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void nothingMeantIsNoCleanBill() {
        assertThat(scan("--vpc", "vpc-none").out())
                .contains("0 of 41 groups are shown: --vpc vpc-none")
                .contains("nothing is said of what was read")
                .doesNotContain("pass both readings");
        assertThat(scan("--vpc", "vpc-none", "--format", "csv").err()).contains("0 of 41 groups are shown");
    }

    @Test
    void groupsAreCountedOnceByTheWorseOfTheirReadings() throws IOException {
        JsonNode report = json("--group-by", "tag:team");
        Map<String, Integer> counted = new HashMap<>();
        Map<String, String> worst = new HashMap<>();
        Map<String, String> team = new HashMap<>();
        report.get("findings")
                .valueStream()
                .filter(is("/resource/type", "security-group"))
                .forEach(finding -> {
                    String id = finding.at("/resource/arn").stringValue();
                    team.put(id, finding.at("/resource/tags/team").asString("(none)"));
                    worst.merge(
                            id,
                            finding.get("status").stringValue(),
                            (one, other) -> one.equals("fail") || other.equals("pass") ? one : other);
                });
        worst.forEach((id, status) -> counted.merge(team.get(id) + " " + status, 1, Integer::sum));

        assertThat(report.get("groupedBy").stringValue()).isEqualTo("tag:team");
        for (JsonNode row : report.get("groups")) {
            String key = row.get("key").asString("(none)");
            for (String status : List.of("fail", "unknown", "pass")) {
                assertThat(row.get(status).intValue())
                        .as(key + " " + status)
                        .isEqualTo(counted.getOrDefault(key + " " + status, 0));
            }
            int severe = row.get("severity")
                    .valueStream()
                    .mapToInt(JsonNode::intValue)
                    .sum();
            assertThat(severe)
                    .isEqualTo(row.get("fail").intValue() + row.get("unknown").intValue());
        }
        assertThat(report.get("groups")
                        .valueStream()
                        .mapToInt(row -> row.get("securityGroups").intValue())
                        .sum())
                .isEqualTo(41);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(ROOT.resolve("docs/formats/findings.schema.json")), InputFormat.JSON)
                        .validate(
                                scan("--format", "json", "--group-by", "vpc", "--in-use")
                                        .out(),
                                InputFormat.JSON))
                .isEmpty();
    }

    /** The account of a bare file is not known: its groups may be what is meant. */
    @Test
    void whatIsNotKnownIsShownAndSaid() {
        Weir weir = new Weir(folder);
        String bare = weir.file(
                "bare.json",
                "{ \"SecurityGroups\": [ " + World.group("sg-1", "a", World.rule("-1", "", "0.0.0.0/0")) + " ] }");

        Weir.Said said = weir.run("scan", bare, "--region", "us-east-1", "--in-use");

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out().replaceAll("\\s+", " "))
                .contains("1 of 1 group is shown: --region us-east-1 --in-use; of 1 of them not all that is asked is"
                        + " known");
    }

    @Test
    void aPartIsNoSideToTrust() {
        Weir weir = new Weir(folder);
        weir.run("scan", ACME, "--format", "json=" + weir.name("whole.json"));
        weir.run("scan", ACME, "--region", "eu-west-1", "--format", "json=" + weir.name("part.json"));

        Weir.Said said = weir.run("diff", weir.name("part.json"), weir.name("whole.json"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out()).contains("they are those of 20 of 41 groups, --region eu-west-1");
    }

    @Test
    void aDifferenceIsFilteredToo() {
        Weir weir = new Weir(folder);
        String one = ROOT.resolve("examples/acme/111122223333").toString();
        JsonNode whole = JsonMapper.shared()
                .readTree(weir.run("diff", one, ACME, "--format", "json").out());

        JsonNode shown = JsonMapper.shared()
                .readTree(weir.run("diff", one, ACME, "--format", "json", "--region", "us-east-1")
                        .out());

        long expected = whole.get("differences")
                .valueStream()
                .filter(is("/resource/region", "us-east-1"))
                .count();
        assertThat(expected).isPositive();
        assertThat(shown.get("differences")).hasSize((int) expected);
        assertThat(shown.at("/shown/hidden").longValue())
                .isEqualTo(whole.get("differences").size() - expected);
        assertThat(weir.run("diff", one, ACME, "--region", "us-east-1").out())
                .contains("not shown: --region us-east-1");
    }

    @Test
    void failingGroupsThatAreMeantArePlanned() throws IOException {
        Weir weir = new Weir(folder);
        String out = weir.name("plans");

        Weir.Said said = weir.run(
                "plan",
                "--failing",
                "--inventory",
                ACME,
                "--account",
                "444455556666",
                "--region",
                "eu-central-1",
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                out);

        assertThat(said.err()).contains("of 41 groups are shown: --account 444455556666 --region eu-central-1");
        try (Stream<Path> plans = Files.list(Path.of(out))) {
            assertThat(plans.map(plan -> plan.getFileName().toString()))
                    .containsExactlyInAnyOrder("sg-0de0fa05.json", "sg-0e77bb20.json");
        }
        assertThat(weir.run("plan", "sg-0de0fa05", "--inventory", ACME, "--severity", "high")
                        .err())
                .contains("give `--failing`");
    }

    @Test
    void triageSortsThoseThatAreMeant() {
        Weir weir = new Weir(folder);

        Weir.Said said =
                weir.run("triage", ACME, "--account", "444455556666", "--severity", "high", "--format", "json");

        assertThat(said.err()).contains("2 of 41 groups are shown: --account 444455556666 --severity high");
        assertThat(JsonMapper.shared().readTree(said.out()).get("groups"))
                .extracting(group -> group.get("id").stringValue())
                .containsExactlyInAnyOrder("sg-0d77aa11", "sg-0d77aa10");
    }

    /** Of the failing groups those that a scan with the same words shows, and the VPCs where they lie. */
    @Test
    void logsAreToldOfThoseThatAreMeant() {
        Weir weir = new Weir(folder);
        long seed = 20_261_130;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 25; round++) {
            List<String> typed = new ArrayList<>();
            for (int kind = 0; kind < 6; kind++) {
                if (random.nextInt(3) == 0) {
                    typed.addAll(one(random, kind).typed());
                }
            }
            Set<String> failing = json(typed.toArray(String[]::new))
                    .get("findings")
                    .valueStream()
                    .filter(is("/status", "fail").and(is("/resource/type", "security-group")))
                    .map(finding -> finding.at("/resource/id").stringValue())
                    .collect(Collectors.toSet());
            List<String> words = new ArrayList<>(List.of("logs", ACME, "--format", "json"));
            words.addAll(typed);

            Weir.Said said = weir.run(words.toArray(String[]::new));

            JsonNode report = JsonMapper.shared().readTree(said.out());
            assertThat(report.get("securityGroups")
                            .valueStream()
                            .map(group -> group.get("id").stringValue()))
                    .as("seed " + seed + " " + typed)
                    .containsExactlyInAnyOrderElementsOf(failing);
            Set<String> vpcs = report.get("vpcs")
                    .valueStream()
                    .map(vpc -> vpc.get("id").stringValue())
                    .collect(Collectors.toSet());
            assertThat(report.get("securityGroups")
                            .valueStream()
                            .map(group -> group.get("vpc").stringValue()))
                    .as("seed " + seed + " " + typed)
                    .allMatch(vpcs::contains);
            assertThat(Pattern.compile(" groups? (is|are) shown: ")
                            .matcher(said.err())
                            .find())
                    .isEqualTo(!typed.isEmpty());
        }
        assertThat(JsonMapper.shared()
                        .readTree(weir.run("logs", ACME, "--account", "444455556666", "--format", "json")
                                .out())
                        .get("vpcs"))
                .allMatch(is("/account", "444455556666")::test)
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "snapshot, --vpc, so that what is missing is known not to be there",
        "observe, --severity, what is observed is kept whole",
        "review, --account, it is about what is named",
        "export, --tag, it is about what is named",
        "apply, --in-use, it is about what is named",
        "verify, --region, it is about what is named",
        "ranges, --vpc, it is about the ranges of the policy"
    })
    void whoHasNoneSaysWhy(String command, String option, String why) {
        Weir.Said said = new Weir(folder).run(command, option + "=x", "some");

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err())
                .contains("`" + option + "` is no option of `weir " + command + "`: ")
                .contains(why)
                .contains("help: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--severity|grave|`--severity`: ",
                "--account|12|`--account`: expected twelve digits, found `12`",
                "--group-by|team|`--group-by`: expected tag:KEY, account, region or vpc, found `team`",
                "--tag|=x|`--tag`: a tag has a key; expected KEY or KEY=VALUE",
                "--region|all|`--region all` is for the live account"
            })
    void whatIsNoFilterIsToldSo(String option, String value, String sentence) {
        Weir.Said said = scan(option + "=" + value);

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence);
    }
}
