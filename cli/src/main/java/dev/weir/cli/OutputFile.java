package dev.weir.cli;

import dev.weir.operation.FailureException;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is either as it was before, or whole: written beside its place and moved there at the end.
 *
 * <p>Closed without {@link #keep}, it leaves nothing behind. What is no regular file, such as a named pipe or
 * {@code /dev/null}, is written directly.
 */
final class OutputFile implements AutoCloseable {

    private final Path file;
    private final Path draft;
    private final OutputStream stream;
    private boolean kept;

    private OutputFile(Path file, Path draft, OutputStream stream) {
        this.file = file;
        this.draft = draft;
        this.stream = stream;
    }

    /**
     * Opens it, before the work that fills it.
     *
     * @throws FailureException if it cannot be written there
     */
    static OutputFile at(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new FailureException("`" + Printable.of(file.toString()) + "` cannot be written: it is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new OutputFile(file, file, Files.newOutputStream(file));
            }
            Path place = Files.isSymbolicLink(file) ? file.toRealPath() : file;
            Path name = place.getFileName();
            Path draft = place.resolveSibling(
                    "." + name + "." + ProcessHandle.current().pid() + ".part");
            OutputStream stream = Files.newOutputStream(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            return new OutputFile(place, draft, stream);
        } catch (IOException failed) {
            throw failure(file, failed);
        }
    }

    OutputStream stream() {
        return stream;
    }

    /** Ends it, and puts it in its place. */
    void keep() {
        try {
            stream.close();
            if (!draft.equals(file)) {
                move();
            }
            kept = true;
        } catch (IOException failed) {
            throw failure(file, failed);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static FailureException failure(Path file, IOException failed) {
        String name = Printable.of(file.toString());
        String reason = failed instanceof java.nio.file.NoSuchFileException
                ? "its folder does not exist"
                : failed instanceof java.nio.file.AccessDeniedException
                        ? "permission denied"
                        : Printable.of(String.valueOf(failed.getMessage()));
        return new FailureException("`" + name + "` cannot be written: " + reason, failed);
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            stream.close();
            if (!draft.equals(file)) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException ignored) {
            // The command has already failed for a reason that was said.
            return;
        }
    }
}
