package dev.weir.ec2;

import dev.weir.inventory.Listing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an answer of EC2 lists, known by its key. */
public enum AnswerKind {
    SECURITY_GROUPS(Keys.SECURITY_GROUPS, Keys.GROUP_ID, Optional.of(Listing.Kind.SECURITY_GROUPS)),
    SECURITY_GROUP_RULES(Keys.SECURITY_GROUP_RULES, Keys.GROUP_ID, Optional.of(Listing.Kind.SECURITY_GROUP_RULES)),
    NETWORK_INTERFACES(
            Keys.NETWORK_INTERFACES, Keys.NETWORK_INTERFACE_ID, Optional.of(Listing.Kind.NETWORK_INTERFACES)),
    PREFIX_LISTS(Keys.PREFIX_LISTS, Keys.PREFIX_LIST_ID, Optional.of(Listing.Kind.PREFIX_LISTS)),
    /** The entries of one list; how far they were read, the list says itself. */
    PREFIX_LIST_ENTRIES(Keys.ENTRIES, Keys.CIDR, Optional.empty()),
    ROUTE_TABLES(Keys.ROUTE_TABLES, Keys.ROUTE_TABLE_ID, Optional.of(Listing.Kind.ROUTE_TABLES)),
    SUBNETS(Keys.SUBNETS, Keys.SUBNET_ID, Optional.of(Listing.Kind.SUBNETS)),
    VPCS(Keys.VPCS, Keys.VPC_ID, Optional.of(Listing.Kind.VPCS)),
    FLOW_LOGS(Keys.FLOW_LOGS, Keys.FLOW_LOG_ID, Optional.of(Listing.Kind.FLOW_LOGS));

    private static final Map<String, AnswerKind> BY_PREFIX = Map.of(
            "sg-", SECURITY_GROUPS,
            "eni-", NETWORK_INTERFACES,
            "subnet-", SUBNETS,
            "rtb-", ROUTE_TABLES,
            "vpc-", VPCS,
            "pl-", PREFIX_LISTS,
            "fl-", FLOW_LOGS);

    private final String container;
    private final String id;
    private final Optional<Listing.Kind> listing;

    AnswerKind(String container, String id, Optional<Listing.Kind> listing) {
        this.container = container;
        this.id = id;
        this.listing = listing;
    }

    /** The key whose array holds the elements. */
    public String container() {
        return container;
    }

    /** The key of an element that says what it is about. */
    String id() {
        return id;
    }

    public Optional<Listing.Kind> listing() {
        return listing;
    }

    /** Whether this is an id of something of the kind. */
    boolean isId(String text) {
        return ofId(text).filter(this::equals).isPresent();
    }

    /** The kind of what has this id. */
    static Optional<AnswerKind> ofId(String id) {
        return Optional.ofNullable(BY_PREFIX.get(id.substring(0, id.indexOf('-') + 1)));
    }

    /** The kind whose elements stand in the array under this key. */
    public static Optional<AnswerKind> ofContainer(String key) {
        for (AnswerKind kind : values()) {
            if (kind.container.equals(key)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The kind of an element that stands without its container, as {@code jq -c '.SecurityGroups[]'} writes it. */
    static Optional<AnswerKind> ofElement(Set<String> keys) {
        if (keys.contains(Keys.RULE_ID)) {
            return Optional.of(SECURITY_GROUP_RULES);
        }
        if (keys.contains(Keys.FLOW_LOG_ID)) {
            return Optional.of(FLOW_LOGS);
        }
        if (keys.contains(Keys.NETWORK_INTERFACE_ID)) {
            return Optional.of(NETWORK_INTERFACES);
        }
        if (keys.contains(Keys.GROUP_ID)) {
            return Optional.of(SECURITY_GROUPS);
        }
        if (keys.contains(Keys.ROUTE_TABLE_ID)) {
            return Optional.of(ROUTE_TABLES);
        }
        if (keys.contains(Keys.SUBNET_ID) && keys.contains(Keys.VPC_ID)) {
            return Optional.of(SUBNETS);
        }
        if (keys.contains(Keys.VPC_ID) && keys.contains(Keys.CIDR_BLOCK)) {
            return Optional.of(VPCS);
        }
        if (keys.contains(Keys.PREFIX_LIST_ID) && !keys.contains(Keys.ENTRIES)) {
            return Optional.of(PREFIX_LISTS);
        }
        return Optional.empty();
    }
}
