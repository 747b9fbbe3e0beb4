package dev.weir.plan;

import dev.weir.backtest.Gate;
import java.util.List;

/**
 * What keeps a plan from being applied without somebody looking at it.
 *
 * @param failing the gates that fail, each of which somebody must accept with a reason
 * @param open how many destinations records leave open, so that somebody may decide
 * @param ambiguous how many of the rules rest on records alone that cannot tell who began
 */
public record ReviewNeed(List<Gate.Name> failing, int open, int ambiguous) {

    public ReviewNeed {
        failing = List.copyOf(failing);
    }

    public static ReviewNeed of(Plan plan) {
        return new ReviewNeed(
                plan.gates().stream().filter(Gate::fails).map(Gate::name).toList(),
                plan.learning().reviewed().doubts().size(),
                (int) plan.authorize().stream()
                        .filter(one -> one.evidence()
                                .filter(Authorization.ServedTraffic::isAmbiguous)
                                .isPresent())
                        .count());
    }

    /** Whether somebody has to look at it. */
    public boolean isNeeded() {
        return !failing.isEmpty() || open > 0 || ambiguous > 0;
    }
}
