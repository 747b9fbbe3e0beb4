package dev.weir.peer;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real Terraform in a folder, with the real AWS provider, against moto.
 *
 * <p>It needs {@code terraform} on the {@code PATH}, and a file system mirror with the provider: the folder that the environment
 * variable {@code WEIR_TERRAFORM_PLUGINS} names, else one of those where Terraform itself looks, else one below {@code /opt}. A
 * machine without them skips the test, and says so; CI installs neither.
 */
public final class Terraform {

    private static final String MIRROR = "WEIR_TERRAFORM_PLUGINS";
    private static final String PROVIDER = "hashicorp/aws";

    private final Path program;
    private final Path folder;
    private final Map<String, String> environment;

    private Terraform(Path program, Path folder, Map<String, String> environment) {
        this.program = program;
        this.folder = folder;
        this.environment = environment;
    }

    private static Optional<Path> mirror() {
        String named = System.getenv(MIRROR);
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.concat(
                        Stream.of(home.resolve(".terraform.d/plugins"), Path.of("/usr/local/share/terraform/plugins")),
                        inside(Path.of("/opt")));
        return folders.filter(folder -> inside(folder).anyMatch(host -> Files.isDirectory(host.resolve(PROVIDER))))
                .findFirst();
    }

    private static Stream<Path> inside(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException none) {
            return Stream.of();
        }
    }

    /** Terraform in this folder, initialised; ends the calling test where there can be none. */
    public static Terraform in(Path folder, AwsCli aws) {
        Path program = Peer.whereInstalled("terraform").program();
        Optional<Path> plugins = mirror();
        if (plugins.isEmpty()) {
            Assumptions.abort(
                    "SKIPPED: no file system mirror with the provider " + PROVIDER + "; help: name one in " + MIRROR);
        }
        Terraform terraform = new Terraform(program, folder, aws.environment());
        try {
            Files.writeString(
                    folder.resolve("cli.tfrc"),
                    "disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = \""
                            + plugins.orElseThrow() + "\"\n  }\n}\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        terraform.ok("init", "-input=false", "-no-color");
        return terraform;
    }

    /** Runs {@code terraform arguments…} to its end, which must be good; its standard output. */
    public String ok(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("terraform.err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("TF_"));
        builder.environment().putAll(environment);
        builder.environment()
                .put("TF_CLI_CONFIG_FILE", folder.resolve("cli.tfrc").toString());
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        command + " ended with " + process.exitValue() + ": " + Files.readString(errors) + out);
            }
            return out;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Writes what a command prints to a file in the folder. */
    public Path keep(String file, String... arguments) {
        Path kept = folder.resolve(file);
        try {
            Files.writeString(kept, ok(arguments));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return kept;
    }
}
