package dev.weir.operation.logs;

import dev.weir.backtest.EvidenceGates;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InterfaceCoverage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The flow logs of an inventory by what they watch: which of them sees an interface, and how well. */
final class Watchers {

    /** The best first: what blinds is worse than all that does not. */
    private static final Comparator<JudgedFlowLog> BEST_FIRST = Comparator.comparing(JudgedFlowLog::isUsable)
            .reversed()
            .thenComparing(judged -> judged.gaps().size())
            .thenComparing(judged -> judged.log().created().orElse(Instant.MAX))
            .thenComparing(judged -> judged.log().id());

    private final Snapshot snapshot;
    private final Map<String, InterfaceCoverage> observed;
    private final LocalDate today;
    private final Optional<OwnBuckets.Owned> owned;
    private final Map<String, List<JudgedFlowLog>> byResource = new HashMap<>();

    Watchers(Snapshot snapshot, OwnBuckets buckets, Map<String, InterfaceCoverage> observed, LocalDate today) {
        this.snapshot = snapshot;
        this.observed = observed;
        this.today = today;
        Map<String, Set<String>> deliver = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (FlowLog log : snapshot.flowLogs()) {
            log.delivery()
                    .bucket()
                    .ifPresent(bucket -> log.scope()
                            .account()
                            .ifPresent(account -> deliver.computeIfAbsent(bucket, name -> new HashSet<>())
                                    .add(account)));
        }
        owned = buckets.find();
        for (FlowLog log : snapshot.flowLogs()) {
            if (seen.add(log.id())) {
                byResource
                        .computeIfAbsent(log.resource(), id -> new ArrayList<>())
                        .add(JudgedFlowLog.of(log, isElsewhere(log, deliver, owned)));
            }
        }
        byResource.values().forEach(logs -> logs.sort(BEST_FIRST));
    }

    /**
     * Whether what a flow log writes lies in an account that is not its own: a log group says so itself; a bucket is the
     * caller's or not, else one that several accounts deliver to is somebody's central one.
     */
    private static boolean isElsewhere(
            FlowLog log, Map<String, Set<String>> deliver, Optional<OwnBuckets.Owned> owned) {
        Optional<String> own = log.scope().account();
        if (log.delivery().store() == FlowLog.Store.LOG_GROUP) {
            Optional<String> holder = ScopeNames.ofArn(log.delivery().place()).account();
            return holder.isPresent() && own.isPresent() && !holder.equals(own);
        }
        String bucket = log.delivery().bucket().orElse("");
        if (owned.isPresent() && owned.get().buckets().contains(bucket)) {
            return false; // whoever calls may read it
        }
        if (owned.isPresent() && own.equals(Optional.of(owned.get().account()))) {
            return !bucket.isEmpty();
        }
        return deliver.getOrDefault(bucket, Set.of()).size() > 1;
    }

    /** Whether the caller is known to have this bucket. */
    boolean hasBucket(String name) {
        return owned.isPresent() && owned.get().buckets().contains(name);
    }

    /** The flow logs of this VPC, subnet or interface, the best first. */
    List<JudgedFlowLog> of(String resource) {
        return byResource.getOrDefault(resource, List.of());
    }

    /** Those that watch an interface, by itself, its subnet or its VPC, the best first. */
    List<JudgedFlowLog> watching(NetworkInterface one) {
        List<JudgedFlowLog> watching = new ArrayList<>(of(one.id()));
        one.subnet().ifPresent(subnet -> watching.addAll(of(subnet)));
        snapshot.vpcOf(one).ifPresent(vpc -> watching.addAll(of(vpc)));
        watching.sort(BEST_FIRST);
        return watching;
    }

    /** Whether all flow logs are known that could watch an interface here. */
    private boolean areAllRead(Scope scope) {
        return snapshot.isWhole(Listing.Kind.FLOW_LOGS, scope);
    }

