package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.codec.PlanCodec;
import dev.weir.finding.InternetPath;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Listing;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConsequencesTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    private static Scene scene() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0", "tcp 22 192.0.2.0/24")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> day >= 5, "sg-1")
                .unwatched("eni-3", "10.0.0.3", "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .tcp("eni-2", "10.9.0.1", 5432, day -> day >= 5)
                .tcp("eni-1", "198.51.100.7", 443, day -> true)
                .rejected("eni-1", "192.0.2.9", 25, 3)
                .rejected("eni-1", "192.0.2.9", 25, 4);
    }

    private static Consequences of(Scene scene) {
        return plan(scene).consequences().orElseThrow();
    }

    /** Which is the same after it was a file. */
    private static Plan plan(Scene scene) {
        Plan plan = scene.plan("sg-1", SETTINGS);
        assertThat(PlanCodec.decode(PlanCodec.encode(plan)).consequences()).isEqualTo(plan.consequences());
        return plan;
    }

    @Test
    void countsWhoUsedEachRuleOutOfHowMany() {
        Plan plan = plan(scene());
        Consequences said = plan.consequences().orElseThrow();

        assertThat(plan.authorize())
                .extracting(one -> one.rule().service() + " by "
                        + one.evidence().orElseThrow().interfaces().getAsInt())
                .containsExactlyInAnyOrder("tcp 443 by 1", "tcp 5432 by 2");
        assertThat(said.watched()).hasValue(new Consequences.Watched(3, 2, 35, 2, 1));
        assertThat(said.uses()).hasSize(2);
        assertThat(said.useOf(plan.precondition().rules().get(1)))
                .hasValue(new LastUse(true, 0, 0, 0, Optional.empty()));
        assertThat(Hazards.of(plan).blind()).hasValue(0);
        assertThat(Hazards.of(plan).rejected()).hasValue(2);
    }

    @Test
    void saysWhatAScanSaysBeforeAndAfter() {
        SeverityChange change =
                of(scene().routes("10.0.0.0/8 local", "0.0.0.0/0 igw-1")).severity();

        assertThat(change.interfaces()).hasValue(3);
        assertThat(change.before())
                .extracting(one -> one.reading().id() + " " + one.verdict() + " " + one.severity())
                .containsExactly("all-ports fail high", "any-port fail medium");
        assertThat(change.before())
                .extracting(SeverityChange.Assessed::path)
                .allMatch(path ->
                        path.answer() == InternetPath.Answer.YES && path.via().equals(List.of("igw-1")));
        assertThat(change.after())
                .extracting(one -> one.reading().id() + " " + one.verdict() + " " + one.severity())
                .containsExactly("all-ports pass none", "any-port pass none");
    }

    @Test
    void namesTheInterfaceThatTracksLongestByTheRulesThatGo() {
        ConnectionTracking own = new ConnectionTracking(
                OptionalLong.of(900), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .tracking("eni-1", ConnectionTracking.UNKNOWN.on("m8i.large"))
                .tracking("eni-2", own)
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);

        assertThat(of(scene).settling().longest()).hasValue(new LongestTracked("eni-2", Duration.ofMinutes(15), own));
        assertThat(LongestTracked.of(Map.of("eni-2", own), List.of(Fixtures.rule("udp 53 0.0.0.0/0"))))
                .hasValueSatisfying(longest -> {
                    assertThat(longest.idle()).isEqualTo(Duration.ofMinutes(3));
                    assertThat(longest.isOfTcp()).isFalse();
                });
    }

    @Test
    void ofWhatIsOnNoInterfaceNothingLives() {
        Plan plan = new Planner(
                        Scene.usual().group("sg-1", "all 0.0.0.0/0").snapshot(),
                        SETTINGS.allowing(List.of(Allow.parse("tcp:443:203.0.113.0/28"))))
                .byHand("sg-1")
                .match(made -> made, sentence -> {
                    throw new AssertionError(sentence);
                });
        Consequences said = plan.consequences().orElseThrow();

        assertThat(said.settling().longest()).isEmpty();
        assertThat(said.watched()).isEmpty();
        assertThat(said.uses()).isEmpty();
        assertThat(Hazards.of(plan).blind()).isEmpty();
        assertThat(said.severity().interfaces()).hasValue(0);
    }

    @Test
    void countsWhatWasSeenOfTheUntrackedConnectionsThatItCuts() {
        Scene scene = scene().alter("sg-1", Fixtures.rules("all 0.0.0.0/0"), Map.of());

        Plan plan = plan(scene);

        List<Settling.Cut> cuts = plan.consequences().orElseThrow().settling().cuts();
        assertThat(cuts).anySatisfy(cut -> {
            assertThat(cut.way()).isEqualTo(UntrackedConnections.Way.OUTBOUND);
            assertThat(cut.protocol().toString()).isEqualTo("tcp");
            assertThat(cut.ports()).containsExactly(PortRange.ALL);
            assertThat(cut.interfaces()).isEqualTo(3);
            assertThat(cut.destinations()).hasValue(2);
        });
        assertThat(cuts).anySatisfy(cut -> {
            assertThat(cut.way()).isEqualTo(UntrackedConnections.Way.INBOUND);
            assertThat(cut.destinations()).isEmpty();
        });
        assertThat(ReviewNeed.of(plan).failing()).contains(Gate.Name.UNTRACKED_CONNECTIONS);
    }

    @Test
    void seesConnectionsThatStayOpenForHours() {
        assertThat(of(scene()).settling().lasting()).isEmpty();

        Settling.Lasting lasting = of(scene().lasting("eni-1", "10.9.0.8", 1521, 6))
                .settling()
                .lasting()
                .orElseThrow();

        assertThat(lasting)
                .isEqualTo(new Settling.Lasting(
                        1, Service.tcp(1521), IpAddress.parse("10.9.0.8"), Duration.ofSeconds(6 * 3600 + 30)));
    }

    @Test
    void namesTheLogsThatKeepWhatIsRejected() {
        RejectLogs logs = of(scene().flowLog(log("fl-1", "subnet-1", FlowLog.Recorded.ALL, true))
                        .flowLog(log("fl-2", "vpc-1", FlowLog.Recorded.ACCEPT, true))
                        .flowLog(log("fl-3", "eni-1", FlowLog.Recorded.REJECT, true))
                        .flowLog(log("fl-4", "eni-1", FlowLog.Recorded.REJECT, false))
                        .flowLog(log("fl-5", "subnet-9", FlowLog.Recorded.ALL, true)))
                .rejectLogs();

        assertThat(logs.read()).isTrue();
        assertThat(logs.interfaces()).isEqualTo(3);
        assertThat(logs.watched()).isEqualTo(3);
        assertThat(logs.logs())
                .containsExactly(
                        new RejectLogs.Log("fl-1", "arn:aws:s3:::logs/fl-1", OptionalInt.of(60)),
                        new RejectLogs.Log("fl-3", "arn:aws:s3:::logs/fl-3", OptionalInt.of(60)));
        assertThat(of(scene().notRead(Listing.Kind.FLOW_LOGS)).rejectLogs().read())
                .isFalse();
    }

    @Test
    void oneThatMayNotBeAppliedAsItIsNeedsReview() {
        assertThat(ReviewNeed.of(scene().plan("sg-1", SETTINGS)).failing()).contains(Gate.Name.COVERAGE);
        Plan sound = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> day > 5, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .plan("sg-1", SETTINGS);
        assertThat(ReviewNeed.of(sound).isNeeded())
                .as(ReviewNeed.of(sound).toString())
                .isFalse();
    }

    private static FlowLog log(String id, String resource, FlowLog.Recorded traffic, boolean active) {
        return new FlowLog(
                Fixtures.SCOPE,
                id,
                resource,
                active,
                Optional.empty(),
                traffic,
                new FlowLog.Delivery(
                        FlowLog.Store.BUCKET,
                        "arn:aws:s3:::logs/" + id,
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty()),
                "",
                FlowLog.Layout.DEFAULT,
                OptionalInt.of(60),
                Fixtures.ORIGIN);
    }
}
