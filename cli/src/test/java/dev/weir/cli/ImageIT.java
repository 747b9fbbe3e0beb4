package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container image, unpacked and run as a container engine does: its own root, its own user, nothing else of this machine. */
@Tag("deep")
class ImageIT {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final Path FLOWS = ROOT.resolve("adapters/src/test/resources/flows/engines");

    @TempDir
    static Path folder;

    private static Path archive;
    private static Path tar;
    private static Path image;

    @BeforeAll
    static void makeIt() throws Exception {
        String made = said(0, ROOT.resolve("release/archive").toString(), "--folder", folder.toString());
        archive = Path.of(made.strip());
        tar = image("image.tar");
        // Another platform's is made the same way, from that platform's root folder.
        assertThat(Files.mismatch(tar, image("again.tar", "--root", "/"))).isEqualTo(-1);
        Path parts = Files.createDirectories(folder.resolve("parts"));
        image = Files.createDirectories(folder.resolve("root"));
        said(0, "tar", "-xf", tar.toString(), "-C", parts.toString());
        for (JsonNode layer : json(parts.resolve("manifest.json")).get(0).get("Layers")) {
            said(
                    0,
                    "tar",
                    "--warning=no-unknown-keyword",
                    "-xpzf",
                    parts.resolve(layer.asString()).toString(),
                    "-C",
                    image.toString());
        }
        Files.createDirectories(image.resolve("proc"));
    }

    private static Path image(String name, String... options) throws Exception {
        Path file = folder.resolve(name);
        List<String> command =
                new ArrayList<>(List.of(ROOT.resolve("release/image").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(archive.toString(), file.toString()));
        said(0, command.toArray(String[]::new));
        return file;
    }

    /** Nothing is left out in silence: an image without a library would start nowhere. */
    @Test
    void saysWhichLibraryIsMissing() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        said(
                1,
                ROOT.resolve("release/image").toString(),
                "--root",
                empty.toString(),
                archive.toString(),
                folder.resolve("none.tar").toString());

        assertThat(folder.resolve("err")).content().contains(" is not in " + empty);
    }

    @Test
    void saysHowItIsRun() throws Exception {
        JsonNode manifest = json(folder.resolve("parts/manifest.json")).get(0);
        JsonNode whole =
                json(folder.resolve("parts").resolve(manifest.get("Config").asString()));
        JsonNode config = whole.get("config");

        assertThat(manifest.get("RepoTags").get(0).asString()).startsWith("weir:");
        assertThat(whole.get("os").asString()).isEqualTo("linux");
        assertThat(whole.get("architecture").asString())
                .isEqualTo(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64");
        assertThat(whole.get("created").asString()).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(config.get("User").asString()).isEqualTo("65532:65532");
        assertThat(config.get("WorkingDir").asString()).isEqualTo("/work");
        assertThat(config.get("Entrypoint").get(0).asString()).isEqualTo("/opt/weir/runtime/bin/java");
        assertThat(whole.get("rootfs").get("diff_ids").size())
                .isEqualTo(manifest.get("Layers").size());
        assertThat(image.resolve("bin")).doesNotExist();
    }

    @Test
    void scansAndObservesAsItsOwnUser() throws Exception {
        Path work = image.resolve("work");
        said(
                0,
                "cp",
                "-r",
                ROOT.resolve("examples/acme").toString(),
                work.resolve("acme").toString());
        Files.copy(ROOT.resolve("cli/src/main/launcher/one-group.json"), work.resolve("größe.json"));
        for (String codec : List.of("polars-zstd.parquet", "spark-snappy.parquet")) {
            Files.copy(FLOWS.resolve(codec), work.resolve(codec));
        }

        assertThat(run(3, "scan", "acme"))
                .isEqualTo(PackagedWeir.with(Map.of())
                        .run("scan", ROOT.resolve("examples/acme").toString())
                        .out()
                        .replace(ROOT.resolve("examples/acme").toString(), "acme")
                        .replaceAll("as of .* UTC", "as of TIME"));
        assertThat(run(3, "scan", "größe.json")).contains("sg-0123456789abcdef0");
        for (String codec : List.of("polars-zstd.parquet", "spark-snappy.parquet")) {
            assertThat(run(0, "observe", codec, "--inventory", "acme", "--out", codec + ".profile"))
                    .contains("3 records of 1 file");
        }
    }

    /** Runs the entry point where only /proc is added to what the image holds, in a mount namespace of its own. */
    private static String run(int exit, String... arguments) throws Exception {
        Assumptions.assumeTrue(
                Peer.inCi() || "root".equals(System.getProperty("user.name")), "only root may change its root folder");
        JsonNode manifest = json(folder.resolve("parts/manifest.json")).get(0);
        JsonNode config = json(folder.resolve("parts")
                        .resolve(manifest.get("Config").asString()))
                .get("config");
        List<String> command = new ArrayList<>();
        String unshare = Peer.required("unshare").program().toString();
        boolean mounts = new ProcessBuilder(unshare, "-m", "true").start().waitFor() == 0;
        if (mounts) {
            command.addAll(List.of(unshare, "-m", "sh", "-c", "mount -t proc proc \"$0\" && exec \"$@\""));
            command.add(image.resolve("proc").toString());
        }
        command.addAll(List.of("env", "-i"));
        if (!mounts) {
            // Java finds its libraries by /proc, which such a machine lets nobody mount.
            command.add("LD_LIBRARY_PATH=/opt/weir/runtime/lib");
        }
        config.get("Env").forEach(variable -> command.add(variable.asString()));
        command.addAll(List.of(
                "python3",
                "-c",
                "import os, sys\nos.chroot(sys.argv[1]); os.chdir(sys.argv[3]); user = sys.argv[2].split(':')\n"
                        + "os.setgroups([]); os.setgid(int(user[1])); os.setuid(int(user[0]))\n"
                        + "os.execv(sys.argv[4], sys.argv[4:])",
                image.toString(),
                config.get("User").asString(),
                config.get("WorkingDir").asString()));
        command.set(
                command.indexOf("python3"), Peer.required("python3").program().toString());
        config.get("Entrypoint").forEach(word -> command.add(word.asString()));
        command.addAll(List.of(arguments));
        return said(exit, command.toArray(String[]::new)).replaceAll("as of .* UTC", "as of TIME");
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }

    /** What it writes to standard output. */
    private static String said(int exit, String... command) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", List.of(command), Files.readString(err))
                .isEqualTo(exit);
        return out;
    }
}
