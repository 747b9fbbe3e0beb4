package dev.weir.cli;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.FailureException;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Traffic profiles in files. */
final class Traffic {

    static final Grammar.Option TRAFFIC =
            new Grammar.Option("--traffic", "FILE", Grammar.Times.ONCE, "A traffic profile that `weir observe` wrote.");

    private static final int HEAD = 16;

    private Traffic() {}

    /** Whether this file is a profile; false also for what cannot be read, which whoever reads it says. */
    static boolean isProfile(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return ProfileCodec.isProfile(bytes.readNBytes(HEAD));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The evidence in a profile.
     *
     * @throws FailureException if it cannot be read, or is no profile
     */
    static Evidence read(Path file) {
        String name = Printable.of(file.toString());
        try (InputStream bytes = Files.newInputStream(file)) {
            return ProfileCodec.read(bytes);
        } catch (NoSuchFileException missing) {
            throw new FailureException(
                    "there is no file `" + name + "`; help: `weir observe --out " + name + "` writes one", missing);
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + name + "` cannot be read: " + Printable.of(String.valueOf(failed.getMessage())), failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("`" + name + "`: " + Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }
}
