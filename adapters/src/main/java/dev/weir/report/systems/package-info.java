/**
 * A scan in the formats that other systems take: each a renderer of findings as they come.
 *
 * <p>Text by others is spelled out by {@link dev.weir.report.text.Printable}, or written in ASCII, before it reaches a system.
 */
@NullMarked
package dev.weir.report.systems;

import org.jspecify.annotations.NullMarked;
