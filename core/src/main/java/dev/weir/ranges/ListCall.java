package dev.weir.ranges;

import dev.weir.net.Cidr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One {@code ModifyManagedPrefixList}, which happens as a whole or not at all and makes one new version.
 *
 * @param add at most 100 CIDRs, none of them in the list
 * @param remove at most 100 CIDRs of the list, none of them in {@code add}
 */
public record ListCall(List<Cidr> add, List<Cidr> remove) {

    /** The most that AWS takes of either (EC2 API, ModifyManagedPrefixList). */
    static final int MOST = 100;

    public ListCall {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** What a list that held {@code entries} holds after it. */
    Set<Cidr> after(Set<Cidr> entries) {
        Set<Cidr> after = new TreeSet<>(entries);
        after.addAll(add);
        remove.forEach(after::remove);
        return after;
    }
}
