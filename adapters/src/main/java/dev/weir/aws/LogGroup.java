package dev.weir.aws;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/**
 * A log group and how it is reached.
 *
 * @param byArn whether it is asked for by its ARN, as another account's group must be; by its name otherwise
 * @param header the line that names the fields of its events, where every flow log that writes it has the same
 */
record LogGroup(
        CloudWatchLogsClient client, LogGroupAddress address, boolean byArn, Optional<String> header, ReadAhead ahead) {

    /** What it is called where one parameter takes both. */
    String identifier() {
        return byArn ? address.arn() : address.name();
    }

    /** The events of this period that follow a token, in milliseconds, its end included. */
    FilterLogEventsResponse events(long from, long to, Optional<String> token) {
        FilterLogEventsRequest.Builder request =
                FilterLogEventsRequest.builder().startTime(from).endTime(to).nextToken(token.orElse(null));
        if (byArn) {
            request.logGroupIdentifier(address.arn());
        } else {
            request.logGroupName(address.name());
        }
        return client.filterLogEvents(request.build());
    }

    /** Why a call failed. */
    Failure failure(RuntimeException failed, String action) {
        return StoreFailure.of(failed, action, address.arn() + ":*");
    }
}
