package dev.weir.files;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.SnapshotStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/**
 * A snapshot on disk, whole or not there: in one file, compressed if its name ends in {@code .gz}, or in a folder that keeps a
 * series, where no file replaces another.
 */
public final class SnapshotFile implements SnapshotStore {

    private static final int BUFFER = 1 << 16;

    private final Path place;
    private final Series series;

    private enum Series {
        ONE,
        MANY
    }

    private SnapshotFile(Path place, Series series) {
        this.place = place;
        this.series = series;
    }

    /** This file, which is replaced. */
    public static SnapshotFile at(Path file) {
        return new SnapshotFile(file, Series.ONE);
    }

    /** One more file in this folder, named as {@link SnapshotStore#nameInSeries} says. */
    public static SnapshotFile in(Path folder) {
        return new SnapshotFile(folder, Series.MANY);
    }

    @Override
    public String keep(InventorySource inventory, Instant generatedAt) {
        if (series == Series.ONE) {
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
            OutputStream bytes = new BufferedOutputStream(output.stream(), BUFFER);
            if (file.toString().endsWith(".gz")) {
                GZIPOutputStream gzip = new GZIPOutputStream(bytes, BUFFER);
                write(new BufferedOutputStream(gzip, BUFFER), inventory, generatedAt);
                gzip.finish();
            } else {
                write(bytes, inventory, generatedAt);
            }
            bytes.flush();
        } catch (IOException failed) {
            throw FileFailure.writing(file, failed);
        }
    }

    private static void write(OutputStream bytes, InventorySource inventory, Instant generatedAt) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(bytes, generatedAt);
        inventory.read(writer);
        writer.finish();
        bytes.flush();
    }
}
