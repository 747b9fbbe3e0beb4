package dev.weir.remediation;

import java.util.List;

/**
 * What was done to one security group, kept so that nothing that happens to the machine loses it.
 *
 * <p>{@link #append} returns only when the entry would survive a power cut. Whoever appends an {@link JournalEntry.Intended}
 * sends its call only after that.
 */
public interface Journal {

    /**
     * Keeps an entry.
     *
     * @throws JournalFailure if it cannot be kept; then it is not known whether it was
     */
    void append(JournalEntry entry);

    /** Every entry, in the order of writing. */
    List<JournalEntry> entries();
}
