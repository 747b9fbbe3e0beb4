package dev.weir.aws;

import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.FlowSources;
import dev.weir.flow.LogKind;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.FlowLog;

/**
 * Flow logs that lie in AWS, read where they are.
 *
 * <p>The session is opened when they are first listed and lives as long as the program, for what was listed is fetched by it.
 */
public final class AwsFlows implements FlowSource {

    /** Enough for 80 MB/s in objects of 100 KB that take 40 ms each. */
    static final int BUCKETS_CONNECTIONS = 32;

    /** One after the other: AWS allows five calls a second for all who read the account's log groups, operators too. */
    private static final int GROUPS_CONNECTIONS = 1;

    /** Which hours of a log group are wanted. */
    public enum Hours {
        /** Those that are complete, so that one which was read need never be read again. */
        SETTLED,
        /** Up to now, for who looks again. */
        ALL
    }

    private final List<S3Address> places = new ArrayList<>();
    private final List<LogGroupAddress> groups = new ArrayList<>();
    private final AwsOptions options;
    private final Optional<String> payer;
    private final FlowSelection selection;
    private final Hours hours;
    private final Clock clock;
    private final ReadAhead ofBuckets = new ReadAhead(BUCKETS_CONNECTIONS);
    private final ReadAhead ofGroups = new ReadAhead(GROUPS_CONNECTIONS);
    private Optional<AwsSession> session = Optional.empty();

    /**
     * The flow logs at these addresses.
     *
     * @param payer {@code requester}, where the user pays for what they read of other people's buckets
     * @throws IllegalArgumentException naming the address that is none
     */
    public AwsFlows(
            List<String> addresses,
            AwsOptions options,
            Optional<String> payer,
            FlowSelection selection,
            Hours hours,
            Clock clock) {
        this.options = options;
        this.payer = payer;
        this.selection = selection;
        this.hours = hours;
        this.clock = clock;
        for (String address : addresses) {
            Optional<LogGroupAddress> group = LogGroupAddress.of(address);
            group.ifPresent(groups::add);
            if (group.isEmpty()) {
                places.add(
                        S3Address.of(address)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "`" + address
                                                        + "` is no place of flow logs in AWS; expected `s3://bucket/prefix` or the ARN of a log group")));
            }
        }
    }

    @Override
    public Listed list() {
        try {
            AwsSession open = session.orElseGet(() -> AwsSession.open(options));
            session = Optional.of(open);
            return sources(open).list();
        } catch (NoCredentials nobody) {
            Problem problem = new Problem(Origin.of("AWS credentials"), nobody.sentence());
            return new Listed(List.of(), 0, PassedOver.NONE, List.of(problem));
        }
    }

    private FlowSource sources(AwsSession open) {
        List<FlowSource> sources = new ArrayList<>();
        for (S3Address place : places) {
            sources.add(new S3Walk(new S3Bucket(open.s3Reads(place.bucket()), place, payer, ofBuckets), selection));
        }
        for (LogGroupAddress group : groups) {
            sources.add(new LogGroupFlows(group(open, group), selection, hours, clock.instant()));
        }
        return new FlowSources(sources);
    }

    private LogGroup group(AwsSession open, LogGroupAddress address) {
        Optional<String> header = selection.kind() == LogKind.VPC_FLOW_LOGS ? header(open, address) : Optional.empty();
        return new LogGroup(open.logs(address.region()), address, isOfAnother(open, address), header, ofGroups);
    }

    private static boolean isOfAnother(AwsSession open, LogGroupAddress address) {
        try {
            return !open.sts(address.region()).identity().account().equals(Optional.of(address.account()));
        } catch (SdkException unknown) {
            return false;
        }
    }

    /**
     * The line that names the fields of the group's events, which have none: from the flow logs that deliver to it, if they agree
     * and may be asked for. Else the events tell by their number of fields, as lines of any text without a header do.
     */
    private static Optional<String> header(AwsSession open, LogGroupAddress address) {
        try (Ec2Client ec2 = open.ec2(address.region())) {
            Pages<FlowLog> logs = Calls.pages("ec2:DescribeFlowLogs", token -> {
                DescribeFlowLogsResponse answer = ec2.describeFlowLogs(request -> request.nextToken(token.orElse(null))
                        .filter(filter -> filter.name("log-group-name").values(address.name())));
                return Pages.Page.of(answer.flowLogs(), answer.nextToken());
            });
            Set<List<String>> formats = new HashSet<>();
            logs.items()
                    .forEach(log ->
                            formats.add(FlowLogFormat.parse(log.logFormat()).columns()));
            return formats.size() == 1
                    ? Optional.of(String.join(" ", formats.iterator().next()))
                    : Optional.empty();
        } catch (IllegalArgumentException noFormat) {
            return Optional.empty();
        }
    }

    @Override
    public void willBeRead(List<FlowObject> order) {
        ofBuckets.willBeRead(of(S3Object.class, order));
        ofGroups.willBeRead(of(LogHour.class, order));
    }

    private static <O extends RemoteObject> Iterator<O> of(Class<O> kind, List<FlowObject> objects) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).iterator();
    }

    @Override
    public List<String> named() {
        return Stream.concat(
                        places.stream().map(place -> place.name(place.prefix())),
                        groups.stream().map(LogGroupAddress::arn))
                .toList();
    }
}
