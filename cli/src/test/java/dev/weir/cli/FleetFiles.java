package dev.weir.cli;

import dev.weir.files.ProfileFile;
import dev.weir.files.SnapshotFile;
import dev.weir.operation.OperationListener;
import dev.weir.operation.SnapshotOperation;
import dev.weir.triage.FleetMaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes a generated organisation into a folder, as a snapshot and a profile of 30 days: for docs/benchmarks.md, run by hand. */
final class FleetFiles {

    private FleetFiles() {}

    /** Arguments: the folder, groups (default 10,000), accounts (default 40), seed (default 1). */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int groups = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int accounts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 40;
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        FleetMaker.Fleet fleet = FleetMaker.withOutliers(seed, groups, accounts, 30);
        new SnapshotOperation(OperationListener.NONE)
                .run(
                        new SnapshotOperation.Request(fleet.snapshot(), Instant.parse("2026-11-22T12:00:00Z")),
                        SnapshotFile.at(folder.resolve("fleet.json.gz")));
        new ProfileFile(folder.resolve("fleet.profile")).write(fleet.evidence());
        System.out.printf(
                "%d groups that do not pass, %d outliers%n",
                fleet.buckets().size(), fleet.outliers().size());
    }
}
