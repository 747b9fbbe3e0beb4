package dev.weir.finding;

import dev.weir.inventory.Listing;
import dev.weir.inventory.Listings;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Subnet;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose groups must have been read, because something of theirs was.
 *
 * <p>Every VPC has a security group, so an account and Region of which anything was read has groups. The one exception are the
 * rows of an owner who shares its VPC: a participant's listings show the owner's VPC, subnets and routes, and nothing that is
 * associated with a group of the owner (Amazon VPC User Guide, shared subnets).
 */
final class NetworkOwners {

    private static final String NOT_READ =
            "the security groups of this account and Region were not read, and every VPC has one";
    private static final String HELP =
            "; help: save the output of `aws ec2 describe-security-groups --output json` with the rest";

    private final Map<String, Scope> vpcs = new HashMap<>();
    private final Map<String, Scope> subnets = new HashMap<>();
    private final Set<Scope> sharing = new HashSet<>();
    /** The subnets and VPCs that hold interfaces of an account and Region. */
    private final Map<Scope, Set<String>> used = new HashMap<>();

    void vpc(String id, Scope owner) {
        vpcs.putIfAbsent(id, owner);
    }

    void subnet(Subnet subnet) {
        subnets.putIfAbsent(subnet.id(), subnet.scope());
        vpc(subnet.vpc(), subnet.scope());
    }

    /** An interface, which may come before what it lies in. */
    void uses(NetworkInterface networkInterface) {
        Set<String> places = used.computeIfAbsent(networkInterface.scope(), scope -> new HashSet<>());
        networkInterface.subnet().ifPresent(places::add);
        networkInterface.vpc().ifPresent(places::add);
    }

    /** A group, which comes after the VPC that it is made in. */
    void uses(SecurityGroup securityGroup) {
        if (!vpcs.isEmpty() && securityGroup.vpc().isPresent()) {
            uses(vpcs.get(securityGroup.vpc().get()), securityGroup.scope());
        }
    }

    private void uses(@Nullable Scope owner, Scope user) {
        if (owner != null
                && owner.account().isPresent()
                && user.account().isPresent()
                && !owner.account().equals(user.account())) {
            sharing.add(owner);
        }
    }

    /**
     * The scopes of which something was read, and no listing of groups, or one without the group of a VPC that is there.
     *
     * @param areAllGroups whether every group that was listed came, and not a few of them
     */
    List<Problem> unread(List<ScanSummary.ScopeStatus> statuses, Listings listings, boolean areAllGroups) {
        used.forEach((user, places) -> {
            for (String place : places) {
                uses(subnets.get(place), user);
                uses(vpcs.get(place), user);
            }
        });
        List<Problem> unread = new ArrayList<>();
        for (ScanSummary.ScopeStatus status : statuses) {
            Scope scope = status.scope();
            if (status.securityGroups() > 0 || isOwnerAlone(scope)) {
                continue;
            }
            boolean isListed = listings.covering(Listing.Kind.SECURITY_GROUPS, scope)
                    .findAny()
                    .isPresent();
            if (!isListed) {
                unread.add(new Problem(Origin.of(scope.toString()), NOT_READ + HELP));
            } else if (areAllGroups && listings.isWhole(Listing.Kind.SECURITY_GROUPS, scope)) {
                vpcOf(scope)
                        .ifPresent(vpc -> unread.add(new Problem(
                                Origin.of(scope.toString()),
                                "the listing of security groups is empty, though " + Quoted.of(vpc)
                                        + " lies here and every VPC has one: was it filtered, or another account's"
                                        + HELP)));
            }
        }
        return unread;
    }

    /** A VPC that is certain to lie in this account and Region. */
    private Optional<String> vpcOf(Scope scope) {
        return vpcs.entrySet().stream()
                .filter(vpc -> scope.account().isPresent() && vpc.getValue().equals(scope))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder());
    }

    private boolean isOwnerAlone(Scope scope) {
        return !used.containsKey(scope) && sharing.stream().anyMatch(scope::mayHold);
    }
}
