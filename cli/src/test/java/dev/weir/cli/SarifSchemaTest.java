package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SARIF as the schema of the standard and as its readers want it. */
class SarifSchemaTest {

    @TempDir
    Path folder = Path.of("");

    private static Schema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SarifSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"),
                "the schema of the standard")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }

    @Test
    void isValidForEveryKindOfVerdict() throws IOException {
        Weir weir = new Weir(folder);

        String sarif = weir.run("scan", World.in(weir), "--format", "sarif").out();

        assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
        JsonNode results = JsonMapper.shared().readTree(sarif).at("/runs/0/results");
        assertThat(results)
                .extracting(result -> result.get("kind").stringValue())
                .contains("fail", "open", "pass");
        for (JsonNode result : results) {
            boolean failed = result.get("kind").stringValue().equals("fail");
            assertThat(result.get("level").stringValue().equals("none")).isNotEqualTo(failed);
        }
    }

    @Test
    void isValidAndNotSuccessfulWhenIncomplete() throws IOException {
        Weir weir = new Weir(folder);
        String hostile = weir.file("a b?#%[x]{0}\u001b.json", "{ \"SecurityGroups\": [ ");

        String sarif = weir.run("scan", hostile, "--format", "sarif").out();

        assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
        JsonNode invocation = JsonMapper.shared().readTree(sarif).at("/runs/0/invocations/0");
        assertThat(invocation.get("executionSuccessful").booleanValue()).isFalse();
        assertThat(invocation.get("toolExecutionNotifications")).isNotEmpty();
    }

    @Test
    void isValidWithABaseline() throws IOException {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        Path known = folder.resolve("known.json");
        weir.run("scan", world, "--format", "json=" + known);

        String sarif = weir.run("scan", world, "--baseline", known.toString(), "--format", "sarif")
                .out();

        assertThat(sarif).contains("\"baselineState\":\"unchanged\"");
        assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    }

    private static List<String> severities(JsonNode sarif) {
        return sarif.at("/runs/0/results")
                .valueStream()
                .map(result -> result.at("/properties/severity").stringValue())
                .toList();
    }

    @Test
    void theMostSevereComeFirstAndEachHasAPlace() {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        String snapshot = weir.name("s.json");
        weir.run("snapshot", world, "--out", snapshot);

        for (String source : List.of(world, snapshot)) {
            JsonNode sarif = JsonMapper.shared()
                    .readTree(weir.run("scan", source, "--format", "sarif").out());

            List<String> order = List.of("critical", "high", "medium", "low", "none");
            assertThat(severities(sarif)).isSortedAccordingTo(Comparator.comparingInt(order::indexOf));
            assertThat(sarif.at("/runs/0/results"))
                    .allSatisfy(result -> assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                                    .stringValue())
                            .isNotEmpty());
        }
    }

    /** Beyond what GitHub takes the least severe are left out, and how many is said in three places. */
    @Test
    void keepsWithinWhatGithubTakes() throws IOException {
        Weir weir = new Weir(folder);
        String many = weir.file(
                "111122223333/eu-west-1/in.json",
                IntStream.range(0, 13_000)
                        .mapToObj(i -> World.group(
                                "sg-" + i,
                                "g" + i,
                                i >= 12_000
                                        ? World.rule("-1", "", "0.0.0.0/0")
                                        : World.rule("tcp", "443", "10.0.0.0/8")))
                        .collect(Collectors.joining(",\n", "{ \"SecurityGroups\": [\n", "\n] }\n")));

        Weir.Said said = weir.run("scan", many, "--format", "sarif");

        JsonNode run = JsonMapper.shared().readTree(said.out()).at("/runs/0");
        assertThat(run.get("results")).hasSize(25_000);
        assertThat(run.at("/properties/resultsLeftOut").longValue()).isEqualTo(1000);
        assertThat(run.get("results")
                        .valueStream()
                        .filter(result -> result.get("kind").stringValue().equals("fail")))
                .hasSize(2000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .stringValue())
                .startsWith("1,000 results are left out, none of them more severe than those that are not");
        assertThat(said.err()).contains("1,000 results are left out").contains("GitHub shows 5,000");
        assertThat(schema().validate(said.out(), InputFormat.JSON)).isEmpty();
    }

    /** Names that no compression makes smaller: what is written stays below 10 MB with gzip. */
    @Test
    void keepsWithinTenMegabytesWithGzip() throws IOException {
        Weir weir = new Weir(folder);
        SplittableRandom random = new SplittableRandom(20_261_129);
        String large = weir.file(
                "111122223333/eu-west-1/in.json",
                IntStream.range(0, 7_000)
                        .mapToObj(i -> World.group(
                                "sg-" + i,
                                random.ints(1_000, 0x4e00, 0x9fff)
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)
                                        .toString(),
                                World.rule("-1", "", "0.0.0.0/0")))
                        .collect(Collectors.joining(",\n", "{ \"SecurityGroups\": [\n", "\n] }\n")));
        Path out = folder.resolve("large.sarif");

        Weir.Said said = weir.run("scan", large, "--format", "sarif=" + out);

        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            Files.copy(out, gzip);
        }
        assertThat(zipped.size()).isBetween(7_000_000, 10_000_000);
        assertThat(said.err()).contains("results are left out");
    }

    @Test
    void theSchemaIsNotBlind() throws IOException {
        assertThat(schema().validate("{ \"version\": \"2.1.0\", \"runs\": [ { } ] }", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void readingsAreRulesWithHelp() {
        Weir weir = new Weir(folder);

        JsonNode rules = JsonMapper.shared()
                .readTree(weir.run("scan", World.in(weir), "--format", "sarif").out())
                .at("/runs/0/tool/driver/rules");

        assertThat(rules)
                .extracting(rule -> rule.get("id").stringValue())
                .containsExactly("cfd-f0b-f05/all-ports", "cfd-f0b-f05/any-port");
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.at("/help/markdown").stringValue()).contains("authorize-security-group-egress");
            assertThat(rule.at("/properties/security-severity").stringValue()).isIn("8.0", "5.5");
        });
    }
}
