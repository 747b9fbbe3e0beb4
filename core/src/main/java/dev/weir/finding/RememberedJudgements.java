package dev.weir.finding;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judgements by the content of the rule list: services, destinations and bounds, not ids, descriptions or reasons.
 *
 * <p>A list is kept from the second time that it comes: in a fleet where none comes twice, keeping all would cost more than it
 * saves. A table of pairs of slots: a newcomer takes the free slot of its pair, else it replaces the elder, and everything goes
 * when the lists that are kept hold too many rules. So memory is bounded however many groups come.
 */
final class RememberedJudgements {

    private static final int SLOTS = 1 << 15;
    private static final int MOST_RULES = 64;
    private static final int MOST_RULES_TOGETHER = 150_000;

    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
    private final int[] seen = new int[SLOTS >> 1];
    private int rulesTogether;

    @Nullable
    Judgement find(List<SecurityGroupRule> rules) {
        if (rules.size() > MOST_RULES) {
            return null;
        }
        int hash = hash(rules);
        int pair = pair(hash);
        Entry younger = slots[pair];
        if (younger != null && younger.hash == hash && same(younger.rules, rules)) {
            return younger.judgement;
        }
        Entry elder = slots[pair + 1];
        return elder != null && elder.hash == hash && same(elder.rules, rules) ? elder.judgement : null;
    }

    void put(List<SecurityGroupRule> rules, Judgement judgement) {
        if (rules.size() > MOST_RULES) {
            return;
        }
        int hash = hash(rules);
        int pair = pair(hash);
        if (seen[pair >> 1] != (hash | 1)) {
            seen[pair >> 1] = hash | 1;
            return;
        }
        if (rulesTogether + rules.size() > MOST_RULES_TOGETHER) {
            Arrays.fill(slots, null);
            rulesTogether = 0;
        }
        Entry elder = slots[pair + 1];
        rulesTogether += rules.size() - (elder == null ? 0 : elder.rules.size());
        slots[pair + 1] = slots[pair];
        slots[pair] = new Entry(hash, rules, judgement);
    }

    /** The first of the two slots for this hash. */
    private static int pair(int hash) {
        return (hash ^ hash >>> 15) * 2 & (SLOTS - 1);
    }

    private static int hash(List<SecurityGroupRule> rules) {
        int hash = rules.size();
        for (int i = 0; i < rules.size(); i++) {
            hash = hash * 0x9e3779b1 + hash(rules.get(i));
        }
        return hash;
    }

    private static int hash(SecurityGroupRule rule) {
        if (rule instanceof SecurityGroupRule.Known known) {
            Service service = known.service();
            int ports = (service.protocol().number() * 31 + service.from()) * 0x01000193 + service.to();
            return ports * 31 + hash(known.destination());
        }
        return rule instanceof SecurityGroupRule.Unresolved unresolved
                ? unresolved.bound().hashCode()
                : 0;
    }

    static int hash(Destination destination) {
        if (destination instanceof Destination.Addresses addresses) {
            IpAddress base = addresses.cidr().base();
            return (int) ((base.high() * 31 + base.low()) * 0x9e3779b97f4a7c15L >>> 32)
                    + addresses.cidr().prefixLength();
        }
        return destination.hashCode();
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

    @SuppressWarnings("ReferenceEquality") // a shortcut before the comparison
    private static boolean same(SecurityGroupRule one, SecurityGroupRule other) {
        if (one == other) {
            return true;
        }
        if (one instanceof SecurityGroupRule.Known rule && other instanceof SecurityGroupRule.Known twin) {
            return rule.service().equals(twin.service()) && rule.destination().equals(twin.destination());
        }
        return one instanceof SecurityGroupRule.Unresolved rule
                && other instanceof SecurityGroupRule.Unresolved twin
                && rule.bound().equals(twin.bound());
    }

    private record Entry(int hash, List<SecurityGroupRule> rules, Judgement judgement) {}
}
