package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Service;
import java.util.List;
import java.util.OptionalLong;

/**
 * What must still be true when the plan is applied; anything else makes it outdated.
 *
 * @param rules the outbound rules of the group when the plan was made
 * @param reliesOn rules of other groups on the same interfaces that carry observed traffic
 * @param prefixLists the versions of the prefix lists that the plan's coverage was computed with
 * @param interfaces the interfaces that wore the group, with all their groups, sorted by id
 */
public record Precondition(
        List<SecurityGroupRule.Known> rules,
        List<ReliesOn> reliesOn,
        List<PrefixListVersion> prefixLists,
        List<InterfaceGroups> interfaces) {

    public Precondition {
        rules = List.copyOf(rules);
        reliesOn = List.copyOf(reliesOn);
        prefixLists = List.copyOf(prefixLists);
        interfaces = List.copyOf(interfaces);
    }

    /**
     * A rule of a sibling group that the plan leaves traffic to.
     *
     * @param group the sibling's id
     * @param service what the rule permits
     * @param destination to where
     */
    public record ReliesOn(String group, Service service, Destination destination) {}

    /**
     * A prefix list as it was.
     *
     * @param id such as {@code pl-6da54004}
     * @param version its version, where it has one
     * @param sha256 of its entries, sorted, one per line
     */
    public record PrefixListVersion(String id, OptionalLong version, String sha256) {}

    /**
     * An interface with its groups, sorted.
     *
     * @param id such as {@code eni-0a1b}
     * @param groups ids of its groups
     */
    public record InterfaceGroups(String id, List<String> groups) {
        public InterfaceGroups {
            groups = List.copyOf(groups);
        }
    }
}
