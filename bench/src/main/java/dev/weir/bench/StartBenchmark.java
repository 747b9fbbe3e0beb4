package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a user waits for: whole processes, from the shell to the exit code, beside a JVM that says hello with the same
 * options. Run from the root of the repository, after a first {@code ./weir}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 25)
public class StartBenchmark {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Benchmark
    public int hello() throws IOException, InterruptedException {
        return run(
                JAVA,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                "bench/target/weir-bench.jar",
                Hello.class.getName());
    }

    @Benchmark
    public int version() throws IOException, InterruptedException {
        return run("./weir", "--version");
    }

    @Benchmark
    public int scanOfOneGroup() throws IOException, InterruptedException {
        return run("./weir", "scan", "cli/src/main/launcher/one-group.json");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(List.of(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("WEIR_JAVA", JAVA);
        return process.start().waitFor();
    }
}
