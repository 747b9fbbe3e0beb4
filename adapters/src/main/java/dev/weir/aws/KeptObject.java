package dev.weir.aws;

import dev.weir.operation.FailureException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object of S3 that weir keeps: read whole, written whole, and never over what somebody else wrote since it was looked at.
 *
 * <p>Written with {@code If-Match} or {@code If-None-Match} (S3 API reference, PutObject, conditional writes).
 */
final class KeptObject {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;

    private final AwsOptions options;
    private final S3Address address;
    private @Nullable String etag;

    /** @throws IllegalArgumentException if the address names no key in a bucket */
    KeptObject(AwsOptions options, String word) {
        this.options = options;
        this.address = S3Address.of(word)
                .filter(place -> !place.prefix().isEmpty() && !place.prefix().endsWith("/"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "`" + word + "` names no object; expected one such as `s3://bucket/folder/name`"));
    }

    String name() {
        return address.name(address.prefix());
    }

    String key() {
        return address.prefix();
    }

    /** Whether it is there, which is remembered for when it is written. */
    boolean exists() {
        return with("s3:GetObject", s3 -> {
            try {
                etag = s3.headObject(request -> request.bucket(address.bucket()).key(address.prefix()))
                        .eTag();
                return true;
            } catch (S3Exception answer) {
                if (answer.statusCode() == NOT_FOUND) {
                    etag = null;
                    return false;
                }
                throw answer;
            }
        });
    }

    byte[] read() {
        return with("s3:GetObject", s3 -> {
            ResponseBytes<GetObjectResponse> whole = whole(s3);
            etag = whole.response().eTag();
            return whole.asByteArrayUnsafe();
        });
    }

    private ResponseBytes<GetObjectResponse> whole(S3Client s3) {
        return s3.getObject(
                request -> request.bucket(address.bucket()).key(address.prefix()), ResponseTransformer.toBytes());
    }

    /** What writes the bytes of an object to a temporary file, since they may be many. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Hands a temporary file with this content to who puts it somewhere, and takes it away. */
    <T> T staged(Content content, Function<Path, T> put) {
        try {
            Path file = Files.createTempFile("weir-", ".object");
            file.toFile().deleteOnExit(); // of a run that is interrupted
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    content.writeTo(out);
                }
                return put.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new FailureException(
                    "a temporary file for `" + name() + "` cannot be written: " + failed.getMessage(), failed);
        }
    }

    /** Puts the bytes of a file in its place. */
    void write(Path bytes) {
        with("s3:PutObject", s3 -> {
            try {
                put(s3, bytes);
            } catch (S3Exception refused) {
                if (!isTaken(refused) || !holds(s3, bytes)) {
                    throw refused;
                }
            }
            return bytes;
        });
    }

    /** The same where nothing may be there yet; false if something is. */
    boolean writeNew(Path bytes) {
        etag = null;
        return with("s3:PutObject", s3 -> {
            try {
                put(s3, bytes);
                return true;
            } catch (S3Exception refused) {
                if (isTaken(refused)) {
                    return holds(s3, bytes);
                }
                throw refused;
            }
        });
    }

    private void put(S3Client s3, Path bytes) {
        Optional<String> before = Optional.ofNullable(etag);
        etag = s3.putObject(
                        request -> request.bucket(address.bucket())
                                .key(address.prefix())
                                .ifMatch(before.orElse(null))
                                .ifNoneMatch(before.isPresent() ? null : "*"),
                        bytes)
                .eTag();
    }

    private static boolean isTaken(S3Exception answer) {
        return answer.statusCode() == CHANGED || answer.statusCode() == CONFLICT;
    }

    /** Whether these bytes are there already: of a write that arrived while its answer did not, the second attempt is refused. */
    private boolean holds(S3Client s3, Path bytes) {
        try {
            ResponseBytes<GetObjectResponse> there = whole(s3);
            if (there.asByteArrayUnsafe().length != Files.size(bytes)
                    || !Arrays.equals(there.asByteArrayUnsafe(), Files.readAllBytes(bytes))) {
                return false;
            }
            etag = there.response().eTag();
            return true;
        } catch (S3Exception | IOException unknown) {
            return false;
        }
    }

    /** Takes it away; it may be gone, and it may stay where that is not allowed. */
    void drop() {
        try {
            with(
                    "s3:DeleteObject",
                    s3 -> s3.deleteObject(
                            request -> request.bucket(address.bucket()).key(address.prefix())));
        } catch (FailureException kept) {
            return;
        }
        etag = null;
    }

    private <T> T with(String action, Function<S3Client, T> call) {
        try (AwsSession session = AwsSession.open(options);
                S3Client s3 = session.s3()) {
            return call.apply(s3);
        } catch (S3Exception answer) {
            throw new FailureException("`" + name() + "`: " + sentence(answer, action), answer);
        } catch (NoCredentials nobody) {
            throw new FailureException("`" + name() + "`: " + nobody.sentence(), nobody);
        } catch (SdkException failed) {
            throw new FailureException(
                    "`" + name() + "`: "
                            + StoreFailure.of(failed, action, address.arn()).sentence(),
                    failed);
        }
    }

    private String sentence(S3Exception answer, String action) {
        boolean writes = action.equals("s3:PutObject");
        if (writes && isTaken(answer)) {
            return "somebody else wrote it meanwhile, and it was left as it is; help: run it again";
        }
        if (!writes && answer.statusCode() == NOT_FOUND) {
            return "there is no such object; help: compare with `aws s3 ls`";
        }
        String sentence = StoreFailure.of(answer, action, address.arn()).sentence();
        return writes ? "it could not be written: " + sentence : sentence;
    }
}
