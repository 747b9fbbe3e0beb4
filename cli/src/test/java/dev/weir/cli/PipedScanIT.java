package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is piped into a scan is read where it is named, and never taken for a wish to scan the live account. */
class PipedScanIT {

    private static final String GROUPS = World.file(World.group("sg-1", "a", World.rule("-1", "", "0.0.0.0/0")));

    private final PackagedWeir weir = PackagedWeir.with(Map.of("AWS_EC2_METADATA_DISABLED", "true"));

    @Test
    void readsWhatIsPipedWhereItIsNamed() {
        for (String source : new String[] {"-", "/dev/stdin"}) {
            PackagedWeir.Said said = weir.runOn(GROUPS, "scan", source);

            assertThat(said.out()).as(source + said.err()).contains("sg-1");
            assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        }
    }

    @Test
    void saysHowToReadWhatIsPipedIntoAScanOfNothing() {
        PackagedWeir.Said said = weir.runOn(GROUPS, "scan");

        assertThat(said.err()).contains("standard input is a pipe").contains("`weir scan -` reads it");
        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aFileOnStandardInputIsNoWishForTheLiveAccountEither(@TempDir Path folder) throws IOException {
        Path groups = Files.writeString(folder.resolve("groups.json"), GROUPS);

        PackagedWeir.Said said = weir.from(groups, "scan");

        assertThat(said.err()).contains("standard input is a file, and no SOURCE was named");
        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void standardInputIsReadOnce() {
        PackagedWeir.Said said = weir.runOn(GROUPS, "plan", "sg-1", "--inventory", "-", "--flows", "-");

        assertThat(said.err()).contains("standard input: cannot be read: it was read before");
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void takesAPipeWithNothingInItForNothing() {
        PackagedWeir.Said said = weir.run("scan");

        assertThat(said.err() + said.out()).doesNotContain("standard input").contains("no usable AWS credentials");
    }

    @Test
    void leavesNoCopyOfWhatWasPiped(@TempDir Path folder) throws IOException {
        Path groups = Files.writeString(folder.resolve("groups.json"), GROUPS);
        Path profile = folder.resolve("traffic.weirprofile");
        Path copies = Files.createDirectory(folder.resolve("copies"));
        PackagedWeir here = weir.inJvm("-Djava.io.tmpdir=" + copies);
        String record =
                "2 111122223333 eni-0001 10.0.0.5 203.0.113.7 40000 443 6 1 40 1700000000 1700000060 ACCEPT OK\n";

        PackagedWeir.Said scanned = here.runOn(GROUPS, "scan", "-");
        PackagedWeir.Said observed =
                here.runOn(record, "observe", "--inventory", groups.toString(), "--out", profile.toString(), "-");

        assertThat(scanned.out()).as(scanned.err()).contains("sg-1");
        assertThat(profile).as(observed.err()).isNotEmptyFile();
        assertThat(copies).isEmptyDirectory();
    }

    @Test
    void letsToolsOfTheJvmEndTheirWork(@TempDir Path folder) throws IOException {
        Path groups = Files.writeString(folder.resolve("groups.json"), GROUPS);
        Path recording = folder.resolve("scan.jfr");
        PackagedWeir recorded = PackagedWeir.with(
                Map.of("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=filename=" + recording + ",settings=default"));

        PackagedWeir.Said said = recorded.run("scan", groups.toString());

        assertThat(said.exit()).as(said.err()).isEqualTo(ExitCode.FOUND);
        assertThat(recording).isNotEmptyFile();
    }
}
