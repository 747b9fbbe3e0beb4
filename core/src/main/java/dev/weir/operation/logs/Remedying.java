package dev.weir.operation.logs;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InterfaceCoverage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What to do about the gaps of VPCs and groups: few calls, each of which adds and takes nothing away. */
final class Remedying {

    /** What another flow log beside the first makes good. */
    private static final Set<FlowLogGap> BY_ANOTHER = EnumSet.of(
            FlowLogGap.NOT_ACTIVE,
            FlowLogGap.DELIVERY_FAILED,
            FlowLogGap.REJECT_ONLY,
            FlowLogGap.FIELDS_MISSING,
            FlowLogGap.FIELDS_LACKING,
            FlowLogGap.ACCEPT_ONLY,
            FlowLogGap.AGGREGATION_600,
            FlowLogGap.STREAM);

    private final LogsOperation.Request request;
    private final Snapshot snapshot;
    private final Watchers watchers;
    private final Map<String, InterfaceCoverage> observed;
    private final List<LogRemedy> remedies = new ArrayList<>();
    private final Set<String> made = new HashSet<>();

    Remedying(
            LogsOperation.Request request,
            Snapshot snapshot,
            Watchers watchers,
            Map<String, InterfaceCoverage> observed) {
        this.request = request;
        this.snapshot = snapshot;
        this.watchers = watchers;
        this.observed = observed;
    }

    List<LogRemedy> of(
            List<LogsOperation.SeenVpc> vpcs,
            Map<String, List<NetworkInterface>> byVpc,
            List<LogsOperation.SeenGroup> groups) {
        ask(vpcs, groups);
        List<LogsOperation.SeenVpc> unwatched = new ArrayList<>();
        for (LogsOperation.SeenVpc vpc : vpcs) {
            if (vpc.sight().gaps().contains(FlowLogGap.NO_FLOW_LOG)) {
                unwatched.add(vpc);
            }
        }
        if (request.organization() && !unwatched.isEmpty()) {
            remedies.add(new LogRemedy(
                    EnumSet.of(FlowLogGap.NO_FLOW_LOG),
                    Scope.UNKNOWN,
                    unwatched.stream().map(LogsOperation.SeenVpc::id).toList(),
                    new LogRemedy.MakeTelemetryRule()));
        } else {
            unwatched.forEach(vpc -> watch(vpc, byVpc.getOrDefault(vpc.id(), List.of())));
        }
        vpcs.forEach(vpc -> better(byVpc.getOrDefault(vpc.id(), List.of())));
        elsewhere(vpcs);
        await(groups);
        return List.copyOf(remedies);
    }

    private void ask(List<LogsOperation.SeenVpc> vpcs, List<LogsOperation.SeenGroup> groups) {
        Map<Scope, Set<String>> unread = new TreeMap<>();
        for (LogsOperation.SeenVpc vpc : vpcs) {
            if (vpc.sight().gaps().contains(FlowLogGap.NOT_READ)) {
                unread.computeIfAbsent(vpc.scope(), scope -> new TreeSet<>()).add(vpc.id());
            }
        }
        for (LogsOperation.SeenGroup group : groups) {
            if (group.sight().gaps().contains(FlowLogGap.NOT_READ)
                    && group.group().vpc().isEmpty()) {
                unread.computeIfAbsent(group.group().scope(), scope -> new TreeSet<>())
                        .add(group.group().id());
            }
        }
        unread.forEach((scope, ids) -> remedies.add(new LogRemedy(
                EnumSet.of(FlowLogGap.NOT_READ), scope, List.copyOf(ids), new LogRemedy.AskForFlowLogs())));
    }

    /** Watches the VPC where nothing of it is watched, else the subnets whose interfaces are not. */
    private void watch(LogsOperation.SeenVpc vpc, List<NetworkInterface> interfaces) {
        List<NetworkInterface> unwatched = interfaces.stream()
                .filter(one -> watchers.watching(one).isEmpty())
                .toList();
        Set<String> subnets = new TreeSet<>();
        unwatched.forEach(one -> one.subnet().ifPresent(subnets::add));
        boolean wholly = unwatched.size() == interfaces.size()
                || unwatched.stream().anyMatch(one -> one.subnet().isEmpty());
        make(
                EnumSet.of(FlowLogGap.NO_FLOW_LOG),
                vpc.scope(),
                vpc.id(),
                wholly ? "VPC" : "Subnet",
                wholly ? List.of(vpc.id()) : List.copyOf(subnets),
                unwatched,
                Optional.empty());
    }

    /** Makes a better flow log beside each that is the best for some interface, and not good enough. */
    private void better(List<NetworkInterface> interfaces) {
        Map<JudgedFlowLog, List<NetworkInterface>> byBest = new LinkedHashMap<>();
        for (NetworkInterface one : interfaces) {
            watchers.watching(one).stream()
                    .findFirst()
                    .ifPresent(best -> byBest.computeIfAbsent(best, log -> new ArrayList<>())
                            .add(one));
        }
        byBest.forEach((best, seen) -> {
            EnumSet<FlowLogGap> gaps = EnumSet.copyOf(BY_ANOTHER);
            gaps.retainAll(best.gaps());
            if (gaps.isEmpty() || !made.add(best.log().id())) {
                return;
            }
            FlowLog log = best.log();
            Optional<String> role = log.delivery().role().map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
            boolean refused =
                    log.delivery().error().filter("Access error"::equals).isPresent();
            if (gaps.equals(EnumSet.of(FlowLogGap.DELIVERY_FAILED))
                    && refused
                    && role.isPresent()
                    && log.delivery().store() == FlowLog.Store.LOG_GROUP) {
                remedies.add(
                        new LogRemedy(gaps, scopeOf(log), List.of(log.id()), new LogRemedy.LetDeliver(role.get())));
                return;
            }
            make(
                    gaps,
                    scopeOf(log),
                    log.id(),
                    type(log.resource()),
                    List.of(log.resource()),
                    seen,
                    best.isUsable() ? Optional.empty() : Optional.of(log.id()));
        });
    }

