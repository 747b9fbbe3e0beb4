package dev.weir.operation;

import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Opened;
import java.time.Instant;
import java.util.List;

/** Is told how plans are applied, and asked before anything is changed. */
public interface ApplyListener extends ChangeListener {

    /** One more plan was looked at beside its group. */
    void previewed(ApplyOperation.Preview preview);

    /**
     * Returns if these plans may be applied.
     *
     * @throws FailureException if not
     */
    void mayApply(List<Plan> plans);

    /**
     * Returns if, the canaries being applied, the others may be.
     *
     * @throws FailureException if not
     */
    void mayGoOnWith(List<Plan> others);

    /** A change came to its end. */
    void changed(EndedChange ended);

    /** A change was not begun, or could not be gone on with. */
    void failed(String sentence);

    /**
     * Flow logs are awaited.
     *
     * @param changedAt what records are awaited from after
     * @param silence when the logs count as silent
     */
    void awaitsRecords(Opened opened, Instant changedAt, Instant silence);

    /** The first records came. */
    void recordsCame();

    /** The change is undone, because so much was rejected. */
    void rollsBack(VerifyOperation.Result seen);

    /** The watch is over. */
    void watched(VerifyOperation.Result seen);
}
