/**
 * Parquet flow logs to flow records, from any object that core can open; no Hadoop installation is involved.
 *
 * <pre>
 * a file     FlowParquet ParquetReading FileFooter SchemaLeaf LeafColumns BrokenFile
 * row group  ParquetRows ParquetColumn ValueCells
 * page       ColumnPages PageCodec LevelRuns PackedRuns
 * </pre>
 *
 * <p>Parquet types never leave this room. Used by {@code cli}.
 */
@NullMarked
package dev.weir.parquet;

import org.jspecify.annotations.NullMarked;
