package dev.weir.aws;

import java.util.Optional;

/**
 * A place in S3 and how it is reached.
 *
 * @param payer {@code requester}, where the user said that they pay
 */
record S3Bucket(S3Reads reads, S3Address address, Optional<String> payer, ReadAhead ahead) {

    String name(String key) {
        return address.name(key);
    }
}
