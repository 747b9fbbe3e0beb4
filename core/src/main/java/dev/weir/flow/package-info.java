/**
 * What a flow log says: its format, its records, and the objects that hold them; no verdicts.
 *
 * <p>Uses {@code net} and {@code inventory}. Readers (files, Parquet, later S3) push records into a
 * {@link dev.weir.flow.FlowSink}; {@code evidence} has one.
 */
@NullMarked
package dev.weir.flow;

import org.jspecify.annotations.NullMarked;
