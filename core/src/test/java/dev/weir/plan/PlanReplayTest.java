package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.DenialChance;
import dev.weir.backtest.DenialEstimate;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.evidence.Evidence;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.Replayed.Fate;
import dev.weir.plan.Replayed.RulesNow;
import dev.weir.review.Doubt;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.TrafficLine;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficPoint;
import dev.weir.world.EstateMaker;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A plan held against the days since it was made. */
class PlanReplayTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-02T06:00:00Z"));
    /** The first three weeks of a scene. */
    private static final LocalDate LEARNED = LocalDate.of(2026, 11, 1);

    private static Scene open() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
    }

    private static ObservedTraffic observed(Evidence evidence, Snapshot snapshot) {
        return new ObservedTraffic(evidence, InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
    }

    private static Plan early(Scene scene, PlanSettings settings) {
        Snapshot snapshot = scene.snapshot();
        return new Planner(snapshot, settings)
                .fromTraffic("sg-1", observed(scene.evidence().cut(LocalDate.EPOCH, LEARNED), snapshot))
                .match(plan -> plan, sentence -> {
                    throw new AssertionError(sentence);
                });
    }

    private static Replayed replayed(Plan plan, Scene now) {
        Snapshot snapshot = now.snapshot();
        return new Planner(snapshot, SETTINGS)
                .replay(plan, observed(now.evidence(), snapshot))
                .orElseThrow();
    }

    private static Replayed replayed(Scene scene) {
        return replayed(early(scene, SETTINGS), scene);
    }

    private static List<String> texts(List<Replayed.SeenSince> seen) {
        return seen.stream()
                .map(one -> one.fate() + " " + new TrafficPoint(one.service(), one.destination()))
                .toList();
    }

    @Test
    void holdsWhereNothingElseWasSeen() {
        Replayed replayed = replayed(open());

        assertThat(replayed.holds()).isTrue();
        assertThat(replayed.standing()).isEqualTo(RulesNow.BEFORE);
        assertThat(replayed.watched()).isEqualTo(14);
        assertThat(replayed.connections()).isEqualTo(replayed.permitted()).isPositive();
        assertThat(replayed.fresh()).contains(List.of());
        assertThat(replayed.rules()).singleElement().satisfies(use -> {
            assertThat(use.lastSeen())
                    .hasValueSatisfying(last -> assertThat(last).isAfter("2026-11-14T23:00:00Z"));
            assertThat(use.connections()).isEqualTo(replayed.connections());
        });
    }

    @Test
    void listsWhatItsRulesDenyWithInterfaceCountAndTime() {
        Scene scene = open().watched("eni-2", "10.0.0.2", day -> true, "sg-1")
                .tcp("eni-1", "203.0.113.7", 443, day -> day == 25 || day == 30)
                .tcp("eni-2", "203.0.113.7", 443, day -> day == 27);

        Replayed replayed = replayed(scene);

        assertThat(replayed.holds()).isFalse();
        assertThat(texts(replayed.denials())).containsExactly("WOULD_BE_DENIED tcp 443 to 203.0.113.7");
        Replayed.SeenSince denial = replayed.denials().get(0);
        assertThat(denial.interfaces()).containsExactly("eni-1", "eni-2");
        assertThat(denial.connections()).isEqualTo(replayed.connections() - replayed.permitted());
        assertThat(denial.firstSeen()).isBetween("2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z");
        assertThat(denial.lastSeen()).isBetween("2026-11-11T00:00:00Z", "2026-11-12T00:00:00Z");
        assertThat(texts(replayed.fresh().orElseThrow())).isEqualTo(texts(replayed.denials()));
    }

    /** Each day since counts, and each first denial of what is not denied on purpose. */
    @Test
    void saysHowTheChanceOfADenialChanged() {
        Scene denied = open().tcp("eni-1", "203.0.113.7", 443, day -> day == 25 || day == 30)
                .tcp("eni-1", "203.0.113.8", 443, day -> day == 25);

        DenialChance then = early(denied, SETTINGS).learning().chance().orElseThrow();
        DenialChance quiet = replayed(open()).chance().orElseThrow();
        DenialChance now = replayed(denied).chance().orElseThrow();

        assertThat(then).isEqualTo(DenialEstimate.of(21, 0, 0));
        assertThat(quiet).isEqualTo(DenialEstimate.of(35, 0, 0));
        assertThat(now).isEqualTo(DenialEstimate.of(35, 1, 1));
    }

    @Test
    void aRuleThatNothingUsesAnyMoreIsOld() {
        Scene scene = open().tcp("eni-1", "10.9.0.3", 6379, day -> day < 10);

        assertThat(replayed(scene).rules())
                .anySatisfy(use -> {
                    assertThat(use.rule().destination().text()).isEqualTo("10.9.0.3/32");
                    assertThat(use.connections()).isZero();
                    assertThat(use.lastSeen())
                            .hasValueSatisfying(last -> assertThat(last).isBefore("2026-10-22T00:00:00Z"));
                })
                .anySatisfy(use -> assertThat(use.rule().destination().text()).isEqualTo("10.9.0.1/32"));
    }

    @Test
    void nothingSeenSinceSaysNothing() {
        Scene scene = open();
        Snapshot snapshot = scene.snapshot();
        Evidence early = scene.evidence().cut(LocalDate.EPOCH, LEARNED);

        Replayed replayed = new Planner(snapshot, SETTINGS)
                .replay(early(scene, SETTINGS), observed(early, snapshot))
                .orElseThrow();

        assertThat(replayed.isSeen()).isFalse();
        assertThat(replayed.holds()).isFalse();
    }

    @Test
    void whatIsNewCannotBeToldFromTheNewDaysAlone() {
        Scene scene = open();
        Snapshot snapshot = scene.snapshot();
        Evidence late = scene.evidence().cut(LEARNED.plusDays(1), LocalDate.of(2026, 12, 31));

        Replayed replayed = new Planner(snapshot, SETTINGS)
                .replay(early(scene, SETTINGS), observed(late, snapshot))
                .orElseThrow();

        assertThat(replayed.fresh()).isEmpty();
        assertThat(replayed.holds()).isTrue();
    }

    @Test
    void rejectionsCountOnceItsRulesStand() {
        Plan plan = early(open(), SETTINGS);
        Scene applied = Scene.usual()
                .group("sg-1", "tcp 5432 10.9.0.1/32")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true)
                .rejected("eni-1", "203.0.113.9", 443, 28);

        Replayed replayed = replayed(plan, applied);

        assertThat(replayed.standing()).isEqualTo(RulesNow.AFTER);
        assertThat(texts(replayed.denials())).containsExactly("REJECTED tcp 443 to 203.0.113.9");
        // Where the old rules still stand, a network ACL rejected it.
        assertThat(replayed(open().rejected("eni-1", "203.0.113.9", 443, 28)).denials())
                .isEmpty();
    }

    @Test
    void otherRulesAndOtherListsAreChanges() {
        Scene scene = open().prefixList(Fixtures.awsPrefixList("pl-1", "198.51.100.0/24"))
                .tcp("eni-1", "198.51.100.7", 443, day -> true);
        Plan plan = early(scene, SETTINGS);
        Scene later = open().prefixList(Fixtures.awsPrefixList("pl-1", "198.51.100.0/25"))
                .tcp("eni-1", "198.51.100.7", 443, day -> true);
        Scene other = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0", "all ::/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .prefixList(Fixtures.awsPrefixList("pl-1", "198.51.100.0/24"))
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);

        assertThat(replayed(plan, scene).holds()).isTrue();
        assertThat(replayed(plan, later).changes())
                .containsExactly("the prefix list `pl-1` holds other addresses than when the plan was made");
        assertThat(replayed(plan, later).holds()).isFalse();
        assertThat(replayed(plan, other).standing()).isEqualTo(RulesNow.OTHER);
        assertThat(replayed(plan, other).holds()).isFalse();
    }

    @Test
    void whatWasAnsweredNoIsNoDenialWhileItIsUndecidedAndOneOnceItIsCertain() {
        Scene scene = open().undecided("eni-1", "10.9.0.77", 600).tcp("eni-1", "203.0.113.7", 443, day -> day == 3);
        GivenAnswers answers = GivenAnswers.of(List.of(
                no(Doubt.Kind.UNDECIDED, "udp 1024-65535 to 10.9.0.77 from sg-1"),
                no(Doubt.Kind.CHANGING, "tcp 443 to 203.0.113.7 from sg-1")));
        Plan plan = early(scene, SETTINGS.answered(answers));

        assertThat(texts(replayed(plan, scene).denials())).noneMatch(text -> text.contains("203.0.113.7"));
        Replayed again = replayed(plan, scene.tcp("eni-1", "203.0.113.7", 443, day -> day == 30));

        assertThat(again.denials())
                .filteredOn(one -> one.destination().toString().equals("203.0.113.7"))
                .singleElement()
                .satisfies(one -> assertThat(one.answer())
                        .hasValueSatisfying(answer ->
                                assertThat(answer).hasToString("no: tcp 443 to 203.0.113.7, by jane on 2026-11-02")));
        assertThat(again.denials())
                .filteredOn(one -> one.ambiguous() && one.answer().isPresent())
                .isEmpty();
    }

    private static GivenAnswer no(Doubt.Kind kind, String line) {
        return new GivenAnswer(
                Needed.NO,
                "jane",
                LocalDate.of(2026, 11, 2),
                kind,
                Instant.parse("2026-11-02T00:00:00Z"),
                List.of(TrafficLine.parse(line)));
    }

    /** In an estate whose groups are open to everything, what is denied is what was begun since and no rule permits. */
    @Test
    void agreesWithTheRulesInAGeneratedEstate() {
        long seed = 7;
        World world =
                EstateMaker.of(seed, 14).watchedBy(FlowLog.version5("fl-5", 60)).make();
        Snapshot snapshot = WorldPlanTest.open(world);
        Evidence evidence = WorldPlanTest.observe(world);
        LocalDate half = LocalDate.ofEpochDay(world.from() / 86_400 + 6);
        PlanSettings pin = SETTINGS.treating(PlanSettings.Internet.PIN)
                .preferring(PlanSettings.Preference.ADDRESSES)
                .within(900);
        Planner planner = new Planner(snapshot, pin);
        ObservedTraffic whole = observed(evidence, snapshot);
        ObservedTraffic early = observed(evidence.cut(LocalDate.EPOCH, half), snapshot);
        int denials = 0;
        for (String group : List.of("sg-web", "sg-edge", "sg-watch")) {
            Plan plan = planner.fromTraffic(group, early).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            });
            Permissions result = Permissions.of(plan.result(), PrefixLists.NONE);
            Set<TrafficPoint> expected = new TreeSet<>();
            whole.whole().forGroup(group).observations().forEach(one -> {
                boolean since = one.day().isAfter(half);
                if (since && !Points.permits(result, one.service(), one.destination(), List.of())) {
                    expected.add(one.point());
                }
            });

            Replayed replayed = planner.replay(plan, whole).orElseThrow();

            assertThat(replayed.denials().stream().map(one -> new TrafficPoint(one.service(), one.destination())))
                    .as("seed %d, %s", seed, group)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(replayed.denials()).allMatch(one -> one.fate() == Fate.WOULD_BE_DENIED);
            denials += expected.size();
        }
        assertThat(denials).as("seed %d", seed).isPositive();
    }
}
