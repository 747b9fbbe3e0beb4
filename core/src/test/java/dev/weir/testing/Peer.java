package dev.weir.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of somebody else that a test compares weir with, such as {@code python3}, found on the
 * {@code PATH}.
 *
 * <p>Where it is missing the test is skipped on a developer's machine and fails in CI (system property
 * {@code weir.ci}, from the environment variable {@code CI}).
 */
public record Peer(String name, Path program) {

    /** The peer of this name; ends the calling test when there is none. */
    public static Peer required(String name) {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            String message = "peer `" + name + "` is not on the PATH; help: install it";
            if (inCi()) {
                throw new AssertionError(message);
            }
            Assumptions.abort(message);
        }
        return new Peer(name, program.orElseThrow());
    }

    /** The peer of this name, which CI cannot install, such as Terraform: where it is missing the test is skipped there too. */
    public static Peer whereInstalled(String name) {
        Optional<Path> program = find(name);
        if (program.isEmpty()) {
            Assumptions.abort("SKIPPED: peer `" + name + "` is not on the PATH; help: install it");
        }
        return new Peer(name, program.orElseThrow());
    }

    /** True where a missing peer is a failure. */
    public static boolean inCi() {
        return "true".equalsIgnoreCase(System.getProperty("weir.ci", ""));
    }

    /** The program of this name on the {@code PATH}. */
    public static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
