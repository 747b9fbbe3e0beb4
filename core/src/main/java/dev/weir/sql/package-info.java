/**
 * Flow logs that an engine of SQL reads: one statement for each day of a table, whose rows are groups of records.
 *
 * <p>Uses {@code flow}, {@code evidence} and {@code operation}. The engine is a port; adapters know Athena and Trino.
 *
 * <pre>
 * a table            FlowTable TableColumn TableLeaf DayColumns
 * what it is asked   DayStatement FieldExpressions
 * who answers        SqlEngine SqlRows SqlFailure
 * days as objects    SqlFlows SqlDay RowText
 * </pre>
 */
@NullMarked
package dev.weir.sql;

import org.jspecify.annotations.NullMarked;
