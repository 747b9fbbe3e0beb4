package dev.weir.organization;

import dev.weir.inventory.Problem;
import java.util.List;

/** The accounts to read, and the way into each. */
public interface Accounts extends AutoCloseable {

    /** Which there are. To be asked once, before any is entered. */
    Listed find();

    /** The Regions to read in each; none for all that each has enabled. */
    List<String> regions();

    /** Whether the entries of every prefix list are read, also of those that no rule names: what planning needs. */
    boolean readsEveryPrefixList();

    /** Whether flow logs are read, too, so that an earlier reading without them will not do. */
    default boolean readsFlowLogs() {
        return false;
    }

    /** Whether what holds groups is read, too, in the same way. */
    default boolean readsHolders() {
        return false;
    }

    /**
     * The way into one.
     *
     * @throws AccessRefused if there is none
     */
    AccountAccess enter(Account account);

    @Override
    void close();

    /**
     * Which accounts there are.
     *
     * @param accounts those to read
     * @param leftOut those that nobody can read: suspended, or not yet active
     * @param problems what could not be found out
     */
    record Listed(List<Account> accounts, List<Account> leftOut, List<Problem> problems) {

        public Listed {
            accounts = List.copyOf(accounts);
            leftOut = List.copyOf(leftOut);
            problems = List.copyOf(problems);
        }
    }
}
