package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forty findings of a real morning: what {@code plan --failing} says of all of them. */
class FortyPlansTest {

    private static final int GROUPS = 40;

    @TempDir
    Path folder;

    private static String id(int number) {
        return "sg-%017x".formatted(number);
    }

    /** Every fourth cannot be planned: it permits no https, which is what is asked for. */
    private static String groups() {
        return World.file(IntStream.range(0, GROUPS)
                .mapToObj(i -> World.group(
                        id(i),
                        "a-service-with-a-rather-long-name-" + i,
                        World.rule(i % 4 == 0 ? "udp" : "-1", i % 4 == 0 ? "53" : "", "0.0.0.0/0")))
                .toArray(String[]::new));
    }

    private Weir.Said plan(Weir weir, String... more) {
        List<String> words = new ArrayList<>(List.of("plan", "--failing", "--inventory"));
        words.add(weir.file("groups.json", groups()));
        words.addAll(List.of("--allow", "tcp:443:203.0.113.0/28"));
        words.addAll(List.of(more));
        return weir.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 160})
    void endsWithOneTableAndATallyOnAPageOrTwo(int columns) {
        Weir weir = new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));

        Weir.Said said = plan(weir, "--out", weir.name("plans"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out().lines()).hasSizeLessThan(200);
        assertThat(said.out())
                .contains("SECURITY GROUP", "CHANGE", "READY", "FILE")
                .contains("40 groups: 0 ready, 30 not ready, 10 refused\n")
                .contains("gates that fail: attachment 30, evidence 30\n")
                .contains("why: weir explain DIR/plans/" + id(1) + ".json\n");
        for (int i = 0; i < GROUPS; i++) {
            assertThat(said.out()).contains("\n" + id(i) + " ");
        }
        assertThat(said.out().lines().filter(line -> line.contains(id(1)) || line.contains("closes")))
                .anyMatch(line -> line.contains("no: evidence") || line.contains("no: attachment"));
    }

    @Test
    void saysTheReasonThatTenGroupsShareOnceWithTheListOfThem() {
        Weir weir = new Weir(folder);

        Weir.Said said = plan(weir, "--out", weir.name("plans"));

        assertThat(said.err().lines().filter(line -> line.contains("cannot be allowed")))
                .singleElement()
                .asString()
                .startsWith("weir: refused: 10 groups: ")
                .contains("groups: " + id(0) + ", " + id(4) + ", ");
    }

    @Test
    void printsEveryPlanWholeWhereThatIsAskedFor() {
        Weir weir = new Weir(folder);

        Weir.Said inShort = plan(weir);
        Weir.Said whole = plan(weir, "--verbose");

        assertThat(inShort.out())
                .doesNotContain("proof ")
                .endsWith("each plan whole: run again with --verbose, or with --out DIR for a file each\n");
        assertThat(whole.out().lines().filter(line -> line.startsWith("proof ")))
                .hasSize(30);
        assertThat(whole.out()).contains("\n40 groups: 0 ready, 30 not ready, 10 refused\n");
    }

    @Test
    void printsAFewPlansWholeAndTheTableBelow() {
        Weir weir = new Weir(folder);
        String file = weir.file("groups.json", groups());

        Weir.Said said = weir.run("plan", id(1), id(2), "--inventory", file, "--allow", "tcp:443:203.0.113.0/28");

        assertThat(said.out().lines().filter(line -> line.startsWith("proof "))).hasSize(2);
        assertThat(said.out())
                .contains("\n\nSECURITY GROUP ")
                .contains("\n2 groups: 0 ready, 2 not ready, 0 refused\n");
    }
}
