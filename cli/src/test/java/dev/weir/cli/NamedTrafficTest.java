package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code --dns} adds to plans and explanations of the example, and what it says of logs that are broken or none. */
class NamedTrafficTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final String ACME = ROOT.resolve("examples/acme").toString();
    private static final String QUERIES = ROOT.resolve("examples/acme-queries").toString();
    private static final Path PAGE = ROOT.resolve("docs/a-fleet.md");
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path observed = Path.of("");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void observe() {
        Weir weir = new Weir(observed);
        Weir.Said said = weir.run("observe", ACME + "/flows", "--inventory", ACME, "--out", weir.name("acme.profile"));
        assertThat(said.exit()).isZero();
    }

    private static Weir.Said run(Weir weir, String command, String subject, String... more) {
        List<String> typed = new ArrayList<>(List.of(
                command,
                subject,
                "--inventory",
                ACME,
                "--traffic",
                observed.resolve("acme.profile").toString()));
        typed.addAll(List.of(more));
        return weir.run(typed.toArray(String[]::new));
    }

    private Weir wide(int columns) {
        return new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void plansOfTheExampleNameWhatTheyPermit(int columns) {
        StringBuilder all = new StringBuilder();
        for (String group : List.of("sg-0a1b2c3d", "sg-0f10bb02")) {
            Weir.Said said = run(wide(columns), "plan", group, "--dns", QUERIES);
            assertThat(said.err()).isEmpty();
            all.append(said.out()).append('\n');
        }

        Golden.matches("named-plans-" + columns + ".txt", all.toString());
        // A command that is to be copied stays on one line.
        assertThat(all.toString().lines())
                .filteredOn(line -> !line.contains("aws ec2 "))
                .allMatch(line -> line.length() <= columns);
    }

    @Test
    void explanationsNameWhatIsTalkedTo() {
        Weir.Said said = run(wide(120), "explain", "sg-0c4d5e6f", "--dns", QUERIES);

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        Golden.matches("named-traffic.txt", said.out().substring(said.out().indexOf("\ntraffic\n")));
    }

    @Test
    void thePageShowsWhatWeirPrints() throws IOException {
        Weir weir = wide(120);
        Weir.Said planned = run(weir, "plan", "sg-0f10bb02", "--dns", QUERIES, "--out", weir.name("ci-runner.json"));
        Weir.Said exported = weir.run(
                "export", weir.name("ci-runner.json"), "--to", "dns-firewall", "--out", weir.name("ci-runner-names"));
        String page = Files.readString(PAGE);

        String shown =
                sample(sample(page, "$ ./weir plan sg-0f10bb02", planned), "$ ./weir export ci-runner", exported);
        if ("write".equals(System.getenv("WEIR_GOLDEN"))) {
            Files.writeString(PAGE, shown);
        }

        assertThat(page).isEqualTo(shown);
    }

    /** The page with what a command printed below the line that begins so. */
    private static String sample(String page, String command, Weir.Said said) {
        int line = page.indexOf(command);
        int from = page.indexOf('\n', line) + 1;
        return page.substring(0, from) + said.out().replace("DIR/", "") + page.substring(page.indexOf("```", from));
    }

    /** The field is there with --dns alone, and nothing else of a plan changes. */
    @Test
    void namesChangeNothingElseOfAPlan() throws IOException {
        Weir weir = new Weir(folder);
        run(weir, "plan", "sg-0f10bb02", "--format", "json=" + weir.name("without.json"));
        run(weir, "plan", "sg-0f10bb02", "--dns", QUERIES, "--format", "json=" + weir.name("with.json"));
        ObjectNode without = (ObjectNode) JSON.readTree(weir.content("without.json"));
        ObjectNode with = (ObjectNode) JSON.readTree(weir.content("with.json"));

        JsonNode destinations = with.remove("destinations");
        without.remove("digest");
        with.remove("digest");

        assertThat(with).isEqualTo(without);
        assertThat(destinations.size()).isPositive();
        assertThat(destinations.findValuesAsString("certainty")).contains("certain", "one-of");
        assertThat(destinations.get(0).get("names").get(0).get("chain").get(0).asString())
                .isEqualTo("packages.cdn.example");
    }

    @Test
    void aPlanWithNamesIsReadBack() {
        Weir weir = new Weir(folder);
        run(weir, "plan", "sg-0c4d5e6f", "--dns", QUERIES, "--out", weir.name("plan.json"));

        Weir.Said said = weir.run("explain", weir.name("plan.json"), "198.51.100.64:443/tcp");

        assertThat(said.exit()).isZero();
        assertThat(said.err()).isEmpty();
    }

    @Test
    void pagesNameThemBesideTheAddress() {
        Weir weir = new Weir(folder);
        Weir.Said said = run(
                weir,
                "plan",
                "sg-0c4d5e6f",
                "--dns",
                QUERIES,
                "--format",
                "markdown",
                "--format",
                "html=" + weir.name("page.html"));

        assertThat(said.out()).contains("| authorize | tcp 443 | 198.51.100.64/30: api.payments.example | 90 |");

        assertThat(weir.content("page.html"))
                .contains("<td>198.51.100.64/30: api.payments.example</td>")
                .contains("<td>198.51.100.65</td><td>api.payments.example</td>");
    }

    private static String query(String name, String address) {
        return """
                {"version":"1.100000","account_id":"111122223333","region":"eu-west-1","vpc_id":"vpc-0a11ce01",\
                "query_timestamp":"2026-10-23T00:00:01Z","query_name":"%s.","query_type":"A","query_class":"IN",\
                "rcode":"NOERROR","answers":[{"Rdata":"%s","Type":"A","Class":"IN"}],"srcaddr":"10.20.0.30",\
                "srcport":"40000","transport":"UDP","srcids":{}}
                """.formatted(name, address);
    }

    @Test
    void hostileNamesAreSpelledOut() {
        Weir weir = new Weir(folder);
        String file = weir.file(
                "q.log",
                query("\\u001b[31mred.example", "198.51.100.64")
                        + query("a.example, b.example", "198.51.100.65")
                        + query("\\u202egro.elpmaxe", "198.51.100.66")
                        + query("<script>alert(1)</script>." + "x".repeat(500), "198.51.100.67"));

        Weir.Said explained = run(weir, "explain", "sg-0c4d5e6f", "--dns", file);
        Weir.Said planned = run(
                weir, "plan", "sg-0c4d5e6f", "--dns", file, "--format", "text", "--format", "html=" + weir.name("h"));

        for (String text : List.of(explained.out(), planned.out(), weir.content("h"))) {
            assertThat(text).doesNotContain("\u001b[31m", "\u202e", "x".repeat(100));
        }
        assertThat(weir.content("h")).doesNotContain("<script>alert");
        assertThat(explained.out())
                .contains("likely \"\\u001b[31mred.example\"")
                .contains("likely \"a.example, b.example\"")
                .contains("likely \"\\u202egro.elpmaxe\"");
    }

    @Test
    void brokenLinesAreCountedAndMakeThePlanIncomplete() {
        Weir weir = new Weir(folder);
        String file = weir.file("q.log", query("a.example", "198.51.100.64") + "oops\n{\"query_name\":\n");

        Weir.Said said = run(weir, "plan", "sg-0c4d5e6f", "--dns", file);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo(
                        "weir: DIR/q.log: 2 lines could not be read; line 2 is of text that is no Resolver query log,"
                                + " expected a Resolver query; line 3 is broken JSON: `{\"query_name\":`\n");
    }

    @Test
    void anotherLogIsRefusedByWhatItIs() {
        Weir weir = new Weir(folder);
        String file = weir.file(
                "zone.log", "1.0 2017-12-13T08:16:02.130Z Z123412341234 example.com A NOERROR UDP FRA6 192.0.2.1 -\n");

        Weir.Said said = run(weir, "plan", "sg-0c4d5e6f", "--dns", file);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo("weir: DIR/zone.log: holds a public hosted zone's query log, which says what resolvers asked"
                        + " and not who connects, expected a Resolver query log\n");
    }

    @Test
    void whatLiesBesideQueryLogsIsPassedOver() throws IOException {
        Weir weir = new Weir(folder);
        weir.file("logs/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/21/trail.json.gz", "x");
        weir.file("logs/readme.txt", "hello\n");
        weir.file("logs/q.log", query("a.example", "198.51.100.64"));

        Weir.Said said = run(weir, "explain", "sg-0c4d5e6f", "--dns", weir.name("logs"));

        assertThat(said.exit()).isZero();
        assertThat(said.err())
                .startsWith("weir: passed over 2 files without Resolver query logs (1 of CloudTrail, 1 of"
                        + " text that is no Resolver query log)");
        assertThat(Files.exists(folder.resolve("logs"))).isTrue();
    }

    @Test
    void anEmptyFolderAndAMissingOneAreProblems() throws IOException {
        Files.createDirectories(folder.resolve("none"));
        Weir weir = new Weir(folder);

        assertThat(run(weir, "explain", "sg-0c4d5e6f", "--dns", weir.name("none")))
                .satisfies(said -> {
                    assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
                    assertThat(said.err()).contains("holds no file; help: give a folder of Resolver query logs");
                });
        assertThat(run(weir, "explain", "sg-0c4d5e6f", "--dns", weir.name("missing"))
                        .exit())
                .isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void namesWithoutTrafficAreRefused() {
        Weir weir = new Weir(folder);

        Weir.Said planned = weir.run(
                "plan", "sg-0c4d5e6f", "--inventory", ACME, "--allow", "tcp:443:192.0.2.0/24", "--dns", QUERIES);
        Weir.Said explained = weir.run("explain", "sg-0c4d5e6f", "--inventory", ACME, "--dns", QUERIES);

        assertThat(planned.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(explained.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(explained.err()).contains("help: give --traffic");
    }
}