    private Scope scopeOf(FlowLog log) {
        return log.scope()
                .orElse(snapshot.vpc(log.resource())
                        .map(vpc -> vpc.scope())
                        .or(() -> snapshot.subnet(log.resource()).map(subnet -> subnet.scope()))
                        .or(() -> snapshot.networkInterface(log.resource()).map(one -> one.scope()))
                        .orElse(Scope.UNKNOWN));
    }

    private static String type(String resource) {
        if (resource.startsWith("subnet-")) {
            return "Subnet";
        }
        return resource.startsWith("eni-") ? "NetworkInterface" : "VPC";
    }

    private void make(
            Set<FlowLogGap> gaps,
            Scope scope,
            String about,
            String type,
            List<String> resources,
            List<NetworkInterface> interfaces,
            Optional<String> retires) {
        Optional<String> known = destination(scope, resources);
        String own = "arn:" + scope.partition() + ":s3:::flow-logs-"
                + scope.account().orElse("ACCOUNT") + "-" + scope.region().orElse("REGION");
        remedies.add(new LogRemedy(
                gaps,
                scope,
                List.of(about),
                new LogRemedy.MakeFlowLog(
                        type,
                        resources,
                        known.orElse(own),
                        known.isEmpty()
                                && !watchers.hasBucket(own.substring(own.lastIndexOf(':') + 1))
                                && made.add(own),
                        LogVolume.of(
                                interfaces.stream().map(NetworkInterface::id).toList(), observed),
                        retires)));
    }

    /**
     * What was asked for; else where a good flow log of the account and Region delivers to, but not where one of the same
     * resource does: then all of one can be read without the other, which would say everything twice.
     */
    private Optional<String> destination(Scope scope, List<String> resources) {
        if (request.destination().isPresent()) {
            return request.destination();
        }
        Set<String> taken = new LinkedHashSet<>();
        resources.forEach(resource -> watchers.of(resource)
                .forEach(judged -> taken.add(judged.log().delivery().bucket().orElse(""))));
        return snapshot.flowLogs().stream()
                .filter(log -> scopeOf(log).equals(scope))
                .filter(log -> log.delivery()
                        .bucket()
                        .filter(bucket -> !taken.contains(bucket))
                        .isPresent())
                .filter(log -> watchers.of(log.resource()).stream()
                        .anyMatch(judged -> judged.log().id().equals(log.id()) && isGood(judged)))
                .map(log -> log.delivery().place())
                .sorted()
                .findFirst();
    }

    private static boolean isGood(JudgedFlowLog judged) {
        return judged.isUsable()
                && judged.log().delivery().works().orElse(false)
                && !judged.gaps().contains(FlowLogGap.OTHER_ACCOUNT);
    }

    private void elsewhere(List<LogsOperation.SeenVpc> vpcs) {
        Set<String> named = new HashSet<>();
        for (LogsOperation.SeenVpc vpc : vpcs) {
            for (JudgedFlowLog judged : vpc.sight().flowLogs()) {
                if (!judged.gaps().contains(FlowLogGap.OTHER_ACCOUNT)) {
                    continue;
                }
                FlowLog log = judged.log();
                Scope scope = scopeOf(log).orElse(vpc.scope());
                LogRemedy.Act act = read(log, scope);
                if (named.add(act + " " + scope)) {
                    remedies.add(new LogRemedy(EnumSet.of(FlowLogGap.OTHER_ACCOUNT), scope, List.of(log.id()), act));
                }
            }
        }
    }

    private static LogRemedy.Act read(FlowLog log, Scope scope) {
        Optional<String> bucket = log.delivery().bucket();
        if (bucket.isEmpty()) {
            return new LogRemedy.ReadLogGroup(log.delivery().place());
        }
        String folder = log.delivery().folder().isEmpty() ? "" : log.delivery().folder() + "/";
        String account = scope.account().orElse("ACCOUNT");
        return new LogRemedy.ReadBucket(
                bucket.get(),
                folder
                        + (log.layout().hive()
                                ? "AWSLogs/aws-account-id=" + account + "/aws-service=vpcflowlogs/"
                                : "AWSLogs/" + account + "/vpcflowlogs/"));
    }

    private void await(List<LogsOperation.SeenGroup> groups) {
        Map<LocalDate, List<LogsOperation.SeenGroup>> byDay = new TreeMap<>();
        for (LogsOperation.SeenGroup seen : groups) {
            Sight sight = seen.sight();
            if (sight.gaps().contains(FlowLogGap.TOO_YOUNG) && sight.readyOn().isPresent()) {
                byDay.computeIfAbsent(sight.readyOn().get(), day -> new ArrayList<>())
                        .add(seen);
            }
        }
        byDay.forEach((day, waiting) -> remedies.add(new LogRemedy(
                EnumSet.of(FlowLogGap.TOO_YOUNG),
                waiting.get(0).group().scope(),
                waiting.stream().map(seen -> seen.group().id()).toList(),
                new LogRemedy.AwaitDay(day))));
    }
}
