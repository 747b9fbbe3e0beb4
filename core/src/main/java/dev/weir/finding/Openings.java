package dev.weir.finding;

import dev.weir.inventory.SecurityGroupRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one judgement, which names rules by their place, for the lists that have those rules.
 *
 * <p>Groups with the very same rules share the same evidence, so that reports need to write it once.
 */
final class Openings {

    private @Nullable Opening named;
    private @Nullable Opening unnamed;

    /** What is open, and by which rules: none are named on a pass. */
    Opening of(Judgement judgement, Verdict verdict, List<SecurityGroupRule> list) {
        if (verdict == Verdict.PASS || judgement.openingRules().isEmpty()) {
            Opening known = unnamed;
            if (known == null) {
                known = opening(judgement, List.of());
                unnamed = known;
            }
            return known;
        }
        Opening known = named;
        if (known == null || !isOf(known, judgement.openingRules(), list)) {
            List<SecurityGroupRule.Known> opening =
                    new ArrayList<>(judgement.openingRules().size());
            for (int place : judgement.openingRules()) {
                if (list.get(place) instanceof SecurityGroupRule.Known rule) {
                    opening.add(rule);
                }
            }
            known = opening(judgement, opening);
            named = known;
        }
        return known;
    }

    /** Whether the rules at these places are those of this evidence; an equal list may have other ids and descriptions. */
    @SuppressWarnings("ReferenceEquality") // spares a short scan what Java makes for the equals of records
    private static boolean isOf(Opening known, List<Integer> places, List<SecurityGroupRule> list) {
        List<SecurityGroupRule.Known> rules = known.rules();
        boolean isOf = rules.size() == places.size();
        for (int i = 0; isOf && i < rules.size(); i++) {
            SecurityGroupRule rule = list.get(places.get(i));
            isOf = rules.get(i) == rule || rules.get(i).equals(rule);
        }
        return isOf;
    }

    private static Opening opening(Judgement judgement, List<SecurityGroupRule.Known> rules) {
        return new Opening(rules, judgement.tcp(), judgement.udp(), judgement.widestIpv4(), judgement.widestIpv6());
    }
}
