package dev.weir.plan;

import dev.weir.review.Doubt;
import dev.weir.review.Needed;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What may break once a plan is carried out, in figures.
 *
 * @param backtested how many later connections were replayed; 0 where none were
 * @param deniedLater of those, how many would have been denied
 * @param answeredNo destinations that were seen and are not planned, because somebody said that they are not needed
 * @param once destinations that were seen on one day alone, so that there may be others like them
 * @param changing destinations that were not seen every week, likewise
 * @param period how many days the period has; 0 without flows
 * @param blind on how many of them nothing of the group could be used; empty where that is not known
 * @param rejected connections that were rejected before the change already: no sign that it broke something; empty where not known
 */
public record Hazards(
        long backtested,
        long deniedLater,
        int answeredNo,
        int once,
        int changing,
        int period,
        OptionalInt blind,
        OptionalLong rejected) {

    public static Hazards of(Plan plan) {
        int period = plan.learning().observed().map(Plan.Observed::days).orElse(0);
        Optional<Consequences.Watched> watched = plan.consequences().flatMap(Consequences::watched);
        return new Hazards(
                plan.learning().backtest().map(one -> one.connections()).orElse(0L),
                plan.learning()
                        .backtest()
                        .map(one -> one.connections() - one.permitted())
                        .orElse(0L),
                (int) plan.learning().reviewed().answers().stream()
                        .filter(one -> one.needed() == Needed.NO)
                        .count(),
                open(plan, Doubt.Kind.ONCE) + open(plan, Doubt.Kind.UNDECIDED_ONCE),
                open(plan, Doubt.Kind.CHANGING),
                period,
                watched.map(one -> OptionalInt.of(Math.max(0, period - one.days())))
                        .orElse(OptionalInt.empty()),
                watched.map(one -> OptionalLong.of(one.rejected())).orElse(OptionalLong.empty()));
    }

    private static int open(Plan plan, Doubt.Kind kind) {
        return (int) plan.learning().reviewed().doubts().stream()
                .filter(doubt -> doubt.kind() == kind)
                .count();
    }
}
