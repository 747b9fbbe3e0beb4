/**
 * {@code weir observe} on Apache Spark: the same parser and the same evidence, on as many machines as the cluster has.
 *
 * <p>Lives in a job jar of its own, without Spark, which the cluster has; the command line submits that jar and never loads it. Only
 * Spark's plain RDD calls are used, so that one jar runs on every Spark 4. Uses {@code core} and, of the adapters, what reads files
 * and Parquet and what words a reading; the command line's room is not known here.
 *
 * <pre>
 * the job                 ObserveJob JobRequest
 * where the logs lie      ClusterFlows ClusterObject ClusterProfile DigestedStream HadoopSettings
 * who reads them          ExecutorReaders ExecutorOptions JobPart ReadPart
 * </pre>
 */
@NullMarked
package dev.weir.spark;

import org.jspecify.annotations.NullMarked;
