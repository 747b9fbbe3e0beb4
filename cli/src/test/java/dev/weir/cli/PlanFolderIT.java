package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Folders of plans, plans that are not ready, and what is said of many groups at once. */
class PlanFolderIT extends ChangeCommands {

    private Path plans() throws IOException {
        Path plans = Files.createDirectories(folder.resolve("plans"));
        for (String id : List.of(WEB, DB, BATCH)) {
            group(id, ALL);
            Files.move(planned(id), plans.resolve(id + ".json"));
        }
        Files.writeString(plans.resolve("notes.txt"), "to do\n");
        Files.writeString(plans.resolve("users.json"), "[]\n");
        return plans;
    }

    private List<String> applied(Path plans, String... more) {
        List<String> words = new ArrayList<>(List.of("apply", plans.toString()));
        words.addAll(List.of("--endpoint-url", endpoint.toString(), "--settle", "0s", "--in-flight", "0s"));
        words.addAll(List.of("--journal", folder.resolve("journal").toString()));
        words.addAll(List.of(more));
        return words;
    }

    @Test
    void appliesEveryPlanOfAFolder() throws IOException {
        Path plans = plans();

        Said said = weir(applied(plans, "--yes", "--accept", "evidence", "--reason", "a test"));

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("passed over in `" + plans + "`, which are no plans: notes.txt, users.json");
        assertThat(Stream.of(WEB, DB, BATCH).map(fake::effective)).containsOnly(List.of(PLANNED));
        assertThat(summary(said)).hasSize(3).allMatch(line -> line.startsWith("applied "));
    }

    @Test
    void saysAReasonThatManyGroupsShareOnceAndNamesTheGroupOfEveryOther() throws IOException {
        Path plans = plans();
        fake.rules(DB, "tcp 8080 8080 198.51.100.0/24");

        Said said = weir(applied(plans, "--yes"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err().replaceAll("\\s+", " "))
                .containsOnlyOnce("gate `evidence` fails")
                .contains("refused: 3 groups: gate `evidence` fails")
                .contains("groups: " + WEB + ", " + DB + ", " + BATCH)
                .contains("refused: `" + DB + "` changed after the plan was made");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void wrapsWhatItSaysToTheTerminal() throws IOException {
        Path plans = plans();
        fake.openTo(WEB, 80, 80);
        terminal = new Terminal(80, Terminal.Colour.OFF);

        Said said = weir(applied(plans, "--yes"));

        assertThat(said.err().lines().filter(line -> !line.contains(folder.toString())))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void aDryRunPrintsTheCallsOfPlansThatAreNotReady() throws IOException {
        Path plans = plans();

        Said said = weir(applied(plans, "--dry-run"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out().lines().filter(line -> line.startsWith("aws ec2 authorize-security-group-egress")))
                .hasSize(3);
        assertThat(said.err()).contains("nothing was changed");
    }

    @Test
    void aFolderWithoutPlansIsSaidSo() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Said said = weir(applied(empty, "--yes"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("there is no plan in the folder `" + empty + "`");
    }

    @Test
    void exportsAPlanThatIsNotReadyOnlyWhereThatIsAcceptedAndSaysSoInTheFirstLines() throws IOException {
        Path plans = plans();
        Path out = folder.resolve("out");

        Said refused = weir("export", plans.toString(), "--to", "aws-cli", "--out", out.toString());
        boolean written = Files.exists(out);
        Said exported = weir(
                "export",
                plans.toString(),
                "--to",
                "aws-cli",
                "--out",
                out.toString(),
                "--accept",
                "evidence",
                "--reason",
                "we know; $(touch ran) `touch ran`");
        Said steps = weir(
                "export",
                plans.resolve(WEB + ".json").toString(),
                "--to",
                "console",
                "--out",
                out.toString(),
                "--accept",
                "evidence",
                "--reason",
                "we know");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(written).isFalse();
        assertThat(refused.err().replaceAll("\\s+", " "))
                .contains("refused: 3 groups: gate `evidence` fails")
                .contains("accept it with `--accept evidence --reason TEXT`")
                .contains("nothing was written");
        assertThat(exported.exit()).as(exported.all()).isZero();
        for (String script : List.of(
                "apply.sh", "rollback.sh", "authorize-security-group-egress.sh", "revoke-security-group-egress.sh")) {
            assertThat(Files.readAllLines(out.resolve(WEB).resolve(script)).subList(0, 3))
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("#!/bin/sh"),
                            line -> assertThat(line)
                                    .startsWith("# NOT READY: gate evidence fails: no flow log was read"),
                            line -> assertThat(line)
                                    .isEqualTo("#   accepted, because: we know; $(touch ran) `touch ran`"));
        }
        assertThat(steps.exit()).as(steps.all()).isZero();
        assertThat(Files.readAllLines(out.resolve("console.txt")).get(0)).startsWith("NOT READY: gate evidence fails");
    }
}
