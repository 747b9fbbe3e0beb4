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

/** A snapshot in S3, compressed if its key ends in {@code .gz}. */
public final class S3Snapshot implements SnapshotStore {

    private static final int BUFFER = 1 << 16;

    private final KeptObject object;

    /** @throws IllegalArgumentException if the address names no key in a bucket */
    public S3Snapshot(AwsOptions options, String address) {
        object = new KeptObject(options, address);
    }

    @Override
    public String keep(InventorySource inventory, Instant generatedAt) {
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
                object.write(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new FailureException(
                    "a temporary file for `" + object.name() + "` cannot be written: " + failed.getMessage(), failed);
        }
        return object.name();
    }
}
