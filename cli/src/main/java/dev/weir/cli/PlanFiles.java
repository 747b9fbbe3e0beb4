package dev.weir.cli;

import dev.weir.codec.PlanCodec;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Plans in files. */
final class PlanFiles {

    private static final Pattern ID = Pattern.compile("sg-[0-9A-Za-z_-]{1,60}");
    private static final long LARGEST = 64L << 20;

    private PlanFiles() {}

    /** Writes a plan, whole or not at all. */
    static void write(Plan plan, Path file) {
        try (OutputFile output = OutputFile.at(file)) {
            output.stream().write(PlanCodec.encode(plan));
            output.keep();
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + Printable.of(file.toString()) + "` cannot be written: "
                            + Printable.of(String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    /** The folder for the plans of several groups, made where it is not there. */
    static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new FailureException(
                    "the folder `" + Printable.of(folder.toString())
                            + "` cannot be made: several plans go into a folder, one file each",
                    failed);
        }
    }

    /** The file of a group's plan in a folder. */
    static Path in(Path folder, String groupId) {
        if (!ID.matcher(groupId).matches()) {
            throw new FailureException(
                    "`" + Printable.of(groupId) + "` is no id of a security group to name a file after");
        }
        return folder.resolve(groupId + ".json");
    }

    /**
     * The plan in a file.
     *
     * @throws FailureException if it cannot be read, is none, or was edited
     */
    static Plan read(Path file) {
        String name = Printable.of(file.toString());
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw new FailureException("`" + name + "` is no plan: it is larger than any");
            }
            return PlanCodec.decode(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new FailureException(
                    "there is no file `" + name + "`; help: `weir plan --out " + name + "` writes one", missing);
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + name + "` cannot be read: " + Printable.of(String.valueOf(failed.getMessage())), failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("`" + name + "`: " + Printable.of(String.valueOf(wrong.getMessage())), wrong);
        }
    }
}
