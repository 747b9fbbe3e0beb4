package dev.weir.operation.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.ranges.KeptRange;
import dev.weir.ranges.ListSync;
import dev.weir.ranges.PrefixListGateway;
import dev.weir.ranges.RangeChange;
import dev.weir.ranges.RangeLedger;
import dev.weir.ranges.RangePlanner;
import dev.weir.ranges.RangeRun;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.Tempo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps prefix lists at their ranges: what has to be done, and doing it, range by range. */
public record RangesOperation(PrefixListGateway gateway, Pacer pacer) {

    /**
     * What to keep.
     *
     * @param ranges those with prefix lists
     * @param ledger since when what is in ranges no more
     * @param mayGrow whether lists may be made larger
     * @param limit how many rules of a family and direction a group may have
     */
    public record Request(List<KeptRange> ranges, RangeLedger ledger, boolean mayGrow, int limit) {

        public Request {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * What became of one range.
     *
     * @param change what was to be done
     * @param result what was
     */
    public record Ended(RangeChange change, RangeRun.Result result) {}

    /** What each range needs; a list that two ranges name is changed for neither. */
    public List<RangeChange> plan(Request request) {
        RangePlanner planner =
                new RangePlanner(gateway, request.ledger(), request.mayGrow(), request.limit(), pacer.now());
        List<RangeChange> changes = request.ranges().stream().map(planner::plan).toList();
        Map<String, List<String>> keepers = new HashMap<>();
        for (RangeChange change : changes) {
            change.lists().stream()
                    .map(list -> list.list().id())
                    .distinct()
                    .forEach(id -> keepers.computeIfAbsent(id, none -> new ArrayList<>())
                            .add(change.range().name()));
        }
        return changes.stream().map(change -> alone(change, keepers)).toList();
    }

    private static RangeChange alone(RangeChange change, Map<String, List<String>> keepers) {
        List<String> refusals = new ArrayList<>(change.refusals());
        for (ListSync list : change.lists()) {
            List<String> names = keepers.getOrDefault(list.list().id(), List.of());
            if (names.size() > 1) {
                refusals.add("`" + list.list().id() + "` is to hold " + String.join(" and ", names)
                        + "; help: a list holds one range");
            }
        }
        return new RangeChange(change.range(), change.lists(), change.sizes(), refusals, change.notes());
    }

    /** The ledger as it is to be kept before anything is changed: every departure that is known now. */
    public static RangeLedger departures(List<RangeChange> changes, RangeLedger before) {
        RangeLedger ledger = before;
        for (RangeChange change : changes) {
            for (ListSync list : change.lists()) {
                Map<Cidr, Instant> since = new HashMap<>(list.leaving());
                AddressSet removed = list.removed();
                ledger.of(list.list().id()).forEach((cidr, when) -> {
                    if (removed.meets(cidr)) {
                        since.put(cidr, when);
                    }
                });
                ledger = ledger.with(list.list().id(), since);
            }
        }
        return ledger;
    }

    /** Does what may be done; each range is told of when it ended, and one that fails does not hold up the next. */
    public List<Ended> run(List<RangeChange> changes, Consumer<Ended> ended) {
        List<Ended> all = new ArrayList<>();
        for (RangeChange change : changes) {
            if (change.changesSomething()) {
                Ended one = new Ended(change, new RangeRun(gateway, pacer, Tempo.DEFAULT).run(change));
                all.add(one);
                ended.accept(one);
            }
        }
        return all;
    }

    /** The ledger once ranges ended: what went out of a list is forgotten. */
    public static RangeLedger after(List<Ended> ended, RangeLedger before) {
        RangeLedger ledger = before;
        for (Ended one : ended) {
            if (one.result().failure().isEmpty()) {
                for (ListSync list : one.change().lists()) {
                    ledger = ledger.with(list.list().id(), list.leaving());
                }
            }
        }
        return ledger;
    }
}
