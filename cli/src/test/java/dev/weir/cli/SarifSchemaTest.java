package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
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
