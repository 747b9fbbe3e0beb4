package dev.weir.aws;

import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An object of a bucket, as it was listed: every part is asked for with its ETag, so that one which was replaced since is never
 * read half old and half new.
 */
final class S3Object extends RemoteObject {

    private final S3Bucket bucket;
    private final String name;
    private final long size;
    private final String etag;

    S3Object(S3Bucket bucket, String key, long size, String etag) {
        super(bucket.ahead());
        this.bucket = bucket;
        this.name = bucket.name(key);
        this.size = size;
        this.etag = etag;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public FlowKey key() {
        return FlowKey.parse(bareKey());
    }

    private String bareKey() {
        return name.substring(bucket.name("").length());
    }

    @Override
    String identity() {
        return FlowObject.digestOf(name(), etag, size);
    }

    @Override
    long weight() {
        return Math.max(1 << 16, Math.min(size, (long) FetchedParts.AHEAD * FetchedParts.PART));
    }

    @Override
    CompletableFuture<byte[]> fetch(int index, Optional<CompletableFuture<byte[]>> before, Executor network) {
        long from = (long) index * FetchedParts.PART;
        int length = (int) Math.max(0, Math.min(FetchedParts.PART, size - from));
        return length == 0
                ? CompletableFuture.completedFuture(new byte[0])
                : CompletableFuture.supplyAsync(() -> fetched(from, length), network);
    }

    private byte[] fetched(long from, int length) {
        try {
            return bucket.reads().part(bucket.address().bucket(), bareKey(), etag, from, length, bucket.payer());
        } catch (SdkException | NoCredentials failed) {
            String why = StoreFailure.of(
                            failed, "s3:GetObject", bucket.address().arn())
                    .sentence();
            throw new UncheckedIOException(why, new IOException(failed));
        }
    }
}
