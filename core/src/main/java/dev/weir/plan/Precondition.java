package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Sha256;
import dev.weir.net.Service;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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
    public record PrefixListVersion(String id, OptionalLong version, String sha256) {

        /** A prefix list as it is now. */
        public static PrefixListVersion of(ManagedPrefixList list) {
            String lines = list.entries().stream()
                    .distinct()
                    .sorted()
                    .map(cidr -> cidr + "\n")
                    .collect(Collectors.joining());
            return new PrefixListVersion(list.id(), list.version(), Sha256.hex(lines));
        }
    }

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
