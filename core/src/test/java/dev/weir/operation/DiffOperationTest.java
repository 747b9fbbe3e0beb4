package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.RandomInventory;
import dev.weir.finding.Attachment;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ReportedFinding.Exposed;
import dev.weir.finding.ReportedFinding.OpenPorts;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.finding.ReportedFinding.Rule;
import dev.weir.finding.ResourceFilter;
import dev.weir.finding.ScanSummary.ScopeStatus;
import dev.weir.finding.ScanSummary.Status;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Share;
import dev.weir.operation.Difference.Kind;
import dev.weir.operation.Difference.Presence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DiffOperationTest {

    private static final Scope HERE = Scope.of("111122223333", "eu-west-1");
    private static final Scope THERE = Scope.of("111122223333", "us-east-1");
    private static final Map<Kind, Kind> MIRROR = Map.of(
            Kind.OPENED,
            Kind.CLOSED,
            Kind.CLOSED,
            Kind.OPENED,
            Kind.CHANGED,
            Kind.CHANGED,
            Kind.NOT_KNOWN,
            Kind.NOT_KNOWN);

    private record Side(String name, List<ReportedFinding> findings, JudgedExtent extent) implements DiffSide {
        @Override
        public JudgedExtent read(Policy policy, Consumer<ReportedFinding> taken) {
            findings.forEach(taken);
            return extent;
        }
    }

    private static ReportedFinding finding(String id, Scope scope, Verdict verdict, Severity severity, int ports) {
        ReportedResource resource = new ReportedResource(
                "security-group",
                id,
                "name of " + id,
                scope,
                Optional.empty(),
                Map.of(),
                Attachment.Answer.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        boolean open = verdict != Verdict.PASS;
        return new ReportedFinding(
                Reading.ANY_PORT,
                verdict,
                open ? severity : Severity.NONE,
                resource,
                verdict == Verdict.FAIL ? List.of(new Rule("tcp", "1-" + ports, "0.0.0.0/0")) : List.of(),
                new OpenPorts(verdict == Verdict.FAIL ? ports : 0, 0),
                new Exposed(verdict == Verdict.FAIL ? ports / 131072.0 : 0, 0),
                verdict == Verdict.UNKNOWN ? List.of("prefix list `pl-1` was not read") : List.of(),
                Optional.empty(),
                scope + id);
    }

    private static ReportedFinding failing(String id) {
        return finding(id, HERE, Verdict.FAIL, Severity.HIGH, 443);
    }

    private static Side whole(ReportedFinding... findings) {
        return side(
                "whole", List.of(findings), List.of(new ScopeStatus(HERE, Status.READ, findings.length)), List.of());
    }

    private static Side side(
            String name, List<ReportedFinding> findings, List<ScopeStatus> scopes, List<Problem> problems) {
        boolean complete = problems.isEmpty() && scopes.stream().allMatch(scope -> scope.status() == Status.READ);
        return new Side(
                name, findings, new JudgedExtent(Policy.DEFAULT, complete, scopes, problems, findings.size(), 1));
    }

    /** Of 100,000 groups on each side nearly all are equal, and both sides are held until the end. */
    @Test
    void whatBothSidesHaveAlikeIsKeptOnce() {
        ReportedFinding was = failing("sg-1");
        ReportedFinding is = finding("sg-1", HERE, Verdict.FAIL, Severity.HIGH, 80);

        ReportedFinding shared = is.sharing(was);

        assertThat(shared).isEqualTo(is);
        assertThat(shared.resource()).isSameAs(was.resource());
        assertThat(shared.fingerprint()).isSameAs(was.fingerprint());
        assertThat(shared.rules()).isNotEqualTo(was.rules());
    }

    private static DiffOperation.Result diff(DiffSide before, DiffSide after) {
        return new DiffOperation(new DiffOperation.Request(before, after, Policy.DEFAULT, ResourceFilter.ALL)).run();
    }

    private static Difference only(DiffOperation.Result result) {
        assertThat(result.differences()).hasSize(1);
        return result.differences().get(0);
    }

    @Test
    void anInventoryIsNoDifferentFromItself() {
        for (long seed = 0; seed < 60; seed++) {
            DiffOperation.Result result = diff(inventory(seed), inventory(seed));

            assertThat(result.differences()).as("seed " + seed).isEmpty();
            assertThat(result.clean()).isTrue();
            assertThat(result.matched()).isEqualTo(result.unchanged());
        }
    }

    @Test
    void comparedTheOtherWayRoundItIsTheMirror() {
        int differences = 0;
        for (long seed = 0; seed < 120; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DiffSide one = seed % 2 == 0 ? random(random) : inventory(seed);
            DiffSide other = seed % 2 == 0 ? random(random) : inventory(seed + 1000);

            DiffOperation.Result there = diff(one, other);
            DiffOperation.Result back = diff(other, one);

            assertThat(mirrored(there.differences())).as("seed " + seed).isEqualTo(sorted(back.differences()));
            assertThat(there.complete()).isEqualTo(back.complete());
            differences += there.differences().size();
        }
        assertThat(differences).isGreaterThan(400);
    }

    private static List<List<Object>> mirrored(List<Difference> differences) {
        return sorted(differences.stream()
                .map(one -> new Difference(
                        Objects.requireNonNull(MIRROR.get(one.kind())),
                        one.after(),
                        one.before(),
                        one.worse(),
                        one.reason()))
                .toList());
    }

    /** Which comes first may differ, since the later state decides it; so may the reason, of which the earlier side's is told. */
    private static List<List<Object>> sorted(List<Difference> differences) {
        return differences.stream()
                .map(one -> List.<Object>of(one.kind(), one.before(), one.after()))
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    private static DiffSide inventory(long seed) {
        return new InventorySide(
                "seed " + seed,
                Snapshot.of(new RandomInventory(seed)),
                LocalDate.EPOCH,
                List.of(),
                OperationListener.NONE);
    }

    private static Side random(SplittableRandom random) {
        List<ScopeStatus> scopes = new ArrayList<>();
        for (Scope scope : List.of(HERE, THERE)) {
            if (random.nextInt(5) > 0) {
                scopes.add(
                        new ScopeStatus(scope, Status.values()[random.nextInt(4) > 0 ? 0 : 1 + random.nextInt(2)], 1));
            }
        }
        List<ReportedFinding> findings = new ArrayList<>();
        for (int group = 0; group < 12; group++) {
            Scope scope = group % 2 == 0 ? HERE : THERE;
            boolean wasAsked = scopes.stream().anyMatch(status -> status.scope().equals(scope));
            if (wasAsked && random.nextInt(4) > 0) {
                findings.add(finding(
                        "sg-" + group,
                        scope,
                        Verdict.values()[random.nextInt(3)],
                        Severity.values()[1 + random.nextInt(4)],
                        1 + random.nextInt(3)));
            }
        }
        List<Problem> problems = random.nextInt(4) > 0
                ? List.of()
                : List.of(new Problem(
                        random.nextBoolean()
                                ? Origin.of("groups.json", 3)
                                : Origin.of("DescribeSecurityGroups in us-east-1"),
                        "denied"));
        return side("random", findings, scopes, problems);
    }

    /** Every way that things can be which the two sides leave possible: what is said must hold in all of them. */
    @Test
    void saysOpenedOrClosedOnlyWhereItIsSoWhateverWasNotRead() {
        for (long seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Side before = random(random);
            Side after = random(random);
            Map<String, Kind> said = new TreeMap<>();
            diff(before, after)
                    .differences()
                    .forEach(difference -> said.put(difference.latest().fingerprint(), difference.kind()));
            for (int group = 0; group < 12; group++) {
                Scope scope = group % 2 == 0 ? HERE : THERE;
                String fingerprint = scope + "sg-" + group;
                Set<Boolean> was = possible(before, fingerprint, scope);
                Set<Boolean> is = possible(after, fingerprint, scope);
                boolean mustOpen = was.equals(Set.of(false)) && is.equals(Set.of(true));
                boolean mustClose = was.equals(Set.of(true)) && is.equals(Set.of(false));
                String what = "seed " + seed + ", sg-" + group;
                assertThat(said.get(fingerprint) == Kind.OPENED).as(what).isEqualTo(mustOpen);
                assertThat(said.get(fingerprint) == Kind.CLOSED).as(what).isEqualTo(mustClose);
            }
        }
    }

    private static Set<Boolean> possible(Side side, String fingerprint, Scope scope) {
        Optional<ReportedFinding> found = side.findings.stream()
                .filter(finding -> finding.fingerprint().equals(fingerprint))
                .findFirst();
        if (found.isPresent() && found.get().verdict() != Verdict.UNKNOWN) {
            return Set.of(found.get().verdict() == Verdict.FAIL);
        }
        boolean isRead = side.extent.scopes().stream()
                .anyMatch(status -> status.scope().equals(scope) && status.status() == Status.READ);
        boolean fileLost = side.extent.problems().stream()
                .anyMatch(problem -> !problem.origin().isCall());
        Set<Boolean> both = new HashSet<>(List.of(true, false));
        boolean nothingAsked =
                side.extent.scopes().isEmpty() && side.extent.problems().isEmpty();
        return found.isEmpty() && (isRead && !fileLost || nothingAsked) ? Set.of(false) : both;
    }

    @Test
    void aGroupThatOpensIsNotCleanAndOneThatClosesIs() {
        DiffOperation.Result opens = diff(whole(), whole(failing("sg-1")));
        DiffOperation.Result closes = diff(whole(failing("sg-1")), whole());

        assertThat(only(opens).kind()).isEqualTo(Kind.OPENED);
        assertThat(opens.clean()).isFalse();
        assertThat(opens.complete()).isTrue();
        assertThat(only(closes).kind()).isEqualTo(Kind.CLOSED);
        assertThat(only(closes).after().presence()).isEqualTo(Presence.ABSENT);
        assertThat(closes.clean()).isTrue();
    }

    @Test
    void whatWasNotReadIsNeitherOpenedNorClosedAndNeverClean() {
        Side denied = side("denied", List.of(), List.of(new ScopeStatus(HERE, Status.NOT_READ, 0)), List.of());

        DiffOperation.Result after = diff(whole(failing("sg-1")), denied);
        DiffOperation.Result before = diff(denied, whole(failing("sg-1")));

        assertThat(only(after).kind()).isEqualTo(Kind.NOT_KNOWN);
        assertThat(only(after).after().presence()).isEqualTo(Presence.NOT_READ);
        assertThat(only(after).reason()).contains("`denied` does not tell whether it is there: not all of it was read");
        assertThat(after.complete()).isFalse();
        assertThat(only(before).kind()).isEqualTo(Kind.NOT_KNOWN);
        assertThat(before.complete()).isFalse();
        assertThat(before.clean()).isFalse();
    }

    @Test
    void oneRegionThatIsDeniedDoesNotHideWhatOpensInAnother() {
        List<ScopeStatus> scopes =
                List.of(new ScopeStatus(HERE, Status.READ, 1), new ScopeStatus(THERE, Status.NOT_READ, 0));
        List<Problem> denied = List.of(new Problem(Origin.of("DescribeSecurityGroups in us-east-1"), "denied"));

        DiffOperation.Result result = diff(
                side("before", List.of(), scopes, denied), side("after", List.of(failing("sg-1")), scopes, denied));

        assertThat(only(result).kind()).isEqualTo(Kind.OPENED);
        assertThat(result.complete()).isFalse();
    }

    @Test
    void aRegionThatOneSideNeverAskedIsNotKnownThoughBothSidesAreComplete() {
        DiffOperation.Result result = diff(whole(finding("sg-9", THERE, Verdict.FAIL, Severity.HIGH, 1)), whole());

        assertThat(only(result).kind()).isEqualTo(Kind.NOT_KNOWN);
        assertThat(only(result).reason())
                .contains("`whole` does not tell whether it is there: it holds nothing of that account and Region");
        assertThat(result.complete()).isFalse();
    }

    @Test
    void whatMayHaveOpenedIsNotClean() {
        DiffOperation.Result result = diff(
                whole(finding("sg-1", HERE, Verdict.PASS, Severity.NONE, 0)),
                whole(finding("sg-1", HERE, Verdict.UNKNOWN, Severity.HIGH, 0)));

        assertThat(only(result).kind()).isEqualTo(Kind.NOT_KNOWN);
        assertThat(only(result).reason()).contains("in `whole` prefix list `pl-1` was not read");
        assertThat(result.complete()).isTrue();
        assertThat(result.clean()).isFalse();
    }

    @Test
    void aGroupThatStaysOpenCountsWhereItBecomesWiderOrMoreSevere() {
        ReportedFinding narrow = finding("sg-1", HERE, Verdict.FAIL, Severity.MEDIUM, 1);
        ReportedFinding wide = finding("sg-1", HERE, Verdict.FAIL, Severity.HIGH, 2);

        assertThat(only(diff(whole(narrow), whole(wide))).kind()).isEqualTo(Kind.CHANGED);
        assertThat(diff(whole(narrow), whole(wide)).clean()).isFalse();
        assertThat(diff(whole(wide), whole(narrow)).clean()).isTrue();
        assertThat(diff(whole(wide), whole(wide)).differences()).isEmpty();
    }

    @Test
    void belowFailOnNothingCounts() {
        Side medium = whole(finding("sg-1", HERE, Verdict.FAIL, Severity.MEDIUM, 1));

        assertThat(diff(whole(), medium).clean()).isTrue();
        for (Severity failOn : List.of(Severity.LOW, Severity.MEDIUM)) {
            Policy strict = new Policy(Policy.DEFAULT.worldShare(), Policy.DEFAULT.portsShare(), failOn);
            assertThat(new DiffOperation(new DiffOperation.Request(whole(), medium, strict, ResourceFilter.ALL))
                            .run()
                            .clean())
                    .isFalse();
        }
    }

    @Test
    void whatWasJudgedByOtherSharesIsNotCompared() {
        Policy wide = new Policy(Share.ofPercent(10), Share.ofPercent(50), Severity.HIGH);
        Side other = new Side("other", List.of(), new JudgedExtent(wide, true, List.of(), List.of(), 0, 0));

        assertThatThrownBy(() -> diff(whole(), other))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("10 %")
                .hasMessageContaining("--world-share");
    }

    @Test
    void theWorstComesFirst() {
        Side after = whole(
                finding("sg-1", HERE, Verdict.FAIL, Severity.LOW, 1),
                finding("sg-2", HERE, Verdict.FAIL, Severity.CRITICAL, 1),
                finding("sg-3", HERE, Verdict.UNKNOWN, Severity.CRITICAL, 1),
                finding("sg-4", HERE, Verdict.FAIL, Severity.MEDIUM, 1));

        assertThat(diff(whole(), after).differences())
                .extracting(difference -> difference.latest().resource().id())
                .containsExactly("sg-2", "sg-3", "sg-4", "sg-1");
    }
}
