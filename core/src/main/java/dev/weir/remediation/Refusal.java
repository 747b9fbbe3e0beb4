package dev.weir.remediation;

import dev.weir.backtest.Gate;
import dev.weir.plan.GroupRef;
import java.util.Optional;

/**
 * A reason not to apply a plan.
 *
 * @param kind which
 * @param gate the gate that can be accepted; empty for what cannot
 * @param sentence what is wrong, found against expected, and the way out
 */
public record Refusal(Kind kind, Optional<Gate.Name> gate, String sentence) {

    /** Why a plan is refused. */
    public enum Kind {
        /** What the plan was made from has changed, or it is too old. */
        OUTDATED,
        /** Its proof does not hold, or it contradicts itself. */
        UNPROVEN,
        /** Old and new rules do not fit beside each other. */
        OVER_QUOTA,
        /** A rule to revoke could not be restored. */
        NOT_RESTORABLE,
        /** A rule of the group could not be read, so it could not be restored. */
        UNREADABLE,
        /** The caller may not make a call that is needed. */
        NOT_PERMITTED,
        /** No parking group can stand beside it. */
        NOT_PARKABLE,
        /** A gate fails and was not accepted. */
        GATE
    }

    static Refusal of(Kind kind, String sentence) {
        return new Refusal(kind, Optional.empty(), sentence);
    }

    static Refusal of(Gate.Name gate, String sentence) {
        return new Refusal(Kind.GATE, Optional.of(gate), sentence);
    }

    /** What a dry run of a call was answered. */
    public static Refusal notPermitted(GroupRef group, RuleCall call, String reason) {
        return of(
                Kind.NOT_PERMITTED,
                "the caller may not " + (call instanceof RuleCall.Authorize ? "authorize" : "revoke") + " rules of `"
                        + group.id() + "`: " + reason + "; help: `weir iam apply` prints the policy");
    }
}
