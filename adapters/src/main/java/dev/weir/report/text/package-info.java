/**
 * Characters that are safe to show, and how wide they are; time as reports write it.
 *
 * <p>Uses nothing. Called by all of {@code report} and by {@code cli}.
 */
@NullMarked
package dev.weir.report.text;

import org.jspecify.annotations.NullMarked;