    /** How well these interfaces of a VPC are seen. */
    Sight sight(Collection<NetworkInterface> interfaces, String vpc, Scope scope) {
        Map<String, JudgedFlowLog> all = new TreeMap<>();
        of(vpc).forEach(judged -> all.put(judged.log().id(), judged));
        EnumSet<FlowLogGap> gaps = EnumSet.noneOf(FlowLogGap.class);
        Set<String> unseen = new TreeSet<>();
        Optional<LocalDate> since = Optional.empty();
        boolean sinceIsKnown = true;
        boolean allRead = areAllRead(scope);
        for (NetworkInterface one : interfaces) {
            List<JudgedFlowLog> watching = watching(one);
            watching.forEach(judged -> all.put(judged.log().id(), judged));
            Optional<JudgedFlowLog> best = watching.stream().findFirst();
            best.ifPresent(judged -> gaps.addAll(judged.gaps()));
            if (best.isEmpty() || !best.get().isUsable()) {
                unseen.add(one.id());
                allRead &= areAllRead(one.scope().orElse(scope));
                if (best.isEmpty()) {
                    gaps.add(FlowLogGap.NO_FLOW_LOG);
                }
                continue;
            }
            Optional<LocalDate> from = watching.stream()
                    .filter(JudgedFlowLog::isUsable)
                    .flatMap(judged -> judged.log().created().stream())
                    .min(Comparator.naturalOrder())
                    .map(Watchers::day);
            sinceIsKnown &= from.isPresent();
            if (from.isPresent() && (since.isEmpty() || since.get().isBefore(from.get()))) {
                since = from;
            }
        }
        if (!allRead && (interfaces.isEmpty() || !unseen.isEmpty())) {
            gaps.remove(FlowLogGap.NO_FLOW_LOG);
            gaps.add(FlowLogGap.NOT_READ);
        }
        TreeSet<LocalDate> days = daysOf(interfaces);
        Optional<LocalDate> begun = sinceIsKnown ? since : Optional.empty();
        if (!days.isEmpty()) {
            begun = Optional.of(days.first());
        }
        Optional<LocalDate> readyOn = begun.map(EvidenceGates::readyOn);
        if (readyOn.isPresent() && readyOn.get().isAfter(today)) {
            gaps.add(FlowLogGap.TOO_YOUNG);
        }
        return new Sight(
                state(interfaces.size(), unseen.size(), allRead),
                List.copyOf(all.values()),
                interfaces.size(),
                List.copyOf(unseen),
                begun,
                days.isEmpty() ? begun.map(this::daysSince).orElse(OptionalInt.empty()) : OptionalInt.of(days.size()),
                readyOn,
                gaps);
    }

    /** The days that a profile holds of these interfaces. */
    private TreeSet<LocalDate> daysOf(Collection<NetworkInterface> interfaces) {
        return interfaces.stream()
                .flatMap(one -> Optional.ofNullable(observed.get(one.id())).stream())
                .flatMap(coverage -> coverage.days().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private OptionalInt daysSince(LocalDate day) {
        return OptionalInt.of((int) Math.max(0, ChronoUnit.DAYS.between(day, today)));
    }

    private static Sight.State state(int interfaces, int unseen, boolean allRead) {
        if (interfaces > 0 && unseen == 0) {
            return Sight.State.SEEN;
        }
        if (!allRead) {
            return Sight.State.NOT_KNOWN;
        }
        if (interfaces == 0) {
            return Sight.State.NO_INTERFACE;
        }
        return unseen < interfaces ? Sight.State.IN_PART : Sight.State.NOT_SEEN;
    }

    /** The same where more interfaces may be there than are known. */
    Sight uncertain(Sight sight) {
        return new Sight(
                sight.unseen().isEmpty() ? Sight.State.NOT_KNOWN : sight.state(),
                sight.flowLogs(),
                sight.interfaces(),
                sight.unseen(),
                sight.since(),
                sight.usableDays(),
                sight.readyOn(),
                sight.gaps());
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
