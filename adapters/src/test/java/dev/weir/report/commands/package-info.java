/** What reports and commands look like, and that text by others stays text. */
@NullMarked
package dev.weir.report.commands;

import org.jspecify.annotations.NullMarked;
