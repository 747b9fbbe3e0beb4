package dev.weir.files;

import dev.weir.operation.JournalStore;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Journals in files.
 *
 * <p>The right to change a group is two locks: one beside its journals, which keeps out whoever goes on with one of them,
 * whoever that is; and one in a folder of the user's own, which keeps out the user's other changes of the group, wherever their
 * journals lie. Neither place comes from the environment, in which two processes may differ.
 */
public final class JournalFolder implements JournalStore {

    private final Path folder;
    private final Path own;

    /**
     * Journals in a folder.
     *
     * @param folder where new journals go; made with the first
     * @param own of the user, for locks
     */
    public JournalFolder(Path folder, Path own) {
        this.folder = folder;
        this.own = own;
    }

    /** The folder of a journal, which may be named by a link. */
    public static JournalFolder of(Path journal, Path own) {
        try {
            return new JournalFolder(journal.toRealPath().resolveSibling(""), own);
        } catch (IOException unreadable) {
            // Whoever reads the journal says so.
            return new JournalFolder(journal.resolveSibling(""), own);
        }
    }

    @Override
    public Right lock(GroupRef group) {
        JournalLock beside = JournalLock.of(folder, group.id());
        try {
            if (!own.isAbsolute()) {
                throw new IOException("the user has no home");
            }
            return new Locks(List.of(JournalLock.take(own, group.id()), beside), Optional.empty());
        } catch (IOException nowhere) {
            return new Locks(
                    List.of(beside),
                    Optional.of(
                            "only changes whose journals lie in `" + folder + "` are kept from this group meanwhile: `"
                                    + own + "`, where the others would see it, cannot be written"));
        } catch (JournalFailure taken) {
            beside.close();
            throw taken;
        }
    }

    private record Locks(List<JournalLock> locks, Optional<String> caveat) implements Right {
        @Override
        public void close() {
            locks.forEach(JournalLock::close);
        }
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
