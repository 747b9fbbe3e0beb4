/**
 * What would have broken, and is it enough to go on: replay of later flows, unseen mass, gates.
 *
 * <p>Uses {@code traffic} and {@code recommendation}; {@code plan} and {@code remediation} read its answers.
 */
@NullMarked
package dev.weir.backtest;

import org.jspecify.annotations.NullMarked;
