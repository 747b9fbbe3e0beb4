/**
 * Parquet flow logs to flow records, from any object that core can open; no Hadoop installation is involved.
 *
 * <p>Parquet types never leave this room. Used by {@code cli}.
 */
@NullMarked
package dev.weir.parquet;

import org.jspecify.annotations.NullMarked;
