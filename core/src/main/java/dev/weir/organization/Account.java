package dev.weir.organization;

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
        return text.length() == 12 && text.chars().allMatch(digit -> '0' <= digit && digit <= '9');
    }

    /** {@code 111122223333 (payments)}, or the id alone. */
    @Override
    public String toString() {
        return name.isEmpty() ? id : id + " (" + name + ")";
    }
}
