package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.StackResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan as two patches of the template that makes its group: the first adds rules, the second removes rules, and no rule is ever
 * changed.
 *
 * <p>"If you modify a rule, CloudFormation removes the existing rule and then adds a new rule" (AWS::EC2::SecurityGroup in the
 * template reference): between the two, packets are lost. What is written is read again, and refused unless the group then permits
 * exactly what the plan says and every other group what it did.
 *
 * @param address the group's logical id
 * @param add the first patch; empty where nothing is to be added
 * @param remove the second
 * @param notes what whoever applies them should know, a sentence each
 */
public record TemplatePatch(String address, String add, String remove, List<String> notes) {

    /** A rule that permits nothing, as the CDK writes it: a group without any rule is open once it is created. */
    static final SecurityGroupRule.Known NOTHING = SecurityGroupRule.Known.of(
            new Service(Protocol.ICMP, 252, 86), Destination.of(Cidr.parse("255.255.255.255/32")));

    public TemplatePatch {
        notes = List.copyOf(notes);
    }

    /**
     * The patches.
     *
     * @param path of the template below the repository
     * @param group the group as the account knows it
     * @param change what the plan does to its rules
     * @param address the group's logical id, where it was given
     * @throws CannotPatch where it cannot be done safely, with the place
     */
    public static TemplatePatch of(
            String path,
            String text,
            GroupRef group,
            Plan.Change change,
            Optional<String> address,
            GivenParameters parameters)
            throws CannotPatch {
        return new Making(path, group, change, parameters, new ArrayList<>()).patch(text, address);
    }

