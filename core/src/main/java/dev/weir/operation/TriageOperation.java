package dev.weir.operation;

import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Evidence;
import dev.weir.finding.Attachment;
import dev.weir.finding.Baseline;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.Scan;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.ScopedSuppression;
import dev.weir.finding.Shown;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Suppression;
import dev.weir.plan.ObservedTraffic;
import dev.weir.plan.OutsideManager;
import dev.weir.plan.PlanAnswer;
import dev.weir.plan.PlanSettings;
import dev.weir.plan.Planner;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import dev.weir.triage.Bucket;
import dev.weir.triage.BucketTotal;
import dev.weir.triage.Families;
import dev.weir.triage.Family;
import dev.weir.triage.GroupFacts;
import dev.weir.triage.Holdings;
import dev.weir.triage.TriagedGroup;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every group that does not pass, sorted by what to do next with it, and the plans of some of them out of one reading.
 *
 * <p>Groups that a suppression hides are counted and not sorted.
 */
public final class TriageOperation {

    private final Request request;
    private final OperationListener listener;
    private final List<Suppression> suppressions = new ArrayList<>();
    private final Histories histories;
    private final Optional<TrafficProfile> traffic;

    /**
     * What to sort.
     *
     * @param settings what counts as the world, and what plans would be asked
     * @param decided what was read of a policy and of answers, for plans
     * @param series inventories over time; the groups of the newest are sorted
     * @param evidence what was observed of their traffic; empty where nothing was
     * @param day on which suppressions hold or do not
     * @param suppressions decisions that are written apart from what they are about
     * @param filter which groups are meant
     */
    public record Request(
            PlanSettings settings,
            List<Input> decided,
            List<InventorySource> series,
            Optional<Evidence> evidence,
            LocalDate day,
            List<ScopedSuppression> suppressions,
            ResourceFilter filter) {

        public Request {
            decided = List.copyOf(decided);
            series = List.copyOf(series);
            suppressions = List.copyOf(suppressions);
        }
    }

    /**
     * What came of it.
     *
     * @param groups those that do not pass, worst first
     * @param families the same, by what is one review
     * @param summary how the groups were read and judged
     * @param period over which traffic was observed; empty where none was
     */
    public record Result(
            List<TriagedGroup> groups, List<Family> families, ScanSummary summary, Optional<ObservationPeriod> period) {

        public Result {
            groups = List.copyOf(groups);
            families = List.copyOf(families);
        }

        /** How many families have members in a bucket: so many reviews it takes. */
        public long reviews(BucketTotal total) {
            return families.stream()
                    .filter(family -> family.members().stream()
                            .anyMatch(member -> member.group().bucket() == total.bucket()))
                    .count();
        }

        /** The same with the groups of one bucket alone. */
        public Result only(Bucket bucket) {
            return only(one -> one.bucket() == bucket);
        }

        /** The same with the members of one family alone; empty where there is none of this id. */
        public Optional<Result> only(String family) {
            return families.stream()
                    .filter(one -> one.id().equals(family))
                    .findFirst()
                    .map(one -> {
                        Set<String> ids = one.ids();
                        return only(group -> ids.contains(group.group().id()));
                    });
        }

        private Result only(Predicate<TriagedGroup> chosen) {
            return new Result(
                    groups.stream().filter(chosen).toList(),
                    families.stream()
                            .filter(family -> family.members().stream()
                                    .map(Family.Member::group)
                                    .anyMatch(chosen))
                            .toList(),
                    summary,
                    period);
        }
    }

    /** Reads what the request names. */
    public TriageOperation(Request request, OperationListener listener) {
        this.request = request;
        this.listener = listener;
        histories = Histories.of(request.series().stream().map(this::keeping).toList(), listener);
        traffic = request.evidence()
                .map(evidence -> TrafficProfile.of(evidence, histories.inventory(), ProfileSettings.DEFAULT));
    }

    private InventorySource keeping(InventorySource source) {
        return sink -> source.read(new PassingSink(sink) {
            @Override
            public void suppression(Suppression suppression) {
                suppressions.add(suppression);
                super.suppression(suppression);
            }
        });
    }

    /** What the prefix lists of the newest inventory hold. */
    public PrefixLists prefixLists() {
        return PrefixLists.of(histories.newest().prefixLists());
    }

    /** What uses that which the findings of a result are about. */
    public Uses uses(Result result) {
        return traffic.filter(profile -> !profile.period().isEmpty())
                .map(profile -> uses(profile, result))
                .orElse(Uses.NOT_ASKED);
    }

    private Uses uses(TrafficProfile profile, Result result) {
        FindingTraffic ofFindings = new FindingTraffic(
                profile,
                prefixLists(),
                result.groups().stream().flatMap(one -> one.findings().stream()).toList());
        return new Uses() {
            @Override
            public Optional<FindingTraffic.Use> of(Finding finding) {
                return ofFindings.of(finding);
            }

            @Override
            public Optional<SeenTraffic> traffic(String group) {
                return Optional.of(SeenTraffic.of(
                        profile.period(), profile.forGroup(group), Optional.empty(), histories.newest()::groupName));
            }

            @Override
            public Optional<ObservationPeriod> period() {
                return Optional.of(profile.period());
            }
        };
    }

