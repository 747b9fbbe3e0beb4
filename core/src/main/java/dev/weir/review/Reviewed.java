package dev.weir.review;

import java.util.List;

/**
 * How far people have decided what records leave open of one group.
 *
 * @param doubts what nobody has decided
 * @param answers what somebody has
 */
public record Reviewed(List<Doubt> doubts, List<AnsweredDoubt> answers) {

    /** Nothing is open, and nothing was decided. */
    public static final Reviewed NONE = new Reviewed(List.of(), List.of());

    public Reviewed {
        doubts = List.copyOf(doubts);
        answers = List.copyOf(answers);
    }
}
