/**
 * Sorted groups as people and programs read them: one renderer per format.
 *
 * <p>Text by others is spelled out by {@link dev.weir.report.text.Printable}, or written in ASCII.
 */
@NullMarked
package dev.weir.report.triage;

import org.jspecify.annotations.NullMarked;
