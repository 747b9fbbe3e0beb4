/**
 * What a list of rules permits, and by which rule: destinations resolved against the prefix lists that were read, and the
 * relations between lists of rules.
 *
 * <p>Uses {@code net} and {@code inventory}. One evaluator judges groups, plans and backtests.
 */
@NullMarked
package dev.weir.evaluation;

import org.jspecify.annotations.NullMarked;
