package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.names.AskedName;
import dev.weir.names.Certainty;
import dev.weir.names.NamedDestinations;
import dev.weir.names.Naming;
import dev.weir.operation.review.ReviewOperation;
import dev.weir.plan.Plan;
import dev.weir.report.Terminal;
import dev.weir.report.review.AnswerSheet;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir review}, the sheet that a person fills in, and {@code weir plan --answers}. */
class ReviewCommandTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path ACME = ROOT.resolve("examples/acme");
    private static final Path PAGE = ROOT.resolve("docs/a-fleet.md");

    /** Of the example, the two groups with a port that stays open although few destinations keep changing. */
    private static final List<String> GROUPS = List.of("sg-0e77bb20", "sg-0f10bb02");

    @TempDir
    Path folder = Path.of("");

    @TempDir
    static Path observed = Path.of("");

    @BeforeAll
    static void observe() {
        Weir weir = new Weir(observed);
        assertThat(weir.run("observe", ACME + "/flows", "--inventory", ACME.toString(), "--out", profile())
                        .exit())
                .isZero();
        assertThat(plan(weir, "--out", plans()).exit()).isEqualTo(ExitCode.FOUND);
    }

    private static String profile() {
        return observed.resolve("acme.profile").toString();
    }

    private static String plans() {
        return observed.resolve("plans").toString();
    }

    private static Weir.Said plan(Weir weir, String... more) {
        return plan(weir, GROUPS, more);
    }

    private static Weir.Said plan(Weir weir, List<String> groups, String... more) {
        return weir.run(Stream.of(
                        Stream.of("plan"),
                        groups.stream(),
                        Stream.of("--inventory", ACME.toString(), "--traffic", profile()),
                        Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private Weir wide(int columns) {
        return new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));
    }

    /** The sheet of the example's plans, answered by the first word that stands for each question. */
    private String answered(Weir weir, Needed needed) throws IOException {
        Files.deleteIfExists(folder.resolve("answers.yaml"));
        assertThat(weir.run("review", plans(), "--out", weir.name("answers.yaml"))
                        .exit())
                .isEqualTo(ExitCode.FOUND);
        return weir.file(
                "answers.yaml",
                weir.content("answers.yaml")
                        .replace("needed: unknown", "needed: " + needed.id())
                        .replace("\nby:\non:\n", "\nby: jane@example.com\non: 2026-11-22\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void saysHowManyQuestionsThereAreAndWhatIsNext(int columns) {
        Weir.Said said = wide(columns).run("review", plans());

        assertThat(said.err()).isEmpty();
        Golden.matches("review-" + columns + ".txt", said.out().replace(observed + "/", ""));
    }

    @Test
    void theSheetIsForPeople() {
        Weir weir = wide(160);
        weir.run("review", plans(), "--out", weir.name("answers.yaml"));

        Golden.matches("answers.yaml", weir.content("answers.yaml"));
        Weir.Said again = weir.run("review", plans(), "--out", weir.name("answers.yaml"));
        assertThat(again.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(again.err()).contains("is there already, and answers may be in it; help: ");
    }

    @Test
    void theSheetSaysWhatDestinationsAreCalledWhereThePlanKnows() {
        Plan plan = PlanFiles.read(Path.of(plans(), "sg-0e77bb20.json"));
        Doubt doubt = plan.learning().reviewed().doubts().get(0);
        Naming naming =
                new Naming(List.of(new AskedName("api.example.com\n- needed: yes", List.of())), Certainty.LIKELY);
        Plan named =
                plan.naming(List.of(new NamedDestinations(doubt.service(), naming, List.of(doubt.destination()), 1)));

        String sheet = new AnswerSheet(ReviewOperation.of(List.of(named))).render();

        assertThat(sheet)
                .contains("' # likely \"api.example.com\\n- needed: yes\", ")
                .doesNotContain("\n- needed: yes");
    }

    @Test
    void theSheetAsItIsAnswersNothing() throws IOException {
        Weir weir = wide(160);
        String file = answered(weir, Needed.UNKNOWN);

        Weir.Said said = plan(weir, "--answers", file, "--out", weir.name("again"));

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        for (String group : GROUPS) {
            Plan before = PlanFiles.read(Path.of(plans(), group + ".json"));
            Plan after = PlanFiles.read(folder.resolve("again/" + group + ".json"));
            assertThat(after.result()).isEqualTo(before.result());
            assertThat(after.learning().reviewed()).isEqualTo(before.learning().reviewed());
        }
    }

    @Test
    void thePlanSaysWhoAnsweredWhatInEveryForm() throws IOException {
        Weir weir = wide(160);
        String file = answered(weir, Needed.YES);

        Weir.Said said = plan(
                weir,
                List.of(GROUPS.get(0)),
                "--answers",
                file,
                "--out",
                weir.name("plan.json"),
                "--format",
                "text",
                "--format",
                "html=" + weir.name("plan.html"),
                "--format",
                "markdown=" + weir.name("plan.md"));

        assertThat(said.exit()).as(said.err()).isEqualTo(ExitCode.FOUND);
        Golden.matches("plan-answered.txt", said.out().replace(folder + "/", ""));
        Plan plan = PlanFiles.read(folder.resolve("plan.json"));
        assertThat(plan.effect().staysOpen()).isEmpty();
        assertThat(plan.learning().reviewed().doubts()).isEmpty();
        assertThat(plan.learning().reviewed().answers())
                .isNotEmpty()
                .allMatch(one -> one.needed() == Needed.YES && one.by().equals("jane@example.com"));
        assertThat(plan.making().inputs()).anyMatch(input -> input.name().endsWith("answers.yaml"));
        assertThat(weir.content("plan.html"))
                .contains("<td>yes</td><td>jane@example.com</td><td>2026-11-22</td><td>tcp 443 to 203.0.113.");
        assertThat(weir.content("plan.md")).contains("yes by jane@example.com on 2026-11-22: ");
        Weir.Said review = weir.run("review", weir.name("plan.json"), "--out", weir.name("kept.yaml"));
        assertThat(review.exit()).isZero();
        assertThat(review.out()).contains("no question for 1 security group: ");
        assertThat(plan(
                                weir,
                                List.of(GROUPS.get(0)),
                                "--answers",
                                weir.name("kept.yaml"),
                                "--out",
                                weir.name("kept.json"))
                        .exit())
                .isEqualTo(ExitCode.FOUND);
        assertThat(PlanFiles.read(folder.resolve("kept.json")).learning().reviewed())
                .isEqualTo(plan.learning().reviewed());
    }

    @Test
    void noTakesWhatKeepsChangingOutOfThePlan() throws IOException {
        Weir weir = wide(160);

        plan(weir, "--answers", answered(weir, Needed.NO), "--out", weir.name("again"));

        Plan plan = PlanFiles.read(folder.resolve("again/sg-0f10bb02.json"));
        assertThat(plan.effect().staysOpen()).isEmpty();
        assertThat(plan.learning().reviewed().answers())
                .extracting(AnsweredDoubt::needed)
                .containsOnly(Needed.NO);
    }

    @Test
    void whatIsAnsweredIsSortedByItsAnswersAndItsPlansAreThoseOfPlan() throws IOException {
        Weir weir = wide(160);
        String answers = answered(weir, Needed.YES);
        String policy = weir.file("policy.yaml", "version: 1\nforbidden:\n  staging: [ 10.9.0.0/16 ]\n");
        List<String> decided = List.of("--answers", answers, "--policy", policy);
        List<String> command = new ArrayList<>(List.of("triage", ACME.toString(), "--traffic", profile()));
        command.addAll(List.of("--bucket", "stable-public", "--plans", weir.name("bucket")));
        command.addAll(decided);

        Weir.Said triaged = weir.run(command.toArray(String[]::new));
        List<String> groups;
        try (Stream<Path> files = Files.list(folder.resolve("bucket"))) {
            groups = files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
        plan(
                weir,
                groups,
                Stream.concat(decided.stream(), Stream.of("--out", weir.name("alone")))
                        .toArray(String[]::new));

        assertThat(groups).as(triaged.err()).containsAll(GROUPS);
        for (String group : groups) {
            assertThat(weir.content("bucket/" + group + ".json")).isEqualTo(weir.content("alone/" + group + ".json"));
        }
        assertThat(PlanFiles.read(folder.resolve("bucket/sg-0e77bb20.json"))
                        .learning()
                        .reviewed()
                        .answers())
                .isNotEmpty();
        String beside = weir.file("answers.yaml", sheet("no", "once", "'tcp 4444 to 192.0.2.254 from sg-0badbad0'"));
        command.set(command.indexOf("--answers") + 1, beside);
        assertThat(weir.run(command.toArray(String[]::new)).err())
                .contains("the answer to `whatever is from sg-0badbad0, of which nothing was read` decides nothing");
    }

    @Test
    void anAnswerToNothingIsNamedAndNotClean() {
        Weir weir = wide(160);
        String file = weir.file("answers.yaml", sheet("no", "once", "'tcp 4444 to 192.0.2.254 from sg-0e77bb20'"));

        Weir.Said said = plan(weir, List.of("sg-0e77bb20"), "--answers", file);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("the answer to `tcp 4444 to 192.0.2.254 from sg-0e77bb20` decides nothing", "help: ");
    }

    @Test
    void anAnswerOfAGroupThatIsNotThereIsNamedAndOneOfAnotherGroupIsSaid() {
        Weir weir = wide(160);
        String file =
                weir.file("answers.yaml", sheet("no", "once", "'tcp 1 to 192.0.2.1 from sg-0badbad0, sg-0f10bb02'"));

        Weir.Said said = plan(weir, List.of("sg-0e77bb20"), "--answers", file);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("the answer to `whatever is from sg-0badbad0, of which nothing was read` decides nothing")
                .contains("answered, and not planned now: sg-0badbad0, sg-0f10bb02");
    }

    @Test
    void noToWhatIsCertainIsRefused() {
        Weir weir = wide(160);
        String file = weir.file("answers.yaml", sheet("no", "once", "'tcp 8443 to 198.51.100.40 from sg-0d77aa11'"));

        Weir.Said said = plan(weir, List.of("sg-0d77aa11"), "--answers", file, "--out", weir.name("plan.json"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains(
                        "the answer `no` of jane to `tcp 8443 to 198.51.100.40 from sg-0d77aa11`",
                        "it is certain",
                        "help: ");
        assertThat(folder.resolve("plan.json")).doesNotExist();
    }

    private static String sheet(String needed, String why, String traffic) {
        return """
            version: 1
            by: jane
            on: 2026-11-22
            questions:
            - needed: %s
              why: %s
              until: '2026-11-22T00:00:00Z'
              traffic: [ %s ]
            """.formatted(needed, why, traffic);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                version: 1                       | version: 2                   | `version` is `2`, expected 1
                by: jane                         | by:                          | says not who answers: `by`
                on: 2026-11-22                   | on:                          | says not when: `on`
                on: 2026-11-22                   | on: yesterday                | `on` is `yesterday`, expected such as 2026-11-22
                needed: no                       | needed: perhaps              | expected yes, no or unknown, found `perhaps`
                needed: no                       | wanted: no                   | unknown key `wanted`
                why: once                        | why: because                 | expected undecided-once, undecided, changing or once
                why: once                        | why:                         | has no `why`
                until: '2026-11-22T00:00:00Z'    | until: later                 | `until` is `later`
                until: '2026-11-22T00:00:00Z'    | until: '2026-11-24T00:00:01Z' | nobody knows what is seen later
                tcp 1 to 192.0.2.1 from sg-1     | tcp one to 192.0.2.1 from sg | `one` is no port
                tcp 1 to 192.0.2.1 from sg-1     | tcp 0-65535 to 0.0.0.0/0     | expected such as
                traffic: [                       | traffic: [[                  | it is not YAML
                'questions:'                     | 'questions: 7'               | it is not YAML
                """)
    void whatIsNoSheetIsRefusedInASentence(String part, String wrong, String sentence) {
        Weir weir = wide(160);
        String file = weir.file(
                "answers.yaml",
                sheet("no", "once", "'tcp 1 to 192.0.2.1 from sg-1'").replace(part, wrong));

        Weir.Said said = plan(weir, List.of("sg-0e77bb20"), "--answers", file);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .startsWith("weir: the answers in `")
                .contains(sentence)
                .doesNotContain("bug in weir");
    }

    @Test
    void hostileYamlIsRefusedQuickly() {
        Weir weir = wide(160);
        StringBuilder bomb = new StringBuilder("version: 1\nquestions:\n- &a [x, x]\n");
        for (char name = 'b'; name < 'z'; name++) {
            bomb.append("- &")
                    .append(name)
                    .append(" [")
                    .append(("*" + (char) (name - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        List<String> all = new ArrayList<>(List.of(
                bomb.toString(),
                "[".repeat(200_000),
                "{a: ".repeat(100_000),
                "version: 1\nversion: 1\n",
                "version: 1\nquestions: !!java.net.URL [http://192.0.2.1/]\n",
                "\u0000\u0001",
                "",
                sheet("no", "once", "'tcp 0-65535 to 192.0.2.1, 192.0.2.2 from " + manyGroups() + "'")));
        for (String text : all) {
            Weir.Said said = plan(weir, List.of("sg-0e77bb20"), "--answers", weir.file("answers.yaml", text));

            assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(said.err()).startsWith("weir: the answers in `").doesNotContain("bug in weir");
        }
    }

    private static String manyGroups() {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            groups.add("sg-" + i);
        }
        return String.join(", ", groups);
    }

    @Test
    void whoAnswersMayBeCalledAnything() throws IOException {
        Weir weir = wide(160);
        String name = "<script>alert(1)</script> \\u001b[31m \\u202e`";
        String file = answered(weir, Needed.YES);
        weir.file("answers.yaml", weir.content("answers.yaml").replace("by: jane@example.com", "by: \"" + name + "\""));

        Weir.Said said = plan(
                weir,
                List.of(GROUPS.get(0)),
                "--answers",
                file,
                "--out",
                weir.name("plan.json"),
                "--format",
                "text",
                "--format",
                "html=" + weir.name("plan.html"));

        assertThat(said.out()).contains("<script>alert(1)</script>").doesNotContain("\u001b", "\u202e");
        assertThat(weir.content("plan.html")).doesNotContain("<script>alert", "\u001b", "\u202e");
        weir.run("review", weir.name("plan.json"), "--out", weir.name("kept.yaml"));
        assertThat(plan(
                                weir,
                                List.of(GROUPS.get(0)),
                                "--answers",
                                weir.name("kept.yaml"),
                                "--out",
                                weir.name("kept.json"))
                        .exit())
                .isEqualTo(ExitCode.FOUND);
        assertThat(PlanFiles.read(folder.resolve("kept.json")).learning().reviewed())
                .isEqualTo(
                        PlanFiles.read(folder.resolve("plan.json")).learning().reviewed());
    }

    private static Weir.Said refresh(Weir weir, String plan, String profile, String... more) {
        return weir.run(Stream.concat(
                        Stream.of(
                                "plan",
                                "--refresh",
                                weir.name(plan),
                                "--inventory",
                                ACME.toString(),
                                "--traffic",
                                profile),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** A plan of the example's web tier, learned from its first two days. */
    private static void early(Weir weir) {
        weir.run(
                "observe",
                ACME + "/flows",
                "--inventory",
                ACME.toString(),
                "--to",
                "2026-10-24",
                "--out",
                weir.name("early.profile"));
        weir.run(
                "plan",
                "sg-0a1b2c3d",
                "--inventory",
                ACME.toString(),
                "--traffic",
                weir.name("early.profile"),
                "--out",
                weir.name("web-tier.json"));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void refreshListsWhatIsDeniedAndTheAgeOfRules(int columns) {
        Weir weir = wide(columns);
        early(weir);

        Weir.Said said = refresh(weir, "web-tier.json", profile());

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        Golden.matches("plan-refresh-" + columns + ".txt", said.out());
    }

    @Test
    void refreshAsJsonFitsItsSchema() throws IOException {
        Weir weir = wide(160);
        early(weir);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(ROOT.resolve("docs/formats/refresh.schema.json")), InputFormat.JSON);

        Weir.Said said = refresh(weir, "web-tier.json", profile(), "--format", "json");
        Weir.Said unseen = refresh(weir, "web-tier.json", weir.name("early.profile"), "--format", "json");

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(schema.validate(said.out(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(unseen.out(), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
        JsonNode json = JsonMapper.shared().readTree(said.out());
        assertThat(json.get("holds").stringValue()).isEqualTo("no");
        assertThat(json.get("denials").get(0).get("destination").stringValue()).isEqualTo("198.51.100.25");
        assertThat(json.get("denials").get(0).get("fate").stringValue()).isEqualTo("would-be-denied");
        assertThat(JsonMapper.shared().readTree(unseen.out()).get("holds").stringValue())
                .isEqualTo("unknown");
    }

    @Test
    void refreshWritesThePlanThatTakesItsPlaceAndThatHolds() {
        Weir weir = wide(160);
        early(weir);

        Weir.Said said = refresh(weir, "web-tier.json", profile(), "--out", weir.name("again.json"));
        Weir.Said again = refresh(weir, "again.json", profile());

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out()).endsWith("next: weir apply DIR/again.json --dry-run\n");
        assertThat(PlanFiles.read(folder.resolve("again.json")).result()).hasSize(4);
        // Nothing was seen since this one: nobody can say.
        assertThat(again.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(again.out()).contains("holds     unknown: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                sg-0a1b2c3d                    | name no other
                --failing                      | name no other
                --format html                  | in text or json, found `html`
                --quota none                   | `--quota`
                """)
    void whatRefreshDoesNotTakeIsUsage(String more, String sentence) {
        Weir weir = wide(160);

        Weir.Said said = weir.run(Stream.concat(
                        Stream.of("plan", "--refresh", plans() + "/sg-0e77bb20.json", "--traffic", profile()),
                        Stream.of(more.split(" ")))
                .toArray(String[]::new));

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence);
        assertThat(weir.run("plan", "--refresh", plans() + "/sg-0e77bb20.json").err())
                .contains("replays what was seen since; help: give --flows or --traffic");
        assertThat(weir.run("plan", "--refresh", profile(), "--traffic", profile())
                        .exit())
                .isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void aFolderInPlaceOfAFileIsSaidWithWhatIsExpected() {
        Weir weir = wide(160);

        Weir.Said refresh = weir.run("plan", "--refresh", plans(), "--traffic", profile());
        Weir.Said answers = weir.run("plan", "sg-0e77bb20", "--traffic", profile(), "--answers", plans());

        assertThat(List.of(refresh.exit(), answers.exit())).containsOnly(ExitCode.INCOMPLETE);
        assertThat(refresh.err())
                .contains("is a folder, expected the file of one plan; help: name one of those that are in it");
        assertThat(answers.err()).contains("is a folder, expected a file");
    }

    @Test
    void thePageShowsWhatWeirPrints() throws IOException {
        Weir weir = wide(120);
        Weir.Said review = weir.run("review", plans(), "--out", weir.name("answers.yaml"));
        assertOnPage("weir review plans --out answers.yaml", review.out());
        assertOnPage(
                "weir plan sg-0e77bb20 --inventory examples/acme --traffic acme.profile --answers answers.yaml",
                plan(weir, List.of(GROUPS.get(0)), "--answers", answered(weir, Needed.NO))
                        .out());
        early(weir);
        assertOnPage(
                "weir plan --refresh web-tier.json --inventory examples/acme --traffic acme.profile",
                refresh(weir, "web-tier.json", profile()).out());
    }

    private void assertOnPage(String command, String output) throws IOException {
        String begin = "```console\n$ ./" + command + "\n";
        String text = begin + output.replace("DIR/", "").replace(observed + "/", "") + "```\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin);
        assertThat(from).as(command).isNotNegative();
        int to = page.indexOf("```\n", from + begin.length()) + 4;
        if ("write".equals(System.getenv("WEIR_GOLDEN"))) {
            page = page.substring(0, from) + text + page.substring(to);
            Files.writeString(PAGE, page);
            to = from + text.length();
        }
        assertThat(page.substring(from, to)).isEqualTo(text);
    }
}
