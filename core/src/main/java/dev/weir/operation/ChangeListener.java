package dev.weir.operation;

import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry.Opened;

/** Is told how the change of a group goes, and asked before it is gone on with. */
public interface ChangeListener {

    /**
     * Returns if the change of this journal may head this way.
     *
     * @throws FailureException if not
     */
    void mayGoOn(Opened opened, Direction direction, String journal);

    /** The last line of the journal was torn by a crash while it was written; nothing was done on the strength of it. */
    void journalWasTorn();

    /** Calls may be made from now on; whoever interrupts them goes on with this journal. */
    void callsBegin(String journal);

    /** What is done or waited for, a sentence each. */
    void tells(String sentence);

    /** No call is made any more. */
    void callsEnd();
}
