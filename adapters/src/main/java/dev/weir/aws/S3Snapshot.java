package dev.weir.aws;

import dev.weir.codec.SnapshotWriter;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.SnapshotStore;
import java.nio.file.Path;
import java.time.Instant;

/** A snapshot in S3, compressed if its key ends in {@code .gz}; or one more of a series below a folder of keys. */
public final class S3Snapshot implements SnapshotStore {

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
        KeptObject object = at(generatedAt, 1);
        // Before anything is read: whoever may not write there learns it at once, and no other's is lost.
        object.exists();
        return object.staged(
                        out -> SnapshotWriter.write(inventory, generatedAt, object.key(), out),
                        file -> kept(object, file, generatedAt))
                .name();
    }

    private KeptObject kept(KeptObject first, Path file, Instant generatedAt) {
        KeptObject object = first;
        if (series) {
            for (int number = 2; !object.writeNew(file); number++) {
                object = at(generatedAt, number);
            }
        } else {
            object.write(file);
        }
        return object;
    }

    private KeptObject at(Instant generatedAt, int number) {
        return new KeptObject(options, series ? address + SnapshotStore.nameInSeries(generatedAt, number) : address);
    }
}
