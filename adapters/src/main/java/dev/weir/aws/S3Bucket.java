package dev.weir.aws;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A place in S3 and how it is reached.
 *
 * @param client follows a bucket to its own Region
 * @param payer {@code requester}, where the user said that they pay
 */
record S3Bucket(S3Client client, S3Address address, Optional<String> payer, ReadAhead ahead) {

    String name(String key) {
        return address.name(key);
    }
}
