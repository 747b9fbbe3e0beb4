package dev.weir.files;

import dev.weir.operation.JournalStore;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Journals in files, each beside the lock of its group. */
public final class JournalFolder implements JournalStore {

    private final Path folder;

    /** @param folder where new journals go; made with the first */
    public JournalFolder(Path folder) {
        this.folder = folder;
    }

    /** The folder of a journal, which may be named by a link. */
    public static JournalFolder of(Path journal) {
        try {
            return new JournalFolder(journal.toRealPath().resolveSibling(""));
        } catch (IOException unreadable) {
            // Whoever reads the journal says so.
            return new JournalFolder(journal.resolveSibling(""));
        }
    }

    @Override
    public Right lock(GroupRef group) {
        return JournalLock.of(folder, group.id());
    }

    @Override
    public OpenJournal create(GroupRef group, Instant at) {
        return JournalFile.create(folder, group, at);
    }

    @Override
    public List<JournalEntry> read(String name) {
        return JournalFile.read(Path.of(name));
    }

    @Override
    public OpenJournal open(String name) {
        return JournalFile.open(Path.of(name));
    }
}
