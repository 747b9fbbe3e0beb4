package dev.weir.aws;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;

/**
 * Flow logs in CloudWatch Logs, an hour an object: what is past changes no more, so that an hour which was read is known.
 *
 * <p>An hour that ended less than {@link #SETTLED} ago waits for the next time, because its events may still be delivered.
 */
record LogGroupFlows(LogGroup group, FlowSelection selection, AwsFlows.Hours hours, Instant now) implements FlowSource {

    /** How long after its hour an event is waited for: records last up to 10 minutes, and arrive 5 minutes later or more. */
    private static final Duration SETTLED = Duration.ofMinutes(30);

    @Override
    public Listed list() {
        Instant end = hours == AwsFlows.Hours.SETTLED ? now.minus(SETTLED).truncatedTo(ChronoUnit.HOURS) : now;
        List<Problem> problems = new ArrayList<>();
        Optional<Instant> first = selection.from().map(from -> from.minus(LogHour.LONGEST_RECORD));
        Instant begin = first.or(() -> firstEvent(problems)).orElse(end).truncatedTo(ChronoUnit.HOURS);
        List<FlowObject> objects = new ArrayList<>();
        for (Instant hour = begin; hour.isBefore(end); hour = hour.plus(1, ChronoUnit.HOURS)) {
            FlowObject object = new LogHour(group, hour);
            if (selection.admits(object.key())) {
                objects.add(object);
            }
        }
        if (objects.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    Origin.of(group.address().arn()),
                    "has no whole hour of events before " + end + "; help: is a "
                            + selection.kind().noun() + " delivering to it"));
        }
        return new Listed(objects, 0, PassedOver.NONE, problems);
    }

    /** When the first event of all streams was. */
    private Optional<Instant> firstEvent(List<Problem> problems) {
        Pages<LogStream> streams = Calls.pages(
                token -> {
                    DescribeLogStreamsResponse answer = group.client()
                            .describeLogStreams(request -> request.logGroupIdentifier(group.identifier())
                                    .nextToken(token.orElse(null)));
                    return Pages.Page.of(answer.logStreams(), answer.nextToken());
                },
                failed -> group.failure(failed, "logs:DescribeLogStreams"));
        streams.failure()
                .ifPresent(failure -> problems.add(new Problem(
                        Origin.of(group.address().arn()), "its streams cannot be listed: " + failure.sentence())));
        OptionalLong first = streams.items().stream()
                .filter(stream -> stream.firstEventTimestamp() != null)
                .mapToLong(LogStream::firstEventTimestamp)
                .min();
        return first.isPresent() ? Optional.of(Instant.ofEpochMilli(first.getAsLong())) : Optional.empty();
    }

    @Override
    public List<String> named() {
        return List.of(group.address().arn());
    }
}
