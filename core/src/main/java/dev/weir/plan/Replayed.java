package dev.weir.plan;

import dev.weir.backtest.DenialChance;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.review.AnsweredDoubt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the days since a plan say about it.
 *
 * @param plan the plan
 * @param since the end of what it was learned from, else when it was made
 * @param to the end of what was read
 * @param standing whether the group has the rules that the plan expects, or those that it makes
 * @param changes what else the plan rests on and is no longer so, one sentence each
 * @param watched on how many of the days something of an interface of the group could be used
 * @param connections that its interfaces began since and that its rules decide; a lower bound
 * @param permitted how many of them the plan's rules permit
 * @param denials the others, most connections first
 * @param rules the plan's rules, each with its last use
 * @param chance how likely the month after what was read denies something more; empty where the plan does not say it of its own
 * @param fresh what was never seen before, most connections first; empty where nothing older was read
 */
public record Replayed(
        Plan plan,
        Instant since,
        Instant to,
        RulesNow standing,
        List<String> changes,
        int watched,
        long connections,
        long permitted,
        List<SeenSince> denials,
        List<RuleUse> rules,
        Optional<DenialChance> chance,
        Optional<List<SeenSince>> fresh) {

    public Replayed {
        changes = List.copyOf(changes);
        denials = List.copyOf(denials);
        rules = List.copyOf(rules);
        fresh = fresh.map(List::copyOf);
    }

    /** Which rules the group has. */
    public enum RulesNow {
        /** Those that the plan replaces. */
        BEFORE,
        /** Those that it makes. */
        AFTER,
        /** Others. */
        OTHER
    }

    /** What became of it. */
    public enum Fate {
        /** The plan's rules permit it. */
        PERMITTED,
        /** They would have denied it; the rules of then permitted it. */
        WOULD_BE_DENIED,
        /** It was rejected, and the plan's rules do not permit it. */
        REJECTED
    }

    /**
     * A destination that was seen since.
     *
     * @param service protocol and port
     * @param destination the address
     * @param who who that is, as far as it is known; hostile text
     * @param fate what became of it
     * @param ambiguous whether records do not tell who began it
     * @param connections a lower bound
     * @param firstSeen the first packet since
     * @param lastSeen the last
     * @param interfaces of the group that it is about, sorted
     * @param answer what somebody had said of it
     */
    public record SeenSince(
            Service service,
            IpAddress destination,
            String who,
            Fate fate,
            boolean ambiguous,
            long connections,
            Instant firstSeen,
            Instant lastSeen,
            List<String> interfaces,
            Optional<AnsweredDoubt> answer) {
        public SeenSince {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A rule and its use.
     *
     * @param rule the rule
     * @param lastSeen when something last used it; empty where nobody was seen to
     * @param connections since the plan, a lower bound
     */
    public record RuleUse(SecurityGroupRule.Known rule, Optional<Instant> lastSeen, long connections) {}

    /** Whether anything was seen that can speak for or against the plan. */
    public boolean isSeen() {
        return watched > 0 && to.isAfter(since);
    }

    /** Whether the plan still holds, as far as was seen. */
    public boolean holds() {
        return isSeen() && denials.isEmpty() && changes.isEmpty() && standing != RulesNow.OTHER;
    }
}
