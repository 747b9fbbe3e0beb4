package dev.weir.files;

import dev.weir.inventory.Listing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an inventory file can hold, known by the keys of its documents; one file may hold several. */
enum FileKind {
    SECURITY_GROUPS("SecurityGroups", Optional.of(Listing.Kind.SECURITY_GROUPS)),
    SECURITY_GROUP_RULES("SecurityGroupRules", Optional.of(Listing.Kind.SECURITY_GROUP_RULES)),
    NETWORK_INTERFACES("NetworkInterfaces", Optional.of(Listing.Kind.NETWORK_INTERFACES)),
    PREFIX_LISTS("PrefixLists", Optional.of(Listing.Kind.PREFIX_LISTS)),
    PREFIX_LIST_ENTRIES("Entries", Optional.empty()),
    ROUTE_TABLES("RouteTables", Optional.of(Listing.Kind.ROUTE_TABLES)),
    SUBNETS("Subnets", Optional.of(Listing.Kind.SUBNETS)),
    VPCS("Vpcs", Optional.of(Listing.Kind.VPCS)),
    SNAPSHOT("schema", Optional.empty());

    /** What a message names as expected. */
    static final String EXPECTED =
            "expected AWS CLI output (`SecurityGroups`, `SecurityGroupRules`, `NetworkInterfaces`, `PrefixLists`,"
                    + " `Entries`, `RouteTables`, `Subnets` or `Vpcs`) or a weir snapshot";

    /** The keys whose array holds elements of a kind. */
    static final Map<String, FileKind> BY_CONTAINER = Map.of(
            "SecurityGroups", SECURITY_GROUPS,
            "SecurityGroupRules", SECURITY_GROUP_RULES,
            "NetworkInterfaces", NETWORK_INTERFACES,
            "PrefixLists", PREFIX_LISTS,
            "Entries", PREFIX_LIST_ENTRIES,
            "RouteTables", ROUTE_TABLES,
            "Subnets", SUBNETS,
            "Vpcs", VPCS);

    private final String container;
    private final Optional<Listing.Kind> listing;

    FileKind(String container, Optional<Listing.Kind> listing) {
        this.container = container;
        this.listing = listing;
    }

    /** The key whose array holds the elements. */
    String container() {
        return container;
    }

    /** What the file is a listing of; empty for entries, whose lists say it themselves, and for snapshots. */
    Optional<Listing.Kind> listing() {
        return listing;
    }

    /** The kind of an element that stands without its container, as {@code jq -c '.SecurityGroups[]'} writes it. */
    static Optional<FileKind> ofElement(Set<String> keys) {
        if (keys.contains("SecurityGroupRuleId")) {
            return Optional.of(SECURITY_GROUP_RULES);
        }
        if (keys.contains("NetworkInterfaceId")) {
            return Optional.of(NETWORK_INTERFACES);
        }
        if (keys.contains("GroupId")) {
            return Optional.of(SECURITY_GROUPS);
        }
        if (keys.contains("RouteTableId")) {
            return Optional.of(ROUTE_TABLES);
        }
        if (keys.contains("SubnetId") && keys.contains("VpcId")) {
            return Optional.of(SUBNETS);
        }
        if (keys.contains("VpcId") && keys.contains("CidrBlock")) {
            return Optional.of(VPCS);
        }
        if (keys.contains("PrefixListId") && !keys.contains("Entries")) {
            return Optional.of(PREFIX_LISTS);
        }
        return Optional.empty();
    }
}
