package dev.weir.finding;

import dev.weir.inventory.SecurityGroupRule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judgements by the content of the rule list: services, destinations and bounds, not ids, descriptions or reasons.
 *
 * <p>A direct-mapped table: a newcomer replaces what stood in its slot, and everything goes when the lists that are kept hold
 * too many rules. So memory is bounded however many groups come.
 */
final class RememberedJudgements {

    private static final int SLOTS = 4096;
    private static final int MOST_RULES = 64;
    private static final int MOST_RULES_TOGETHER = 50_000;

    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
    private int rulesTogether;

    @Nullable
    Judgement find(List<SecurityGroupRule> rules) {
        if (rules.size() > MOST_RULES) {
            return null;
        }
        int hash = hash(rules);
        Entry entry = slots[slot(hash)];
        return entry != null && entry.hash == hash && same(entry.rules, rules) ? entry.judgement : null;
    }

    void put(List<SecurityGroupRule> rules, Judgement judgement) {
        if (rules.size() > MOST_RULES) {
            return;
        }
        if (rulesTogether + rules.size() > MOST_RULES_TOGETHER) {
            Arrays.fill(slots, null);
            rulesTogether = 0;
        }
        int hash = hash(rules);
        Entry before = slots[slot(hash)];
        rulesTogether += rules.size() - (before == null ? 0 : before.rules.size());
        slots[slot(hash)] = new Entry(hash, rules, judgement);
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 15) & (SLOTS - 1);
    }

    private static int hash(List<SecurityGroupRule> rules) {
        int hash = rules.size();
        for (int i = 0; i < rules.size(); i++) {
            SecurityGroupRule rule = rules.get(i);
            int content;
            if (rule instanceof SecurityGroupRule.Known known) {
                content = 31 * known.service().hashCode() + known.destination().hashCode();
            } else if (rule instanceof SecurityGroupRule.Unresolved unresolved) {
                content = unresolved.bound().hashCode();
            } else {
                throw new IllegalStateException("a rule is known or unresolved");
            }
            hash = hash * 0x9e3779b1 + content;
        }
        return hash;
    }

    private static boolean same(List<SecurityGroupRule> some, List<SecurityGroupRule> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!same(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(SecurityGroupRule one, SecurityGroupRule other) {
        if (one instanceof SecurityGroupRule.Known rule && other instanceof SecurityGroupRule.Known twin) {
            return rule.service().equals(twin.service()) && rule.destination().equals(twin.destination());
        }
        return one instanceof SecurityGroupRule.Unresolved rule
                && other instanceof SecurityGroupRule.Unresolved twin
                && rule.bound().equals(twin.bound());
    }

    private record Entry(int hash, List<SecurityGroupRule> rules, Judgement judgement) {}
}
