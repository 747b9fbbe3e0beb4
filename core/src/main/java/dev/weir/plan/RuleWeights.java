package dev.weir.plan;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What rules count in the quota of a family.
 *
 * <p>A CIDR counts 1 in its family; a security group 1 in both; a customer's prefix list its MaxEntries; AWS's own lists what
 * the VPC user guide's table says, because their MaxEntries is not their weight.
 *
 * @param prefixLists what they say of themselves
 */
public record RuleWeights(PrefixLists prefixLists) {

    /** By the end of the list's name, after the Region. */
    private static final Map<String, Integer> AWS_LISTS = Map.of(
            "s3", 1,
            "dynamodb", 1,
            "s3express", 6,
            "ec2-instance-connect", 2,
            "groundstation", 5,
            "vpc-lattice", 10,
            "route53-healthchecks", 25,
            "cloudfront.origin-facing", 55);

    int of(Destination destination, IpFamily family) {
        return destination.match(
                addresses -> addresses.cidr().family() == family ? 1 : 0, list -> of(list.id(), family), group -> 1);
    }

    /** What all of these rules count in the quota of the family. */
    public int of(Collection<SecurityGroupRule.Known> rules, IpFamily family) {
        return rules.stream().mapToInt(rule -> of(rule.destination(), family)).sum();
    }

    private int of(String listId, IpFamily family) {
        Optional<ManagedPrefixList> found = prefixLists.find(listId);
        if (found.isEmpty()) {
            return 1;
        }
        ManagedPrefixList list = found.get();
        boolean counts = list.family()
                .map(family::equals)
                .orElse(list.entries().isEmpty()
                        || list.entries().stream().map(Cidr::family).anyMatch(family::equals));
        return counts ? Math.max(1, of(list)) : 0;
    }

    private static int of(ManagedPrefixList list) {
        if (list.awsManaged()) {
            for (Map.Entry<String, Integer> known : AWS_LISTS.entrySet()) {
                if (list.name().endsWith("." + known.getKey())) {
                    return known.getValue();
                }
            }
        }
        return list.maxEntries().orElse(list.entries().size());
    }
}
