package dev.weir.inventory;

import dev.weir.net.Cidr;
import java.util.Optional;
import java.util.function.Function;

/**
 * The far end of a rule: the one destination (of an outbound rule) or source (of an inbound rule) that it names.
 *
 * <p>A rule names exactly one kind (EC2 API, IpPermission). What a prefix list or group stands for is resolved by
 * {@code evaluation}, against the lists that were read.
 */
public sealed interface Destination permits Destination.Addresses, Destination.PrefixList, Destination.Group {

    /** Answers by kind; a fourth kind would change this signature, and every caller with it. */
    <R> R match(Function<Addresses, R> addresses, Function<PrefixList, R> prefixList, Function<Group, R> group);

    /** The text that names it in reports: the CIDR, the prefix list id or the group id. */
    String text();

    static Destination of(Cidr cidr) {
        return new Addresses(cidr);
    }

    /**
     * A CIDR of either family.
     *
     * @param cidr the prefix, canonical
     * @param showing whether {@link #text} may say which
     */
    record Addresses(Cidr cidr, Showing showing) implements Destination {

        /** Whether reports may name the addresses. */
        public enum Showing {
            PLAIN,
            /** The source marks them as sensitive: judged, and never shown. */
            SENSITIVE
        }

        public Addresses(Cidr cidr) {
            this(cidr, Showing.PLAIN);
        }

        public boolean isSensitive() {
            return showing == Showing.SENSITIVE;
        }

        @Override
        public <R> R match(
                Function<Addresses, R> addresses, Function<PrefixList, R> prefixList, Function<Group, R> group) {
            return addresses.apply(this);
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Addresses that && cidr.equals(that.cidr) && showing == that.showing;
        }

        @Override
        public int hashCode() {
            return cidr.hashCode();
        }

        @Override
        public String text() {
            return isSensitive() ? "(sensitive)" : cidr.toString();
        }
    }

    /**
     * A managed prefix list.
     *
     * @param id such as {@code pl-6da54004}
     */
    record PrefixList(String id) implements Destination {
        @Override
        public <R> R match(
                Function<Addresses, R> addresses, Function<PrefixList, R> prefixList, Function<Group, R> group) {
            return prefixList.apply(this);
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof PrefixList that && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String text() {
            return id;
        }
    }

    /**
     * A security group, which stands for the private addresses of its interfaces and so is never the world.
     *
     * @param id such as {@code sg-0a1b}
     * @param account the owner, where the rule names it: the API gives it for groups of other accounts too
     */
    record Group(String id, Optional<String> account) implements Destination {
        @Override
        public <R> R match(
                Function<Addresses, R> addresses, Function<PrefixList, R> prefixList, Function<Group, R> group) {
            return group.apply(this);
        }

        /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Group that && id.equals(that.id) && account.equals(that.account);
        }

        @Override
        public int hashCode() {
            return 31 * id.hashCode() + account.hashCode();
        }

        @Override
        public String text() {
            return id;
        }
    }
}
