package dev.weir.spark;

import static org.assertj.core.api.Assertions.assertThat;

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
    void areThoseOfObserve() {
        assertThat(ExecutorOptions.in(conf()).get(DEFAULT))
                .contains("-XX:Tier4InvocationThreshold=100000", "-XX:+UseParallelGC");
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
