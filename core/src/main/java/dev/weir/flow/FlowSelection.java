package dev.weir.flow;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which records are asked for: a kind of log, a period, accounts, Regions.
 *
 * <p>By the name of an object it is decided whether to open it, by the end of a record whether to take it: AWS files records
 * by their end, so the two agree. An account or Region that neither the name nor the record tells is taken.
 *
 * @param kind what AWS calls its folders and files; those of other kinds are passed over by their names
 * @param from the first instant, if any
 * @param to the first instant after, if any
 * @param accounts twelve digits each; empty for all
 * @param regions such as {@code eu-west-1}; empty for all
 */
public record FlowSelection(
        LogKind kind, Optional<Instant> from, Optional<Instant> to, Set<String> accounts, Set<String> regions) {

    /** Everything. */
    public static final FlowSelection ALL = new FlowSelection(Optional.empty(), Optional.empty(), Set.of(), Set.of());

    /** The queries that Route 53 Resolver logged in this period. */
    public static FlowSelection ofQueries(Optional<Instant> from, Optional<Instant> to) {
        return new FlowSelection(LogKind.RESOLVER_QUERY_LOGS, from, to, Set.of(), Set.of());
    }

    /** Of flow logs. */
    public FlowSelection(Optional<Instant> from, Optional<Instant> to, Set<String> accounts, Set<String> regions) {
        this(LogKind.VPC_FLOW_LOGS, from, to, accounts, regions);
    }

    public FlowSelection {
        accounts = Set.copyOf(accounts);
        regions = Set.copyOf(regions);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException(
                    "the period ends before it begins: from " + from.get() + " to " + to.get());
        }
    }

    /** Whether an object of this name can hold records that are asked for. */
    public boolean admits(FlowKey key) {
        boolean tooLate =
                to.isPresent() && key.from().isPresent() && !key.from().get().isBefore(to.get());
        boolean tooEarly =
                from.isPresent() && key.to().isPresent() && !key.to().get().isAfter(from.get());
        return !tooLate && !tooEarly && admits(accounts, key.account()) && admits(regions, key.region());
    }

    private static boolean admits(Set<String> wanted, Optional<String> found) {
        return wanted.isEmpty() || found.isEmpty() || wanted.contains(found.get());
    }

    /** Whether every record of an admitted object is taken, whatever it says. */
    public boolean isAll() {
        return kind == LogKind.VPC_FLOW_LOGS
                && from.isEmpty()
                && to.isEmpty()
                && accounts.isEmpty()
                && regions.isEmpty();
    }

    /** The sink that takes what is asked for and hands it to {@code sink}. */
    public FlowSink before(FlowSink sink) {
        return isAll() ? sink : new SelectedRecords(this, sink);
    }
}
