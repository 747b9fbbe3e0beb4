/** What keeping prefix lists at their ranges says. */
@NullMarked
package dev.weir.report.ranges;

import org.jspecify.annotations.NullMarked;
