package dev.weir.files;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import dev.weir.operation.ProfileStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A traffic profile in a file. */
public final class ProfileFile implements ProfileStore {

    private static final int HEAD = 16;

    /** Less than a minute of work is lost with a run that is killed. */
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(45);

    private final Path file;
    private final UnfinishedProfile unfinished;

    public ProfileFile(Path file) {
        this(file, BETWEEN_CHECKPOINTS);
    }

    /** The same, kept more or less often while it is made. */
    public ProfileFile(Path file, Duration betweenCheckpoints) {
        this.file = file;
        unfinished = new UnfinishedProfile(file, betweenCheckpoints);
    }

    /** Whether this file is a profile; false also for what cannot be read, which whoever reads it says. */
    public static boolean isProfile(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return ProfileCodec.isProfile(bytes.readNBytes(HEAD));
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean exists() {
        return Files.exists(file) && !isDevice();
    }

    /** A pipe or a device is written to and holds nothing to add to. */
    private boolean isDevice() {
        return !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    @Override
    public Evidence read() {
        try (InputStream bytes = Files.newInputStream(file)) {
            return ProfileCodec.read(bytes);
        } catch (IOException failed) {
            throw FileFailure.reading(file, "; help: `weir observe --out " + file + "` writes one", failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("`" + file + "`: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public Checkpoint checkpoint() {
        return isDevice() && Files.exists(file) ? Checkpoint.NONE : unfinished;
    }

    @Override
    public void write(Evidence evidence) {
        write(file, evidence);
        try {
            unfinished.drop();
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }

    static void write(Path file, Evidence evidence) {
        try (OutputFile output = OutputFile.at(file);
                OutputStream stream = new BufferedOutputStream(output.stream())) {
            ProfileCodec.write(evidence, stream);
            stream.flush();
            output.keep();
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }
}
