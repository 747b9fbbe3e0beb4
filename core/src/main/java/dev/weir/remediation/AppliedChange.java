package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.GroupRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a finished change left on its group, as its journal tells: the last read proved these rules, and no others of the plan.
 *
 * @param before the outbound rules as they were
 * @param after as they are then: with the ids that were read or answered, and without one where no answer gave it
 */
public record AppliedChange(GroupRef group, List<Known> before, List<Known> after) {

    public AppliedChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * The change of a journal.
     *
     * @throws JournalFailure if it is not finished, or was undone
     */
    public static AppliedChange of(List<JournalEntry> entries) {
        JournalState state = JournalState.of(entries, entries.size(), Instant.EPOCH);
        if (!(entries.get(entries.size() - 1) instanceof JournalEntry.Closed closed)) {
            throw new JournalFailure("the change of `" + state.opened().group().id()
                    + "` is not finished; help: `weir resume JOURNAL` finishes it, `weir rollback JOURNAL` undoes it");
        }
        if (closed.direction() == Direction.BACK) {
            throw new JournalFailure("the change of `" + state.opened().group().id()
                    + "` was undone: the group has the rules that it had before");
        }
        return new AppliedChange(
                state.opened().group(),
                state.opened().before(),
                closed.rules().isEmpty() ? after(state) : closed.rules());
    }

    /** The rules that came. */
    public List<Known> added() {
        return without(after, before);
    }

    /** The rules that went. */
    public List<Known> removed() {
        return without(before, after);
    }

    private static List<Known> without(List<Known> rules, List<Known> others) {
        Set<RuleKey> keys = RuleKey.all(others);
        return rules.stream().filter(rule -> !keys.contains(RuleKey.of(rule))).toList();
    }

    /** What an older journal, which does not keep the last read, lets conclude. */
    private static List<Known> after(JournalState state) {
        JournalEntry.Opened opened = state.opened();
        Map<RuleKey, Known> standing = new LinkedHashMap<>();
        without(opened.before(), opened.revoke()).forEach(rule -> standing.put(RuleKey.of(rule), rule));
        opened.authorize().forEach(rule -> standing.put(RuleKey.of(rule), rule));
        for (Known made : state.made()) {
            standing.computeIfPresent(
                    RuleKey.of(made), (key, rule) -> isRevoked(state, made) ? rule : withId(rule, made));
        }
        return new ArrayList<>(standing.values());
    }

    private static boolean isRevoked(JournalState state, Known made) {
        return made.id().stream().flatMap(id -> state.revokesOf(id).stream()).anyMatch(JournalState.Sent::isDone);
    }

    private static Known withId(Known rule, Known made) {
        return new Known(made.id(), rule.service(), rule.destination(), rule.description(), rule.tags());
    }
}
