package dev.weir.ec2;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;

/** Where elements of an answer stand, and who hears what is wrong with them. */
public interface AnswerPlace {

    /** The place of a line of the answer; what was answered to a call has none but the call. */
    Origin at(long line);

    /** Something cannot be read; what it is about counts as far as it could be. */
    void wrong(Problem problem);

    /** Something cannot be read, and so the list that it belongs to is read in part. */
    default void lost(Problem problem) {
        wrong(problem);
    }
}
