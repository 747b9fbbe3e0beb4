package dev.weir.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** What a user gives the JVMs of executors wins. */
class ExecutorOptionsTest {

    private static final String DEFAULT = "spark.executor.defaultJavaOptions";
    private static final String EXTRA = "spark.executor.extraJavaOptions";

    private static SparkConf conf() {
        return new SparkConf(false);
    }

    @Test
    void areThoseThatTheLauncherGivesObserve() throws IOException {
        String launcher = Files.readString(Path.of(System.getProperty("weir.root", ".."), "weir"));
        String observe = launcher.substring(launcher.indexOf("observe | verify)"));
        List<String> its = Pattern.compile("-XX:[\\w=]+")
                .matcher(observe.substring(0, observe.indexOf(";;")))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(its).hasSize(5);
        assertThat(ExecutorOptions.in(conf()).get(DEFAULT).split(" "))
                .containsAll(its)
                .contains("-XX:+UseParallelGC");
        assertThat(launcher).contains("collector=-XX:+UseParallelGC");
    }

    @Test
    void standBeforeWhatIsGivenAlready() {
        SparkConf conf = conf().set(DEFAULT, "-XX:NewRatio=2 -Dcluster=its").set(EXTRA, "-XX:FreqInlineSize=325");

        assertThat(ExecutorOptions.in(conf).get(DEFAULT)).matches(".*-XX:NewRatio=8 -XX:NewRatio=2 -Dcluster=its");
        assertThat(conf.get(EXTRA)).isEqualTo("-XX:FreqInlineSize=325");
    }

    @Test
    void nameNoCollectorWhereOneIsNamed() {
        for (String key : new String[] {DEFAULT, EXTRA}) {
            SparkConf conf = ExecutorOptions.in(conf().set(key, "-Xlog:gc -XX:+UseG1GC -Da=b"));

            assertThat(conf.get(DEFAULT)).contains("FreqInlineSize").doesNotContain("ParallelGC");
            assertThat(conf.get(key)).contains("-XX:+UseG1GC");
        }
    }
}
