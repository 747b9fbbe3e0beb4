/** Keeping prefix lists at the ranges that they are of. */
@NullMarked
package dev.weir.operation.ranges;

import org.jspecify.annotations.NullMarked;
