package dev.weir.cli;

import dev.weir.evidence.Evidence;
import dev.weir.files.ProfileFile;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FailureException;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowCluster;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ReadingAccount;
import dev.weir.report.text.Printable;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flow logs read by weir's job on Apache Spark, as {@code spark-submit} submits it: the driver runs on this machine, and hands over
 * profile and account in a temporary folder, which is kept where the job failed.
 */
record SparkSubmission(
        Path submit, Path jar, String master, List<String> flows, List<String> formats, ProcessContext surroundings)
        implements FlowCluster {

    private static final String JOB = "dev.weir.spark.ObserveJob";
    private static final String JAR = "weir-spark.jar";
    /** Spark's name for options of the JVM that submits, which is the driver. */
    private static final String DRIVER_OPTIONS = "SPARK_SUBMIT_OPTS";
    /**
     * What {@code observe} has for its own, and more: looking for Spark's classes in hundreds of jars is not worth the second compiler
     * either, and room for them saves collections. What the user gave stands behind it and wins; a collector is not named, for a
     * JVM refuses two.
     */
    private static final String SHORT_LIFE =
            "-XX:MetaspaceSize=64m -XX:Tier4BackEdgeThreshold=400000 -XX:FreqInlineSize=60"
                    + " -XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=50000"
                    + " -XX:Tier4CompileThreshold=200000";

    private static final int BETWEEN_LOOKS_MILLIS = 20;

    /** @throws FailureException if Spark or the job is not there, and where each is looked for */
    static SparkSubmission of(String master, List<String> flows, List<String> formats, ProcessContext surroundings) {
        Map<String, String> environment = surroundings.environment();
        return new SparkSubmission(submit(environment), jar(environment), master, flows, formats, surroundings);
    }

    private static Path submit(Map<String, String> environment) {
        String home = environment.getOrDefault("SPARK_HOME", "");
        if (!home.isEmpty()) {
            Path submit = Path.of(home, "bin", "spark-submit");
            if (Files.isExecutable(submit)) {
                return submit;
            }
            throw new FailureException("SPARK_HOME is `" + home
                    + "`, and there is no program bin/spark-submit in it; help: name the folder of Apache Spark 4");
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, "spark-submit"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new FailureException("Apache Spark is not here: SPARK_HOME is not set, and PATH has no"
                                + " `spark-submit`; help: install Spark 4, or copy " + JAR
                                + " to a machine of the cluster and submit it there"));
    }

    /** The job, which lies beside the program in a release, and where Maven made it in a checkout. */
    private static Path jar(Map<String, String> environment) {
        String named = environment.getOrDefault("WEIR_SPARK_JAR", "");
        List<Path> places = named.isEmpty() ? besideTheProgram() : List.of(Path.of(named));
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new FailureException("the job for Spark is not here: there is no file `"
                        + (places.isEmpty() ? JAR : places.get(places.size() - 1))
                        + "`; help: name that of your release in WEIR_SPARK_JAR, or run"
                        + " `mvn -Dquick -DskipTests -pl spark -am package` in a checkout"));
    }

    private static List<Path> besideTheProgram() {
        CodeSource source = SparkSubmission.class.getProtectionDomain().getCodeSource();
        try {
            Path program = source == null
                    ? Path.of("").toAbsolutePath()
                    : Path.of(source.getLocation().toURI());
            return List.of(
                    program.resolveSibling(JAR),
                    program.resolve("../../../spark/target").normalize().resolve(JAR));
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            return List.of();
        }
    }

    @Override
    public FlowEvidence.FlowsRead read(Evidence before, FlowChoice choice) {
        try {
            Path folder = Files.createTempDirectory("weir-spark-");
            FlowEvidence.FlowsRead read = read(folder, before, choice);
            drop(folder);
            return read;
        } catch (IOException failed) {
            throw new FailureException("the job for Spark cannot be submitted: " + failed.getMessage(), failed);
        }
    }

    private FlowEvidence.FlowsRead read(Path folder, Evidence before, FlowChoice choice) throws IOException {
        ProfileFile profile = new ProfileFile(folder.resolve("profile"));
        if (!before.inputs().isEmpty()) {
            profile.write(before);
        }
        Path log = folder.resolve("spark-submit.log");
        Path account = folder.resolve("reading");
        surroundings.say(
                "weir: reading on Spark at " + Printable.of(master) + "; log: " + Printable.of(log.toString()));
        Process job = started(command(folder, profile, account, choice), log);
        try (ShutdownHook ending = ShutdownHook.of("weir-spark-end", job::destroy)) {
            while (!Files.exists(account) && !job.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                continue; // The account is left when all is there, and the job then takes its time to end.
            }
            if (!Files.exists(account)) {
                throw new FailureException("the job on Spark ended with " + job.exitValue() + ": " + said(log)
                        + "; help: its log is `" + log + "`");
            }
            FlowEvidence.FlowsRead read = ReadingAccount.read(Files.readAllBytes(account), profile.read());
            job.waitFor();
            return read;
        } catch (InterruptedException stopped) {
            job.destroy();
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while the cluster was reading flow logs", stopped);
        }
    }

    private List<String> command(Path folder, ProfileFile profile, Path account, FlowChoice choice) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                submit.toString(), "--master", master, "--deploy-mode", "client", "--class", JOB, jar.toString()));
        words.addAll(flows);
        words.addAll(List.of("--out", profile.name(), "--reading", account.toString()));
        FlowSelection selection = choice.selection();
        selection.from().ifPresent(from -> words.addAll(List.of("--from", from.toString())));
        selection.to().ifPresent(to -> words.addAll(List.of("--to", to.toString())));
        selection.accounts().stream().sorted().forEach(one -> words.addAll(List.of("--account", one)));
        selection.regions().stream().sorted().forEach(one -> words.addAll(List.of("--region", one)));
        formats.forEach(one -> words.addAll(List.of("--log-format", one)));
        if (!choice.interfaces().isEmpty()) {
            Path interfaces = folder.resolve("interfaces");
            Files.write(interfaces, choice.interfaces().stream().sorted().toList());
            words.addAll(List.of("--interfaces", interfaces.toString()));
        }
        return words;
    }

    /** Starts it, with its words in the log and nothing to read. */
    private Process started(List<String> command, Path log) throws IOException {
        ProcessBuilder job = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        String given = surroundings.environment().getOrDefault(DRIVER_OPTIONS, "");
        job.environment().put(DRIVER_OPTIONS, (SHORT_LIFE + " " + given).strip());
        return job.start();
    }

    /** The job's own last sentence, else the last line that Spark wrote. */
    private static String said(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        Optional<String> own =
                lines.stream().filter(line -> line.startsWith("weir: ")).reduce((first, last) -> last);
        return own.map(line -> line.substring("weir: ".length()))
                .or(() -> lines.stream().filter(line -> !line.startsWith("at ")).reduce((first, last) -> last))
                .orElse("it said nothing");
    }

    private static void drop(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
