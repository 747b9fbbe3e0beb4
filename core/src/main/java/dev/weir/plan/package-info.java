/**
 * Which calls, in which order, valid against which state: the plan, its precondition and its proof.
 *
 * <p>Read {@code Planner}, {@code TrafficPlanner}, {@code Learner} (what is needed: {@code Needs}; as which classes: {@code Classes};
 * what may stand for destinations: {@code Atoms}, {@code Detours}, {@code AwsAddresses}), {@code PlanAssembly}, {@code Gates}.
 * Uses every room above it; {@code remediation} carries plans out, {@code codec} writes them.
 */
@NullMarked
package dev.weir.plan;

import org.jspecify.annotations.NullMarked;
