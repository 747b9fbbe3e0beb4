package dev.weir.finding;

import dev.weir.inventory.Problem;
import dev.weir.inventory.Suppression;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a suppression that was written apart: whether it holds, and what it names.
 *
 * @param suppression which
 * @param state whether it holds
 * @param hides how many entries (per resource and reading) that fail or are unknown it names
 * @param names how many entries it names in all, passes included
 * @param problem what is wrong with it, where that is an error: it never held, or it has expired and findings count again
 */
public record SuppressionUse(
        ScopedSuppression suppression, State state, long hides, long names, Optional<Problem> problem) {

    /** Whether it holds. */
    public enum State {
        HOLDS,
        EXPIRED,
        REFUSED;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One line about it: what it hides, or why nothing; hostile text. */
    @Override
    public String toString() {
        Suppression decision = suppression.decision();
        return decision.origin() + " " + effect(decision)
                + decision.owner().map(owner -> ", " + owner).orElse("")
                + decision.reason().map(reason -> ": " + reason).orElse("") + " (" + suppression.scope() + ")";
    }

    private String effect(Suppression decision) {
        return switch (state) {
            case REFUSED -> "does not hold";
            case EXPIRED ->
                hides == 0
                        ? "has expired, and would hide nothing: remove it"
                        : "has expired, and does not hide " + entries() + " any more";
            case HOLDS ->
                holding() + decision.until().map(day -> ", until " + day).orElse("");
        };
    }

    private String holding() {
        if (hides > 0) {
            return "hides " + entries();
        }
        return names > 0 ? "can go, as what it names passes" : "hides nothing, and names nothing that was read";
    }

    private String entries() {
        return hides == 1 ? "1 entry" : hides + " entries";
    }
}
