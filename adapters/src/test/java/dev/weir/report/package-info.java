/** What reports and commands look like, and that text by others stays text. */
@NullMarked
package dev.weir.report;

import org.jspecify.annotations.NullMarked;
