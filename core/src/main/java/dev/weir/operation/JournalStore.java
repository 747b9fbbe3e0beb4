package dev.weir.operation;

import dev.weir.plan.GroupRef;
import dev.weir.remediation.Journal;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the journals of changes are kept, and the one right to change a group. */
public interface JournalStore {

    /**
     * Takes the right to change a group.
     *
     * @throws JournalFailure if another has it, or it cannot be had
     */
    Right lock(GroupRef group);

    /** @throws JournalFailure if it cannot be made, or its space not be reserved */
    OpenJournal create(GroupRef group, Instant at);

    /**
     * What the journal of this name says.
     *
     * @throws JournalFailure if there is none, or it was changed
     */
    List<JournalEntry> read(String name);

    /** The journal of this name, to be gone on with. */
    OpenJournal open(String name);

    /** The right to change a group, until it is closed. */
    interface Right extends AutoCloseable {

        /** Whom it does not keep out, where that is more than usual. */
        Optional<String> caveat();

        @Override
        void close();
    }

    /** A journal that is being written. */
    interface OpenJournal extends Journal, AutoCloseable {

        /** What it is called, for people and for {@link JournalStore#open}. */
        String name();

        /** Whether the last line was being written when the machine died; it is left out. */
        boolean wasTorn();

        @Override
        void close();
    }
}
