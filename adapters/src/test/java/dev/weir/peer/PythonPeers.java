package dev.weir.peer;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The peers that are written in Python, at pinned versions in a virtual environment of their own under the
 * checkout's {@code target/}.
 *
 * <p>Made on first use and kept as long as the pins stay the same. A machine without Python, without its venv module or without
 * a package index skips the tests that need them, loudly; CI does not accept the skip.
 */
final class PythonPeers {
    private static final String PINS = "/peers/requirements.txt";
    private static final Path FOLDER = Path.of(System.getProperty("weir.root", ".."), "target", "moto-venv")
            .toAbsolutePath()
            .normalize();
    private static Optional<PythonPeers> made = Optional.empty();

    private PythonPeers() {}

    /** The peers, made if need be; ends the calling test where they cannot be. */
    static synchronized PythonPeers required() {
        if (made.isEmpty()) {
            Path python = Peer.required("python3").program();
            try {
                make(python);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            made = Optional.of(new PythonPeers());
        }
        return made.get();
    }

    /** A program of the environment, such as {@code python} or {@code aws}. */
    Path program(String name) {
        return FOLDER.resolve("bin").resolve(name);
    }

    private static void make(Path python) throws IOException {
        byte[] pins;
        try (InputStream resource = PythonPeers.class.getResourceAsStream(PINS)) {
            if (resource == null) {
                throw new IOException("no resource " + PINS);
            }
            pins = resource.readAllBytes();
        }
        Files.createDirectories(FOLDER.getParent());
        Path done = FOLDER.resolve("made-from.txt");
        try (FileChannel channel = FileChannel.open(
                        FOLDER.resolveSibling("moto-venv.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || (Files.exists(done) && Arrays.equals(Files.readAllBytes(done), pins))) {
                return;
            }
            delete(FOLDER);
            run(
                    "python3 has no working venv module (Debian: package python3-venv)",
                    List.of(python.toString(), "-m", "venv", FOLDER.toString()));
            Path requirements = FOLDER.resolve("requirements.txt");
            Files.write(requirements, pins);
            run(
                    "pip cannot install the pinned peers",
                    List.of(
                            FOLDER.resolve("bin/python").toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--no-input",
                            "--no-deps",
                            "--requirement",
                            requirements.toString()));
            Files.write(done, pins);
        }
    }

    private static void run(String otherwise, List<String> command) throws IOException {
        Path log = FOLDER.resolveSibling("moto-venv.log");
        Process process = new ProcessBuilder(command)
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
            missing(otherwise + ": see " + log + "\n" + Files.readString(log));
        }
    }

    private static void missing(String message) {
        if (Peer.inCi()) {
            throw new AssertionError(message);
        }
        Assumptions.abort(message);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
