package dev.weir.plan;

import dev.weir.backtest.DenialChance;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import dev.weir.world.EstateMaker;
import dev.weir.world.FlowLog;
import dev.weir.world.Habits;
import dev.weir.world.Host;
import dev.weir.world.Initiated;
import dev.weir.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What stated chances of a denial are worth: the plans of a past, held against futures that they know nothing of. */
final class ChanceSurvey {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2027-03-01T06:00:00Z"));
    private static final int[] DAYS = {7, 10, 14, 21, 28, 42, 60, 90};
    private static final List<FlowLog> LOGS = List.of(
            FlowLog.version5("fl-5", 600), FlowLog.version3("fl-3", 600).losing(50), FlowLog.version2("fl-2", 600));
    private static final int BINS = 10;

    private ChanceSurvey() {}

    /**
     * A stated chance and what came of it.
     *
     * @param kind what kind of group it is of
     * @param days on how many days it rests
     * @param stated the chance
     * @param futures how many futures were played
     * @param denied in how many of them the plan's rules denied something that was begun
     */
    record Forecast(String kind, int days, DenialChance.Stated stated, int futures, int denied) {

        double truth() {
            return (double) denied / futures;
        }

        /** Twice the standard error of so many futures is granted. */
        boolean isCovered() {
            double granted = 2 * Math.sqrt(Math.max(0.002, truth() * (1 - truth())) / futures);
            return stated.low() - granted <= truth() && truth() <= stated.high() + granted;
        }

        /** The mean over its futures. */
        double brier(double probability) {
            return truth() * (1 - probability) * (1 - probability) + (1 - truth()) * probability * probability;
        }
    }

    /** The groups of one world of habits: how they treat the internet, how long they were watched and by what goes with the seed. */
    static List<Forecast> ofHabits(long seed, int futures) {
        Habits habits = Habits.of(seed, DAYS[(int) (seed % DAYS.length)]);
        World world = habits.past(LOGS.get((int) (seed / 8 % LOGS.size())));
        Snapshot snapshot = WorldPlanTest.open(world);
        ObservedTraffic traffic = new ObservedTraffic(
                WorldPlanTest.observe(world), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        PlanSettings.Internet internet = List.of(PlanSettings.Internet.values()).get((int) (seed / 3 % 3));
        Planner planner = new Planner(
                snapshot,
                SETTINGS.treating(internet).within(seed % 5 == 0 ? 20 : 200).together(habits.groups()));
        List<Forecast> forecasts = new ArrayList<>();
        for (String group : habits.groups()) {
            planner.fromTraffic(group, traffic)
                    .match(
                            plan -> plan.learning()
                                    .chance()
                                    .flatMap(DenialChance::stated)
                                    .map(stated -> forecasts.add(new Forecast(
                                            group,
                                            plan.learning()
                                                    .chance()
                                                    .orElseThrow()
                                                    .days(),
                                            stated,
                                            futures,
                                            denied(habits, group, plan, snapshot, futures)))),
                            overQuota -> java.util.Optional.empty());
        }
        return forecasts;
    }

    private static int denied(Habits habits, String group, Plan plan, Snapshot snapshot, int futures) {
        Permissions result = Permissions.of(plan.result(), PrefixLists.of(snapshot.prefixLists()));
        return (int) IntStream.range(0, futures)
                .filter(future -> isDenied(habits.future(group, future), result, snapshot))
                .count();
    }

    private static boolean isDenied(Collection<Initiated> begun, Permissions result, Snapshot snapshot) {
        return begun.stream().anyMatch(one -> !WorldPlanTest.permits(result, snapshot, one));
    }

    /** The groups of one estate, planned from its first days; its one future are the thirty that follow. */
    static List<Forecast> ofEstate(long seed, int days, FlowLog flowLog, PlanSettings.Internet internet) {
        World world = EstateMaker.of(seed, days + DenialChance.HORIZON_DAYS)
                .watchedBy(flowLog)
                .make();
        Instant cut = Instant.ofEpochSecond(world.from()).plus(Duration.ofDays(days));
        Map<Instant, Snapshot> snapshots = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            Instant noon = Instant.ofEpochSecond(world.from())
                    .plus(Duration.ofDays(day))
                    .plus(Duration.ofHours(12));
            snapshots.put(noon, WorldPlanTest.open(world.snapshot(noon.getEpochSecond())));
        }
        // Whole days are cut: what the last one began before the cut is known, and what it began after is among the
        // first.
        LocalDate last = cut.atOffset(ZoneOffset.UTC).toLocalDate();
        Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        ObservedTraffic traffic = new ObservedTraffic(
                WorldPlanTest.observe(world).cut(LocalDate.EPOCH, last),
                InventoryHistory.of(snapshots),
                ProfileSettings.DEFAULT);
        Snapshot now = WorldPlanTest.open(world.snapshot(cut.getEpochSecond()));
        Planner planner =
                new Planner(now, SETTINGS.treating(internet).within(900).together(EstateMaker.GROUPS));
        Set<Initiated> later = world.initiatedFrom(end.getEpochSecond());
        List<Forecast> forecasts = new ArrayList<>();
        for (String group : EstateMaker.GROUPS) {
            Set<String> interfaces = world.hosts().stream()
                    .filter(host -> host.groups().contains(group))
                    .map(Host::networkInterface)
                    .collect(Collectors.toSet());
            List<Initiated> begun = later.stream()
                    .filter(one -> interfaces.contains(one.networkInterface()))
                    .toList();
            Plan plan = planner.fromTraffic(group, traffic).match(made -> made, sentence -> {
                throw new AssertionError(sentence);
            });
            Permissions result = Permissions.of(plan.result(), PrefixLists.of(now.prefixLists()));
            DenialChance chance = plan.learning().chance().orElseThrow();
            chance.stated()
                    .ifPresent(stated -> forecasts.add(
                            new Forecast(group, chance.days(), stated, 1, isDenied(begun, result, now) ? 1 : 0)));
        }
        return forecasts;
    }

