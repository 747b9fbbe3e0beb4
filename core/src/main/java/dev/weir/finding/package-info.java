/**
 * What is wrong: checks and their readings, verdicts, severities, findings, and the scan that makes them.
 *
 * <p>Uses {@code net}, {@code inventory} and {@code evaluation}. Reports render what comes out of here and decide nothing.
 */
@NullMarked
package dev.weir.finding;

import org.jspecify.annotations.NullMarked;
