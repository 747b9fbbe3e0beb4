package dev.weir.files;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A snapshot on disk: whole or not there.
 *
 * <p>It is written beside its place, forced to disk and then renamed, so that whoever reads the place sees the file before or the
 * file after, also when the power fails in between.
 */
public final class SnapshotFile {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SnapshotFile() {}

    /**
     * Writes the inventory to this file, which it replaces.
     *
     * @throws IOException if it cannot be written; the file is then as before
     */
    public static void write(Path file, InventorySource inventory, Instant generatedAt) throws IOException {
        Path temporary = writeBeside(file, inventory, generatedAt);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(file);
    }

    /**
     * Adds the inventory to a series: a file named by the time in UTC, which no other file is replaced by.
     *
     * @return the file: {@code 20261121T060000Z.json}, or with {@code -2} and so on where that is taken
     */
    public static Path append(Path folder, InventorySource inventory, Instant generatedAt) throws IOException {
        Files.createDirectories(folder);
        String name = NAME.format(generatedAt);
        Path temporary = writeBeside(folder.resolve(name + ".json"), inventory, generatedAt);
        try {
            for (int number = 1; ; number++) {
                Path file = folder.resolve(number == 1 ? name + ".json" : name + "-" + number + ".json");
                if (claim(temporary, file)) {
                    forceFolder(file);
                    return file;
                }
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Gives the finished file its name, unless the name is taken: a link is refused then, where a rename is not. */
    private static boolean claim(Path temporary, Path file) throws IOException {
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException | IOException noLinks) {
            try {
                Files.move(temporary, file);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            }
        }
    }

    private static Path writeBeside(Path file, InventorySource inventory, Instant generatedAt) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("`" + file + "` is a folder, expected a file");
        }
        Path temporary = Files.createTempFile(folder, ".weir-", ".tmp");
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            SnapshotWriter writer = new SnapshotWriter(out, generatedAt);
            inventory.read(writer);
            writer.finish();
            out.flush();
            channel.force(true);
        } catch (UncheckedIOException failure) {
            Files.deleteIfExists(temporary);
            throw failure.getCause();
        } catch (IOException | RuntimeException | Error failure) {
            Files.deleteIfExists(temporary);
            throw failure;
        }
        return temporary;
    }

    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
