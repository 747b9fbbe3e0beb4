package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full is said in words by every command that writes, and is no bug. */
class FullDiskTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        assumeThat(Files.exists(FULL))
                .as("this system has a device that is always full")
                .isTrue();
        Weir weir = new Weir(folder);
        World.in(weir);
        weir.file(
                "flows.log",
                "2 111122223333 eni-1 10.0.0.5 192.0.2.1 40000 443 6 1 60 1790000000 1790000009 ACCEPT OK\n");
        weir.run(
                "plan",
                "sg-0a1b2c3d",
                "--inventory",
                weir.name("acme"),
                "--allow",
                "tcp:443:10.0.0.0/8",
                "--out",
                weir.name("plan.json"));
        Files.createSymbolicLink(folder.resolve("full"), FULL);
        Files.createSymbolicLink(folder.resolve("full.gz"), FULL);
    }

    @AfterEach
    void unlink() throws IOException {
        Files.deleteIfExists(folder.resolve("full"));
        Files.deleteIfExists(folder.resolve("full.gz"));
    }

    private Weir.Said run(String command, OutputStream out) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "1",
                out,
                err,
                Map.of(),
                Clock.fixed(Weir.NOW, ZoneOffset.UTC),
                () -> Terminal.NONE,
                () -> false,
                WallClockPacer::new);
        int exit = new WeirCli(surroundings)
                .run(List.of(command.replace("DIR", folder.toString()).split(" ")));
        return new Weir.Said(exit, "", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan DIR/acme",
                "scan DIR/acme --format json",
                "scan DIR/acme --format sarif",
                "explain sg-0a1b2c3d --inventory DIR/acme",
                "explain DIR/plan.json",
                "plan sg-0a1b2c3d --inventory DIR/acme --allow tcp:443:10.0.0.0/8",
                "plan --failing --inventory DIR/acme --allow tcp:443:10.0.0.0/8 --format json",
                "observe DIR/flows.log --inventory DIR/acme --out DIR/t.profile",
                "snapshot DIR/acme --out DIR/kept.json",
                "export DIR/plan.json --to console --out DIR/out --accept evidence --reason known",
                "iam read",
                "--help"
            })
    void isSaidWhereStandardOutputCannotBeWritten(String command) throws IOException {
        try (OutputStream full = new FileOutputStream(FULL.toFile())) {
            Weir.Said said = run(command, full);

            assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(said.err())
                    .contains("weir: the output could not be written: No space left on device\n")
                    .doesNotContain("bug");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan DIR/acme --format json=DIR/full",
                "scan DIR/acme --format text=DIR/full",
                "plan sg-0a1b2c3d --inventory DIR/acme --allow tcp:443:10.0.0.0/8 --out DIR/full",
                "plan sg-0a1b2c3d --inventory DIR/acme --allow tcp:443:10.0.0.0/8 --format html=DIR/full",
                "observe DIR/flows.log --inventory DIR/acme --out DIR/full",
                "snapshot DIR/acme --out DIR/full",
                "snapshot DIR/acme --out DIR/full.gz"
            })
    void isSaidWhereAFileCannotBeWritten(String command) {
        Weir.Said said = run(command, OutputStream.nullOutputStream());

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("full").contains("cannot be written: No space left on device");
    }
}
