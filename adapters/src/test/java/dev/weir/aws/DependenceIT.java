package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.ScanSummary;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Listing.Kind;
import dev.weir.inventory.Snapshot;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which verdict hangs on which call: each read call denied, and cut short after a page, alone, in one of two Regions.
 *
 * <p>{@link #DEPENDENCE} is the table of docs/decisions/0006-live-account.md. A verdict that it does not name must not move.
 */
class DependenceIT {
    private static final String TROUBLED = "eu-west-1";
    private static final String QUIET = "eu-west-2";

    /**
     * What a call's loss does to the verdicts of {@link LiveWorld}: what becomes unknown, and whose entry is gone.
     *
     * @param unknown entries that become unknown, or that are there only now
     * @param gone entries that nothing tells any more
     */
    private record Loss(List<String> unknown, List<String> gone) {
        static final Loss NONE = new Loss(List.of(), List.of());
    }

    private static final Map<Kind, Loss> DEPENDENCE = Map.of(
            // A group without rules is told by this call alone; all others by their rules too.
            Kind.SECURITY_GROUPS,
                    new Loss(
                            List.of("eni-shut all-ports", "eni-shut any-port"),
                            List.of("closed all-ports", "closed any-port")),
            // Ids, descriptions and tags of rules only.
            Kind.SECURITY_GROUP_RULES, Loss.NONE,
            // Entries of interfaces; of groups only attachment, path and so the severity.
            Kind.NETWORK_INTERFACES, new Loss(List.of(), List.of("eni-pair any-port")),
            // Names and owners; the entries are asked for by the ids that rules name.
            Kind.PREFIX_LISTS, Loss.NONE,
            Kind.PREFIX_LIST_ENTRIES, new Loss(List.of("listed any-port", "s3 any-port"), List.of()),
            // Paths, and so the severity.
            Kind.ROUTE_TABLES, Loss.NONE,
            Kind.SUBNETS, Loss.NONE,
            Kind.VPCS, Loss.NONE);

    private static MotoServer moto;
    private static FaultProxy proxy;
    private static LiveWorld troubled;
    private static LiveWorld quiet;
    private static Judged whole;

    @BeforeAll
    static void start() {
        moto = MotoServer.fresh();
        proxy = FaultProxy.before(moto.endpoint());
        troubled = LiveWorld.make(moto.endpoint(), TROUBLED);
        quiet = LiveWorld.make(moto.endpoint(), QUIET);
        whole = Judged.of(PeerAccount.live(proxy.endpoint(), TROUBLED, QUIET));
        assertThat(whole.problems()).isEmpty();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    static Stream<Arguments> calls() {
        return Stream.of(Kind.values())
                .filter(kind -> kind != Kind.HIDDEN_NETWORK_INTERFACES) // a question of the call for interfaces
                .filter(kind -> kind != Kind.FLOW_LOGS) // no scan asks for them
                .flatMap(kind -> Stream.of(Arguments.of(kind, "denied"), Arguments.of(kind, "cut short")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void losingOneCallTurnsExactlyWhatDependsOnItToUnknown(Kind lost, String how) {
        proxy.peace().on(TROUBLED, lost.call(), how.equals("denied") ? Fault.denied() : Fault.cutShortAfter(1));

        Snapshot snapshot = Snapshot.of(PeerAccount.live(proxy.endpoint(), TROUBLED, QUIET));
        Judged judged = Judged.of(snapshot);
        Judged kept = Judged.throughFile(snapshot);

        Loss loss = DEPENDENCE.getOrDefault(lost, Loss.NONE);
        Map<String, Verdict> expected = new TreeMap<>(whole.verdicts(troubled));
        loss.gone().forEach(expected::remove);
        loss.unknown().forEach(entry -> expected.put(entry, Verdict.UNKNOWN));
        assertThat(judged.verdicts(troubled)).isEqualTo(expected);
        assertThat(judged.details(quiet)).isEqualTo(whole.details(quiet));
        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith(lost.call() + " in " + MotoServer.ACCOUNT + " " + TROUBLED + ": ")
                        .contains("`UnauthorizedOperation`", "ec2:" + lost.call(), "weir iam read")
                        .doesNotContain("AAAA"));
        assertThat(status(judged, QUIET)).isEqualTo(ScanSummary.Status.READ);
        assertThat(status(judged, TROUBLED)).isEqualTo(ScanSummary.Status.PARTLY_READ);
        assertThat(kept.details(troubled)).isEqualTo(judged.details(troubled));
        assertThat(kept.problems()).isEqualTo(judged.problems());
        assertThat(kept.summary().complete()).isFalse();
        assertThat(kept.summary().scopes()).isEqualTo(judged.summary().scopes());
    }

    private static ScanSummary.Status status(Judged judged, String region) {
        return judged.summary().scopes().stream()
                .filter(scope -> scope.scope().region().orElse("").equals(region))
                .map(ScanSummary.ScopeStatus::status)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSnapshotJudgesAsTheLiveAccountDid() {
        proxy.peace()
                .on(TROUBLED, Kind.NETWORK_INTERFACES.call(), Fault.cutShortAfter(1))
                .on(TROUBLED, Kind.SECURITY_GROUPS.call(), Fault.cutShortAfter(4))
                .on(TROUBLED, Kind.PREFIX_LIST_ENTRIES.call(), Fault.denied());

        Judged live = Judged.of(PeerAccount.live(proxy.endpoint(), TROUBLED));
        Judged kept = Judged.of(Snapshot.of(PeerAccount.live(proxy.endpoint(), TROUBLED)));
        Judged written = Judged.throughFile(PeerAccount.live(proxy.endpoint(), TROUBLED));

        assertThat(kept.findings()).isEqualTo(live.findings());
        assertThat(kept.summary()).isEqualTo(live.summary());
        assertThat(written.findings()).isEqualTo(live.findings());
        assertThat(written.summary()).isEqualTo(live.summary());
    }

    @ParameterizedTest
    @MethodSource("bothCallsOfGroups")
    void losingBothCallsThatTellGroupsLeavesNoVerdictThatIsNotSure(Fault groups, Fault rules) {
        proxy.peace()
                .on(TROUBLED, Kind.SECURITY_GROUPS.call(), groups)
                .on(TROUBLED, Kind.SECURITY_GROUP_RULES.call(), rules);

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), TROUBLED, QUIET));

        Map<String, Verdict> before = whole.verdicts(troubled);
        List<String> notSure = new ArrayList<>();
        judged.verdicts(troubled).forEach((entry, verdict) -> {
            if (verdict != Verdict.UNKNOWN && verdict != before.get(entry)) {
                notSure.add(entry + " " + verdict);
            }
        });
        assertThat(notSure).isEmpty();
        assertThat(judged.verdicts(troubled)).containsValue(Verdict.UNKNOWN);
        assertThat(judged.details(quiet)).isEqualTo(whole.details(quiet));
        assertThat(judged.problems()).hasSize(2);
    }

    static Stream<Arguments> bothCallsOfGroups() {
        return Stream.of(
                Arguments.of(Fault.denied(), Fault.denied()),
                Arguments.of(Fault.denied(), Fault.cutShortAfter(4)),
                Arguments.of(Fault.cutShortAfter(4), Fault.denied()),
                Arguments.of(Fault.cutShortAfter(4), Fault.cutShortAfter(6)));
    }
}
