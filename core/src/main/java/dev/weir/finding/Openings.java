package dev.weir.finding;

import dev.weir.inventory.SecurityGroupRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one judgement, which names rules by their place, for the lists that have those rules.
 *
 * <p>Groups with the very same rules share the same evidence, so that reports need to write it once. Lists that are judged alike
 * may come in turns with other descriptions: all are forgotten when there are many, since what recurs does so soon.
 */
final class Openings {

    private static final int MOST = 64;

    private final Map<List<SecurityGroupRule.Known>, Opening> named = new HashMap<>(2);
    private @Nullable Opening last;
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
        Opening known = last;
        if (known == null || !isOf(known, judgement.openingRules(), list)) {
            known = named(judgement, list);
            last = known;
        }
        return known;
    }

    private Opening named(Judgement judgement, List<SecurityGroupRule> list) {
        List<SecurityGroupRule.Known> rules =
                new ArrayList<>(judgement.openingRules().size());
        for (int place : judgement.openingRules()) {
            if (list.get(place) instanceof SecurityGroupRule.Known rule) {
                rules.add(rule);
            }
        }
        Opening known = named.get(rules);
        if (known == null) {
            if (named.size() == MOST) {
                named.clear();
            }
            known = opening(judgement, rules);
            named.put(known.rules(), known);
        }
        return known;
    }

    /** Whether the rules at these places are those of this evidence; an equal list may have other ids and descriptions. */
    @SuppressWarnings("ReferenceEquality") // a shortcut before the comparison
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
