package dev.weir.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program in a JVM of its own, as a user runs it, with nothing of this machine's AWS settings. */
final class PackagedWeir {
    private static final Path JAR = Path.of("target", "weir-cli.jar").toAbsolutePath();

    private final Map<String, String> environment;
    private final List<String> jvmOptions;

    private PackagedWeir(Map<String, String> environment, List<String> jvmOptions) {
        this.environment = Map.copyOf(environment);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** The program with these environment variables. */
    static PackagedWeir with(Map<String, String> environment) {
        return new PackagedWeir(environment, List.of());
    }

    /** The same in a JVM with these options. */
    public PackagedWeir inJvm(String... options) {
        return new PackagedWeir(environment, List.of(options));
    }

    /**
     * What the program said.
     *
     * @param exit its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Said(int exit, String out, String err) {}

    /** Runs {@code weir arguments…} to its end. */
    public Said run(String... arguments) {
        return runOn("", arguments);
    }

    /** The same with this on its standard input, which is a pipe. */
    public Said runOn(String input, String... arguments) {
        return run(ProcessBuilder.Redirect.PIPE, input, arguments);
    }

    /** The same with this file as its standard input. */
    public Said from(Path file, String... arguments) {
        return run(ProcessBuilder.Redirect.from(file.toFile()), "", arguments);
    }

    private Said run(ProcessBuilder.Redirect from, String input, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("weir", ".out");
            Path err = Files.createTempFile("weir", ".err");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.redirectInput(from)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (OutputStream standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
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
}
