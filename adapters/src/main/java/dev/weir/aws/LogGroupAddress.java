package dev.weir.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log group of CloudWatch Logs by its ARN, with or without the {@code :*} that some answers of AWS put behind it. */
record LogGroupAddress(String arn, String region, String account, String name) {

    private static final Pattern ARN = Pattern.compile(
            "(arn:aws[a-z-]*:logs:([a-z0-9-]+):(\\d{12}):log-group:([a-zA-Z0-9_/.#-]{1,512}))(?::\\*)?");

    /** The group that a word names; empty if it names nothing of CloudWatch Logs. */
    static Optional<LogGroupAddress> of(String word) {
        if (!word.matches("arn:aws[a-z-]*:logs:.*")) {
            return Optional.empty();
        }
        Matcher parts = ARN.matcher(word);
        if (!parts.matches() || !AwsOptions.isRegion(parts.group(2))) {
            throw new IllegalArgumentException("`" + word
                    + "` is no log group; expected one such as `arn:aws:logs:eu-west-1:111122223333:log-group:name`");
        }
        return Optional.of(new LogGroupAddress(parts.group(1), parts.group(2), parts.group(3), parts.group(4)));
    }
}
