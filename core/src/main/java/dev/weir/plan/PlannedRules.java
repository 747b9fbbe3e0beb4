package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import java.util.Comparator;

/** The order of the rules of a plan: by service, then CIDRs by address, prefix lists, groups. */
final class PlannedRules {

    static final Comparator<SecurityGroupRule.Known> ORDER = PlannedRules::compare;

    private PlannedRules() {}

    private static int compare(SecurityGroupRule.Known one, SecurityGroupRule.Known other) {
        int byService = one.service().compareTo(other.service());
        if (byService != 0) {
            return byService;
        }
        if (one.destination() instanceof Destination.Addresses mine
                && other.destination() instanceof Destination.Addresses theirs) {
            return mine.cidr().compareTo(theirs.cidr());
        }
        int byKind = Integer.compare(kind(one.destination()), kind(other.destination()));
        return byKind != 0
                ? byKind
                : one.destination().text().compareTo(other.destination().text());
    }

    private static int kind(Destination destination) {
        return destination.match(addresses -> 0, list -> 1, group -> 2);
    }
}
