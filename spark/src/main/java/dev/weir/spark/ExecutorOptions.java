package dev.weir.spark;

import org.apache.spark.SparkConf;

/**
 * Options for the JVMs of executors: those that {@code weir observe} gives its own, which a test compares. A few loops run all the
 * time, so little else is worth the second compiler; they fill a few large arrays, which stay. Room for the classes of Spark saves two
 * collections of all at its start.
 *
 * <p>They stand before what the user and whoever runs the cluster gave, so that those win.
 */
final class ExecutorOptions {

    private static final String DEFAULT = "spark.executor.defaultJavaOptions";
    private static final String EXTRA = "spark.executor.extraJavaOptions";

    private static final String STARTING = "-XX:MetaspaceSize=64m";
    private static final String COMPILING = "-XX:FreqInlineSize=60 -XX:Tier4InvocationThreshold=100000"
            + " -XX:Tier4MinInvocationThreshold=50000 -XX:Tier4CompileThreshold=200000";
    private static final String COLLECTING = "-XX:+UseParallelGC -XX:NewRatio=8";

    private ExecutorOptions() {}

    /** The same configuration with these options. A JVM takes one collector, so one that is named already stays the only one. */
    static SparkConf in(SparkConf conf) {
        String given = conf.get(DEFAULT, "");
        boolean collects = (given + " " + conf.get(EXTRA, "")).matches("(?s).*-XX:\\+Use\\w*GC\\b.*");
        String options = STARTING + " " + (collects ? COMPILING : COMPILING + " " + COLLECTING);
        return conf.set(DEFAULT, (options + " " + given).strip());
    }
}
