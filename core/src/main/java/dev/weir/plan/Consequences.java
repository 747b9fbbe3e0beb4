package dev.weir.plan;

import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import java.util.Optional;

/**
 * What carrying a plan out comes to beyond its rules, by the evidence that there was when the plan was made.
 *
 * <p>What the plan says elsewhere is not repeated: {@link Reversal}, {@link Hazards} and {@link ReviewNeed} are drawn from both.
 *
 * @param severity what the check says of the group before and after
 * @param settling when the last connection that the old rules let through has ended
 * @param uses the outbound rules as they are, each with its last use; empty without flows
 * @param watched how well the group was watched; empty without flows
 * @param rejectLogs the flow logs that would show what the new rules deny
 */
public record Consequences(
        SeverityChange severity,
        Settling settling,
        List<RuleUse> uses,
        Optional<Watched> watched,
        RejectLogs rejectLogs) {

    public Consequences {
        uses = List.copyOf(uses);
    }

    /**
     * A rule that the group has, and what used it.
     *
     * @param rule the rule
     * @param use what was observed of the traffic that it permits
     */
    public record RuleUse(SecurityGroupRule.Known rule, LastUse use) {}

    /**
     * How well a group was watched.
     *
     * @param interfaces how many wore it in the period
     * @param seen of how many of them something could be used
     * @param days on how many days of the period something of them could be used, UTC
     * @param rejected how many connections that they began were rejected, a lower bound
     * @param rejectedDestinations to how many services at addresses those went
     */
    public record Watched(int interfaces, int seen, int days, long rejected, int rejectedDestinations) {}

    /** What is known of the use of a rule that the group has; empty where it has no such rule, or nothing was observed. */
    public Optional<LastUse> useOf(SecurityGroupRule.Known rule) {
        return uses.stream()
                .filter(one -> one.rule().sameRuleAs(rule))
                .map(RuleUse::use)
                .findFirst();
    }
}
