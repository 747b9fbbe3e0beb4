package dev.weir.aws;

import dev.weir.gzip.SavedText;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A document of an inventory in a bucket, fetched once, as it was listed. */
final class S3Document implements InventoryDocument {

    private final S3Client client;
    private final S3Address address;
    private final S3Object object;
    private final Scope scope;
    private final boolean named;
    private byte @Nullable [] bytes;

    S3Document(S3Client client, S3Address address, S3Object object, Scope scope, boolean named) {
        this.client = client;
        this.address = address;
        this.object = object;
        this.scope = scope;
        this.named = named;
    }

    @Override
    public String name() {
        return address.name(object.key());
    }

    @Override
    public String folder() {
        return name().substring(0, name().lastIndexOf('/'));
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public boolean isNamed() {
        return named;
    }

    @Override
    public InputStream open() throws IOException {
        return SavedText.of(new ByteArrayInputStream(bytes()));
    }

    private byte[] bytes() throws IOException {
        byte[] known = bytes;
        if (known == null) {
            try {
                known = client.getObject(
                                request -> request.bucket(address.bucket())
                                        .key(object.key())
                                        .ifMatch(object.eTag()),
                                ResponseTransformer.toBytes())
                        .asByteArrayUnsafe();
            } catch (SdkException | NoCredentials failed) {
                throw new IOException(
                        StoreFailure.of(failed, "s3:GetObject", address.arn()).sentence(), failed);
            }
            bytes = known;
        }
        return known;
    }

    @Override
    public void tellInput(Optional<Instant> asOf, InventorySink sink) {
        byte[] read = bytes;
        if (read != null) {
            sink.input(
                    new Input(name(), Optional.of(Sha256.hex(read)), Optional.of(asOf.orElse(object.lastModified()))));
        }
    }
}
