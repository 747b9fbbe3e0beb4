package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.DenialChance;
import dev.weir.evidence.Evidence;
import dev.weir.inventory.Snapshot;
import dev.weir.review.AskedGroup;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.QuestionLine;
import dev.weir.review.Questions;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficProfile;
import dev.weir.world.FlowLog;
import dev.weir.world.Habits;
import dev.weir.world.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which days brought what the rules of the days before would have denied. */
class FreshDaysTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-12-21T06:00:00Z"));
    private static final PlanSettings PIN =
            SETTINGS.treating(PlanSettings.Internet.PIN).within(900);

    /** What learning again on each morning would have denied, where nothing but addresses is named. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatLearningAgainEachMorningDenies(long seed) {
        Habits habits = Habits.of(seed, 12);
        World world = habits.past(FlowLog.version5("fl-5", 600));
        Snapshot snapshot = WorldPlanTest.open(world);
        Evidence evidence = WorldPlanTest.observe(world);
        InventoryHistory inventory = InventoryHistory.of(snapshot);
        TrafficProfile whole = TrafficProfile.of(evidence, inventory, ProfileSettings.DEFAULT);
        PlanSettings settings = PIN.together(habits.groups());
        PlannerInventory planned = new PlannerInventory(snapshot, settings.policy());

        int fresh = 0;
        for (String group : habits.groups()) {
            GroupView view = GroupView.of(planned, group);
            Learner learner = new Learner(view, settings, whole.period(), whole.forGroup(group));
            List<Conversation> open = learner.needs.open();
            SortedSet<LocalDate> days = new TreeSet<>();
            new FreshDays(learner.learn(), view)
                    .of(open)
                    .forEach(one -> days.add(one.days().first()));
            SortedSet<LocalDate> expected = new TreeSet<>();
            SortedSet<LocalDate> firsts = new TreeSet<>();
            open.forEach(one -> firsts.add(one.days().first()));
            for (LocalDate day : firsts) {
                TrafficProfile before = TrafficProfile.of(
                        evidence.cut(LocalDate.EPOCH, day.minusDays(1)), inventory, ProfileSettings.DEFAULT);
                Lesson then = new Learner(view, settings, before.period(), before.forGroup(group)).learn();
                boolean denied = open.stream()
                        .filter(one -> one.days().first().equals(day))
                        .anyMatch(one -> !Points.permits(
                                then.permissions(planned), one.service(), one.destination(), List.of()));
                if (denied) {
                    expected.add(day);
                }
            }
            assertThat(days).as("seed %d, %s", seed, group).isEqualTo(expected);
            fresh += days.size();
        }
        assertThat(fresh).isGreaterThan(20);
    }

    private static Scene quiet(String... rules) {
        return Scene.usual()
                .group("sg-1", rules.length == 0 ? new String[] {"all 0.0.0.0/0"} : rules)
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
    }

    private static Plan plan(Scene scene, PlanSettings settings) {
        Snapshot snapshot = scene.snapshot();
        return new Planner(snapshot, settings)
                .fromTraffic(
                        "sg-1",
                        new ObservedTraffic(scene.evidence(), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT))
                .match(made -> made, sentence -> {
                    throw new AssertionError(sentence);
                });
    }

    private static DenialChance chance(Scene scene) {
        return plan(scene, SETTINGS).learning().chance().orElseThrow();
    }

    @Test
    void nothingIsFreshWhereEveryDayIsAsTheFirst() {
        assertThat(chance(quiet())).satisfies(chance -> {
            assertThat(chance.days()).isEqualTo(35);
            assertThat(chance.freshDays()).isZero();
        });
    }

    @Test
    void eachDayIsFreshThatBringsAnotherDestinationInside() {
        Scene scene = quiet().tcp("eni-1", "10.9.0.2", 5432, day -> day == 12)
                .tcp("eni-1", "10.9.0.3", 6379, day -> day == 20 || day == 22)
                .tcp("eni-1", "10.9.0.4", 6379, day -> day == 20);

        assertThat(chance(scene).freshDays()).isEqualTo(2);
        assertThat(chance(scene).weight()).isEqualTo(2);
    }

    /** Whose destinations keep changing stays open, and denies nothing after its first connection. */
    @Test
    void whatStaysOpenBringsNothingFresh() {
        Scene scene = quiet();
        for (int number = 0; number < 35; number++) {
            int on = number;
            scene.tcp("eni-1", "203.0.113." + number * 7, 443, day -> day == on);
        }

        assertThat(plan(scene, SETTINGS).effect().staysOpen()).isNotEmpty();
        assertThat(chance(scene).freshDays()).isZero();
        assertThat(plan(scene, PIN).learning().chance().orElseThrow().freshDays())
                .isEqualTo(34);
    }

    @Test
    void whatItsRulesDoNotPermitNowIsDeniedOnPurpose() {
        Scene scene = quiet("tcp 5432 0.0.0.0/0").tcp("eni-1", "10.9.0.2", 6379, day -> day == 12);

        assertThat(chance(scene).freshDays()).isZero();
    }

    @Test
    void whatSomebodyAnsweredNoToIsDeniedOnPurpose() {
        Scene scene = quiet().tcp("eni-1", "10.9.0.2", 6379, day -> day == 12);
        Plan before = plan(scene, SETTINGS);
        List<GivenAnswer> answers = Questions.of(List.of(new AskedGroup(
                        "sg-1",
                        before.group().vpc(),
                        before.learning().observed().orElseThrow().to(),
                        before.learning().reviewed())))
                .stream()
                .map(question -> new GivenAnswer(
                        Needed.NO,
                        "jane",
                        LocalDate.of(2026, 12, 1),
                        question.kind(),
                        question.until(),
                        question.lines().stream().map(QuestionLine::traffic).toList()))
                .toList();

        Plan after = plan(scene, SETTINGS.answered(GivenAnswers.of(answers)));

        assertThat(answers).isNotEmpty();
        assertThat(before.learning().chance().orElseThrow().freshDays()).isOne();
        assertThat(after.learning().chance().orElseThrow().freshDays()).isZero();
        assertThat(after.learning()
                        .chance()
                        .orElseThrow()
                        .stated()
                        .orElseThrow()
                        .probability())
                .isLessThan(before.learning()
                        .chance()
                        .orElseThrow()
                        .stated()
                        .orElseThrow()
                        .probability());
    }

    @Test
    void fewDaysTellNothing() {
        Scene scene = new Scene("2026-10-12", 6)
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);

        assertThat(chance(scene).stated()).isEmpty();
    }

    @Test
    void onlyDaysOnWhichItsInterfacesWereSeenCount() {
        Scene scene = Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> day < 10, "sg-1")
                .watched("eni-2", "10.0.0.2", day -> true, "sg-2")
                .group("sg-2", "all 0.0.0.0/0")
                .tcp("eni-1", "10.9.0.1", 5432, day -> day < 10);

        assertThat(chance(scene).days()).isEqualTo(10);
    }
}
