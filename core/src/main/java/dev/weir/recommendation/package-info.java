/**
 * What the rules should be, and why: the narrowest rules that permit what was seen, within a quota.
 *
 * <p>Pure: numbers in, rules out. Knows {@code net} and the destinations of {@code inventory}; who saw what, and when, is
 * {@code traffic}; which calls follow is {@code plan}.
 *
 * <pre>
 * asked and answered     Optimiser OptimiserRequest OptimiserAnswer Recommendation RecommendedRule Tradeoff CurvePoint
 * what was seen          TrafficClass Destinations AddressColumn
 * what is given          Constraints Quota FixedRule Zone Atom
 * what opening costs     Measure Excess Standing ClassNeeds
 * curves                 Curve PrefixCurve NarrowCurve WideCurve PatriciaTree WidePrefixes GuillotineCurve PortsFirstCurve
 *                        MergedPorts
 * sharing out the rules  Unit Units Allocation AtomChoice OptionSearch SmallestQuota RuleWriter
 * </pre>
 */
@NullMarked
package dev.weir.recommendation;

import org.jspecify.annotations.NullMarked;
