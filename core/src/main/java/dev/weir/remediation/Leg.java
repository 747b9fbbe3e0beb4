package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One exchange of rules for others: a change makes one, or two where old and new rules do not fit the quota together.
 *
 * <pre>
 *   one leg     revoke ------------------------> authorize
 *   two legs    revoke -----> intermediate ----> authorize
 * </pre>
 *
 * A rule with an id was there before; one without is made by us. A rule on both sides stands throughout.
 *
 * @param from what stands where the leg begins, beside what the plan keeps
 * @param to what stands where it ends
 */
public record Leg(List<Known> from, List<Known> to) {

    public Leg {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /**
     * The legs of a change, in order: one where nothing stands in between, else two.
     *
     * @param revoke the old rules that go
     * @param intermediate what stands in between
     * @param authorize the planned rules that come
     */
    public static List<Leg> of(List<Known> revoke, List<Known> intermediate, List<Known> authorize) {
        return intermediate.isEmpty()
                ? List.of(new Leg(revoke, authorize))
                : List.of(new Leg(revoke, intermediate), new Leg(intermediate, authorize));
    }

    /** What a dry run asks: one call for each set of tags, and one for what is there and goes. */
    public static List<RuleCall> calls(List<Leg> legs) {
        List<RuleCall> calls = new ArrayList<>();
        for (Leg leg : legs) {
            Map<Map<String, String>, List<Known>> byTags = leg.added().stream()
                    .collect(Collectors.groupingBy(Known::tags, LinkedHashMap::new, Collectors.toList()));
            byTags.values().forEach(rules -> calls.add(new RuleCall.Authorize(rules)));
            List<Known> there =
                    leg.removed().stream().filter(rule -> rule.id().isPresent()).toList();
            if (!there.isEmpty()) {
                calls.add(new RuleCall.Revoke(there));
            }
        }
        return calls;
    }

    /** The rules that come, on the way forward. */
    public List<Known> added() {
        Set<RuleKey> there = RuleKey.all(from);
        return to.stream().filter(rule -> !there.contains(RuleKey.of(rule))).toList();
    }

    /** The rules that go, on the way forward. */
    public List<Known> removed() {
        Set<RuleKey> stay = RuleKey.all(to);
        return from.stream().filter(rule -> !stay.contains(RuleKey.of(rule))).toList();
    }

    /** What stands where this direction ends. */
    List<Known> target(Direction direction) {
        return direction == Direction.FORWARD ? to : from;
    }

    /** What stands where this direction begins. */
    List<Known> source(Direction direction) {
        return direction == Direction.FORWARD ? from : to;
    }

    /** The keys that go in this direction. */
    Set<RuleKey> lowered(Direction direction) {
        Set<RuleKey> stay = RuleKey.all(target(direction));
        return RuleKey.all(source(direction)).stream()
                .filter(key -> !stay.contains(key))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The rules of before that stand on both sides. */
    List<Known> throughout() {
        Set<RuleKey> there = RuleKey.all(from);
        return to.stream()
                .filter(rule -> rule.id().isPresent() && there.contains(RuleKey.of(rule)))
                .toList();
    }
}
