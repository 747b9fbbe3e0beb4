package dev.weir.cli;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Problem;
import dev.weir.operation.FailureException;
import dev.weir.operation.ListenedSink;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** {@code weir snapshot}: keeps what was read, and what was not, for offline use. */
final class SnapshotCommand implements Command {

    private static final Grammar.Option OUT = new Grammar.Option(
            "--out", "FILE", Grammar.Times.ONCE, "The file to write; compressed if its name ends in .gz.");
    private static final Grammar.Option APPEND = new Grammar.Option(
            "--append",
            "DIR",
            Grammar.Times.ONCE,
            "A folder that keeps a series over time: adds a file named after the time.");

    private static final int BUFFER = 1 << 16;
    private static final int PROBLEMS_SAID = 20;

    @Override
    public Grammar grammar() {
        return new Grammar(
                "snapshot",
                "Keep an inventory in one file, what could not be read included.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders of AWS CLI JSON, or weir snapshots. Without one, the live account.",
                Inventories.withLiveOptions(OUT, APPEND),
                List.of(
                        new Grammar.Example(
                                "weir snapshot --profile audit --region all --out account.json.gz",
                                "Read the live account once; `weir scan account.json.gz` then needs no AWS."),
                        new Grammar.Example(
                                "weir snapshot --append snapshots", "Add one more to a series, as from a daily job.")));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        Optional<String> out = arguments.one(OUT.name());
        Optional<String> append = arguments.one(APPEND.name());
        if (out.isPresent() == append.isPresent()) {
            throw new UsageException(
                    out.isPresent()
                            ? "`--out` and `--append` exclude each other"
                            : "`--out FILE` or `--append DIR` is missing");
        }
        InventorySource inventory = Inventories.forPlanning(arguments.words(), arguments, surroundings.clock());
        Instant now = surroundings.clock().instant();
        Path file = out.isPresent() ? Inventories.path(out.get()) : inSeries(Inventories.path(append.get()), now);
        Progress progress = new Progress(surroundings);
        try (OutputFile output = OutputFile.at(file)) {
            OutputStream stream = stream(output, file);
            SnapshotWriter writer = new SnapshotWriter(stream, now);
            Tally tally = new Tally(writer);
            inventory.read(new ListenedSink(tally, progress));
            writer.finish();
            stream.close();
            output.keep();
            progress.inventoryRead();
            return told(file, tally, surroundings);
        } catch (IOException failed) {
            throw new FailureException(
                    "`" + Printable.of(file.toString()) + "` cannot be written: "
                            + Printable.of(String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    private static OutputStream stream(OutputFile output, Path file) throws IOException {
        boolean compressed = file.toString().endsWith(".gz");
        OutputStream stream = compressed ? new GZIPOutputStream(output.stream(), BUFFER) : output.stream();
        return new BufferedOutputStream(stream, BUFFER);
    }

    /** A new name in the folder, in the order of time. */
    private static Path inSeries(Path folder, Instant now) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new FailureException(
                    "the folder `" + Printable.of(folder.toString()) + "` cannot be made: "
                            + Printable.of(String.valueOf(failed.getMessage())),
                    failed);
        }
        String time = Timestamp.iso(now).replace("-", "").replace(":", "");
        Path file = folder.resolve("snapshot-" + time + ".json.gz");
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve("snapshot-" + time + "-" + i + ".json.gz");
        }
        return file;
    }

    private static int told(Path file, Tally tally, Surroundings surroundings) {
        surroundings.print(Printable.of(file.toString()) + ": " + tally.securityGroups() + " security groups, "
                + tally.networkInterfaces() + " network interfaces, " + tally.prefixLists() + " prefix lists"
                + (tally.isComplete() ? "\n" : "; incomplete, and it says so itself\n"));
        int said = 0;
        for (Problem problem : tally.problems()) {
            if (said++ == PROBLEMS_SAID) {
                surroundings.say("weir: and " + (tally.problems().size() - PROBLEMS_SAID) + " more problems");
                break;
            }
            surroundings.say("weir: " + Printable.of(problem.toString()));
        }
        return tally.isComplete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }
}
