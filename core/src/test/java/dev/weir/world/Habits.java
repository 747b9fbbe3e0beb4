package dev.weir.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Groups of one host each, whose days follow habits: one past, whose flow logs are played, and as many futures as are asked for.
 *
 * <p>A past and its futures share what kind of life a group leads, and nothing of what chance brings on a day. So how often the futures
 * of a group hold something is its probability, as nobody who saw the past alone can know it.
 */
public final class Habits {

    /** So many days the futures last. */
    public static final int FUTURE = 30;

    private final long seed;
    private final int days;
    private final SortedMap<String, List<Habit.Kind>> kinds = new TreeMap<>();

    private Habits(long seed, int days) {
        this.seed = seed;
        this.days = days;
        SplittableRandom random = new SplittableRandom(seed);
        for (Habit.Kind kind : Habit.Kind.values()) {
            // Beside what it is known for a group does what all do, and at times something else.
            List<Habit.Kind> all = new ArrayList<>(List.of(Habit.Kind.STEADY, kind));
            for (int others = random.nextInt(3); others > 1; others--) {
                all.add(List.of(Habit.Kind.values()).get(random.nextInt(Habit.Kind.values().length)));
            }
            kinds.put("sg-" + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), all);
        }
    }

    /** Groups with a past of so many days. */
    public static Habits of(long seed, int days) {
        return new Habits(seed, days);
    }

    /** One group for each kind of life, named after it. */
    public Set<String> groups() {
        return kinds.keySet();
    }

    /** The past, in these flow logs. */
    public World past(FlowLog... flowLogs) {
        Stage stage = new Stage(seed, (long) days * Stage.DAY);
        int number = 0;
        for (String group : kinds.keySet()) {
            number++;
            stage.host(group.substring(3), number, List.of(group));
        }
        for (Host host : List.copyOf(stage.hosts)) {
            live(
                    host.groups().get(0),
                    0,
                    days,
                    (place, day) -> stage.wire.tcp(
                            host.address(),
                            CallingPorts.LINUX.draw(stage.random),
                            place.address(),
                            place.port(),
                            stage.time(day),
                            5,
                            30));
        }
        return new World(Stage.START, stage.to, stage.hosts, stage.wire, List.of(flowLogs), stage.random);
    }

    /** What a group begins in the days to come, in the future of that number. */
    public Set<Initiated> future(String group, int number) {
        Set<Initiated> begun = new TreeSet<>();
        live(group, 1 + number, days + FUTURE, (place, day) -> {
            if (day >= days) {
                begun.add(new Initiated("eni-" + group.substring(3), Wire.TCP, place.address(), place.port()));
            }
        });
        return begun;
    }

    private void live(String group, int future, int until, java.util.function.BiConsumer<Habit.Place, Integer> calls) {
        SplittableRandom life = new SplittableRandom(seed * 1_000_003 + group.hashCode());
        int subnet = life.nextInt(30);
        List<Habit> habits = new ArrayList<>();
        for (Habit.Kind kind : kinds.getOrDefault(group, List.of())) {
            habits.add(kind.draw(subnet + 31 * habits.size(), life));
        }
        long past = life.nextLong();
        for (int day = 0; day < until; day++) {
            int then = day;
            SplittableRandom chance =
                    new SplittableRandom(past + 7919L * day + (day < days ? 0 : 104_729L * 1000 * future));
            habits.forEach(habit -> habit.live(then, chance, calls));
        }
    }
}
