package dev.weir.aws;

import dev.weir.operation.logs.OwnBuckets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** The buckets of whoever calls: what is not among them is another account's. */
public final class CallersBuckets implements OwnBuckets {

    private static final int PAGE = 1000;

    private final AwsOptions options;

    public CallersBuckets(AwsOptions options) {
        this.options = options;
    }

    /** Empty also where nobody is signed in: reading the account says so in words. */
    @Override
    public Optional<Owned> find() {
        try (AwsSession session = AwsSession.open(options)) {
            try (S3Client s3 = session.s3()) {
                Set<String> names = s3.listBucketsPaginator(request -> request.maxBuckets(PAGE)).buckets().stream()
                        .map(Bucket::name)
                        .collect(Collectors.toSet());
                return session.sts(session.firstRegion())
                        .identity()
                        .account()
                        .map(account -> new Owned(account, names));
            }
        } catch (SdkException | NoCredentials refused) {
            return Optional.empty();
        }
    }
}
