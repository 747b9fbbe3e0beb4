package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Service;
import dev.weir.recommendation.RecommendedRule;
import dev.weir.traffic.TrafficPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was learned from a group's traffic.
 *
 * @param rules the rules that it should have
 * @param curve the optimiser's choices
 * @param reliesOn what is left to siblings
 * @param reliedRules the rules of siblings that carry it
 * @param reasons why a class stays open, by service
 * @param volatileClasses classes whose public destinations keep changing and are pinned all the same, in words
 * @param changing the destinations for whose sake a class stays open, or that are pinned all the same
 * @param unreadLists which prefix lists of AWS name destinations, or may, and were not read; empty where none does
 * @param hints what else should be said
 */
record Lesson(
        List<RecommendedRule> rules,
        List<Plan.TradeoffPoint> curve,
        List<Precondition.ReliesOn> reliesOn,
        List<Known> reliedRules,
        Map<Service, String> reasons,
        List<String> volatileClasses,
        Set<TrafficPoint> changing,
        Optional<String> unreadLists,
        List<String> hints) {

    /** The rules, each with a description of where it comes from. */
    List<Known> asRules() {
        return asRules(rules);
    }

    static List<Known> asRules(List<RecommendedRule> rules) {
        List<Known> known = new ArrayList<>();
        for (RecommendedRule rule : rules) {
            boolean fixed = rule.basis() == RecommendedRule.Basis.FIXED;
            String origin = fixed ? "weir: required" : "weir: learned from VPC Flow Logs";
            known.add(Known.of(rule.service(), rule.destination(), origin));
        }
        return known;
    }

    /** Those that stand whatever is seen, and those of siblings that are relied upon. */
    List<Known> fixedRules() {
        List<Known> fixed = asRules(rules.stream()
                .filter(rule -> rule.basis() == RecommendedRule.Basis.FIXED)
                .toList());
        fixed.addAll(reliedRules);
        return fixed;
    }

    /** What the rules permit together with those of siblings that are relied upon. */
    Permissions permissions(PlannerInventory inventory) {
        List<Known> all = asRules();
        all.addAll(reliedRules);
        return Permissions.of(all, inventory.prefixLists);
    }
}
