package dev.weir.files;

import dev.weir.operation.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is either as it was before, or whole: written beside its place, forced to disk and moved there at the end, so that
 * whoever reads the place sees the one or the other, also when the disk is full or the power fails in between.
 *
 * <p>Closed without {@link #keep}, it leaves nothing behind. What is no regular file, such as a named pipe or
 * {@code /dev/null}, is written directly. Whatever its stream cannot write is a {@link FailureException}, not an
 * {@link IOException}, so that it reaches the user in the same words from under any writer.
 */
public final class OutputFile implements AutoCloseable {

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean kept;

    private OutputFile(Path file, Path draft, StandardOpenOption how) throws IOException {
        this.file = file;
        this.draft = draft;
        channel = FileChannel.open(draft, StandardOpenOption.WRITE, how);
        stream = new Worded(file, Channels.newOutputStream(channel));
    }

    /**
     * Opens it, before the work that fills it.
     *
     * @throws FailureException if it cannot be written there
     */
    public static OutputFile at(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new FailureException(FileFailure.name(file) + " cannot be written: it is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new OutputFile(file, file, StandardOpenOption.TRUNCATE_EXISTING);
            }
            Path place = Files.isSymbolicLink(file) ? file.toRealPath() : file;
            Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
            draft.toFile().deleteOnExit(); // of a run that is interrupted
            return new OutputFile(place, draft, StandardOpenOption.CREATE_NEW);
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }

    /** Writes a whole file at once. */
    public static void write(Path file, byte[] content) {
        try (OutputFile output = at(file)) {
            output.stream.write(content, 0, content.length);
            output.keep();
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }

    /** The same with a text, in UTF-8. */
    public static void write(Path file, String content) {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A folder for several files, made where it is not there. */
    public static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw FileFailure.making(folder, failed);
        }
    }

    public OutputStream stream() {
        return stream;
    }

    /** Ends it, and puts it in its place. */
    public void keep() {
        try {
            end();
            if (!isDirect()) {
                try {
                    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException plain) {
                    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
                }
                forceFolder();
            }
            kept = true;
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }

    /** Ends it, and puts it into this place unless something is there already; false then, and another place may be tried. */
    boolean keepAs(Path free) {
        try {
            end();
            if (!claimed(free)) {
                return false;
            }
            forceFolder();
            Files.deleteIfExists(draft);
            kept = true;
            return true;
        } catch (IOException failed) {
            throw FileFailure.writing(free, failed);
        }
    }

    /** A link is refused where the name is taken; a rename is not. */
    private boolean claimed(Path free) throws IOException {
        try {
            Files.createLink(free, draft);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | IOException noLinks) {
            try {
                Files.move(draft, free);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
        }
    }

    private void end() throws IOException {
        if (channel.isOpen() && !isDirect()) {
            channel.force(true);
        }
        stream.close();
    }

    private boolean isDirect() {
        return draft.equals(file);
    }

    private void forceFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            stream.close();
            if (!isDirect()) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | FailureException ignored) {
            // The command has already failed for a reason that was said.
            return;
        }
    }

    /** Says in words what cannot be written. */
    private static final class Worded extends OutputStream {

        private final Path file;
        private final OutputStream out;

        Worded(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException failed) {
                throw FileFailure.writing(file, failed);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException failed) {
                throw FileFailure.writing(file, failed);
            }
        }
    }
}
