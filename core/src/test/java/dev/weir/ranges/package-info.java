/** Tests of living ranges. */
@NullMarked
package dev.weir.ranges;

import org.jspecify.annotations.NullMarked;