    /**
     * Many forecasts, as a reliability diagram has them.
     *
     * @param forecasts all of them
     */
    record Figures(List<Forecast> forecasts) {

        /** How often something was denied. */
        double baseRate() {
            return mean(Forecast::truth);
        }

        double brier() {
            return mean(one -> one.brier(one.stated().probability()));
        }

        /** Of a forecast that always says how often it happens, which nobody knew. */
        double brierOfBaseRate() {
            return mean(one -> one.brier(baseRate()));
        }

        /** Of a forecast that knows how often each group's futures deny something. */
        double brierOfTruth() {
            return mean(one -> one.brier(one.truth()));
        }

        double coverage() {
            return mean(one -> one.isCovered() ? 1 : 0);
        }

        double width() {
            return mean(one -> one.stated().high() - one.stated().low());
        }

        double probability() {
            return mean(one -> one.stated().probability());
        }

        double low() {
            return mean(one -> one.stated().low());
        }

        double high() {
            return mean(one -> one.stated().high());
        }

        private double mean(java.util.function.ToDoubleFunction<Forecast> figure) {
            return forecasts.stream().mapToDouble(figure).average().orElse(0);
        }

        /** By tenths of the probability, those with so many forecasts or more. */
        List<Figures> bins(int fewest) {
            return parts(one -> (int) Math.min(BINS - 1, one.stated().probability() * BINS)).values().stream()
                    .filter(bin -> bin.forecasts.size() >= fewest)
                    .toList();
        }

        Map<Object, Figures> parts(java.util.function.Function<Forecast, Object> by) {
            return forecasts.stream()
                    .collect(Collectors.groupingBy(
                            by, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), Figures::new)));
        }

        String report(String title) {
            StringBuilder text = new StringBuilder(title + "\n");
            text.append(String.format(
                    Locale.ROOT,
                    "  %d forecasts, base rate %.3f; Brier score %.4f, of the base rate %.4f, of the truth %.4f;"
                            + " intervals hold %.3f of the truths, width %.3f%n",
                    forecasts.size(),
                    baseRate(),
                    brier(),
                    brierOfBaseRate(),
                    brierOfTruth(),
                    coverage(),
                    width()));
            parts(one -> (int) Math.min(BINS - 1, one.stated().probability() * BINS))
                    .forEach((bin, part) -> part.line(text, bin + "0 %"));
            parts(Forecast::kind).forEach((kind, part) -> part.line(text, kind.toString()));
            parts(one -> one.days() / 7 * 7 + " days and on").forEach((kind, part) -> part.line(text, kind.toString()));
            return text.toString();
        }

        private void line(StringBuilder text, String name) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-18s %5d stated %.3f [%.3f, %.3f] denied %.3f, in their intervals %.3f%n",
                    name,
                    forecasts.size(),
                    probability(),
                    low(),
                    high(),
                    baseRate(),
                    coverage()));
        }
    }
}
