package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What observe, scan and explain say of the example's traffic, whole. */
class TrafficGoldenTest {

    private static final Path ACME = Path.of(System.getProperty("weir.root", ".."), "examples", "acme");

    @TempDir
    Path folder = Path.of("");

    /** The line as a user at the root of the repository types it. */
    private static String[] typed(String line) {
        return line.replace("examples/acme", ACME.toString()).split(" ");
    }

    /** As it looks from there, without the times at which this clone was made. */
    private static String shown(String text) {
        return text.replace(ACME.toString(), "examples/acme")
                .replaceAll(
                        "regions,\\s+as of [^;]*;\\s+no\\s+AWS\\s+call\\s+was\\s+made",
                        "regions, as of …; no AWS call was made");
    }

    private Weir observed(int columns) {
        Weir weir = new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));
        assertThat(observe(weir).exit()).isZero();
        return weir;
    }

    private static Weir.Said observe(Weir weir) {
        return weir.run(
                typed("observe examples/acme/flows --inventory examples/acme --out " + weir.name("acme.profile")));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void observe(int columns) {
        Weir.Said said = observe(new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF)));

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        Golden.matches("observe-" + columns + ".txt", shown(said.out()));
        assertFits(said.out(), columns);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void scanWithTraffic(int columns) {
        Weir weir = observed(columns);

        Weir.Said said = weir.run(typed("scan examples/acme --traffic " + weir.name("acme.profile")));

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        Golden.matches("scan-traffic-" + columns + ".txt", shown(said.out()));
        assertFits(said.out(), columns);
    }

    @ParameterizedTest
    @CsvSource({"sg-0a1b2c3d, 80", "sg-0a1b2c3d, 160", "sg-0d5e44aa, 80", "sg-0d77aa11, 160", "sg-0a0d0001, 160"})
    void explainWithTraffic(String group, int columns) {
        Weir weir = observed(columns);

        Weir.Said said = weir.run(
                typed("explain " + group + " --inventory examples/acme --traffic " + weir.name("acme.profile")));

        assertThat(said.exit()).isZero();
        String traffic = said.out().substring(said.out().indexOf("\ntraffic\n"));
        Golden.matches("explain-traffic-" + group + "-" + columns + ".txt", shown(traffic));
        assertFits(traffic, columns);
    }

    /** A command that is to be copied stays on one line. */
    private static void assertFits(String text, int columns) {
        assertThat(text.lines()
                        .filter(line -> !line.contains("aws ec2") && !line.matches("(why|next): .*"))
                        .filter(line -> line.length() > columns))
                .isEmpty();
    }

    @Test
    void scanAsJsonAndSarifCarryTheSameTraffic() {
        Weir weir = observed(80);

        Weir.Said json = weir.run(typed("scan examples/acme --format json --traffic " + weir.name("acme.profile")));
        Weir.Said sarif = weir.run(typed("scan examples/acme --format sarif --traffic " + weir.name("acme.profile")));
        Weir.Said without = weir.run(typed("scan examples/acme --format json"));

        JsonMapper mapper = JsonMapper.shared();
        List<String> inJson = new ArrayList<>();
        for (JsonNode finding : mapper.readTree(json.out()).get("findings")) {
            JsonNode traffic = finding.get("traffic");
            inJson.add(finding.get("resource").get("id").asString() + " "
                    + (traffic.isNull() ? "-" : traffic.get("connections") + " to " + traffic.get("destinations")));
        }
        List<String> inSarif = new ArrayList<>();
        for (JsonNode result : mapper.readTree(sarif.out()).get("runs").get(0).get("results")) {
            JsonNode properties = result.get("properties");
            inSarif.add(result.get("locations")
                            .get(0)
                            .get("logicalLocations")
                            .get(0)
                            .get("name")
                            .asString()
                    + " "
                    + Optional.ofNullable(properties.get("trafficConnections"))
                            .map(count -> count + " to " + properties.get("trafficDestinations"))
                            .orElse("-"));
        }
        assertThat(inJson).contains("sg-0a1b2c3d 2790 to 53", "sg-0aaa230d 0 to 0", "sg-0a0d0001 -");
        assertThat(inSarif).as("the most severe first").containsExactlyInAnyOrderElementsOf(inJson);
        assertThat(json.out()).contains("\"traffic\":{\"from\":\"2026-10-23\",\"to\":\"2026-11-21\",");
        assertThat(without.out()).doesNotContain("\"traffic\"");
        assertThat(json.out()
                        .replaceAll(",\"traffic\":(null|\\{[^}]*\\})", "")
                        .replaceAll("\"generatedAt\":\"[^\"]*\"", ""))
                .as("all else is the same, in the same order")
                .isEqualTo(without.out().replaceAll("\"generatedAt\":\"[^\"]*\"", ""));
    }

    @Test
    void aProfileThatIsNoneIsRefusedBeforeAnythingIsRead() {
        Weir weir = new Weir(folder);
        String notes = weir.file("notes.txt", "precious\n");

        Weir.Said missing = weir.run(typed("scan examples/acme --traffic " + weir.name("nowhere")));
        Weir.Said foreign = weir.run(typed("explain sg-0a1b2c3d --inventory examples/acme --traffic " + notes));

        assertThat(missing.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err())
                .isEqualTo("weir: there is no file `DIR/nowhere`; help: `weir observe --out DIR/nowhere` writes one\n");
        assertThat(foreign.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(foreign.err()).startsWith("weir: `DIR/notes.txt`: ");
    }
}
