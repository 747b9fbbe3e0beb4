package dev.weir.files;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A snapshot on disk, whole or not there: in one file, compressed if its name ends in {@code .gz}, or in a folder that keeps a
 * series, where no file replaces another.
 */
public final class SnapshotFile implements SnapshotStore {

    private final Path place;
    private final boolean series;

    private SnapshotFile(Path place, boolean series) {
        this.place = place;
        this.series = series;
    }

    /** This file, which is replaced. */
    public static SnapshotFile at(Path file) {
        return new SnapshotFile(file, false);
    }

    /** One more file in this folder, named as {@link SnapshotStore#nameInSeries} says. */
    public static SnapshotFile in(Path folder) {
        return new SnapshotFile(folder, true);
    }

    @Override
    public String keep(InventorySource inventory, Instant generatedAt) {
        if (!series) {
            try (OutputFile output = OutputFile.at(place)) {
                write(output, place, inventory, generatedAt);
                output.keep();
            }
            return place.toString();
        }
        OutputFile.folder(place);
        Path first = place.resolve(SnapshotStore.nameInSeries(generatedAt, 1));
        try (OutputFile output = OutputFile.at(first)) {
            write(output, first, inventory, generatedAt);
            Path file = first;
            for (int number = 2; !output.keepAs(file); number++) {
                file = place.resolve(SnapshotStore.nameInSeries(generatedAt, number));
            }
            return file.toString();
        }
    }

    private static void write(OutputFile output, Path file, InventorySource inventory, Instant generatedAt) {
        try {
            SnapshotWriter.write(inventory, generatedAt, file.toString(), output.stream());
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }
}
