package dev.weir.inventory;

import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A managed prefix list: a named set of CIDRs that rules refer to by id, AWS's own or a customer's.
 *
 * @param scope owner and Region as far as known; the owner of AWS's lists is {@code AWS}, which is no account and left empty
 * @param id such as {@code pl-6da54004}
 * @param name such as {@code com.amazonaws.eu-west-1.s3}; empty where the source has none
 * @param awsManaged whether AWS keeps the list: its owner is {@code AWS}, or it came from describe-prefix-lists
 * @param family the address family, where the source tells
 * @param maxEntries what a customer's list weighs in a group's quota, where the source tells
 * @param version the version that was read, where the source tells; AWS's own lists have none
 * @param entries the CIDRs that were read, in the order of the source
 * @param reading how far the entries were read
 * @param problem why they were not read, or in part; empty when {@link Extent#WHOLE}
 * @param origin where it was read
 */
public record ManagedPrefixList(
        Scope scope,
        String id,
        String name,
        boolean awsManaged,
        Optional<IpFamily> family,
        OptionalInt maxEntries,
        OptionalLong version,
        List<Cidr> entries,
        Extent reading,
        Optional<String> problem,
        Origin origin) {

    /** How far the entries of a list were read. */
    public enum Extent {
        /** Every entry: what is not in the list is not permitted by it. */
        WHOLE,
        /** Some entries, or some that could not be parsed: it may hold more. */
        IN_PART,
        /** The list was described, its entries were not read. */
        NOT_READ
    }

    public ManagedPrefixList {
        entries = List.copyOf(entries);
    }

    /** A list that is known by its id alone. */
    public static ManagedPrefixList undescribed(String id, Scope scope, Origin origin) {
        return new ManagedPrefixList(
                scope,
                id,
                "",
                false,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(),
                Extent.NOT_READ,
                Optional.empty(),
                origin);
    }

    /** The same list with other entries. */
    public ManagedPrefixList with(List<Cidr> read, Extent how, Optional<String> why) {
        return new ManagedPrefixList(scope, id, name, awsManaged, family, maxEntries, version, read, how, why, origin);
    }
}
