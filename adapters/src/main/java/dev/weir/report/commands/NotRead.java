package dev.weir.report.commands;

import java.util.List;

/**
 * What of a security group was not read, as far as commands can read it.
 *
 * @param prefixLists ids of prefix lists that its outbound rules name, each once, in the order of the rules
 * @param rules whether there are rules of its own that were not understood
 */
record NotRead(List<String> prefixLists, boolean rules) {

    public NotRead {
        prefixLists = List.copyOf(prefixLists);
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NotRead that && rules == that.rules && prefixLists.equals(that.prefixLists);
    }

    @Override
    public int hashCode() {
        return 2 * prefixLists.hashCode() + (rules ? 1 : 0);
    }
}
