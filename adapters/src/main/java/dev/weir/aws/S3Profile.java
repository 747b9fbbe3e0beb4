package dev.weir.aws;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import dev.weir.operation.ProfileStore;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A traffic profile in S3; nothing is kept beside it while it is made, so that a run which is killed begins anew. */
public final class S3Profile implements ProfileStore {

    private final KeptObject object;

    /** @throws IllegalArgumentException if the address names no key in a bucket */
    public S3Profile(AwsOptions options, String address) {
        object = new KeptObject(options, address);
    }

    @Override
    public String name() {
        return object.name();
    }

    @Override
    public boolean exists() {
        return object.exists();
    }

    @Override
    public Evidence read() {
        byte[] bytes = object.read();
        try {
            return ProfileCodec.read(new ByteArrayInputStream(bytes));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new FailureException("`" + name() + "`: " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public Checkpoint checkpoint() {
        return Checkpoint.NONE;
    }

    @Override
    public void write(Evidence evidence) {
        try {
            Path file = Files.createTempFile("weir-", ".profile");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    ProfileCodec.write(evidence, out);
                }
                object.write(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new FailureException(
                    "a temporary file for `" + name() + "` cannot be written: " + failed.getMessage(), failed);
        }
    }
}