    /** Sorts. */
    public Result run() {
        Snapshot now = histories.newest();
        Map<SecurityGroup, List<Finding>> findings = new LinkedHashMap<>();
        ScanSummary summary = scan(now, findings);
        Holdings holdings = new Holdings(now);
        Planner planner = new Planner(
                now, together(findings.keySet().stream().map(SecurityGroup::id).collect(Collectors.toSet())));
        List<TriagedGroup> groups = new ArrayList<>();
        findings.forEach((group, found) -> {
            List<SecurityGroup> versions = now.versionsOf(group.id());
            boolean mayBeHidden = found.get(0).attachment().answer() == Attachment.Answer.UNKNOWN;
            groups.add(TriagedGroup.of(
                    group,
                    found,
                    new GroupFacts(
                            SecurityGroup.contradiction(versions).map(words -> "it " + words),
                            manager(versions),
                            group.isDefault(),
                            unread(found),
                            holdings.of(group, mayBeHidden),
                            traffic.filter(profile -> !profile.period().isEmpty())
                                    .map(profile -> planner.outlook(group.id(), profile)))));
        });
        groups.sort(TriagedGroup.WORST_FIRST);
        return new Result(
                groups,
                Families.of(groups, now),
                summary,
                traffic.map(TrafficProfile::period).filter(period -> !period.isEmpty()));
    }

    /**
     * Makes the plans of some of its groups, as {@link PlanOperation} does.
     *
     * @return answers that name nothing that was seen of these groups, each as traffic
     */
    public List<String> plans(Collection<TriagedGroup> chosen, BiConsumer<String, PlanAnswer> answers) {
        Set<String> ids = new LinkedHashSet<>();
        chosen.forEach(one -> ids.add(one.group().id()));
        List<Input> inputs = new ArrayList<>(histories.inputs());
        request.evidence()
                .ifPresent(evidence -> evidence.inputs().forEach(input -> inputs.add(PlanOperation.input(input))));
        inputs.addAll(request.decided());
        Optional<ObservedTraffic> observed = request.evidence()
                .map(evidence -> new ObservedTraffic(evidence, histories.inventory(), ProfileSettings.DEFAULT));
        Planner planner = new Planner(histories.newest(), together(ids).from(inputs));
        List<String> unasked = new ArrayList<>();
        for (String id : ids) {
            PlanAnswer answer =
                    observed.map(seen -> planner.fromTraffic(id, seen)).orElseGet(() -> planner.byHand(id));
            unasked.addAll(PlanOperation.unasked(answer, request.settings(), id));
            answers.accept(id, answer);
        }
        unasked.addAll(PlanOperation.unread(request.settings(), histories.newest()));
        return unasked;
    }

    private PlanSettings together(Set<String> ids) {
        return request.settings().together(new TreeSet<>(ids));
    }

    /** The first version of the group that a finding is about. */
    private static SecurityGroup asRead(SecurityGroup judged, Snapshot now) {
        return SecurityGroup.apart(now.versionsOf(judged.id())).stream()
                .filter(versions ->
                        versions.stream().anyMatch(version -> version.scope().equals(judged.scope())))
                .findFirst()
                .map(versions -> versions.get(0))
                .orElse(judged);
    }

    private ScanSummary scan(Snapshot now, Map<SecurityGroup, List<Finding>> findings) {
        Policy policy = request.settings().policy();
        Scan scan = new Scan(policy, finding -> {
            if (finding.subject() instanceof Subject.Group subject
                    && finding.verdict() != Verdict.PASS
                    && finding.suppression().isEmpty()) {
                findings.computeIfAbsent(asRead(subject.group(), now), group -> new ArrayList<>(2))
                        .add(finding);
            }
        });
        scan.on(request.day(), Baseline.NONE, request.suppressions());
        scan.showing(new Shown(request.filter(), Optional.empty()));
        suppressions.forEach(scan::suppression);
        traffic.ifPresent(profile -> TrafficBeside.unlisted(profile).forEach(scan::unlistedInterfaces));
        Set<Problem> earlier = new LinkedHashSet<>(histories.problems());
        InventorySink noting = new PassingSink(scan) {
            @Override
            public void problem(Problem problem) {
                earlier.remove(problem);
                super.problem(problem);
            }
        };
        now.read(noting);
        earlier.forEach(scan::problem);
        listener.inventoryRead();
        return scan.finish();
    }

    /** What its tags tell, else that it stands in code which was read. */
    private static Optional<OutsideManager> manager(List<SecurityGroup> versions) {
        for (SecurityGroup version : versions) {
            Optional<OutsideManager> manager = OutsideManager.of(version);
            if (manager.isPresent()) {
                return manager;
            }
        }
        return versions.stream()
                .flatMap(version -> version.origin().address().stream())
                .findFirst()
                .map(OutsideManager::declared);
    }

    private static Optional<String> unread(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.verdict() == Verdict.FAIL) {
                return Optional.empty();
            }
        }
        return findings.stream()
                .flatMap(finding -> finding.unresolved().stream())
                .findFirst()
                .or(() -> Optional.of("what it permits was not read whole"));
    }
}
