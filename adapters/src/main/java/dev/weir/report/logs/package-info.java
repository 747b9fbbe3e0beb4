/** What flow logs can tell, as text and JSON; the answer of {@code weir logs}. */
@NullMarked
package dev.weir.report.logs;

import org.jspecify.annotations.NullMarked;
