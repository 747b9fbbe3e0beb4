package dev.weir.report;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import dev.weir.net.Ratio;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import java.math.BigInteger;
import java.util.Optional;

/** Outbound rules in words: where one leads, and how much of the world that is. Printable. */
public final class RuleReach {

    private final PrefixLists prefixLists;

    /** Words for rules that name these prefix lists. */
    public RuleReach(PrefixLists prefixLists) {
        this.prefixLists = prefixLists;
    }

    /** {@code 10.0.0.0/8}, {@code pl-0123 (corporate, 12 entries)}, {@code security group sg-1 of 444455556666}. */
    public String destination(Destination destination) {
        return destination.match(
                addresses -> Printable.of(addresses.text()),
                list -> Printable.of(list.id()) + describe(list),
                peer -> "security group " + Printable.of(peer.id())
                        + peer.account()
                                .map(account -> " of " + Printable.of(account))
                                .orElse(""));
    }

    private String describe(Destination.PrefixList list) {
        Optional<ManagedPrefixList> found = prefixLists.find(list.id());
        if (found.isEmpty() || !prefixLists.contents(list.id()).whole()) {
            return " (not read)";
        }
        String name = Printable.of(found.get().name());
        int entries = found.get().entries().size();
        return " (" + (name.isEmpty() ? "" : name + ", ") + Counted.of(entries, "entry", "entries") + ")";
    }

    /** How much of the world a rule reaches by itself: {@code 100 % of public IPv4}, {@code no public address}. */
    public String words(SecurityGroupRule.Known rule) {
        if (rule.destination() instanceof Destination.Group) {
            return "its members' private addresses, never the world";
        }
        if (rule.destination() instanceof Destination.PrefixList list
                && !prefixLists.contents(list.id()).whole()) {
            return "what it permits is not known";
        }
        AddressSet named = Permissions.knownAddresses(rule.destination(), prefixLists);
        AddressSet reached = named.reached().intersect(PublicSpace.addresses());
        if (reached.isEmpty()) {
            return "no public address";
        }
        StringBuilder share = new StringBuilder();
        append(share, reached, IpFamily.IPV4);
        if (share.length() > 0 && named.only(IpFamily.IPV4).isEmpty()) {
            share.append(" (through NAT64, by `64:ff9b::/96` in it)");
        }
        append(share, reached, IpFamily.IPV6);
        boolean carries =
                rule.service().protocol().isAll() || rule.service().protocol().hasPorts();
        return carries ? share.toString() : share.append("; no TCP or UDP").toString();
    }

    private static void append(StringBuilder share, AddressSet reached, IpFamily family) {
        BigInteger size = reached.size(family);
        if (size.signum() > 0) {
            share.append(share.length() == 0 ? "" : ", ");
            share.append(Percent.of(new Ratio(size, PublicSpace.size(family))));
            share.append(" of public ").append(family);
        }
    }
}
