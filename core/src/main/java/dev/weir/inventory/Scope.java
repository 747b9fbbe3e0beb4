package dev.weir.inventory;

import java.util.Optional;

/**
 * An account and a Region, each as far as it is known: files need not tell.
 *
 * @param account twelve digits, or empty where no source told
 * @param region such as {@code eu-west-1}, or empty where no source told
 */
public record Scope(Optional<String> account, Optional<String> region) implements Comparable<Scope> {

    /** Neither account nor Region is known. */
    public static final Scope UNKNOWN = new Scope(Optional.empty(), Optional.empty());

    public static Scope of(String account, String region) {
        return new Scope(Optional.of(account), Optional.of(region));
    }

    /** This scope, with what it does not know taken from {@code other}. */
    public Scope orElse(Scope other) {
        return new Scope(account.isPresent() ? account : other.account, region.isPresent() ? region : other.region);
    }

    /** Whether a thing of {@code other} may lie in this scope: no known part differs. */
    public boolean mayHold(Scope other) {
        return agree(account, other.account) && agree(region, other.region);
    }

    private static boolean agree(Optional<String> mine, Optional<String> theirs) {
        return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
    }

    /** The partition that the Region lies in: {@code aws}, {@code aws-cn}, {@code aws-us-gov} and so on. */
    public String partition() {
        String name = region.orElse("");
        if (name.startsWith("cn-")) {
            return "aws-cn";
        }
        if (name.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (name.startsWith("us-isob-")) {
            return "aws-iso-b";
        }
        if (name.startsWith("us-iso-")) {
            return "aws-iso";
        }
        if (name.startsWith("eu-isoe-")) {
            return "aws-iso-e";
        }
        if (name.startsWith("us-isof-")) {
            return "aws-iso-f";
        }
        return name.startsWith("eusc-") ? "aws-eusc" : "aws";
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scope that && account.equals(that.account) && region.equals(that.region);
    }

    @Override
    public int hashCode() {
        return 31 * account.hashCode() + region.hashCode();
    }

    @Override
    public int compareTo(Scope other) {
        int byAccount = account.orElse("").compareTo(other.account.orElse(""));
        return byAccount != 0 ? byAccount : region.orElse("").compareTo(other.region.orElse(""));
    }

    /** {@code 111122223333 eu-west-1}, with {@code unknown account} or {@code unknown Region} where it is not known. */
    @Override
    public String toString() {
        return account.orElse("unknown account") + " " + region.orElse("unknown Region");
    }
}
