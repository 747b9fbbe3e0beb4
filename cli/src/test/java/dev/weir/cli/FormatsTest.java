package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.backtest.Gate;
import dev.weir.codec.JournalEntries;
import dev.weir.files.PolicyFile;
import dev.weir.inventory.Listing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages and schemas under docs/formats say what weir writes and reads. */
class FormatsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path FORMATS = ROOT.resolve("docs/formats");
    private static final String ACME = ROOT.resolve("examples/acme").toString();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder = Path.of("");

    static Schema schema(String name) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FORMATS.resolve(name + ".schema.json")), InputFormat.JSON);
    }

    private static String yamlAsJson(String yaml) {
        return JSON.writeValueAsString(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** The code blocks of a page. */
    private static List<String> samples(String page, String language) throws IOException {
        List<String> samples = new ArrayList<>();
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(FORMATS.resolve(page)));
        while (block.find()) {
            samples.add(block.group(1));
        }
        assertThat(samples).as(page).isNotEmpty();
        return samples;
    }

    @Test
    void theFindingsOfTheExampleFitTheirSchema() throws IOException {
        String findings = new Weir(folder).run("scan", ACME, "--format", "json").out();

        assertThat(JSON.readTree(findings).get("findings")).hasSizeGreaterThan(10);
        assertThat(schema("findings").validate(findings, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theDifferencesOfTheExampleFitTheirSchema() throws IOException {
        Weir weir = new Weir(folder);
        String one = ROOT.resolve("examples/acme/111122223333").toString();

        for (String[] sides : new String[][] {{ACME, one}, {one, ACME}}) {
            String diff =
                    weir.run("diff", sides[0], sides[1], "--format", "json").out();

            assertThat(JSON.readTree(diff).get("differences")).isNotEmpty();
            assertThat(schema("diff").validate(diff, InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void theTriageOfTheExampleFitsItsSchemaAlsoWithoutTraffic() throws IOException {
        Weir weir = new Weir(folder);
        String profile = weir.name("acme.profile");
        weir.run("observe", ACME + "/flows", "--inventory", ACME, "--out", profile);

        for (String[] line : new String[][] {
            {"triage", ACME, "--format", "json"}, {"triage", ACME, "--traffic", profile, "--format", "json"}
        }) {
            String triage = weir.run(line).out();

            assertThat(JSON.readTree(triage).get("groups")).hasSizeGreaterThan(10);
            assertThat(schema("triage").validate(triage, InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void thePlansOfTheExampleFitTheirSchemaAlsoWithoutFlows() throws IOException {
        Weir weir = new Weir(folder);
        String profile = weir.name("acme.profile");
        String policy = ROOT.resolve("examples/acme/policy.yaml").toString();
        weir.run("observe", ACME + "/flows", "--inventory", ACME, "--out", profile);
        weir.run(
                "plan",
                "--failing",
                "--inventory",
                ACME,
                "--traffic",
                profile,
                "--policy",
                policy,
                "--out",
                weir.name("with"));
        weir.run(
                "plan",
                "--failing",
                "--inventory",
                ACME,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("without"));

        List<Path> plans = new ArrayList<>();
        for (String kind : List.of("with", "without")) {
            try (Stream<Path> files = Files.list(folder.resolve(kind))) {
                files.sorted().forEach(plans::add);
            }
        }
        assertThat(plans).hasSizeGreaterThan(5);
        for (Path plan : plans) {
            assertThat(schema("plan").validate(Files.readString(plan), InputFormat.JSON))
                    .as(plan.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyLineOfAJournalFitsItsSchemaAndIsNamedOnThePage() throws IOException {
        String page = Files.readString(FORMATS.resolve("journal.md"));
        String both = new String(JournalEntries.file(JournalEntries.ENTRIES), StandardCharsets.UTF_8)
                + new String(JournalEntries.file(JournalEntries.PARKING), StandardCharsets.UTF_8);
        List<String> lines = both.lines().toList();

        assertThat(lines).hasSize(JournalEntries.ENTRIES.size() + JournalEntries.PARKING.size());
        for (String line : lines) {
            assertThat(schema("journal").validate(line, InputFormat.JSON))
                    .as(line)
                    .isEmpty();
            assertThat(page).contains("| `" + JSON.readTree(line).get("entry").asString() + "` |");
            assertThat(schema("journal").validate(line.replace("\"at\":", "\"when\":"), InputFormat.JSON))
                    .as("without its time")
                    .isNotEmpty();
        }
    }

    @Test
    void thePolicyOfTheExampleAndOfThePageAreReadAndFitTheSchema() throws IOException {
        List<String> policies = new ArrayList<>(samples("policy.md", "yaml"));
        policies.add(Files.readString(ROOT.resolve("examples/acme/policy.yaml")));

        for (String policy : policies) {
            Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
            Files.writeString(
                    folder.resolve("ip-ranges.json"),
                    "{\"prefixes\": [{\"ip_prefix\": \"192.0.2.0/24\", \"service\": \"S3\", \"region\": \"eu-west-1\"}]}");
            Files.writeString(folder.resolve("meta.json"), "{\"hooks\": [\"198.51.100.0/24\"]}");
            assertThat(PolicyFile.read(file).policy().ranges()).isNotEmpty();
            assertThat(schema("policy").validate(yamlAsJson(policy), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "required: [ { to: 10.0.0.1 } ]|`required` 1 has the unknown key `to`; expected allow, group, tag",
                "required: [ { group: sg-1 } ]|`required` 1 allows nothing; expected a list in `allow`",
                "required: tcp:443|`required` is no list",
                "ranges: [ 10.0.0.0/8 ]|`ranges` is no map of keys and values",
                "ranges: { vendor: { prefixLists: pl-1 } }|`vendor` has neither `cidrs` nor `from`; expected one of them",
                "ranges: { vendor: { cidrs: [ 10.0.0.0/8 ], grace: soon } }|`vendor`: `grace` is `soon`, expected such as 24h",
                "ranges: { vendor: { cidr: [ 10.0.0.0/8 ] } }|`vendor` has the unknown key `cidr`",
                "ranges: { vendor: { cidrs: [ 10.0.0.0/8 ], part: hooks } }|`vendor` has the unknown key `part`",
                "forbidden: { staging: [] }|`forbidden`: `staging` holds no CIDR",
                "shortestPrefix: { ipv4: x }|`shortestPrefix`: `ipv4` is `x`, expected a number",
                "exceptions: [ { group: sg-1 } ]|`exceptions` 1 has no `service`"
            })
    void aPolicyThatIsWrongIsToldWhatItShouldLookLike(String wrong, String said) throws IOException {
        String policy = "version: 1\n" + wrong + "\n";
        Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
        String part = wrong.substring(0, wrong.indexOf(':'));

        assertThatThrownBy(() -> PolicyFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said)
                .hasMessageContaining("; help: it looks like `" + part + ": ");
        assertThat(schema("policy").validate(yamlAsJson(policy), InputFormat.JSON))
                .as("the schema sees it, too")
                .isNotEmpty();
    }

    @Test
    void theSamplesOfThePagesFitTheSchemas() throws IOException {
        JsonNode findings = JSON.readTree(
                new Weir(folder).run("scan", ACME, "--format", "json").out());
        for (String sample : samples("findings.md", "json")) {
            JsonNode one = JSON.readTree(sample);
            ((tools.jackson.databind.node.ArrayNode) findings.get("findings"))
                    .removeAll()
                    .add(one);
            assertThat(schema("findings").validate(findings.toString(), InputFormat.JSON))
                    .isEmpty();
        }
        JsonNode diff = JSON.readTree(
                new Weir(folder).run("diff", ACME, ACME, "--format", "json").out());
        for (String sample : samples("diff.md", "json")) {
            ((tools.jackson.databind.node.ArrayNode) diff.get("differences")).add(JSON.readTree(sample));
            assertThat(schema("diff").validate(diff.toString(), InputFormat.JSON))
                    .isEmpty();
        }
        for (String sample : samples("plan.md", "json")) {
            String rule = "{\"$ref\": \"#/$defs/rule\", \"$defs\": "
                    + JSON.readTree(Files.readString(FORMATS.resolve("plan.schema.json")))
                            .get("$defs") + "}";
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(rule, InputFormat.JSON)
                            .validate(sample, InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(samples("journal.md", "json"))
                .allSatisfy(line -> assertThat(JSON.readTree(line).get("entry").stringValue())
                        .isEqualTo("intended"));
    }

    @Test
    void theSchemasAreNotBlind() throws IOException {
        assertThat(schema("plan").validate("{ \"schema\": \"weir.plan/1\" }", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("findings").validate("{ \"schema\": \"weir.findings/2\" }", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("diff").validate("{ \"schema\": \"weir.diff/1\" }", InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema("policy").validate("{ \"version\": 2 }", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void everyGateIsOnThePageOfThePlan() throws IOException {
        String page = Files.readString(FORMATS.resolve("plan.md"));

        for (Gate.Name gate : Gate.Name.values()) {
            assertThat(page).contains("| `" + gate.id() + "` | ");
        }
    }

    @Test
    void everyCallOfAnInventoryIsOnItsPage() throws IOException {
        String page = Files.readString(FORMATS.resolve("inventory.md"));

        for (Listing.Kind kind : Listing.Kind.values()) {
            String call = kind.call().replaceAll(" .*", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-");
            assertThat(page).contains("aws ec2 " + call.toLowerCase(Locale.ROOT));
        }
    }
}
