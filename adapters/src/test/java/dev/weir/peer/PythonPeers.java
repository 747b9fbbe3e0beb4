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
    private static final Path TARGET = Path.of(System.getProperty("weir.root", ".."), "target")
            .toAbsolutePath()
            .normalize();
    private static final PythonPeers ACCOUNT = new PythonPeers("/peers/requirements.txt", "moto-venv");
    private static final PythonPeers LINT = new PythonPeers("/peers/lint.txt", "lint-venv");
    private static final PythonPeers CDK = new PythonPeers("/peers/cdk.txt", "cdk-venv");

    private final String pins;
    private final Path folder;
    private boolean isMade;

    private PythonPeers(String pins, String folder) {
        this.pins = pins;
        this.folder = TARGET.resolve(folder);
    }

    /** The peers that stand in for an account, made if need be; ends the calling test where they cannot be. */
    static PythonPeers required() {
        return ACCOUNT.made();
    }

    /** Those that check templates, likewise. */
    static PythonPeers ofTemplates() {
        return LINT.made();
    }

    /** Those that make templates, likewise. */
    static PythonPeers ofPrograms() {
        return CDK.made();
    }

    private synchronized PythonPeers made() {
        if (!isMade) {
            Path python = Peer.required("python3").program();
            try {
                make(python);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            isMade = true;
        }
        return this;
    }

    /** A program of the environment, such as {@code python} or {@code aws}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private void make(Path python) throws IOException {
        byte[] wanted;
        try (InputStream resource = PythonPeers.class.getResourceAsStream(pins)) {
            if (resource == null) {
                throw new IOException("no resource " + pins);
            }
            wanted = resource.readAllBytes();
        }
        Files.createDirectories(folder.getParent());
        Path done = folder.resolve("made-from.txt");
        try (FileChannel channel = FileChannel.open(
                        folder.resolveSibling(folder.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || (Files.exists(done) && Arrays.equals(Files.readAllBytes(done), wanted))) {
                return;
            }
            delete(folder);
            run(
                    "python3 has no working venv module (Debian: package python3-venv)",
                    List.of(python.toString(), "-m", "venv", folder.toString()));
            Path requirements = folder.resolve("requirements.txt");
            Files.write(requirements, wanted);
            run(
                    "pip cannot install the pinned peers",
                    List.of(
                            folder.resolve("bin/python").toString(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--no-input",
                            "--no-deps",
                            "--requirement",
                            requirements.toString()));
            Files.write(done, wanted);
        }
    }

    private void run(String otherwise, List<String> command) throws IOException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
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
