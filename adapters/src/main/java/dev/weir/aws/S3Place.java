package dev.weir.aws;

import java.net.URI;

/**
 * Where a bucket is called, and for whom a call is signed there.
 *
 * @param endpoint of which scheme, host and port count
 * @param path what comes before a key and its slash: empty where the host names the bucket
 */
record S3Place(URI endpoint, String path, String service, String region) {

    /** The path of a key, or of the bucket itself where it is empty. */
    String path(String key) {
        if (key.isEmpty()) {
            return path.isEmpty() ? "/" : path;
        }
        return path + (path.endsWith("/") ? "" : "/") + Signer.encodedPath(key);
    }
}
