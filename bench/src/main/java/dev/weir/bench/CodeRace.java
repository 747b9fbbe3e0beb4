package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The shipped {@code weir scan --format json} beside Checkov with one check selected and beside Terraform merely reading: a Terraform
 * folder, its plan, and a folder of CloudFormation templates, as {@link CodeMaker} writes them; whole processes, turns taken, medians.
 *
 * <p>Run from the root of the repository. Arguments: how often (five), how many files of five groups (400), the program of Checkov
 * ({@code checkov}), and a folder in which {@code terraform init} finds the AWS provider (its {@code -plugin-dir}; without one it asks
 * the registry). The files are made once, in {@code bench/target}; {@code init} and {@code plan} are not timed, and need no AWS. A
 * scan runs with {@code -Xmx256m}, so one that needs more fails.
 */
public final class CodeRace {

    private static final String WEIR = "weir";
    private static final String CHECKOV = "checkov";

    private CodeRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400;
        String checkov = arguments.length > 2 ? arguments[2] : CHECKOV;
        Path folder = Path.of("bench", "target", "code-" + files).toAbsolutePath();
        Path terraform = folder.resolve("terraform");
        Path saved = folder.resolve("saved.tfplan");
        Path plan = folder.resolve("plan.json");
        Map<String, String> environment = Map.of(
                "WEIR_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "WEIR_JAVA_OPTS", "-Xmx256m",
                "TF_DATA_DIR", folder.resolve("terraform-data").toString());
        if (!Files.exists(plan)) {
            CodeMaker.write(folder, files);
            List<String> init = terraform(terraform, "init", "-input=false");
            if (arguments.length > 3) {
                init.add("-plugin-dir=" + arguments[3]);
            }
            prepare(init, environment, ProcessBuilder.Redirect.DISCARD);
            prepare(
                    terraform(terraform, "plan", "-input=false", "-out=" + saved),
                    environment,
                    ProcessBuilder.Redirect.DISCARD);
            prepare(
                    terraform(terraform, "show", "-json", saved.toString()),
                    environment,
                    ProcessBuilder.Redirect.to(plan.toFile()));
        }
        race(
                "Terraform folder",
                Map.of("terraform validate", terraform(terraform, "validate")),
                scans(checkov, "-d", terraform, "CKV_AWS_382"),
                runs,
                environment);
        race(
                "plan in JSON",
                Map.of(
                        "terraform show", terraform(terraform, "show", saved.toString()),
                        "terraform show -json", terraform(terraform, "show", "-json", saved.toString())),
                scans(checkov, "-f", plan, "CKV_AWS_382"),
                runs,
                environment);
        // Checkov has no egress check for templates; this one looks at groups and at rules of both directions.
        race(
                "CloudFormation folder",
                Map.of(),
                scans(checkov, "-d", folder.resolve("cloudformation"), "CKV_AWS_23"),
                runs,
                environment);
    }

    private static List<String> terraform(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + folder));
        command.addAll(List.of(words));
        return command;
    }

    private static Map<String, List<String>> scans(String checkov, String option, Path input, String check) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(WEIR, List.of("./weir", "scan", input.toString(), "--format", "json"));
        commands.put(
                CHECKOV,
                List.of(
                        checkov,
                        option,
                        input.toString(),
                        "--check",
                        check,
                        "-o",
                        "json",
                        "--compact",
                        "--quiet",
                        "--skip-download",
                        "--soft-fail"));
        return commands;
    }

    private static void race(
            String what,
            Map<String, List<String>> readers,
            Map<String, List<String>> scans,
            int runs,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>(scans);
        commands.putAll(readers);
        Map<String, ProcessTime> times = ProcessTime.inTurns(commands, runs, environment);
        ProcessTime weir = Objects.requireNonNull(times.get(WEIR));
        System.out.println(what);
        times.forEach((name, time) -> System.out.printf(
                "  %-22s %s, %.1f and %.1f times weir's%n",
                name, time, time.wall() / weir.wall(), time.processor() / weir.processor()));
    }

    private static void prepare(List<String> command, Map<String, String> environment, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " did not end well");
        }
    }
}
