package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All there is at one moment: the client's journal and the little that its process remembers, the server's rules, what reads
 * may still show of the past, and calls that may still arrive.
 *
 * @param journal the client's journal
 * @param inherited how many entries were there when the process started
 * @param startedAt when the process started
 * @param now the time
 * @param rules the server's rules by id
 * @param made how many rules the server ever made
 * @param past rule sets that reads may still show, with the time when each was superseded
 * @param pending calls under way, with the time by which they arrive
 * @param faults how many faults may still happen
 * @param turns how often the direction may still be changed
 * @param sight whether the client has read since it last wrote
 * @param remembered what the process read last (only {@link Bug#READS_NOT_AFRESH} looks at it)
 */
record World(
        List<JournalEntry> journal,
        int inherited,
        Instant startedAt,
        Instant now,
        Map<String, Known> rules,
        int made,
        List<Past> past,
        List<Pending> pending,
        int faults,
        int turns,
        Sight sight,
        List<Known> remembered) {

    record Past(Map<String, Known> rules, Instant supersededAt) {}

    record Pending(RuleCall call, Instant deadline) {}

    enum Sight {
        FRESH,
        NONE
    }

    World {
        journal = List.copyOf(journal);
        past = List.copyOf(past);
        pending = List.copyOf(pending);
        remembered = List.copyOf(remembered);
    }

    /** The group as the plan found it, the journal opened and heading forward. */
    static World beginning(JournalEntry.Opened opened, int faults, int turns) {
        Map<String, Known> rules = new TreeMap<>();
        opened.before().forEach(rule -> rules.put(rule.id().orElseThrow(), rule));
        List<JournalEntry> journal = List.of(opened, Changes.announce(Changes.START, Direction.FORWARD));
        return new World(
                journal,
                journal.size(),
                Changes.START,
                Changes.START,
                rules,
                0,
                List.of(),
                List.of(),
                faults,
                turns,
                Sight.NONE,
                List.of());
    }

    JournalEntry.Opened opened() {
        return (JournalEntry.Opened) journal.get(0);
    }

    Direction direction() {
        Direction direction = Direction.FORWARD;
        for (JournalEntry entry : journal) {
            if (entry instanceof JournalEntry.Announced announced) {
                direction = announced.direction();
            }
        }
        return direction;
    }

    /** The same world with a rule that somebody else made. */
    World with(Known rule) {
        Map<String, Known> more = new TreeMap<>(rules);
        more.put(rule.id().orElseThrow(), rule);
        return new World(
                journal, inherited, startedAt, now, more, made, past, pending, faults, turns, sight, remembered);
    }

    /**
     * The same world with a new process that takes the journal over.
     *
     * @param slow how much the clock was slow by which the journal was written
     */
    World resumed(Duration slow) {
        return restarted(direction(), slow, turns);
    }

    /** The same world with a new process that heads the other way. */
    World turned(Duration slow) {
        return restarted(direction() == Direction.FORWARD ? Direction.BACK : Direction.FORWARD, slow, turns - 1);
    }

    private World restarted(Direction heading, Duration slow, int turnsLeft) {
        List<JournalEntry> entries = new ArrayList<>(journal);
        entries.replaceAll(entry -> written(entry, entry.at().minus(slow)));
        entries.add(Changes.announce(now, heading));
        return new World(
                entries,
                entries.size(),
                now,
                now,
                rules,
                made,
                past,
                pending,
                slow.isZero() ? faults : Math.max(0, faults - 1),
                turnsLeft,
                Sight.NONE,
                List.of());
    }

    private static JournalEntry written(JournalEntry entry, Instant at) {
        return entry.match(new JournalEntry.Cases<>(
                opened -> opened,
                announced -> new JournalEntry.Announced(at, announced.direction(), announced.caller()),
                intended -> new JournalEntry.Intended(at, intended.number(), intended.call()),
                answered -> new JournalEntry.Answered(at, answered.number(), answered.answer()),
                seen -> new JournalEntry.Seen(at),
                halfway -> new JournalEntry.Halfway(at, halfway.direction()),
                parking -> new JournalEntry.ParkingIntended(at, parking.call()),
                answered -> new JournalEntry.ParkingAnswered(at, answered.answer()),
                reached -> new JournalEntry.Reached(at, reached.direction(), reached.stage()),
                closed -> new JournalEntry.Closed(at, closed.direction(), List.of())));
    }

    static Set<RuleKey> keys(Iterable<Known> rules) {
        Set<RuleKey> keys = new java.util.HashSet<>();
        rules.forEach(rule -> keys.add(RuleKey.of(rule)));
        return keys;
    }

    /** The journal in a line each, with the seconds that passed since. */
    static String story(List<JournalEntry> journal, Instant now, Duration longest) {
        StringBuilder text = new StringBuilder();
        for (JournalEntry entry : journal) {
            text.append(ago(entry.at(), now, longest)).append("s ago ");
            entry.match(new JournalEntry.Cases<>(
                    opened -> text,
                    announced -> text.append(announced.direction()),
                    intended -> text.append(intended.number()).append(words(intended.call())),
                    answered -> text.append(answered.number())
                            .append(answered.answer()
                                    .match(new WriteAnswer.Cases<String>(
                                            done -> "done"
                                                    + done.made().stream()
                                                            .map(World::words)
                                                            .toList(),
                                            refused -> refused.code(),
                                            throttled -> "throttled",
                                            unknown -> unknown.reason()))),
                    seen -> text.append("seen"),
                    halfway -> text.append("halfway"),
                    parking -> text.append(parking.call().words()),
                    answered -> text.append(answered.answer()),
                    reached -> text.append(reached.stage()),
                    closed -> text.append("closed")));
            text.append('\n');
        }
        return text.toString();
    }

    private static long ago(Instant at, Instant now, Duration longest) {
        Duration since = Duration.between(at, now);
        return (since.compareTo(longest) > 0 ? longest : since).toSeconds();
    }

    private static String words(RuleCall call) {
        return call.getClass().getSimpleName()
                + call.rules().stream().map(World::words).collect(Collectors.joining(","));
    }

    private static String words(Known rule) {
        return rule.id().orElseGet(() -> RuleKey.of(rule).toString());
    }
}
