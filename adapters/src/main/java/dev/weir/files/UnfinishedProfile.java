package dev.weir.files;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run has learned so far, in a file beside the profile that it will write, which is whole or as it was all the while.
 *
 * <p>The next time counts from the end of writing, so that a large one is not written all the time.
 */
final class UnfinishedProfile implements Checkpoint {

    private final Path file;
    private final long between;
    private volatile long last = System.nanoTime();

    UnfinishedProfile(Path profile, Duration between) {
        this.file = Path.of(profile + ".unfinished");
        this.between = between.toNanos();
    }

    @Override
    public Optional<Evidence> kept() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return Optional.of(ProfileCodec.read(bytes));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isDue() {
        return System.nanoTime() - last > between;
    }

    @Override
    public void keep(Evidence soFar) {
        ProfileFile.write(file, soFar);
        last = System.nanoTime();
    }

    /** The profile is there. */
    void drop() throws IOException {
        Files.deleteIfExists(file);
    }
}
