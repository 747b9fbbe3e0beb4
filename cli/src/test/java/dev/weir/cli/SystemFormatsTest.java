package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats of a scan that other systems take. */
class SystemFormatsTest {

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"csv", "junit", "ocsf", "asff", "openmetrics"})
    void areAsTheyWere(String format) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", format);

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        Golden.matches("scan." + format, said.out());
    }

    /** A build turns red exactly where the exit code does. */
    @ParameterizedTest
    @ValueSource(strings = {"critical", "high", "medium", "low", "none"})
    void junitFailsWhereTheExitCodeDoes(String failOn) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", "junit", "--fail-on", failOn);

        boolean red = said.out().contains("<failure ") || said.out().contains("<error ");
        assertThat(red).isEqualTo(said.exit() != ExitCode.CLEAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "ocsf", "asff"})
    void carryTheTagsOfTheGroup(String format) {
        Weir weir = new Weir(folder);
        String file = weir.file(
                "111122223333/eu-west-1/in.json",
                "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-1\", \"IpPermissionsEgress\": [],"
                        + " \"Tags\": [ { \"Key\": \"team\", \"Value\": \"payments\" } ] } ] }");

        assertThat(weir.run("scan", file, "--format", format).out())
                .containsPattern("team(=|\":\"|\",\"value\":\")payments");
    }

    @Test
    void whatWasNotReadIsAnErrorOfTheBuildAndAGaugeAtZero() {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", "{ \"SecurityGroups\": [ ");

        assertThat(weir.run("scan", file, "--format", "junit").out())
                .contains("errors=\"")
                .contains("classname=\"weir.complete\"")
                .doesNotContain("errors=\"0\"");
        assertThat(weir.run("scan", file, "--format", "openmetrics").out()).contains("\nweir_scan_complete 0.0\n");
    }

    /** Security Hub takes no finding without account and Region: it is not imported into another's. */
    @Test
    void asffSaysWhatItLeavesOut() {
        Weir weir = new Weir(folder);
        String file = weir.file(
                "in.json",
                "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-1\", \"IpPermissionsEgress\": [ { \"IpProtocol\": \"-1\","
                        + " \"IpRanges\": [ { \"CidrIp\": \"0.0.0.0/0\" } ] } ] } ] }");

        Weir.Said said = weir.run("scan", file, "--format", "asff");

        assertThat(said.out()).isEqualTo("[]\n");
        assertThat(said.err()).contains("asff leaves out 2 findings whose account or Region is not known");
    }
}
