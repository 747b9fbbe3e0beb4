package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where Spark or the job is not there, or fails; the job itself is tested beside it. */
class SparkSubmissionTest {

    @TempDir
    Path folder = Path.of("");

    private Weir.Said observe(Weir weir) {
        String flows = weir.file(
                "flows.log",
                "2 111122223333 eni-1 10.0.0.1 198.51.100.1 40000 443 6 3 180 1795154400 1795154460 ACCEPT OK\n");
        String inventory = weir.file("groups.json", "{\"SecurityGroups\": []}");
        return weir.run(
                "observe",
                flows,
                "--inventory",
                inventory,
                "--out",
                weir.name("p"),
                "--last",
                "3d",
                "--account",
                "111122223333",
                "--log-format",
                "${version} ${start}",
                "--spark",
                "spark://127.0.0.1:7077");
    }

    private Weir withSpark(String script) throws IOException {
        Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Weir(folder)
                .with("SPARK_HOME", folder.resolve("spark").toString())
                .with(
                        "WEIR_SPARK_JAR",
                        Files.createFile(folder.resolve("job.jar")).toString());
    }

    @Test
    void saysThatSparkIsNotHere() {
        Weir.Said said = observe(new Weir(folder).with("PATH", folder.toString()));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .isEqualTo(
                        "weir: Apache Spark is not here: SPARK_HOME is not set, and PATH has no `spark-submit`; help:"
                                + " install Spark 4, or copy weir-spark.jar to a machine of the cluster and submit it there\n");
        assertThat(folder.resolve("p")).doesNotExist();
    }

    @Test
    void saysThatTheFolderIsNoSpark() {
        Weir.Said said = observe(new Weir(folder).with("SPARK_HOME", folder.toString()));

        assertThat(said.err()).contains("SPARK_HOME is `DIR`, and there is no program bin/spark-submit in it");
    }

    @Test
    void saysThatTheJobIsNotHere() throws IOException {
        Weir.Said said = observe(withSpark("exit 0\n").with("WEIR_SPARK_JAR", folder + "/none.jar"));

        assertThat(said.err())
                .contains(
                        "the job for Spark is not here: there is no file `DIR/none.jar`; help: name that of your release");
    }

    @Test
    void saysWhyTheJobFailedAndKeepsItsLog() throws IOException {
        Weir.Said said = observe(withSpark(
                        "echo \"$*\" >%1$s/words\necho \"$SPARK_SUBMIT_OPTS\" >%1$s/options\necho 'weir: no \033[31mluck'\nexit 3\n"
                                .formatted(folder))
                .with("SPARK_SUBMIT_OPTS", "-XX:FreqInlineSize=325 -Dhis=own"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("weir: reading on Spark at spark://127.0.0.1:7077; log: ")
                .contains("the job on Spark ended with 3: no \\u001b[31mluck; help: its log is `")
                .doesNotContain("\u001b");
        assertThat(folder.resolve("p")).doesNotExist();
        String log = said.err().replaceAll("(?s).*its log is `(.*)`\n", "$1");
        assertThat(Path.of(log)).exists();
        Files.delete(Path.of(log));
        Files.delete(Path.of(log).getParent());
        assertThat(folder.resolve("words"))
                .content()
                .matches("--master spark://127.0.0.1:7077 --deploy-mode client --class dev.weir.spark.ObserveJob "
                        + folder + "/job.jar " + folder + "/flows.log --out \\S+/profile --reading \\S+/reading"
                        + " --from 2026-11-19T12:00:00Z --account 111122223333 --log-format"
                        + " \\$\\{version} \\$\\{start}\n");
        assertThat(folder.resolve("options"))
                .content()
                .as("what the user gives the driver stands behind what weir gives it")
                .matches("-XX:.* -XX:FreqInlineSize=60 .* -XX:FreqInlineSize=325 -Dhis=own\n");
        String launcher = Files.readString(Path.of(System.getProperty("weir.root", ".."), "weir"));
        assertThat(Pattern.compile("-XX:(?:FreqInlineSize|Tier4\\w+)=\\d+")
                        .matcher(launcher.substring(
                                launcher.indexOf("observe | verify)"), launcher.indexOf("-XX:NewRatio=8")))
                        .results()
                        .map(MatchResult::group))
                .as("what the launcher gives observe")
                .hasSize(4)
                .allSatisfy(option ->
                        assertThat(folder.resolve("options")).content().contains(option));
    }
}
