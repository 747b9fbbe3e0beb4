/**
 * Which calls, in which order, valid against which state: the plan, its precondition and its proof.
 *
 * <p>Read {@code Planner}, {@code TrafficPlanner}, {@code Learner} (what is needed: {@code Needs}; as which classes: {@code Classes};
 * what may stand for destinations: {@code Atoms}, {@code Detours}, {@code AwsAddresses}), {@code PlanAssembly}, {@code Gates}.
 * Uses every room above it; {@code remediation} carries plans out, {@code codec} writes them.
 *
 * <pre>
 * asked and answered           Planner PlanSettings OrganisationPolicy Allow PlanAnswer Plan Outlook
 * the group as it is           PlannerInventory GroupView GroupRef OutsideManager StackResource RuleWeights Judged
 * what was seen, as needs      TrafficPlanner TrafficOutlook ObservedTraffic Needs Doubts Unfiltered Points Detours Companions
 *                              AwsAddresses
 * what the optimiser is asked  Learner Lesson Classes Atoms HighPorts InternetSide Requirements Impossible
 * the change and its proof     PlanAssembly PlannedRules Authorization Intermediate Precondition Proof Gates
 *                              UntrackedConnections
 * what it comes to             Consequences SeverityChange Rescan Settling LongestTracked LastUse RejectLogs Hazards Reversal
 *                              ReviewNeed FreshDays
 * afterwards                   PlanReplay Replayed
 * </pre>
 */
@NullMarked
package dev.weir.plan;

import org.jspecify.annotations.NullMarked;
