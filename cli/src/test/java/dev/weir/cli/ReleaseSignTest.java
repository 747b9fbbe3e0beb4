package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signature of a release, made with a key that is thrown away and checked as a user checks it. */
class ReleaseSignTest {

    private static final Path SIGN = Path.of(System.getProperty("weir.root", ".."), "release/sign")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder = Path.of("");

    private Path release = Path.of("");
    private Path keys = Path.of("");
    private String gpg = "";

    /** What a process ended with, and all that it said. */
    private record Ended(int exit, String said) {}

    @BeforeEach
    void makeAReleaseAndAKey() throws Exception {
        gpg = Peer.required("gpg").program().toString();
        keys = Files.createDirectory(
                folder.resolve("k"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        release = Files.createDirectory(folder.resolve("release"));
        Files.writeString(release.resolve("weir-1-linux-x64.tar.gz"), "an archive");
        assertThat(run("sh", "-c", "cd \"$0\" && sha256sum weir-* >SHA256SUMS", release.toString())
                        .exit())
                .isZero();
        Ended made = run(
                gpg,
                "--batch",
                "--passphrase",
                "",
                "--quick-generate-key",
                "release@example.com",
                "ed25519",
                "sign",
                "1d");
        assertThat(made.exit()).as(made.said()).isZero();
    }

    @AfterEach
    void endTheAgent() throws Exception {
        run("gpgconf", "--kill", "all");
    }

    @Test
    void whoHasThePublicKeyKnowsThatTheFilesAreTheReleases() throws Exception {
        Ended signed = run(SIGN.toString(), "release@example.com", release.toString());

        assertThat(signed.exit()).as(signed.said()).isZero();
        assertThat(run(gpg, "--verify", "SHA256SUMS.asc", "SHA256SUMS").exit()).isZero();
        Files.writeString(release.resolve("SHA256SUMS"), "another");
        assertThat(run(gpg, "--verify", "SHA256SUMS.asc", "SHA256SUMS").said()).contains("BAD signature");
    }

    @Test
    void signsNothingThatTheChecksumsDoNotSay() throws Exception {
        Files.writeString(release.resolve("weir-1-linux-x64.tar.gz"), "another archive");

        Ended signed = run(SIGN.toString(), "release@example.com", release.toString());

        assertThat(signed.exit()).isEqualTo(1);
        assertThat(signed.said()).contains("is not what SHA256SUMS says; nothing was signed");
        assertThat(release.resolve("SHA256SUMS.asc")).doesNotExist();
    }

    private Ended run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(release.toFile()).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", keys.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
