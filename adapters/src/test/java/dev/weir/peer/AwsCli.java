package dev.weir.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real AWS CLI, version 1, talking to an endpoint of the tests and knowing nothing of this machine's own settings. */
public final class AwsCli {
    private final Path program;
    private final URI endpoint;
    private final String region;

    /** The CLI of the peers' environment; ends the calling test where there is none. */
    public AwsCli(URI endpoint, String region) {
        this.program = PythonPeers.required().program("aws");
        this.endpoint = endpoint;
        this.region = region;
    }

    /**
     * What the CLI said.
     *
     * @param exit its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Said(int exit, String out, String err) {}

    /** The folder of the program, for scripts that call {@code aws} by name. */
    public Path folder() {
        return program.getParent() == null ? program : program.getParent();
    }

    /** What a process needs in its environment to reach the endpoint, and nothing of this machine's AWS settings. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_DEFAULT_REGION", region,
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_PAGER", "");
    }

    /** Runs {@code aws arguments…} to its end. */
    public Said run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs these lines in a POSIX shell that finds {@code aws} on its path. */
    public Said shell(String script) {
        return run(List.of("/bin/sh", "-eu", "-c", script));
    }

    private Said run(List<String> command) {
        try {
            Path out = Files.createTempFile("aws", ".out");
            Path err = Files.createTempFile("aws", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(environment());
            builder.environment().merge("PATH", folder() + ":", (path, folder) -> folder + path);
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end of " + command);
            }
            Said said = new Said(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
            Files.delete(out);
            Files.delete(err);
            return said;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Runs {@code aws arguments…}, which must succeed, and gives what it printed, without the last line end. */
    public String ok(String... arguments) {
        Said said = run(arguments);
        if (said.exit() != 0) {
            throw new AssertionError(
                    "aws " + String.join(" ", arguments) + " exited with " + said.exit() + ": " + said.err());
        }
        return said.out().stripTrailing();
    }
}
