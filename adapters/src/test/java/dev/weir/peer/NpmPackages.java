package dev.weir.peer;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Packages of npm that a test needs, installed once under the checkout's {@code target/}, as the lock file beside their names pins
 * them; none of their scripts runs.
 */
public final class NpmPackages {
    private static final Path TARGET = Path.of(System.getProperty("weir.root", ".."), "target")
            .toAbsolutePath()
            .normalize();

    private NpmPackages() {}

    /**
     * The {@code node_modules} with what the files in {@code /peers/NAME} ask for; ends the calling test where there is no npm.
     *
     * @param name {@code browser} or {@code sarif}
     */
    public static Path of(String name) {
        Path npm = Peer.required("npm").program();
        Path folder = TARGET.resolve("npm-" + name);
        try {
            Files.createDirectories(folder);
            install(npm, name, folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return folder.resolve("node_modules");
    }

    private static void install(Path npm, String name, Path folder) throws IOException {
        byte[] wanted = resource(name, "package-lock.json");
        Path done = folder.resolve("made-from.json");
        try (FileChannel channel = FileChannel.open(
                        folder.resolveSibling(folder.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || (Files.exists(done) && Arrays.equals(Files.readAllBytes(done), wanted))) {
                return;
            }
            Files.write(folder.resolve("package.json"), resource(name, "package.json"));
            Files.write(folder.resolve("package-lock.json"), wanted);
            run(folder, List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            Files.write(done, wanted);
        }
    }

    private static byte[] resource(String name, String file) throws IOException {
        String path = "/peers/" + name + "/" + file;
        try (InputStream in = Objects.requireNonNull(NpmPackages.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    private static void run(Path folder, List<String> command) throws IOException {
        Path log = folder.resolve("npm.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(5, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("npm cannot install " + folder.getFileName() + ":\n" + Files.readString(log));
        }
    }
}
