package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.AddressSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the result has in any case: destinations that are required, and rules that are kept. */
record Requirements(GroupView view, PlanSettings settings) {

    /**
     * The rules for what is required, by hand and by the organisation.
     *
     * @throws Impossible if the old rules do not permit one, or a forbidden zone holds it
     */
    List<Known> required() {
        Set<Allow> all = new LinkedHashSet<>(settings.wanted().allow());
        all.addAll(settings.wanted().organisation().requiredOf(view.group));
        List<Known> rules = new ArrayList<>();
        for (Allow allow : all) {
            checkForbidden(allow);
            checkPermitted(allow);
            Known rule = Known.of(allow.service(), allow.destination(), "weir: required");
            if (rules.stream().noneMatch(rule::sameRuleAs)) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private void checkForbidden(Allow allow) {
        AddressSet most = allow.destination() instanceof Destination.Group
                ? view.coverage(allow.destination())
                : Permissions.possibleAddresses(allow.destination(), view.inventory.prefixLists);
        settings.wanted().organisation().forbiddenZone(most).ifPresent(zone -> {
            throw new Impossible(
                    "`" + allow + "` cannot be allowed for `" + view.group.id() + "`: the policy forbids the zone `"
                            + zone + "`; help: allow a destination outside of it, or change the policy file");
        });
    }

    private void checkPermitted(Allow allow) {
        if (view.narrows(List.of(allow.rule()))) {
            return;
        }
        if (allow.destination() instanceof Destination.PrefixList list
                && !view.inventory.prefixLists.contents(list.id()).whole()) {
            throw new Impossible("`" + allow + "` cannot be allowed for `" + view.group.id()
                    + "`: the entries of `" + list.id()
                    + "` were not read, so nobody can say whether the old rules permit them; help: give its entries"
                    + " (aws ec2 get-managed-prefix-list-entries) in the inventory");
        }
        throw new Impossible("`" + allow + "` cannot be allowed for `" + view.group.id()
                + "`: its rules do not permit that now, and a plan never widens a group; help: authorize it by hand first, or leave"
                + " it out");
    }

    /**
     * The rules to keep.
     *
     * @throws Impossible if one is no rule of the group
     */
    List<Known> kept() {
        List<Known> kept = new ArrayList<>();
        for (String name : settings.wanted().keep()) {
            List<Known> meant =
                    view.old.stream().filter(rule -> isMeant(rule, name)).toList();
            if (meant.isEmpty() && settings.wanted().together().size() <= 1) {
                throw new Impossible("`" + name + "` is no outbound rule of `" + view.group.id() + "`; it has "
                        + rulesInWords() + "; help: name a rule by its id, or as PROTO:PORTS:DESTINATION");
            }
            kept.addAll(meant);
        }
        AddressSet forbidden = settings.wanted().organisation().forbiddenAddresses();
        for (Known rule : kept) {
            AddressSet reached = Permissions.possibleAddresses(rule.destination(), view.inventory.prefixLists);
            if (reached.intersects(forbidden)) {
                throw new Impossible("the rule for " + rule.service() + " to "
                        + rule.destination().text() + " of `"
                        + view.group.id() + "` cannot be kept: the policy forbids the zone `"
                        + settings.wanted()
                                .organisation()
                                .forbiddenZone(reached)
                                .orElse("") + "`");
            }
        }
        return kept.stream().distinct().toList();
    }

    private static boolean isMeant(Known rule, String name) {
        if (rule.id().equals(Optional.of(name))) {
            return true;
        }
        try {
            return name.contains(":") && Allow.parse(name).rule().sameRuleAs(rule);
        } catch (IllegalArgumentException noRule) {
            return false;
        }
    }

    private String rulesInWords() {
        if (view.old.isEmpty()) {
            return "none";
        }
        return String.join(
                ", ",
                view.old.stream()
                        .limit(10)
                        .map(rule -> rule.id().map(id -> id + " (").orElse("") + rule.service() + " to "
                                + rule.destination().text() + (rule.id().isPresent() ? ")" : ""))
                        .toList());
    }
}