    /** The making of one pair of patches. */
    private record Making(
            String path, GroupRef ref, Plan.Change change, GivenParameters parameters, List<String> notes) {

        TemplatePatch patch(String text, Optional<String> given) throws CannotPatch {
            Map<String, GroupInTemplate> groups = read(text);
            String address = given.isPresent() ? given.get() : found(groups);
            GroupInTemplate before = groups.get(address);
            if (before == null) {
                throw new CannotPatch(
                        Origin.of(path),
                        "there is no security group " + Quoted.of(address) + " in this template; it has "
                                + groups.keySet());
            }
            try {
                return patch(text, before);
            } catch (CannotPatch refused) {
                throw refused.with(
                        refused.way() == CannotPatch.Way.LIVE_FIRST ? ": " + values() : "; " + byHand(before));
            }
        }

        private TemplatePatch patch(String text, GroupInTemplate before) throws CannotPatch {
            Set<String> had = new TreeSet<>(before.keys());
            List<SecurityGroupRule.Known> adding = new ArrayList<>();
            for (Authorization authorization : change.authorize()) {
                if (had.contains(GroupInTemplate.key(authorization.rule()))) {
                    notes.add("the template already has " + words(authorization.rule()));
                } else {
                    adding.add(authorization.rule());
                }
            }
            Set<String> revoked = new LinkedHashSet<>();
            for (SecurityGroupRule.Known rule : change.revoke()) {
                revoked.add(GroupInTemplate.key(rule));
                if (!had.contains(GroupInTemplate.key(rule))) {
                    throw CannotPatch.liveFirst(
                            before.origin(),
                            "the template does not have the rule that the plan takes away, " + words(rule)
                                    + ": it was made beside the template, or by AWS");
                }
            }
            Set<String> left = new TreeSet<>(had);
            left.removeAll(revoked);
            if (left.isEmpty() && adding.isEmpty() && !revoked.isEmpty()) {
                adding.add(NOTHING);
                notes.add(
                        "a group without rules would be open once it is created anew, so that a rule stays which permits"
                                + " nothing: icmp to 255.255.255.255/32");
            }
            String added = adding.isEmpty() ? text : new AddedRules(adding).in(before);
            Set<String> wide = new TreeSet<>(had);
            adding.forEach(rule -> wide.add(GroupInTemplate.key(rule)));
            check(before, added, wide);
            String removed = removed(before, added, new RemovedRules(revoked, notes));
            wide.removeAll(revoked);
            check(before, removed, wide);
            return new TemplatePatch(
                    before.address(), UnifiedDiff.of(path, text, added), UnifiedDiff.of(path, added, removed), notes);
        }

        private Map<String, GroupInTemplate> read(String text) throws CannotPatch {
            try {
                return GroupInTemplate.all(new SourceText(path, text), parameters);
            } catch (BrokenTemplate broken) {
                throw new CannotPatch(Origin.of(path, broken.line()), broken.sentence());
            }
        }

        private String found(Map<String, GroupInTemplate> groups) throws CannotPatch {
            String id = ref.id();
            String name = ref.name();
            Optional<String> tagged = ref.stackResource().map(StackResource::logicalId);
            if (tagged.isPresent()) {
                return tagged.filter(groups::containsKey)
                        .orElseThrow(() -> new CannotPatch(
                                Origin.of(path),
                                Quoted.of(id) + " is the resource " + Quoted.of(tagged.get()) + " of the stack "
                                        + Quoted.of(ref.stackResource().get().stack())
                                        + ", as its tags say, and this template has "
                                        + groups.keySet() + "; help: give `--config` the template of that stack"));
            }
            List<Predicate<Map.Entry<String, GroupInTemplate>>> ways = List.of(
                    candidate -> !name.isEmpty()
                            && candidate.getValue().group().name().equals(name),
                    candidate -> Pattern.matches(".+-" + Pattern.quote(candidate.getKey()) + "-[A-Za-z0-9]{6,}", name));
            for (Predicate<Map.Entry<String, GroupInTemplate>> way : ways) {
                List<String> matching = groups.entrySet().stream()
                        .filter(way)
                        .map(Map.Entry::getKey)
                        .toList();
                if (matching.size() == 1) {
                    return matching.get(0);
                }
            }
            throw new CannotPatch(
                    Origin.of(path),
                    "which of its security groups is " + Quoted.of(id)
                            + " cannot be told; help: give `--address` with one of " + groups.keySet()
                            + ", as the group's tag `aws:cloudformation:logical-id` says");
        }

        private static String words(SecurityGroupRule.Known rule) {
            return rule.service() + " to " + rule.destination().text();
        }

        /** The rules that the group is to have, to be written by hand. */
        private String values() {
            return EgressLists.of(change).narrow().stream()
                    .map(rule -> new TemplateRule(rule).flow())
                    .collect(Collectors.joining(", "));
        }

        /** The change in words, for who has to write it, with the places of what goes. */
        private String byHand(GroupInTemplate before) {
            String add = change.authorize().stream()
                    .map(authorization -> new TemplateRule(authorization.rule()).flow())
                    .collect(Collectors.joining(", "));
            String away = change.revoke().stream()
                    .map(rule -> words(rule) + places(before, GroupInTemplate.key(rule)))
                    .collect(Collectors.joining(", "));
            return "the change by hand: " + (add.isEmpty() ? "" : "add " + add)
                    + (add.isEmpty() || away.isEmpty() ? "" : "; in a second deployment ")
                    + (away.isEmpty() ? "" : "take away " + away);
        }

        private static String places(GroupInTemplate before, String key) {
            return before.group().outbound().stream()
                    .filter(rule -> GroupInTemplate.key(rule).equals(key))
                    .flatMap(rule -> rule.origin().stream())
                    .map(Origin::toString)
                    .distinct()
                    .collect(Collectors.joining(", ", " (", ")"));
        }

        /** Everything but this group must be as it was, and the group exactly so. */
        private void check(GroupInTemplate before, String text, Set<String> expected) throws CannotPatch {
            GroupInTemplate after = edited(text, before).get(before.address());
            if (after == null
                    || !new TreeSet<>(after.keys()).equals(expected)
                    || !after.others().equals(before.others())) {
                throw wouldNotCome(before);
            }
        }

        private CannotPatch wouldNotCome(GroupInTemplate before) {
            return new CannotPatch(before.origin(), "a patch of this group would not come to what the plan says");
        }

        /** What the text says now; where it can be read no more, as where an alias named what is gone, there is no patch. */
        private Map<String, GroupInTemplate> edited(String text, GroupInTemplate before) throws CannotPatch {
            try {
                return read(text);
            } catch (CannotPatch broken) {
                throw wouldNotCome(before);
            }
        }

        private String removed(GroupInTemplate before, String text, RemovedRules rules) throws CannotPatch {
            String rest = text;
            while (true) {
                GroupInTemplate group = edited(rest, before).get(before.address());
                Optional<String> next = group == null ? Optional.empty() : next(before, rest, group, rules);
                if (next.isEmpty()) {
                    return rest;
                }
                rest = next.get();
            }
        }

        /** The next step, whose refusal names the line in the template as it is. */
        private static Optional<String> next(
                GroupInTemplate before, String rest, GroupInTemplate group, RemovedRules rules) throws CannotPatch {
            try {
                return rules.without(group);
            } catch (CannotPatch refused) {
                throw refused.at(line -> UnifiedDiff.lineBefore(before.text().text(), rest, line));
            }
        }
    }
}
