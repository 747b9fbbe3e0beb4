package dev.weir.files;

import dev.weir.remediation.JournalFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A lock of the operating system on a file that stands for a security group: a process that dies, however it dies, gives it
 * back. The file itself means nothing and stays.
 */
public final class JournalLock implements AutoCloseable {

    private final FileLock lock;

    private JournalLock(FileLock lock) {
        this.lock = lock;
    }

    /**
     * The lock of a group whose journals are in this folder, which is made if need be.
     *
     * @throws JournalFailure if another process has it, or it cannot be had
     */
    public static JournalLock of(Path folder, String group) {
        try {
            return take(folder, group);
        } catch (IOException failed) {
            throw new JournalFailure(
                    "cannot lock `" + path(folder, group) + "`: "
                            + failed.getClass().getSimpleName() + ": " + failed.getMessage()
                            + "; help: a journal is gone on with in the folder that it is in, by somebody who may write"
                            + " there",
                    failed);
        }
    }

    /**
     * The same.
     *
     * @throws JournalFailure if another process has it
     * @throws IOException if it cannot be had
     */
    static JournalLock take(Path folder, String group) throws IOException {
        Files.createDirectories(folder);
        Path path = path(folder, group);
        FileChannel channel = open(path);
        Optional<FileLock> lock = tryLock(channel);
        if (lock.isEmpty()) {
            channel.close();
            throw new JournalFailure("another weir on this machine is changing `" + group + "` (it holds `" + path
                    + "`); help: wait for it to end, then run the command again");
        }
        return new JournalLock(lock.get());
    }

    private static Path path(Path folder, String group) {
        return folder.resolve("." + group.replaceAll("[^A-Za-z0-9-]", "_") + ".lock");
    }

    /** Of two users' processes the later opens the earlier's file: a shared folder refuses to make it again. */
    private static FileChannel open(Path path) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return FileChannel.open(path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException first) {
                try {
                    FileChannel made =
                            FileChannel.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
                    return made;
                } catch (FileAlreadyExistsException meanwhile) {
                    if (attempt == 3) {
                        throw meanwhile;
                    }
                }
            }
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException inThisProcess) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException harmless) {
            // The lock ends with the process.
        }
    }
}
