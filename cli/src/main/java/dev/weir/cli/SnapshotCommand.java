package dev.weir.cli;

import dev.weir.files.SnapshotFile;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.SnapshotOperation;
import dev.weir.operation.SnapshotStore;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.util.List;
import java.util.Optional;

/** {@code weir snapshot}: keeps what was read, and what was not, for offline use. */
final class SnapshotCommand implements Command {

    private static final Grammar.Option OUT = Grammar.Option.once(
            "--out", "FILE", "The file to write, or s3://bucket/key; compressed if its name ends in .gz.");
    private static final Grammar.Option APPEND = Grammar.Option.once(
            "--append",
            "DIR",
            "A folder that keeps a series over time, or s3://bucket/folder: adds a file named after the time.");

    @Override
    public Grammar grammar() {
        return new Grammar(
                "snapshot",
                "Keep an inventory in one file, what could not be read included.",
                "SOURCE",
                0,
                Grammar.MANY,
                "Files or folders of AWS CLI JSON, or weir snapshots. Without one, the live account.",
                Inventories.withAccountOptions(OUT, APPEND, Inventories.PARAMETERS, Inventories.PARAMETER),
                List.of(
                        new Grammar.Example(
                                "weir snapshot --profile audit --region all --out account.json.gz",
                                "Read the live account once; `weir scan account.json.gz` then needs no AWS."),
                        new Grammar.Example(
                                "weir snapshot --append snapshots", "Add one more to a series, as from a daily job.")));
    }

    @Override
    public int run(Arguments arguments, ProcessContext surroundings) {
        Optional<String> out = arguments.one(OUT);
        Optional<String> append = arguments.one(APPEND);
        if (out.isPresent() == append.isPresent()) {
            throw new UsageException(
                    out.isPresent()
                            ? "`--out` and `--append` exclude each other"
                            : "`--out FILE` or `--append DIR` is missing");
        }
        Progress progress = new Progress(surroundings);
        InventorySource inventory = Inventories.of(
                arguments.words(), Inventories.Wanted.TO_KEEP, arguments, surroundings.clock(), progress);
        SnapshotStore store = out.isPresent() ? at(out.get(), arguments) : in(append.orElseThrow(), arguments);
        SnapshotOperation.Result kept = new SnapshotOperation(progress)
                .run(
                        new SnapshotOperation.Request(
                                inventory, surroundings.clock().instant()),
                        store);
        surroundings.print(
                Printable.of(kept.place()) + ": " + Counted.of(kept.securityGroups(), "security group") + ", "
                        + Counted.of(kept.networkInterfaces(), "network interface") + ", "
                        + Counted.of(kept.prefixLists(), "prefix list")
                        + (kept.complete() ? "\n" : "; incomplete, and it says so itself\n"));
        Problems.say(kept.problems(), surroundings);
        return kept.complete() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    }

    private static SnapshotStore at(String word, Arguments arguments) {
        return Inventories.isInBucket(word)
                ? InBuckets.snapshot(word, arguments)
                : SnapshotFile.at(Inventories.path(word));
    }

    private static SnapshotStore in(String word, Arguments arguments) {
        return Inventories.isInBucket(word)
                ? InBuckets.snapshots(word, arguments)
                : SnapshotFile.in(Inventories.path(word));
    }
}
