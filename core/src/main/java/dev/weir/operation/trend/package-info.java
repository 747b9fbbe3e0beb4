/**
 * How security groups were open over time: states by their own time, followed from one to the next, and what happened between.
 * Called by faces; reads through {@link dev.weir.operation.trend.DatedState} alone.
 */
@NullMarked
package dev.weir.operation.trend;

import org.jspecify.annotations.NullMarked;
