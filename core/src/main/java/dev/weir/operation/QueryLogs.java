package dev.weir.operation;

import dev.weir.catalogue.MadeList;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.ObjectPass;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.names.Askings;
import dev.weir.names.GroupNames;
import dev.weir.names.Names;
import dev.weir.names.QueryLog;
import dev.weir.net.IpAddress;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.TrafficProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Query logs of Route 53 Resolver that are read beside observed traffic.
 *
 * @param source where they are, given which are asked for
 * @param threads how many objects are read at once
 */
public record QueryLogs(Function<FlowSelection, FlowSource> source, int threads) {

    /** So long before the first flow a name may have been asked for and kept. */
    private static final Duration BEFORE = Duration.ofDays(7);

    /**
     * What came of the reading.
     *
     * @param names what they tell
     * @param readings one for each object that was read
     * @param outside how many objects lie outside of the period and were not opened
     * @param beside what is no query log and was passed over
     * @param problems what could not be listed or opened
     */
    public record QueriesRead(
            Names names, List<FlowReading> readings, long outside, PassedOver beside, List<Problem> problems) {

        public QueriesRead {
            readings = MadeList.copyOf(readings);
            problems = List.copyOf(problems);
        }

        /** Whether nothing was lost. */
        public boolean isWhole() {
            return problems.isEmpty() && readings.stream().allMatch(FlowReading::complete);
        }

        GroupNames of(TrafficProfile profile, String group) {
            return new GroupNames(profile.forGroup(group), names);
        }
    }

    /** Reads what may name the destinations of these groups. */
    QueriesRead read(
            TrafficProfile profile, InventoryHistory inventory, Set<String> groups, OperationListener listener) {
        Set<IpAddress> wanted = new HashSet<>();
        profile.observationsByGroup((worn, seen) -> {
            if (!Collections.disjoint(worn, groups)) {
                wanted.add(seen.destination());
            }
        });
        FlowSelection period = profile.period().isEmpty()
                ? FlowSelection.ofQueries(Optional.empty(), Optional.empty())
                : FlowSelection.ofQueries(
                        Optional.of(profile.period().from().minus(BEFORE)),
                        Optional.of(profile.period().to()));
        FlowSource logs = source.apply(period);
        FlowSource.Listed listing = logs.list();
        List<Problem> problems = new ArrayList<>(listing.problems());
        List<Askings> askings = Stream.generate(() -> new Askings(inventory, wanted))
                .limit(Math.max(1, Math.min(threads, listing.objects().size())))
                .toList();
        listener.flowObjects(listing.objects().size());
        logs.willBeRead(listing.objects());
        List<FlowReading> readings = ObjectPass.over(
                listing.objects(),
                askings,
                (into, object) -> QueryLog.read(object, into::add),
                listener::flowObjectRead);
        listener.flowsRead();
        askings.stream().skip(1).forEach(askings.get(0)::add);
        PassedOver beside = FlowReadings.beside(readings, logs, listing, "a Resolver query log", problems);
        boolean nothing = readings.stream().allMatch(reading -> reading.records() == 0 && reading.complete());
        if (nothing && problems.isEmpty()) {
            logs.named().stream()
                    .findFirst()
                    .ifPresent(name -> problems.add(new Problem(
                            Origin.of(name),
                            "holds no Resolver query log of the time of the flow logs; help: `aws route53resolver"
                                    + " list-resolver-query-log-configs` says where they go")));
        }
        return new QueriesRead(
                new Names(askings.get(0), inventory, profile), readings, listing.outside(), beside, problems);
    }
}
