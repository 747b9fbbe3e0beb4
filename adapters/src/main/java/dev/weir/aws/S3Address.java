package dev.weir.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3 as people name it, in the AWS CLI's way ({@code s3://bucket/prefix}, an access point's ARN in the place of the
 * bucket) and in that of {@code DescribeFlowLogs} ({@code arn:aws:s3:::bucket/prefix}).
 *
 * @param bucket its name, or the ARN of an access point
 * @param prefix what keys begin with; empty for the whole bucket
 */
record S3Address(String bucket, String prefix) {

    private static final String SCHEME = "s3://";

    private static final Pattern ACCESS_POINT =
            Pattern.compile("(arn:aws[a-z-]*:s3(?:-[a-z]+)?:[a-z0-9-]+:\\d{12}:accesspoint[:/][a-z0-9-]+)(?:/(.*))?");

    private static final Pattern BUCKET = Pattern.compile("(?:arn:aws[a-z-]*:s3:::)?([a-zA-Z0-9._-]{3,255})(?:/(.*))?");

    /** The place that a word names; empty if it names none in S3. */
    static Optional<S3Address> of(String word) {
        if (word.startsWith(SCHEME)) {
            return Optional.of(parsed(word, word.substring(SCHEME.length())));
        }
        return word.matches("arn:aws[a-z-]*:s3(-[a-z]+)?:.*") ? Optional.of(parsed(word, word)) : Optional.empty();
    }

    private static S3Address parsed(String word, String place) {
        for (Pattern kind : new Pattern[] {ACCESS_POINT, BUCKET}) {
            Matcher parts = kind.matcher(place);
            if (parts.matches()) {
                return new S3Address(
                        parts.group(1), Optional.ofNullable(parts.group(2)).orElse(""));
            }
        }
        throw new IllegalArgumentException("`" + word
                + "` is no place in S3; expected one such as `s3://bucket/prefix` or"
                + " `s3://arn:aws:s3:eu-west-1:111122223333:accesspoint/name/prefix`");
    }

    /** The name of what has this key, as the AWS CLI takes it. */
    String name(String key) {
        return SCHEME + bucket + "/" + key;
    }

    /** What IAM allows or denies listing on. */
    String bucketArn() {
        return bucket.startsWith("arn:") ? bucket : "arn:aws:s3:::" + bucket;
    }

    /** What IAM allows or denies something else on. */
    String arn() {
        return bucket.startsWith("arn:") ? bucket + "/object/*" : "arn:aws:s3:::" + bucket + "/*";
    }
}
