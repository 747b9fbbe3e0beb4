package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Visits every state that a change can reach under faults, each once.
 *
 * <p>From every world the real code makes one step, once for every combination of choices that the world has. A process that
 * was killed is resumed in its direction and, separately, turned round; one that has applied its plan is rolled back. The clock
 * of whoever takes over may be ahead of the one before.
 */
final class Explorer {

    /** One second each, so that few instants matter; patience outlasts any three faults. */
    static final Tempo TEMPO = new Tempo(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(9),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            8);

    private static final Duration LONGEST =
            TEMPO.patience().plus(TEMPO.inFlight()).plus(TEMPO.settle()).plusSeconds(1);

    private final Bug bug;
    private final WorldKeys keys = new WorldKeys(LONGEST);
    private final Set<WorldKeys.Key> known = new HashSet<>();
    /** By faults left: a world with more of them can do all that the same world with fewer can, so it goes first. */
    private final List<Deque<Visit>> open = new ArrayList<>();

    private int depth;
    private int ends;

    private record Visit(World world, int depth) {}

    /** What was visited. */
    record Report(int states, int depth, int ends) {}

    private Explorer(Bug bug) {
        this.bug = bug;
    }

    /**
     * Visits everything.
     *
     * @throws Turn.Broken if a promise does not hold somewhere
     */
    static Report explore(JournalEntry.Opened opened, int faults, int turns, Bug bug) {
        Explorer explorer = new Explorer(bug);
        for (int left = 0; left <= faults; left++) {
            explorer.open.add(new ArrayDeque<>());
        }
        explorer.visit(World.beginning(opened, faults, turns), 0);
        for (int left = faults; left >= 0; left--) {
            while (!explorer.open.get(left).isEmpty()) {
                Visit visit = explorer.open.get(left).pop();
                explorer.expand(visit.world(), visit.depth());
            }
        }
        return new Report(explorer.known.size(), explorer.depth, explorer.ends);
    }

    private void visit(World world, int at) {
        if (known.add(keys.of(world))) {
            depth = Math.max(depth, at);
            open.get(world.faults()).push(new Visit(world, at));
        }
    }

    private void expand(World world, int at) {
        Chooser chooser = new Chooser();
        do {
            Turn.After after = Turn.step(world, chooser, TEMPO, bug);
            follow(after, at + 1);
        } while (chooser.next());
    }

    private void follow(Turn.After after, int at) {
        World world = after.world();
        switch (after.state()) {
            case RUNNING -> visit(world, at);
            case KILLED -> {
                clocks(world).forEach(slow -> visit(world.resumed(slow), at));
                turn(world, at);
            }
            case ENDED -> {
                ends++;
                judge(world, after.outcome().orElseThrow(), Set.of());
                turn(world, at);
            }
        }
    }

    private void turn(World world, int at) {
        if (world.turns() > 0) {
            clocks(world).forEach(slow -> visit(world.turned(slow), at));
        }
    }

    /** A clock that was right and, as one more fault, one by which all that was done looks as if it were long ago. */
    private static List<Duration> clocks(World world) {
        boolean anything = world.journal().stream().anyMatch(entry -> entry instanceof JournalEntry.Intended);
        return anything && world.faults() > 0 ? List.of(Duration.ZERO, LONGEST) : List.of(Duration.ZERO);
    }

    /** The end is exactly the plan or exactly the original, now and when everything under way has arrived. */
    static void judge(World world, Outcome outcome, Set<RuleKey> ofOthers) {
        if (!outcome.isEnd()) {
            throw new Turn.Broken("ended without reaching its end: " + outcome + "\nafter "
                    + World.story(world.journal(), world.now(), Duration.ofHours(1)));
        }
        for (World later : Set.of(world, Turn.drained(world, TEMPO))) {
            boolean right =
                    outcome.kind() == Outcome.Kind.APPLIED ? isPlan(later, ofOthers) : isOriginal(later, ofOthers);
            if (!right) {
                throw new Turn.Broken("says " + outcome.kind() + ", but the rules are "
                        + later.rules().values() + "\nafter "
                        + World.story(world.journal(), world.now(), Duration.ofHours(1)));
            }
        }
    }

    private static boolean isPlan(World world, Set<RuleKey> ofOthers) {
        JournalEntry.Opened opened = world.opened();
        Set<RuleKey> result = World.keys(opened.before());
        result.removeAll(World.keys(opened.revoke()));
        result.addAll(World.keys(opened.authorize()));
        result.addAll(ofOthers);
        return World.keys(world.rules().values()).equals(result);
    }

    private static boolean isOriginal(World world, Set<RuleKey> ofOthers) {
        Map<RuleKey, Known> now = annotated(world.rules().values());
        now.keySet().removeAll(ofOthers);
        return now.equals(annotated(world.opened().before()));
    }

    /** The rules by key, without ids. */
    private static Map<RuleKey, Known> annotated(Collection<Known> rules) {
        Map<RuleKey, Known> annotated = new HashMap<>();
        rules.forEach(rule -> annotated.put(
                RuleKey.of(rule),
                new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), rule.tags())));
        return annotated;
    }
}
