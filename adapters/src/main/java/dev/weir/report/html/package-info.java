/**
 * Results as one page for a browser: it loads nothing, works without script and on paper, and shows what others wrote as text.
 *
 * <p>{@code report} and {@code cli} say what is on a page; style and script are resources beside these classes.
 */
@NullMarked
package dev.weir.report.html;

import org.jspecify.annotations.NullMarked;
