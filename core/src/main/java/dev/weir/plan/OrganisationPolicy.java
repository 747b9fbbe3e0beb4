package dev.weir.plan;

import dev.weir.inventory.SecurityGroup;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation decides once, for all plans.
 *
 * @param required destinations that groups must reach
 * @param ranges named ranges, each a candidate for a rule where its addresses were seen
 * @param forbidden zones that no rule may reach
 * @param shortestIpv4 the shortest IPv4 prefix that addresses may be gathered under
 * @param shortestIpv6 the same for IPv6
 * @param exceptions services that may stay open for a while
 */
public record OrganisationPolicy(
        List<Required> required,
        List<NamedRange> ranges,
        List<NamedRange> forbidden,
        int shortestIpv4,
        int shortestIpv6,
        List<Exception> exceptions) {

    /** Nothing was decided. */
    public static final OrganisationPolicy NONE =
            new OrganisationPolicy(List.of(), List.of(), List.of(), 0, 0, List.of());

    public OrganisationPolicy {
        required = List.copyOf(required);
        ranges = List.copyOf(ranges);
        forbidden = List.copyOf(forbidden);
        exceptions = List.copyOf(exceptions);
        if (shortestIpv4 < 0 || shortestIpv4 > 32 || shortestIpv6 < 0 || shortestIpv6 > 128) {
            throw new IllegalArgumentException("the shortest prefix is 0 to 32 for IPv4 and 0 to 128 for IPv6, found "
                    + shortestIpv4 + " and " + shortestIpv6);
        }
    }

    /** Every address that is forbidden. */
    public AddressSet forbiddenAddresses() {
        return AddressSet.of(
                forbidden.stream().flatMap(zone -> zone.cidrs().stream()).toList());
    }

    /** The name of a forbidden zone that these addresses touch. */
    public Optional<String> forbiddenZone(AddressSet addresses) {
        return forbidden.stream()
                .filter(zone -> AddressSet.of(zone.cidrs()).intersects(addresses))
                .map(NamedRange::name)
                .findFirst();
    }

    /** What this group must reach. */
    public List<Allow> requiredOf(SecurityGroup group) {
        return required.stream()
                .filter(one -> one.whose().holds(group))
                .flatMap(one -> one.allow().stream())
                .distinct()
                .toList();
    }

    /** The exception that lets this service of the group stay open, expired or not. */
    public Optional<Exception> exceptionOf(SecurityGroup group, Service service) {
        return exceptions.stream()
                .filter(one -> one.whose().holds(group) && one.service().covers(service))
                .findFirst();
    }

    /**
     * Which groups a decision is about.
     *
     * @param group a group id; empty for any
     * @param tag the key of a tag; empty for any
     * @param value its value; empty for any
     */
    public record Whose(Optional<String> group, Optional<String> tag, Optional<String> value) {

        /** Every group. */
        public static final Whose ALL = new Whose(Optional.empty(), Optional.empty(), Optional.empty());

        boolean holds(SecurityGroup candidate) {
            if (group.isPresent() && !group.get().equals(candidate.id())) {
                return false;
            }
            if (tag.isEmpty()) {
                return true;
            }
            String found = candidate.tags().get(tag.get());
            return found != null && (value.isEmpty() || value.get().equals(found));
        }
    }

    /**
     * Destinations that some groups must reach.
     *
     * @param whose which groups
     * @param allow the destinations
     */
    public record Required(Whose whose, List<Allow> allow) {
        public Required {
            allow = List.copyOf(allow);
        }
    }

    /**
     * Addresses with a name.
     *
     * @param name what people call them
     * @param cidrs which
     */
    public record NamedRange(String name, List<Cidr> cidrs) {
        public NamedRange {
            cidrs = List.copyOf(cidrs);
        }
    }

    /**
     * A service that may stay open.
     *
     * @param whose for which groups
     * @param service on which protocol and ports
     * @param owner who answers for it
     * @param reason why
     * @param expires the last day on which it holds
     */
    public record Exception(Whose whose, Service service, String owner, String reason, LocalDate expires) {}
}
