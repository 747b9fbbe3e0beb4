package dev.weir.aws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Buckets read by the SDK's client.
 *
 * @param client follows a bucket to its own Region
 */
record ClientS3(S3Client client) implements S3Reads {

    /** Whether nobody else can read it: a directory bucket (S3 Express One Zone) has sessions of its own. */
    static boolean isNeeded(String bucket) {
        return bucket.endsWith("--x-s3") || bucket.endsWith("--xa-s3");
    }

    @Override
    public Pages.Page<Entry> list(
            String bucket, String prefix, String delimiter, Optional<String> token, Optional<String> payer) {
        ListObjectsV2Response answer = client.listObjectsV2(request -> request.bucket(bucket)
                .prefix(prefix)
                .delimiter(delimiter.isEmpty() ? null : delimiter)
                .continuationToken(token.orElse(null))
                .requestPayer(payer.orElse(null)));
        List<Entry> entries = new ArrayList<>();
        answer.contents().stream()
                .filter(one -> !one.key().endsWith("/"))
                .forEach(one -> entries.add(new Entry(one.key(), one.size(), one.eTag())));
        answer.commonPrefixes().forEach(one -> entries.add(Entry.folder(one.prefix())));
        return Pages.Page.of(entries, answer.nextContinuationToken());
    }

    @Override
    public byte[] part(String bucket, String key, String etag, long from, int length, Optional<String> payer) {
        ResponseTransformer<GetObjectResponse, byte[]> whole = (answer, stream) -> {
            byte[] bytes = new byte[length];
            int count;
            try {
                count = stream.readNBytes(bytes, 0, length);
            } catch (IOException broken) {
                throw RetryableException.create("the connection broke before the whole part came", broken);
            }
            if (count < length) {
                throw RetryableException.create("the connection broke after " + count + " of " + length + " bytes");
            }
            return bytes;
        };
        return client.getObject(
                request -> request.bucket(bucket)
                        .key(key)
                        .ifMatch(etag)
                        .range("bytes=" + from + "-" + (from + length - 1))
                        .requestPayer(payer.orElse(null)),
                whole);
    }
}
