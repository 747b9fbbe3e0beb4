package dev.weir.inventory;

import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One rule of a security group: as read, or as much of it as could be read.
 *
 * <p>Direction is not in the rule: a group holds its outbound and its inbound rules apart. A rule with several ranges in
 * {@code describe-security-groups} is several rules here, one per destination, as AWS stores them.
 */
public sealed interface SecurityGroupRule permits SecurityGroupRule.Known, SecurityGroupRule.Unresolved {

    /** Answers by kind. */
    <R> R match(Function<Known, R> known, Function<Unresolved, R> unresolved);

    /** Those of these rules that were read whole. */
    static List<Known> known(List<SecurityGroupRule> rules) {
        return rules.stream()
                .filter(Known.class::isInstance)
                .map(Known.class::cast)
                .toList();
    }

    /** The rule that may be this one, or none: no wider, and not certain. */
    default SecurityGroupRule perhaps(String reason) {
        return match(
                known -> new Unresolved(
                        known.id(), Bound.of(known.service(), known.destination()), reason, known.origin()),
                unresolved -> unresolved);
    }

    /** The rule id ({@code sgr-…}), where the source carries ids: describe-security-groups does not. */
    Optional<String> id();

    /** Where it stands by itself, in code; empty where its group's origin is all that is known. */
    Optional<Origin> origin();

    /**
     * A rule that was read whole.
     *
     * @param id the rule id, where known
     * @param service protocol and ports, or ICMP type and code
     * @param destination the far end
     * @param description free text by whoever made the rule: hostile until shown otherwise
     * @param tags the rule's own tags
     * @param origin where it stands by itself, in code
     */
    record Known(
            Optional<String> id,
            Service service,
            Destination destination,
            Optional<String> description,
            Map<String, String> tags,
            Optional<Origin> origin)
            implements SecurityGroupRule {

        public Known {
            tags = tags.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(tags));
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Known that
                    && id.equals(that.id)
                    && service.equals(that.service)
                    && destination.equals(that.destination)
                    && description.equals(that.description)
                    && tags.equals(that.tags)
                    && origin.equals(that.origin);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, service, destination, description, tags, origin);
        }

        /** A rule that stands nowhere but in its group. */
        public Known(
                Optional<String> id,
                Service service,
                Destination destination,
                Optional<String> description,
                Map<String, String> tags) {
            this(id, service, destination, description, tags, Optional.empty());
        }

        /** A rule with neither id, description nor tags. */
        public static Known of(Service service, Destination destination) {
            return new Known(Optional.empty(), service, destination, Optional.empty(), Map.of());
        }

        /** A rule that says what it is for, without id and tags. */
        public static Known of(Service service, Destination destination, String description) {
            return new Known(Optional.empty(), service, destination, Optional.of(description), Map.of());
        }

        /** The same rule, which stands there by itself. */
        public Known at(Origin place) {
            return new Known(id, service, destination, description, tags, Optional.of(place));
        }

        /** The same rule, whose addresses no report may name. */
        public Known sensitive() {
            return destination instanceof Destination.Addresses addresses
                    ? new Known(
                            id,
                            service,
                            new Destination.Addresses(addresses.cidr(), Destination.Addresses.Showing.SENSITIVE),
                            description,
                            tags,
                            origin)
                    : this;
        }

        /** Whether both are one rule to AWS: same service and destination. Description and tags are annotation. */
        public boolean sameRuleAs(Known other) {
            return service.equals(other.service) && destination.text().equals(other.destination.text());
        }

        @Override
        public <R> R match(Function<Known, R> known, Function<Unresolved, R> unresolved) {
            return known.apply(this);
        }
    }

    /**
     * A rule, or all rules of a direction, that could not be read whole.
     *
     * @param id the rule id, where known
     * @param bound what it can permit at most, by the fields that could be read
     * @param reason what is wrong and where, one sentence without full stop
     * @param origin where it stands by itself, in code
     */
    record Unresolved(Optional<String> id, Bound bound, String reason, Optional<Origin> origin)
            implements SecurityGroupRule {

        /** A rule that stands nowhere but in its group. */
        public Unresolved(Optional<String> id, Bound bound, String reason) {
            this(id, bound, reason, Optional.empty());
        }

        /** The stand-in for a direction whose rules were not read at all: it could permit everything. */
        public static Unresolved everything(String reason) {
            return new Unresolved(Optional.empty(), Bound.EVERYTHING, reason);
        }

        @Override
        public <R> R match(Function<Known, R> known, Function<Unresolved, R> unresolved) {
            return unresolved.apply(this);
        }
    }

    /**
     * What an unresolved rule can permit at most.
     *
     * @param service the widest protocol and ports that it can name
     * @param destination its destination, where that was readable
     * @param addresses where the destination was not readable: the widest set of addresses that it can be
     */
    record Bound(Service service, Optional<Destination> destination, AddressSet addresses) {

        /** Nothing about the rule is known. */
        public static final Bound EVERYTHING = new Bound(Service.ALL, Optional.empty(), AddressSet.ALL);

        public static Bound of(Service service, Destination destination) {
            return new Bound(service, Optional.of(destination), AddressSet.EMPTY);
        }

        public static Bound of(Service service, AddressSet addresses) {
            return new Bound(service, Optional.empty(), addresses);
        }
    }
}
