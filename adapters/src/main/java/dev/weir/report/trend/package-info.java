/**
 * How groups were open over time, as text, JSON and CSV.
 */
@NullMarked
package dev.weir.report.trend;

import org.jspecify.annotations.NullMarked;
