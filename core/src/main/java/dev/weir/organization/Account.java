package dev.weir.organization;

import dev.weir.inventory.ScopeNames;

/**
 * An account that is to be read.
 *
 * @param id twelve digits
 * @param name what its owner calls it; empty where that is not known
 */
public record Account(String id, String name) {

    public Account {
        if (!isId(id)) {
            throw new IllegalArgumentException("expected an account of twelve digits, found `" + id + "`");
        }
    }

    /** Whether the text can be the id of an account: what is not must become part of no ARN and no file name. */
    public static boolean isId(String text) {
        return ScopeNames.account(text).isPresent();
    }

    /** {@code 111122223333 (payments)}, or the id alone. */
    @Override
    public String toString() {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }
}
