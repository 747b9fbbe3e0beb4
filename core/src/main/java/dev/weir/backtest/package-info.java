/**
 * What would have broken, what will, and is it enough to go on: replay of later flows, unseen mass, the chance of a denial, gates.
 *
 * <p>Uses {@code traffic} and {@code recommendation}; {@code plan} and {@code remediation} read its answers.
 */
@NullMarked
package dev.weir.backtest;

import org.jspecify.annotations.NullMarked;
