package dev.weir.spark;

import dev.weir.evidence.Evidence;
import dev.weir.files.ProfileFile;
import dev.weir.flow.FlowSource;
import dev.weir.operation.FailureException;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.FlowReadings;
import dev.weir.operation.OperationListener;
import dev.weir.operation.ProfileStore;
import dev.weir.operation.ReadingAccount;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.ReadingWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * {@code spark-submit --class dev.weir.spark.ObserveJob weir-spark.jar FLOWS... --out FILE}: learns from flow logs on a cluster, and
 * writes the profile that {@code weir observe} would have written on one machine, byte by byte.
 *
 * <p>Ends with 0 if all was read, 1 if something was lost or the profile could not be written, 2 if the words were wrong.
 */
public final class ObserveJob {

    private static final int WHOLE = 0;
    private static final int INCOMPLETE = 1;
    private static final int USAGE = 2;

    private ObserveJob() {}

    public static void main(String[] words) {
        int code = submitted(List.of(words));
        if (code != WHOLE) {
            System.exit(code);
        }
    }

    private static int submitted(List<String> words) {
        try {
            JobRequest.of(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("weir: " + Printable.of(String.valueOf(wrong.getMessage())));
            System.err.println("weir: expected " + JobRequest.USAGE);
            return USAGE;
        }
        SparkConf conf = ExecutorOptions.in(new SparkConf())
                .setIfMissing("spark.app.name", "weir observe")
                // Parts of a profile go between machines, and know how they are written in Java's way alone.
                .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
                .setIfMissing("spark.driver.maxResultSize", "0");
        try (JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf))) {
            return run(words, spark, System.err);
        }
    }

    /** The job on a cluster that is there. */
    static int run(List<String> words, JavaSparkContext spark, PrintStream said) {
        JobRequest request = JobRequest.of(words);
        try {
            Configuration configuration = spark.hadoopConfiguration();
            ProfileStore out = ClusterFlows.isUri(request.out())
                    ? new ClusterProfile(request.out(), configuration)
                    : new ProfileFile(Path.of(request.out()));
            Evidence before = out.exists() ? out.read() : Evidence.empty();
            FlowChoice choice = new FlowChoice(request.selection(), interfaces(request, configuration));
            JobPart part = new JobPart(words, choice.interfaces(), HadoopSettings.of(configuration));
            FlowSource flows = ClusterFlows.of(request.flows(), request.selection(), configuration);
            FlowEvidence.FlowsRead read = new FlowReadings(choice, new ExecutorReaders(spark, part, before))
                    .of(flows, before, OperationListener.NONE);
            out.write(read.evidence());
            if (request.account().isPresent()) {
                tell(ReadingAccount.write(read), Path.of(request.account().get()));
            }
            say(read, request.out(), said);
            return read.isWhole() ? WHOLE : INCOMPLETE;
        } catch (FailureException failed) {
            said.println("weir: " + Printable.of(failed.sentence()));
        } catch (IOException failed) {
            said.println("weir: " + Printable.of(HadoopSettings.reason(failed)));
        } catch (Exception failed) {
            // Scala declares nothing: what the cluster could not do arrives unannounced.
            if (!(failed instanceof SparkException)) {
                throw failed;
            }
            said.println("weir: the cluster could not read the flow logs: "
                    + Printable.of(HadoopSettings.reason(failed)) + "; help: the log of the driver says more");
        }
        return INCOMPLETE;
    }

    /** Leaves the account in its place at once, for it says that the profile is there too. */
    private static void tell(byte[] account, Path place) throws IOException {
        Path beside = place.resolveSibling(place.getFileName() + ".unfinished");
        Files.write(beside, account);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Set<String> interfaces(JobRequest request, Configuration configuration) throws IOException {
        Set<String> interfaces = new HashSet<>();
        if (request.interfaces().isPresent()) {
            String file = request.interfaces().get();
            org.apache.hadoop.fs.Path path =
                    ClusterFlows.isUri(file) ? ClusterFlows.location(file, configuration) : ClusterObject.local(file);
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    HadoopSettings.fileSystem(path, configuration).open(path), StandardCharsets.UTF_8))) {
                lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(interfaces::add);
            }
            if (interfaces.isEmpty()) {
                throw new FailureException("`" + file + "` names no network interface, expected one in each line");
            }
        }
        return interfaces;
    }

    private static void say(FlowEvidence.FlowsRead read, String out, PrintStream said) {
        read.problems().forEach(problem -> said.println("weir: " + Printable.of(problem.toString())));
        ReadingWords.of(read).forEach(line -> said.println("weir: " + Printable.of(line)));
        said.println("weir: read " + Counted.of(read.readings().size(), "file") + "; " + Printable.of(out) + " holds "
                + Counted.of(read.evidence().records(), "record") + " of "
                + Counted.of(read.evidence().inputs().size(), "file"));
    }
}
