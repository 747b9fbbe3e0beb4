package dev.weir.aws;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.FailureException;
import dev.weir.operation.SnapshotStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** A snapshot in S3, compressed if its key ends in {@code .gz}; or one more of a series below a folder of keys. */
public final class S3Snapshot implements SnapshotStore {

    private static final int BUFFER = 1 << 16;

    private final AwsOptions options;
    private final String address;
    private final boolean series;

    private S3Snapshot(AwsOptions options, String address, boolean series) {
        this.options = options;
        this.address = address;
        this.series = series;
    }

    /**
     * This object, which is replaced.
     *
     * @throws IllegalArgumentException if the address names no key in a bucket
     */
    public static S3Snapshot at(AwsOptions options, String address) {
        new KeptObject(options, address);
        return new S3Snapshot(options, address, false);
    }

    /**
     * One more object below this place, named as {@link SnapshotStore#nameInSeries} says.
     *
     * @throws IllegalArgumentException if the address is no place in S3
     */
    public static S3Snapshot in(AwsOptions options, String address) {
        String folder = address.endsWith("/") ? address : address + "/";
        new KeptObject(options, folder + "snapshot");
        return new S3Snapshot(options, folder, true);
    }

    @Override
    public String keep(InventorySource inventory, Instant generatedAt) {
        KeptObject object = series ? inSeries(generatedAt, 1) : new KeptObject(options, address);
        boolean packed = object.key().endsWith(".gz");
        object.exists(); // before anything is read: whoever may not write there learns it at once, and no other's is
        // lost
        try {
            Path file = Files.createTempFile("weir-", ".snapshot");
            try {
                try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
                        OutputStream out = packed
                                ? new BufferedOutputStream(new GZIPOutputStream(bytes, BUFFER), BUFFER)
                                : bytes) {
                    SnapshotWriter writer = new SnapshotWriter(out, generatedAt);
                    inventory.read(writer);
                    writer.finish();
                }
                if (series) {
                    for (int number = 2; !object.writeNew(file); number++) {
                        object = inSeries(generatedAt, number);
                    }
                } else {
                    object.write(file);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new FailureException(
                    "a temporary file for `" + object.name() + "` cannot be written: " + failed.getMessage(), failed);
        }
        return object.name();
    }

    private KeptObject inSeries(Instant generatedAt, int number) {
        return new KeptObject(options, address + SnapshotStore.nameInSeries(generatedAt, number));
    }
}
