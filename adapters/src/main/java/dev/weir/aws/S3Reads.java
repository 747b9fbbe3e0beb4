package dev.weir.aws;

import java.util.Optional;

/** What is read of buckets. */
interface S3Reads {

    /** A key, or a folder of keys, which ends with a slash. */
    record Entry(String key, long size, String etag) {

        static Entry folder(String prefix) {
            return new Entry(prefix, 0, "");
        }

        boolean isFolder() {
            return key.endsWith("/");
        }
    }

    /**
     * The next thousand keys that begin with a prefix, without those that end with a slash.
     *
     * @param delimiter where folders end; empty for all keys below
     * @param token of the page before
     * @param payer {@code requester}, where the user pays
     * @throws software.amazon.awssdk.core.exception.SdkException if it is not answered
     */
    Pages.Page<Entry> list(
            String bucket, String prefix, String delimiter, Optional<String> token, Optional<String> payer);

    /**
     * So many bytes of an object from an offset on, all of them.
     *
     * @param etag what it was when it was listed
     * @throws software.amazon.awssdk.core.exception.SdkException if they did not come, or it is another one by now
     */
    byte[] part(String bucket, String key, String etag, long from, int length, Optional<String> payer);
}
