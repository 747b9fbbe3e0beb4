package dev.weir.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Spark's own standalone cluster on loopback: a master and workers of one core, each a process, from the jars of this class path or
 * of the folder that {@code -Dweir.spark.jars} names.
 */
final class LoopbackCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What the tests and the job have besides, by file name. */
    private static final String NOT_SPARKS =
            "(?:weir|junit|assertj|archunit|byte-buddy|carpet|parquet|jts|aircompressor|jackson-core-3)[-.].*";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private String master = "";
    /** Logs of executors of jobs before the last. */
    private List<Path> former = List.of();

    /** Installs Spark in a folder of its own; nothing runs yet. */
    LoopbackCluster() throws IOException {
        folder = Files.createTempDirectory("weir-spark-cluster-");
        Path jars = Files.createDirectories(home().resolve("jars"));
        for (Path jar : jarsOfSpark()) {
            Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
        Path submit = Files.createDirectories(home().resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, """
                #!/bin/sh
                # What Spark's own script comes to, for an installation that is its jars alone.
                export SPARK_LOCAL_IP=127.0.0.1
                exec "%s" -Xmx1g %s -Dspark.driver.bindAddress=127.0.0.1 -Dspark.driver.host=127.0.0.1 -Dspark.ui.enabled=false \\
                    -Dspark.executor.memory=900m -Dspark.executor.cores=1 \\
                    -cp "%s/*" org.apache.spark.deploy.SparkSubmit "$@"
                """.formatted(java(), opens(), jars));
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What {@code SPARK_HOME} would be. */
    Path home() {
        return folder.resolve("home");
    }

    /** The address of the master. */
    String master() {
        return master;
    }

    private static List<Path> jarsOfSpark() throws IOException {
        Optional<String> elsewhere = Optional.ofNullable(System.getProperty("weir.spark.jars"))
                .filter(any -> !any.isBlank() && !any.startsWith("$"));
        if (elsewhere.isPresent()) {
            try (Stream<Path> jars = Files.list(Path.of(elsewhere.get()))) {
                return jars.map(Path::toAbsolutePath).toList();
            }
        }
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Stream.of(path.split(File.pathSeparator))
                .filter(one -> one.endsWith(".jar"))
                .filter(one ->
                        !one.substring(one.lastIndexOf(File.separatorChar) + 1).matches(NOT_SPARKS))
                .map(one -> Path.of(one).toAbsolutePath())
                .toList();
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static String opens() {
        return System.getProperty("weir.spark.opens", "");
    }

    /** Starts a master and so many workers, and waits until they know each other. */
    LoopbackCluster start(int workers) throws IOException, InterruptedException {
        int port = freePort();
        Process first = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + freePort()));
        await("master", "elected", first);
        master = "spark://127.0.0.1:" + port;
        for (int worker = 1; worker <= workers; worker++) {
            String name = "worker" + worker;
            List<String> words = List.of(
                    "--host",
                    "127.0.0.1",
                    "-c",
                    "1",
                    "-m",
                    "1400M",
                    "-d",
                    folder.resolve(name).toString(),
                    "--webui-port",
                    "" + freePort(),
                    master);
            await(name, "Successfully registered", start(name, "org.apache.spark.deploy.worker.Worker", words));
        }
        return this;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String name, String main, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(java().toString(), "-Xmx256m"));
        command.addAll(
                Stream.of(opens().split(" ")).filter(word -> !word.isEmpty()).toList());
        command.addAll(List.of("-cp", home().resolve("jars") + "/*", main));
        command.addAll(words);
        Process process = process(command, name).start();
        processes.add(process);
        return process;
    }

    private ProcessBuilder process(List<String> command, String log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".log").toFile());
        builder.environment().put("SPARK_HOME", home().toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        return builder;
    }

    /** A job on this cluster, as a user submits it; its log is {@code NAME.log}. */
    Process submit(String name, Path jar, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home().resolve("bin/spark-submit").toString(),
                "--master",
                master,
                "--class",
                "dev.weir.spark.ObserveJob",
                jar.toString()));
        command.addAll(words);
        former = executorLogs();
        Process job = process(command, name).start();
        processes.add(job);
        return job;
    }

    /** {@code weir} with these words, where this Spark is installed; its output is {@code NAME.log}. */
    Process weir(String name, Path weir, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(weir.toAbsolutePath().toString()));
        command.addAll(words);
        ProcessBuilder builder = process(command, name);
        builder.environment().put("WEIR_REBUILD", "0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** What a process of this name has said. */
    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"), StandardCharsets.ISO_8859_1);
    }

    /** Waits until the executor that this worker has for the job submitted last is at a task. */
    void awaitTaskOn(int worker) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (unfinishedTasksOn(worker) > 0) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("worker %d had no task in %s".formatted(worker, PATIENCE));
    }

    /** How many tasks of the job submitted last the executor of this worker has begun and not ended. */
    int unfinishedTasksOn(int worker) throws IOException {
        int unfinished = 0;
        for (Path log : executorLogs()) {
            if (log.startsWith(folder.resolve("worker" + worker)) && !former.contains(log)) {
                String said = Files.readString(log, StandardCharsets.ISO_8859_1);
                unfinished += said.split("Running task").length - said.split("Finished task").length;
            }
        }
        return unfinished;
    }

    private List<Path> executorLogs() throws IOException {
        try (Stream<Path> files = Files.find(folder, 4, (file, any) -> file.endsWith("stderr"))) {
            return files.toList();
        }
    }

    /** The machine of this worker is gone, with what runs on it. */
    void kill(int worker) {
        end(processes.get(worker));
    }

    private static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    private void await(String name, String word, Process process) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!log(name).toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException("the %s did not start:%n%s".formatted(name, log(name)));
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        processes.forEach(LoopbackCluster::end);
        for (Process process : processes) {
            process.waitFor();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
