package dev.weir.operation;

import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.ObservedInput;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Scan;
import dev.weir.finding.Shown;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Snapshot;
import dev.weir.names.GroupNames;
import dev.weir.plan.ObservedTraffic;
import dev.weir.plan.Plan;
import dev.weir.plan.PlanAnswer;
import dev.weir.plan.PlanSettings;
import dev.weir.plan.Planner;
import dev.weir.plan.Replayed;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The narrowest outbound rules that permit what groups need, proven: one answer for each group, made together. */
public record PlanOperation(OperationListener listener) {

    private static final Pattern SHA256 = Pattern.compile("sha256:([0-9a-f]{64})");

    /**
     * What to plan.
     *
     * @param groups ids or names; empty for every group that fails a reading
     * @param settings what is asked of each plan
     * @param series inventories over time; plans are made for the newest
     * @param flows what to learn from; empty where nothing is, and rules are what the settings allow
     * @param queries what names the destinations of the flows; changes no rule
     * @param failing of the groups that fail, which are meant
     * @param decided what else plans are made from, such as a policy file
     * @param refreshed a plan of one of the groups, to be held against what was seen since; empty where none is
     */
    public record Request(
            Collection<String> groups,
            PlanSettings settings,
            List<InventorySource> series,
            Optional<FlowEvidence> flows,
            Optional<QueryLogs> queries,
            ResourceFilter failing,
            List<Input> decided,
            Optional<Plan> refreshed) {

        public Request {
            groups = List.copyOf(groups);
            series = List.copyOf(series);
            decided = List.copyOf(decided);
        }
    }

    /**
     * What came of it, beside the answers.
     *
     * @param groups the ids that were planned, in order
     * @param read how the reading of flow logs went; empty where there were none
     * @param queries how the reading of query logs went; empty where there were none
     * @param replayed what was seen since the plan that was to be refreshed; empty where there is none, or its group was not read
     * @param unasked answers that name nothing that was seen of the groups that were planned, each as traffic
     * @param damaged inputs of profiles that were not read to their end when they were observed
     * @param complete whether inventory and flow logs were read whole
     */
    public record Result(
            Set<String> groups,
            Optional<FlowEvidence.FlowsRead> read,
            Optional<QueryLogs.QueriesRead> queries,
            Optional<Replayed> replayed,
            List<String> unasked,
            List<ObservedInput> damaged,
            boolean complete) {}

    /** Takes the answers as they come. */
    @FunctionalInterface
    public interface PlanSink {

        /**
         * Takes one.
         *
         * @param group its id
         * @param seen what was observed of it; empty without flows
         * @param prefixLists what the lists of the inventory hold now
         */
        void take(String group, PlanAnswer answer, Supplier<Optional<SeenTraffic>> seen, PrefixLists prefixLists);
    }

