/**
 * Which calls, in which order, valid against which state: the plan, its precondition and its proof.
 *
 * <p>Uses every room above it; {@code remediation} carries plans out, {@code codec} writes them.
 */
@NullMarked
package dev.weir.plan;

import org.jspecify.annotations.NullMarked;
