/**
 * How a result looks: one renderer per format, model in, characters out.
 *
 * <p>Uses core only and decides nothing. Text by others passes {@link dev.weir.report.text.Printable} or a
 * {@link dev.weir.json.JsonWriter} in ASCII before it reaches a reader. Called by {@code cli}.
 */
@NullMarked
package dev.weir.report;

import org.jspecify.annotations.NullMarked;