    /**
     * Makes the plans.
     *
     * @param answers takes the answers as they come
     * @throws FailureException if a name stands for several groups
     */
    public Result run(Request request, PlanSink answers) {
        Histories histories = Histories.of(request.series(), listener);
        listener.problems(histories.problems());
        Snapshot now = histories.newest();
        Set<String> groups = groups(request, now);
        if (groups.isEmpty()) {
            return new Result(
                    groups,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    histories.areWhole());
        }
        Optional<FlowEvidence.FlowsRead> read =
                request.flows().map(flows -> flows.read(flows.before(), Set.of(), listener));
        List<Input> inputs = new ArrayList<>(histories.inputs());
        read.ifPresent(done -> done.evidence().inputs().forEach(input -> inputs.add(input(input))));
        inputs.addAll(request.decided());
        Optional<ObservedTraffic> traffic =
                read.map(done -> new ObservedTraffic(done.evidence(), histories.inventory(), ProfileSettings.DEFAULT));
        Optional<QueryLogs.QueriesRead> queries = traffic.flatMap(observed ->
                request.queries().map(logs -> logs.read(observed.whole(), histories.inventory(), groups, listener)));
        Planner planner = new Planner(now, request.settings().from(inputs).together(groups));
        PrefixLists prefixLists = PrefixLists.of(now.prefixLists());
        List<String> unasked = new ArrayList<>();
        for (String group : groups) {
            Optional<GroupNames> names =
                    queries.flatMap(logs -> traffic.map(observed -> logs.of(observed.whole(), group)));
            PlanAnswer answer = traffic.map(observed -> planner.fromTraffic(group, observed))
                    .orElseGet(() -> planner.byHand(group));
            unasked.addAll(unasked(answer, request.settings(), group));
            answers.take(
                    group,
                    names.map(known -> named(answer, known)).orElse(answer),
                    () -> traffic.map(ObservedTraffic::whole)
                            .map(all -> SeenTraffic.of(all.period(), all.forGroup(group), names, now::groupName)),
                    prefixLists);
        }
        unasked.addAll(unread(request.settings(), now));
        return new Result(
                groups,
                read,
                queries,
                request.refreshed().flatMap(plan -> traffic.flatMap(observed -> planner.replay(plan, observed))),
                unasked,
                read.map(PlanOperation::damaged).orElse(List.of()),
                histories.areWhole()
                        && queries.map(QueryLogs.QueriesRead::isWhole).orElse(true)
                        && read.map(FlowEvidence.FlowsRead::isWhole).orElse(true));
    }

    private static PlanAnswer named(PlanAnswer answer, GroupNames names) {
        return answer.match(plan -> new PlanAnswer.Made(plan.naming(names.destinations())), sentence -> answer);
    }

    /** Answers about a group that name nothing that was seen of it, each as traffic; none where no plan was made. */
    static List<String> unasked(PlanAnswer answer, PlanSettings settings, String group) {
        Set<TrafficPoint> answered = settings.wanted().answers().of(group).keySet();
        return answer.match(
                plan -> {
                    Set<TrafficPoint> obeyed = new TreeSet<>();
                    plan.learning()
                            .reviewed()
                            .answers()
                            .forEach(one -> obeyed.add(one.doubt().point()));
                    return answered.stream()
                            .filter(point -> !obeyed.contains(point))
                            .map(point -> point + " from " + group)
                            .toList();
                },
                refused -> List.of());
    }

    /** Groups of answers that are not there, each as what was answered. */
    static List<String> unread(PlanSettings settings, Snapshot now) {
        return settings.wanted().answers().groups().stream()
                .filter(group -> now.securityGroup(group).isEmpty())
                .map(group -> "whatever is from " + group + ", of which nothing was read")
                .toList();
    }

    private Set<String> groups(Request request, Snapshot now) {
        if (request.groups().isEmpty()) {
            return failing(now, request);
        }
        Set<String> groups = new LinkedHashSet<>();
        request.groups().forEach(word -> groups.add(GroupName.id(word, now)));
        return groups;
    }

    private Set<String> failing(Snapshot snapshot, Request request) {
        Set<String> failing = new TreeSet<>();
        Scan scan = new Scan(request.settings().policy(), finding -> {
            boolean group = finding.subject() instanceof Subject.Group;
            if (group && finding.verdict() == Verdict.FAIL) {
                failing.add(finding.subject().id());
            }
        });
        scan.showing(new Shown(request.failing(), Optional.empty()));
        snapshot.read(scan);
        scan.finish().part().ifPresent(part -> listener.shown(part));
        return failing;
    }

    private static List<ObservedInput> damaged(FlowEvidence.FlowsRead read) {
        Set<String> now = new TreeSet<>();
        read.readings().forEach(reading -> now.add(reading.object()));
        return read.evidence().inputs().stream()
                .filter(input -> input.problem().isPresent() && !now.contains(input.name()))
                .toList();
    }

    /** Known by the digest of the bytes: what else was selected is written after it. */
    static Input input(ObservedInput input) {
        Matcher sha256 = SHA256.matcher(KnownInputs.content(input.digest()));
        return new Input(
                input.name(), sha256.matches() ? Optional.of(sha256.group(1)) : Optional.empty(), Optional.empty());
    }
}
