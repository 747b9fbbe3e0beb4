package dev.weir.iac;

import java.util.Optional;

/**
 * A managed prefix list that code declares, or looks up.
 *
 * @param resource as the source holds it
 * @param id its id, where it exists already
 * @param name its name, where known
 * @param ownership who keeps it
 * @param entries its CIDRs: texts, or objects whose member {@code cidr} holds one; {@link Value.Unknown} where the source does
 *     not tell them
 * @param cidr the member of an entry that holds its CIDR
 */
public record PrefixListDeclaration(
        Resource resource, Optional<String> id, String name, Ownership ownership, Value entries, String cidr) {

    /** Who keeps the entries. */
    public enum Ownership {
        CUSTOMER,
        AWS
    }
}
