/**
 * Characters that are safe to show, and how wide they are; the one table, the one way to break lines and the one way to write
 * numbers, shares and times.
 *
 * <p>Uses {@code net} alone. Called by all of {@code report} and by {@code cli}.
 */
@NullMarked
package dev.weir.report.text;

import org.jspecify.annotations.NullMarked;
