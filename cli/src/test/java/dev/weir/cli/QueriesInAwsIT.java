package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code --dns} where Resolver writes: a bucket and a log group, against the files that they are. */
class QueriesInAwsIT {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final String ACME = ROOT.resolve("examples/acme").toString();
    private static final Path QUERIES = ROOT.resolve("examples/acme-queries");
    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final String GROUP = "arn:aws:logs:eu-west-1:" + MotoServer.ACCOUNT + ":log-group:/dns/queries";

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

    private <B extends AwsClientBuilder<B, C>, C> B builder(B builder) {
        return builder.endpointOverride(moto.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
    }

    private Weir weir() {
        return new Weir(folder).at(Instant.now());
    }

    private Weir.Said explain(String queries) {
        List<String> typed = new ArrayList<>(List.of(
                "explain",
                "sg-0c4d5e6f",
                "--inventory",
                ACME,
                "--traffic",
                folder.resolve("acme.profile").toString(),
                "--dns",
                queries));
        if (queries.matches("(s3|arn):.*")) {
            typed.addAll(List.of("--endpoint-url", moto.endpoint().toString()));
        }
        return weir().run(typed.toArray(String[]::new));
    }

    private void observe(Path flows) {
        assertThat(weir().run(
                                "observe",
                                flows.toString(),
                                "--inventory",
                                ACME,
                                "--out",
                                folder.resolve("acme.profile").toString())
                        .exit())
                .isZero();
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** A bucket that collects flow logs, CloudTrail and query logs; what is of another kind or time is not read. */
    @Test
    void aBucketSaysWhatTheFolderSays() throws IOException {
        observe(Path.of(ACME, "flows"));
        try (S3Client s3 = builder(S3Client.builder()).forcePathStyle(true).build()) {
            s3.createBucket(request ->
                    request.bucket("logs").createBucketConfiguration(made -> made.locationConstraint("eu-west-1")));
            for (Path file : files(QUERIES)) {
                String key = QUERIES.relativize(file).toString();
                s3.putObject(request -> request.bucket("logs").key(key), RequestBody.fromFile(file));
            }
            String other = "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/21/x.log.gz";
            s3.putObject(request -> request.bucket("logs").key(other), RequestBody.fromString("broken"));
            String older = "AWSLogs/111122223333/vpcdnsquerylogs/vpc-0a11ce01/2025/11/21/"
                    + "vpc-0a11ce01_vpcdnsquerylogs_111122223333_20251121T0000Z_00000000.log.gz";
            s3.putObject(request -> request.bucket("logs").key(older), RequestBody.fromString("broken"));
        }

        Weir.Said there = explain("s3://logs/AWSLogs");
        Weir.Said here = explain(QUERIES.toString());

        assertThat(there.err()).startsWith("weir: passed over 1 file without Resolver query logs (1 of vpcflowlogs)");
        assertThat(there.out()).isEqualTo(here.out()).contains("api.payments.example");
        assertThat(there.exit()).isZero();
    }

    /** moto takes no events that are older than two weeks, so these are of now, and so is the flow. */
    @Test
    void aLogGroupSaysWhatTheFileSays() throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        String flow = "eni-0c4d0000 10.20.0.30 198.51.100.64 40000 443 6 3 180 %d %d ACCEPT OK 2 egress";
        Path flows = Files.writeString(
                folder.resolve("flows.log"),
                "interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
                        + " tcp-flags flow-direction\n"
                        + flow.formatted(now.getEpochSecond() - 3000, now.getEpochSecond() - 2950) + "\n");
        observe(flows);
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            queries.add("""
                    {"version":"1.100000","account_id":"111122223333","region":"eu-west-1","vpc_id":"vpc-0a11ce01",\
                    "query_timestamp":"%s","query_name":"%s.","query_type":"A","query_class":"IN",\
                    "rcode":"NOERROR","answers":[{"Rdata":"198.51.100.64","Type":"A","Class":"IN"}],\
                    "srcaddr":"10.20.0.3%d","srcport":"40000","transport":"UDP","srcids":{}}""".formatted(now.minusSeconds(3100 + i), i % 2 == 0 ? "api.example" : "other.example", i % 2));
        }
        try (CloudWatchLogsClient logs = builder(CloudWatchLogsClient.builder()).build()) {
            logs.createLogGroup(request -> request.logGroupName("/dns/queries"));
            logs.createLogStream(request -> request.logGroupName("/dns/queries").logStreamName("vpc-0a11ce01"));
            List<InputLogEvent> events = new ArrayList<>();
            for (int i = queries.size() - 1; i >= 0; i--) {
                events.add(InputLogEvent.builder()
                        .timestamp(now.minusSeconds(3100 + i).toEpochMilli())
                        .message(queries.get(i))
                        .build());
            }
            logs.putLogEvents(request -> request.logGroupName("/dns/queries")
                    .logStreamName("vpc-0a11ce01")
                    .logEvents(events));
        }

        Weir.Said there = explain(GROUP);
        Weir.Said here = explain(Files.writeString(folder.resolve("q.log"), String.join("\n", queries))
                .toString());

        assertThat(there.err()).isEmpty();
        assertThat(there.out()).isEqualTo(here.out()).contains("tcp 443  198.51.100.64  1  1/1 days  certain");
    }
}
