package dev.weir.files;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Bound;
import dev.weir.json.Quoted;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.util.List;
import java.util.Optional;

/** What the texts in a rule's destinations mean; recurring ones are remembered. */
final class Destinations {

    private static final AddressSet ANY_IPV4 = AddressSet.of(List.of(Cidr.ALL_IPV4));
    private static final Destination NOWHERE = new Destination.PrefixList("");
    private static final AddressSet ANY_IPV6 = AddressSet.of(List.of(Cidr.ALL_IPV6));

    /**
     * A destination, or what is wrong with it.
     *
     * @param destination empty where it could not be read
     * @param widest what it can be at most where it could not be read
     * @param problem what is wrong where it could not be read
     */
    record Meaning(Optional<Destination> destination, AddressSet widest, String problem) {

        static Meaning of(Destination destination) {
            return new Meaning(Optional.of(destination), AddressSet.EMPTY, "");
        }

        /** A number that differs between most destinations, at no cost. */
        int seed() {
            return destination.orElse(NOWHERE) instanceof Destination.Addresses addresses
                    ? Long.hashCode(addresses.cidr().base().low()) * 31
                            + addresses.cidr().prefixLength()
                    : 0;
        }

        /** How far a rule with this destination can reach. */
        Bound bound(Service service) {
            return destination.isPresent() ? Bound.of(service, destination.get()) : Bound.of(service, widest);
        }
    }

    /** The four lists of a permission. */
    enum Kind {
        IPV4("IpRanges", "CidrIp", ANY_IPV4),
        IPV6("Ipv6Ranges", "CidrIpv6", ANY_IPV6),
        PREFIX_LIST("PrefixListIds", "PrefixListId", AddressSet.ALL),
        /** A security group is never the world, so one that cannot be read is bounded by nothing. */
        GROUP("UserIdGroupPairs", "GroupId", AddressSet.EMPTY);

        private final String list;
        private final String field;
        private final AddressSet widest;

        Kind(String list, String field, AddressSet widest) {
            this.list = list;
            this.field = field;
            this.widest = widest;
        }

        /** The key of the list. */
        String list() {
            return list;
        }

        /** What a destination of this kind can be that does not say which it is. */
        Meaning unreadable() {
            return new Meaning(Optional.empty(), widest, "an entry of `" + list + "` has no readable `" + field + "`");
        }

        private Meaning read(String text) {
            return switch (this) {
                case IPV4, IPV6 -> cidr(text);
                case PREFIX_LIST -> Meaning.of(new Destination.PrefixList(text));
                case GROUP -> Meaning.of(new Destination.Group(text, Optional.empty()));
            };
        }

        private Meaning cidr(String text) {
            try {
                return Meaning.of(Destination.of(Cidr.canonical(text)));
            } catch (IllegalArgumentException wrong) {
                return new Meaning(Optional.empty(), widest, "in `" + field + "`, " + readable(wrong, text));
            }
        }

        private static String readable(IllegalArgumentException wrong, String text) {
            return String.valueOf(wrong.getMessage()).replace("`" + text + "`", Quoted.of(text));
        }
    }

    private final Interned<Meaning> ipv4 = new Interned<>(11, Kind.IPV4::read);
    private final Interned<Meaning> ipv6 = new Interned<>(9, Kind.IPV6::read);
    private final Interned<Meaning> prefixLists = new Interned<>(9, Kind.PREFIX_LIST::read);
    private final Interned<Meaning> groups = new Interned<>(9, Kind.GROUP::read);

    Meaning of(Kind kind, char[] characters, int offset, int length) {
        return switch (kind) {
            case IPV4 -> ipv4.of(characters, offset, length);
            case IPV6 -> ipv6.of(characters, offset, length);
            case PREFIX_LIST -> prefixLists.of(characters, offset, length);
            case GROUP -> groups.of(characters, offset, length);
        };
    }

    Meaning of(Kind kind, String text) {
        return kind.read(text);
    }
}
