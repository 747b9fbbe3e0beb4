package dev.weir.aws;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import dev.weir.operation.ProfileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;

/** A traffic profile in S3, and while it is made, what was learned so far in an object beside it. */
public final class S3Profile implements ProfileStore {

    /** Less than a minute of work is lost with a run that is killed. */
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(45);

    private final KeptObject object;
    private final UnfinishedObject unfinished;

    /** @throws IllegalArgumentException if the address names no key in a bucket */
    public S3Profile(AwsOptions options, String address) {
        this(options, address, BETWEEN_CHECKPOINTS);
    }

    /** The same, kept more or less often while it is made. */
    public S3Profile(AwsOptions options, String address, Duration betweenCheckpoints) {
        object = new KeptObject(options, address);
        unfinished = new UnfinishedObject(new KeptObject(options, address + ".unfinished"), betweenCheckpoints);
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
        return read(object);
    }

    @Override
    public Checkpoint checkpoint() {
        return unfinished;
    }

    @Override
    public void write(Evidence evidence) {
        write(object, evidence);
        unfinished.drop();
    }

    static Evidence read(KeptObject object) {
        byte[] bytes = object.read();
        try {
            return ProfileCodec.read(new ByteArrayInputStream(bytes));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new FailureException("`" + object.name() + "`: " + wrong.getMessage(), wrong);
        }
    }

    static void write(KeptObject object, Evidence evidence) {
        object.staged(out -> ProfileCodec.write(evidence, out), file -> {
            object.write(file);
            return object;
        });
    }
}
