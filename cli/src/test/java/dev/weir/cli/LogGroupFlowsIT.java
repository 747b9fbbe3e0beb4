package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.peer.MotoServer;
import dev.weir.peer.StoreProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@code weir observe arn:aws:logs:…} against the file that its events are. */
class LogGroupFlowsIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final String FIELDS = "interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end"
            + " action log-status tcp-flags flow-direction";
    private static final String GROUP = "arn:aws:logs:eu-west-1:" + MotoServer.ACCOUNT + ":log-group:/vpc/flows";
    /** The middle of an hour, a little ago: moto takes no events that are older than two weeks. */
    private static final Instant NOW =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.MINUTES);

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.fresh();

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(moto.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    /** Events of three interfaces over some hours, of which one hour holds more than a page; their lines in a file. */
    private void deliver(int hours, boolean withFlowLog) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        Instant first = NOW.truncatedTo(ChronoUnit.HOURS).minus(hours, ChronoUnit.HOURS);
        StringBuilder file = new StringBuilder(FIELDS).append('\n');
        try (CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
                Ec2Client ec2 = client(Ec2Client.builder())) {
            logs.createLogGroup(request -> request.logGroupName("/vpc/flows"));
            for (int eni = 0; eni < 3; eni++) {
                String stream = "eni-" + eni + "-all";
                logs.createLogStream(
                        request -> request.logGroupName("/vpc/flows").logStreamName(stream));
                for (int hour = 0; hour < hours; hour++) {
                    List<InputLogEvent> events = new ArrayList<>();
                    for (int line = 0; line < (hour == 1 ? 4_000 : 50); line++) {
                        Instant start = first.plus(hour, ChronoUnit.HOURS).plusSeconds(line * 3_600L / 4_000);
                        String text = "eni-%d 10.0.0.%d 198.51.100.%d %d 443 6 3 180 %d %d ACCEPT OK 2 egress"
                                .formatted(
                                        eni,
                                        eni,
                                        random.nextInt(200),
                                        32_768 + random.nextInt(20_000),
                                        start.getEpochSecond(),
                                        start.getEpochSecond() + 55);
                        events.add(InputLogEvent.builder()
                                .timestamp(start.toEpochMilli())
                                .message(text)
                                .build());
                        file.append(text).append('\n');
                    }
                    logs.putLogEvents(request -> request.logGroupName("/vpc/flows")
                            .logStreamName(stream)
                            .logEvents(events));
                }
            }
            if (withFlowLog) {
                String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
                String format = Arrays.stream(FIELDS.split(" "))
                        .map(field -> "${" + field + "}")
                        .reduce((one, other) -> one + " " + other)
                        .orElse("");
                ec2.createFlowLogs(request -> request.resourceType("VPC")
                        .resourceIds(vpc)
                        .trafficType("ALL")
                        .logDestinationType("cloud-watch-logs")
                        .logGroupName("/vpc/flows")
                        .deliverLogsPermissionArn("arn:aws:iam::111122223333:role/flow-logs")
                        .maxAggregationInterval(60)
                        .logFormat(format));
            }
        }
        Files.writeString(folder.resolve("events.log"), file);
    }

    private Weir.Said observe(String flows, String out, String... words) {
        Weir weir = new Weir(folder).at(NOW);
        String[] typed = {"observe", flows, "--inventory", World.in(weir), "--out", weir.name(out), "--threads", "2"};
        return weir.run(
                Stream.concat(Arrays.stream(typed), Arrays.stream(words)).toArray(String[]::new));
    }

    private Evidence evidence(String profile) throws IOException {
        return ProfileCodec.decode(Files.readAllBytes(folder.resolve(profile)));
    }

    private byte[] learned(String profile) throws IOException {
        return ProfileCodec.encode(evidence(profile).withoutInputs());
    }

    @Test
    void givesWhatTheSameEventsInAFileGiveAndReadsNoHourTwice() throws IOException {
        deliver(5, true);
        Weir.Said here = observe(folder.resolve("events.log").toString(), "disk.profile");
        try (StoreProxy proxy = StoreProxy.before(moto.endpoint())) {
            URI endpoint = proxy.endpoint();
            Weir.Said there = observe(GROUP, "group.profile", "--endpoint-url", endpoint.toString());

            assertThat(there.err()).isEqualTo(here.err()).isEmpty();
            assertThat(there.exit()).isEqualTo(here.exit()).isZero();
            assertThat(learned("group.profile")).isEqualTo(learned("disk.profile"));
            assertThat(evidence("group.profile").inputs()).hasSize(5);
            byte[] before = Files.readAllBytes(folder.resolve("group.profile"));
            proxy.making(call -> StoreProxy.Trouble.NONE);

            Weir.Said again = observe(GROUP + ":*", "group.profile", "--endpoint-url", endpoint.toString());

            assertThat(again.err()).contains("skipped 5 files that the profile already holds");
            assertThat(proxy.calls()).noneMatch(call -> call.action().endsWith("FilterLogEvents"));
            assertThat(Files.readAllBytes(folder.resolve("group.profile"))).isEqualTo(before);
        }
    }

    @Test
    void readsOnAfterAnswersThatBreakOffAndLosesNothing() throws IOException {
        deliver(2, false);
        String format = "${" + FIELDS.replace(" ", "} ${") + "}";
        observe(folder.resolve("events.log").toString(), "disk.profile");
        SplittableRandom random = new SplittableRandom(7);
        try (StoreProxy proxy = StoreProxy.before(moto.endpoint()).making(call -> {
            synchronized (random) {
                return call.action().endsWith("FilterLogEvents") && random.nextInt(3) == 0
                        ? StoreProxy.Trouble.CUT
                        : StoreProxy.Trouble.NONE;
            }
        })) {
            Weir.Said there = observe(
                    GROUP, "group.profile", "--endpoint-url", proxy.endpoint().toString(), "--log-format", format);

            assertThat(there.err()).isEmpty();
            assertThat(learned("group.profile")).isEqualTo(learned("disk.profile"));
        }
    }

    @Test
    void saysThatThereIsNoSuchGroupOrThatTheNameIsNone() {
        String endpoint = moto.endpoint().toString();

        Weir.Said none = observe(GROUP + "-other", "t.profile", "--endpoint-url", endpoint);
        Weir.Said noName = observe("arn:aws:logs:eu-west-1:1:log-group:x", "t.profile", "--endpoint-url", endpoint);

        assertThat(none.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(none.err())
                .contains(GROUP
                        + "-other: its streams cannot be listed: `ResourceNotFoundException`: there is no such log"
                        + " group; help: compare with `aws logs describe-log-groups`");
        assertThat(noName.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(noName.err()).contains("is no log group; expected one such as");
    }
}
