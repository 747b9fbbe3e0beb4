package dev.weir.iac.terraform.patch;

import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.patch.EditedConfiguration.Saying;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a change of the text may do to a group, and that it may do nothing else.
 *
 * @param before the configuration before it
 * @param address the group's
 * @param made rule resources that are there: they come and go as a whole, for the provider destroys and creates what changes
 * @param added the rules that must come
 * @param removable the rules of which one must go, or several may; none where nothing may go
 */
record AskedChange(
        EditedConfiguration before,
        String address,
        Descriptions descriptions,
        Set<String> made,
        List<Known> added,
        List<Known> removable) {

    /** Whether new rules must have the descriptions that were asked for. */
    enum Descriptions {
        ANY,
        THESE
    }

    /** Whether the configuration after these edits is the one before, changed as asked. */
    boolean isMadeBy(Candidate edits, EditedConfiguration after) {
        Optional<SecurityGroup> group = Optional.ofNullable(before.groups().get(address));
        Optional<SecurityGroup> changed = Optional.ofNullable(after.groups().get(address));
        return group.isPresent()
                && changed.isPresent()
                && after.problems().size() == before.problems().size()
                && after.withoutDestination(address) <= before.withoutDestination(address)
                && after.exclusives().stream()
                        .allMatch(list -> !list.mayBeOf(changed.get()) || list.agrees(changed.get()))
                && others(before, group.get()).equals(others(after, group.get()))
                && isMissedByNobody(group.get(), after)
                && isMadeBy(
                        edits,
                        EditedConfiguration.sayings(group.get().outbound()),
                        EditedConfiguration.sayings(changed.get().outbound()));
    }

    /** Whether nothing refers to a rule resource that is gone, which Terraform refuses. */
    private boolean isMissedByNobody(SecurityGroup group, EditedConfiguration after) {
        return group.knownOutbound().stream()
                .map(RulePlaces::resourceOf)
                .filter(resource -> after.resource(resource).isEmpty())
                .map(ResourceAddress::parse)
                .noneMatch(resource -> after.names(resource.name() + resource.key())
                        || !after.holdsBlock(resource) && after.names(resource.name()));
    }

    /** What is said of all but the group's outbound rules, and the lists that must name them. */
    private Map<String, List<Saying>> others(EditedConfiguration code, SecurityGroup group) {
        Map<String, List<Saying>> all = new TreeMap<>(code.sayings());
        all.remove(address + " >");
        code.exclusives().stream()
                .filter(list -> list.mayBeOf(group))
                .forEach(list -> all.remove(list.resource().address()));
        return all;
    }

    private boolean isMadeBy(Candidate edits, List<Saying> mine, List<Saying> theirs) {
        List<Saying> came = new ArrayList<>(theirs);
        List<Saying> went = mine.stream().map(edits::renamed).collect(Collectors.toCollection(ArrayList::new));
        went.forEach(came::remove);
        theirs.forEach(went::remove);
        Set<Saying> mayGo = removable.stream()
                .map(EditedConfiguration::saying)
                .map(edits::renamed)
                .collect(Collectors.toSet());
        boolean isAsked = removable.isEmpty() ? went.isEmpty() : !went.isEmpty() && mayGo.containsAll(went);
        Set<String> newRules = said(came);
        newRules.removeAll(said(mine));
        return isAsked
                && came.size() == added.size()
                && newRules.equals(
                        said(added.stream().map(EditedConfiguration::saying).toList()))
                && isWhole(came, mine)
                && isWhole(went, theirs);
    }

    private Set<String> said(List<Saying> sayings) {
        return sayings.stream()
                .map(saying -> descriptions == Descriptions.THESE ? saying.rule() : saying.key())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isWhole(List<Saying> moved, List<Saying> others) {
        Set<String> resources = others.stream().map(Saying::resource).collect(Collectors.toSet());
        return moved.stream()
                .filter(saying -> made.contains(saying.resource()))
                .noneMatch(saying -> resources.contains(saying.resource()));
    }
}
