package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.review.AskedGroup;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.Question;
import dev.weir.review.QuestionLine;
import dev.weir.review.Questions;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficPoint;
import dev.weir.world.EstateMaker;
import dev.weir.world.FlowLog;
import dev.weir.world.World;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In an estate whose records have no flags, each answer changes the rules of what it names, and nothing else. */
class WorldAnswersTest {

    private static final long SEED = 5;
    private static final Set<String> GROUPS = new TreeSet<>(Set.of("sg-api", "sg-edge", "sg-log", "sg-web"));
    private static final PlanSettings PIN = PlanSettings.of("1.0", Instant.parse("2026-12-21T06:00:00Z"))
            .preferring(PlanSettings.Preference.ADDRESSES)
            .treating(PlanSettings.Internet.PIN)
            .within(900)
            .together(EstateMaker.GROUPS);

    private static Snapshot snapshot = Snapshot.EMPTY;
    private static List<ObservedTraffic> traffic = List.of();
    private static Map<String, Plan> unanswered = Map.of();

    @BeforeAll
    static void plan() {
        World world = EstateMaker.of(SEED, 14)
                .watchedBy(FlowLog.version2("fl-2", 600))
                .withWhatOnlyFlagsTell()
                .withRarities()
                .make();
        snapshot = WorldPlanTest.open(world);
        traffic = List.of(new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT));
        unanswered = plans(GROUPS, GivenAnswers.NONE);
    }

    private static Map<String, Plan> plans(Set<String> groups, GivenAnswers answers) {
        Planner planner = new Planner(snapshot, PIN.answered(answers));
        Map<String, Plan> plans = new TreeMap<>();
        for (String group : groups) {
            plans.put(group, planner.fromTraffic(group, traffic.get(0)).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            }));
        }
        return plans;
    }

    private static List<Question> questions() {
        return Questions.of(unanswered.values().stream()
                .map(plan -> new AskedGroup(
                        plan.group().id(),
                        plan.group().vpc(),
                        plan.learning().observed().orElseThrow().to(),
                        plan.learning().reviewed()))
                .toList());
    }

    private static GivenAnswer answer(Question question, Needed needed) {
        return new GivenAnswer(
                needed,
                "jane",
                LocalDate.of(2026, 12, 21),
                question.kind(),
                question.until(),
                question.lines().stream().map(QuestionLine::traffic).toList());
    }

    @Test
    void eachAnswerChangesWhatItNamesAndNothingElse() {
        assertThat(questions()).as("seed %d", SEED).hasSizeBetween(5, 30);

        for (Question question : questions()) {
            for (Needed needed : List.of(Needed.YES, Needed.NO)) {
                GivenAnswers answers = GivenAnswers.of(List.of(answer(question, needed)));
                Map<String, Plan> answered = plans(GROUPS, answers);

                for (String group : GROUPS) {
                    assertOnlyNamedDiffers(question, needed, answers.of(group).keySet(), group, answered);
                }
            }
        }
    }

    private static void assertOnlyNamedDiffers(
            Question question, Needed needed, Set<TrafficPoint> named, String group, Map<String, Plan> answered) {
        String what = "seed %d, %s to %s %s of %s".formatted(SEED, needed, question.kind(), question.range(), group);
        Plan before = plan(unanswered, group);
        Plan after = plan(answered, group);
        if (named.isEmpty()) {
            assertThat(PlanCodec.encode(after)).as(what).isEqualTo(PlanCodec.encode(before));
            return;
        }
        Set<String> gone = texts(before);
        gone.removeAll(texts(after));
        Set<String> come = texts(after);
        come.removeAll(texts(before));
        if (needed == Needed.YES) {
            assertThat(gone).as("gone, %s", what).isEmpty();
            assertThat(come).as("come, %s", what).isEmpty();
        }
        Permissions old = Permissions.of(before.result(), PrefixLists.NONE);
        Permissions now = Permissions.of(after.result(), PrefixLists.NONE);
        for (Conversation one : traffic.get(0).whole().forGroup(group).conversations()) {
            TrafficPoint point = one.point();
            boolean permitted = Points.permits(now, one.service(), one.destination(), List.of());
            if (needed == Needed.NO && named.contains(point)) {
                assertThat(permitted).as("%s, %s", point, what).isFalse();
            } else {
                assertThat(permitted)
                        .as("%s, %s", point, what)
                        .isEqualTo(Points.permits(old, one.service(), one.destination(), List.of()));
            }
        }
        // Every rule that is another one served something of what was named, or serves what a gathered rule served with
        // it.
        for (SecurityGroupRule.Known rule : before.result()) {
            if (gone.contains(text(rule))) {
                assertThat(named.stream().anyMatch(point -> covers(rule, point)))
                        .as("%s, %s", text(rule), what)
                        .isTrue();
            }
        }
        assertThat(after.learning().reviewed().answers().stream()
                        .map(one -> one.doubt().point()))
                .as(what)
                .containsExactlyElementsOf(named);
        assertThat(after.learning().reviewed().doubts()).as(what).noneMatch(doubt -> named.contains(doubt.point()));
    }

    private static Plan plan(Map<String, Plan> plans, String group) {
        Plan plan = plans.get(group);
        if (plan == null) {
            throw new AssertionError(group);
        }
        return plan;
    }

    private static boolean covers(SecurityGroupRule.Known rule, TrafficPoint point) {
        return Permissions.of(List.of(rule), PrefixLists.NONE)
                .permits(point.service().protocol(), Math.max(0, point.service().from()), point.destination());
    }

    private static Set<String> texts(Plan plan) {
        Set<String> texts = new TreeSet<>();
        plan.result().forEach(rule -> texts.add(text(rule)));
        return texts;
    }

    private static String text(SecurityGroupRule.Known rule) {
        return rule.service() + " to " + rule.destination().text();
    }

    @Test
    void unknownIsAsWithoutAnAnswer() {
        List<GivenAnswer> answers = new ArrayList<>();
        questions().forEach(question -> answers.add(answer(question, Needed.UNKNOWN)));

        plans(GROUPS, GivenAnswers.of(answers))
                .forEach((group, plan) -> assertThat(PlanCodec.encode(plan))
                        .as("seed %d, %s", SEED, group)
                        .isEqualTo(PlanCodec.encode(plan(unanswered, group))));
    }

    @Test
    void theOrderOfAnswersDoesNotMatterAndAPlanKeepsWhoAnsweredWhat() {
        List<GivenAnswer> answers = new ArrayList<>();
        Random random = new Random(SEED);
        questions().forEach(question -> answers.add(answer(question, random.nextBoolean() ? Needed.YES : Needed.NO)));
        Map<String, Plan> plans = plans(GROUPS, GivenAnswers.of(answers));
        Collections.shuffle(answers, random);

        plans(GROUPS, GivenAnswers.of(answers)).forEach((group, plan) -> {
            byte[] file = PlanCodec.encode(plan);
            assertThat(file).as("seed %d, %s", SEED, group).isEqualTo(PlanCodec.encode(plan(plans, group)));
            assertThat(PlanCodec.decode(file).learning().reviewed())
                    .isEqualTo(plan.learning().reviewed());
            assertThat(PlanCodec.encode(PlanCodec.decode(file))).isEqualTo(file);
        });
    }
}
