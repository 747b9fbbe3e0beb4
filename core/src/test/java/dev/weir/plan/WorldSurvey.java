package dev.weir.plan;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.UnseenEstimate;
import dev.weir.backtest.UnseenMass;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.review.AskedGroup;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.Question;
import dev.weir.review.QuestionLine;
import dev.weir.review.Questions;
import dev.weir.review.Reviewed;
import dev.weir.review.TrafficLine;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.traffic.TrafficPoint;
import dev.weir.world.EstateMaker;
import dev.weir.world.Host;
import dev.weir.world.Initiated;
import dev.weir.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What plans of generated estates are worth, by their truth: each figure with an interval over the worlds. */
final class WorldSurvey {

    private static final PlanSettings PIN = PlanSettings.of("1.0", Instant.parse("2026-12-21T06:00:00Z"))
            .preferring(PlanSettings.Preference.ADDRESSES)
            .treating(PlanSettings.Internet.PIN)
            .within(900)
            .together(EstateMaker.GROUPS);

    /**
     * One world's figures, over all its groups.
     *
     * @param seed the world's
     * @param begun what interfaces began and some record shows
     * @param permitted how much of it the plans permit
     * @param rules how many rules the plans have
     * @param responses those that serve nothing that was begun, in words
     * @param unflagged those of them that the plan does not call ambiguous
     * @param unwanted flows that nobody began: answers as if they were begun, and addresses that nobody calls
     * @param refused how many of them the plans deny
     * @param connections how many connections were learned
     * @param questions how many of them the records cannot decide
     * @param later connections of the days held back
     * @param deniedLater how many of them rules learned from the days before deny
     * @param predictedLater how many of them the days before let expect
     * @param boundLater the most that their 95 % bounds allow
     * @param bounds groups whose bound was put to the test
     * @param kept groups that were denied no more than their bound
     * @param asked how many questions were answered
     */
    record Figures(
            long seed,
            long begun,
            long permitted,
            long rules,
            List<String> responses,
            List<String> unflagged,
            long unwanted,
            long refused,
            double connections,
            double questions,
            double later,
            double deniedLater,
            double predictedLater,
            double boundLater,
            long bounds,
            long kept,
            int asked) {

        double recall() {
            return (double) permitted / begun;
        }
    }

    private long begun;
    private long permitted;
    private long rules;
    private final List<String> responses = new ArrayList<>();
    private final List<String> unflagged = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private long unwanted;
    private long refused;
    private double connections;
    private double questions;
    private double later;
    private double deniedLater;
    private double predictedLater;
    private double boundLater;
    private long bounds;
    private long kept;
    private int asked;

    private final World world;
    private final SplittableRandom random;

    private final Set<Initiated> everBegun;
    private final Set<Initiated> shown;

    private WorldSurvey(long seed, World world) {
        this.world = world;
        everBegun = world.everInitiated();
        shown = world.initiated();
        random = new SplittableRandom(seed);
    }

    /** Plans every group of a world and holds the plans against its truth. */
    static Figures of(long seed, World world) {
        return of(seed, world, Answering.NOTHING);
    }

    /** Plans every group of a world, answers by its truth what is asked and nothing else, and holds the plans against it. */
    static Figures answering(long seed, World world) {
        return of(seed, world, Answering.WHAT_IS_ASKED);
    }

    private enum Answering {
        NOTHING,
        WHAT_IS_ASKED
    }

    private static Figures of(long seed, World world, Answering answering) {
        WorldSurvey survey = new WorldSurvey(seed, world);
        survey.plan(answering);
        survey.missing.forEach(one -> System.out.printf("seed %d: missing %s%n", seed, one));
        return new Figures(
                seed,
                survey.begun,
                survey.permitted,
                survey.rules,
                List.copyOf(survey.responses),
                List.copyOf(survey.unflagged),
                survey.unwanted,
                survey.refused,
                survey.connections,
                survey.questions,
                survey.later,
                survey.deniedLater,
                survey.predictedLater,
                survey.boundLater,
                survey.bounds,
                survey.kept,
                survey.asked);
    }

