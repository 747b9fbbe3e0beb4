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
}
