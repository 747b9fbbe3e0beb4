package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule;
import java.util.List;

/**
 * How a run ended, and what is known of the group.
 *
 * @param kind how
 * @param direction where it was heading
 * @param reason why it ended there, one sentence without full stop; empty where it reached its end
 * @param rules the outbound rules as last read; empty where no read was answered
 * @param kept rules of others: neither there before nor made by weir
 * @param reopened rules of others that open again what the plan closed; part of {@code kept}
 * @param changed rules that are there again, but whose description or tags are not as before
 * @param inDoubt calls whose outcome is not known, in words
 */
public record Outcome(
        Kind kind,
        Direction direction,
        String reason,
        List<SecurityGroupRule> rules,
        List<SecurityGroupRule> kept,
        List<SecurityGroupRule> reopened,
        List<SecurityGroupRule.Known> changed,
        List<String> inDoubt) {

    public Outcome {
        rules = List.copyOf(rules);
        kept = List.copyOf(kept);
        reopened = List.copyOf(reopened);
        changed = List.copyOf(changed);
        inDoubt = List.copyOf(inDoubt);
    }

    /** How a run ends. */
    public enum Kind {
        /** The planned rules stand, the revoked ones are gone; a read proved it. */
        APPLIED,
        /** The planned rules alone hold on the canaries; the other interfaces have the old ones beside them, and wait. */
        PAUSED,
        /** The rules are as they were; a read proved it. */
        ROLLED_BACK,
        /** Something definite stood in the way. */
        STOPPED,
        /** It is not known what became of a call: a later read will tell. */
        UNKNOWN
    }

    /** Whether the end that the direction asks for was reached and proven. */
    public boolean isEnd() {
        return kind == Kind.APPLIED || kind == Kind.ROLLED_BACK;
    }

    /** Whether it was, and no rule of others stands against it. */
    public boolean isClean() {
        return isEnd() && reopened.isEmpty() && changed.isEmpty();
    }
}