    private void plan(Answering answering) {
        Map<Instant, Snapshot> snapshots = new TreeMap<>();
        Duration day = Duration.ofDays(1);
        for (Instant at = Instant.ofEpochSecond(world.from()).plus(Duration.ofHours(12));
                at.getEpochSecond() < world.to();
                at = at.plus(day)) {
            snapshots.put(at, WorldPlanTest.open(world.snapshot(at.getEpochSecond())));
        }
        Snapshot last = WorldPlanTest.open(world);
        ObservedTraffic traffic = new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshots), ProfileSettings.DEFAULT);
        Map<String, Plan> plans = plans(last, traffic, GivenAnswers.NONE);
        List<GivenAnswer> answers = new ArrayList<>();
        for (List<Question> questions = questions(plans);
                answering == Answering.WHAT_IS_ASKED && !questions.isEmpty();
                questions = questions(plans)) {
            questions.forEach(question -> answers.addAll(truthfully(question)));
            plans = plans(last, traffic, GivenAnswers.of(answers));
        }
        asked = answers.size();
        plans.forEach((group, plan) -> judge(group, plan, traffic));
    }

    private static Map<String, Plan> plans(Snapshot last, ObservedTraffic traffic, GivenAnswers answers) {
        Planner planner = new Planner(last, PIN.answered(answers));
        Map<String, Plan> plans = new TreeMap<>();
        for (String group : EstateMaker.GROUPS) {
            plans.put(group, planner.fromTraffic(group, traffic).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            }));
        }
        return plans;
    }

    private static List<Question> questions(Map<String, Plan> plans) {
        List<AskedGroup> groups = new ArrayList<>();
        plans.forEach((group, plan) -> groups.add(new AskedGroup(
                group,
                plan.group().vpc(),
                plan.learning().observed().orElseThrow().to(),
                new Reviewed(plan.learning().reviewed().doubts(), List.of()))));
        return Questions.of(groups);
    }

    /** One answer, or two where the truth of its lines differs. */
    private List<GivenAnswer> truthfully(Question question) {
        Map<Needed, List<TrafficLine>> lines = new TreeMap<>();
        for (QuestionLine line : question.lines()) {
            for (String group : line.traffic().groups()) {
                for (TrafficPoint point : line.traffic().points()) {
                    lines.computeIfAbsent(isBegun(group, point) ? Needed.YES : Needed.NO, unused -> new ArrayList<>())
                            .add(TrafficLine.parse(point + " from " + group));
                }
            }
        }
        List<GivenAnswer> answers = new ArrayList<>();
        lines.forEach((needed, about) -> answers.add(new GivenAnswer(
                needed, "truth", LocalDate.of(2026, 12, 21), question.kind(), question.until(), about)));
        return answers;
    }

    private boolean isBegun(String group, TrafficPoint point) {
        Set<String> associated = associated(group);
        return everBegun.stream()
                .anyMatch(one -> associated.contains(one.networkInterface())
                        && service(one).equals(point.service())
                        && one.destination().equals(point.destination().toString()));
    }

    private Set<String> associated(String group) {
        return world.hosts().stream()
                .filter(host -> host.groups().contains(group))
                .map(Host::networkInterface)
                .collect(Collectors.toSet());
    }

    private void judge(String group, Plan plan, ObservedTraffic traffic) {
        Set<String> associated = associated(group);
        Permissions result = Permissions.of(plan.result(), PrefixLists.NONE);
        Set<Initiated> ever = everBegun.stream()
                .filter(one -> associated.contains(one.networkInterface()))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Initiated one : shown) {
            if (associated.contains(one.networkInterface())) {
                begun++;
                if (permits(result, one)) {
                    permitted++;
                } else {
                    missing.add(group + " " + one);
                }
            }
        }
        rules += plan.authorize().size();
        for (Authorization one : plan.authorize()) {
            if (ever.stream().noneMatch(begun -> serves(one.rule(), begun))) {
                String text = "%s %s to %s"
                        .formatted(
                                group,
                                one.rule().service(),
                                one.rule().destination().text());
                responses.add(text);
                if (!one.evidence().orElseThrow().isAmbiguous()) {
                    unflagged.add(text);
                }
            }
        }
        Set<String> points = ever.stream().map(WorldSurvey::point).collect(Collectors.toSet());
        List<Initiated> nobody = new ArrayList<>(world.answered());
        for (int i = 0; i < 200; i++) {
            String anybody = "198.18.%d.%d".formatted(1 + random.nextInt(200), random.nextInt(256));
            nobody.add(new Initiated(
                    associated.iterator().next(), random.nextBoolean() ? 6 : 17, anybody, 1 + random.nextInt(65_535)));
        }
        for (Initiated one : nobody) {
            if (associated.contains(one.networkInterface()) && !points.contains(point(one))) {
                unwanted++;
                refused += permits(result, one) ? 0 : 1;
            }
        }
        Plan.Observed observed = plan.learning().observed().orElseThrow();
        connections += observed.connections();
        questions += observed.ambiguousShare() * observed.connections();
        calibrate(
                group,
                plan.learning().backtest().orElseThrow(),
                traffic.earlier().orElseThrow());
    }

    /** Holds what the days before the ones held back let expect against what these brought. */
    private void calibrate(String group, Backtest backtest, ObservedTraffic.Earlier earlier) {
        UnseenMass predicted = new UnseenEstimate(
                        earlier.profile().period(),
                        earlier.profile().forGroup(group).observations())
                .mass();
        long denied = backtest.connections() - backtest.permitted();
        later += backtest.connections();
        deniedLater += denied;
        predictedLater += predicted.share() * backtest.connections();
        boundLater += predicted.upper95() * backtest.connections();
        if (backtest.connections() > 0) {
            bounds++;
            kept += denied <= predicted.upper95() * backtest.connections() ? 1 : 0;
        }
    }

    private static String point(Initiated one) {
        return one.protocol() + " " + one.destination() + " " + one.port();
    }

    private static Service service(Initiated one) {
        Protocol protocol = new Protocol(one.protocol());
        return protocol.hasPorts() ? Service.of(protocol, PortRange.of(one.port())) : Service.all(protocol);
    }

    private static boolean permits(Permissions result, Initiated one) {
        return Points.permits(result, service(one), IpAddress.parse(one.destination()), List.of());
    }

    private static boolean serves(SecurityGroupRule.Known rule, Initiated one) {
        return rule.service().covers(service(one))
                && ((Destination.Addresses) rule.destination()).cidr().contains(IpAddress.parse(one.destination()));
    }

    /** The figures of many worlds, a line each. */
    static String report(String title, List<Figures> worlds) {
        StringBuilder text = new StringBuilder();
        text.append("%s: %d worlds, %d groups each; mean [95 %% interval of the mean over worlds], least to most%n"
                .formatted(title, worlds.size(), EstateMaker.GROUPS.size()));
        line(text, "recall of what was begun", worlds, Figures::recall);
        line(text, "rules of a world", worlds, Figures::rules);
        line(text, "rules that serve nobody", worlds, one -> one.responses().size());
        line(text, "of these not flagged", worlds, one -> one.unflagged().size());
        line(text, "flows nobody began that are denied", worlds, one -> (double) one.refused() / one.unwanted());
        line(text, "share of questions", worlds, one -> one.questions() / one.connections());
        line(text, "questions answered", worlds, Figures::asked);
        line(text, "later connections denied", worlds, one -> one.deniedLater() / one.later());
        line(text, "later connections predicted denied", worlds, one -> one.predictedLater() / one.later());
        line(text, "mean of the groups' 95 % bounds", worlds, one -> one.boundLater() / one.later());
        line(text, "groups denied within their 95 % bound", worlds, one -> (double) one.kept() / one.bounds());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, List<Figures> worlds, ToDoubleFunction<Figures> figure) {
        double[] values = worlds.stream().mapToDouble(figure).sorted().toArray();
        SplittableRandom random = new SplittableRandom(1);
        double[] means = new double[2000];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        text.append(String.format(
                Locale.ROOT,
                "  %-38s %9.4f [%.4f, %.4f], %.4f to %.4f%n",
                name,
                Arrays.stream(values).average().orElseThrow(),
                means[means.length / 40],
                means[means.length - 1 - means.length / 40],
                values[0],
                values[values.length - 1]));
    }
}
