package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.LogDestinationType;
import software.amazon.awssdk.services.ec2.model.TrafficType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** {@code weir observe --discover} finds what the user would have to name. */
class DiscoverIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final String OWN = MotoServer.MANAGEMENT_ACCOUNT;
    private static final String FIELDS = "interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end"
            + " action log-status tcp-flags flow-direction";
    private static final Instant NOW =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.MINUTES);
    private static final AwsCredentials MINE = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret");

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.ofManyAccounts();
    private final S3Client s3 = client(S3Client.builder().forcePathStyle(true), MINE);
    private final Ec2Client ec2 = client(Ec2Client.builder(), MINE);
    private String group = "";
    private String eni = "";

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @AfterEach
    void close() {
        s3.close();
        ec2.close();
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsCredentials credentials) {
        return builder.endpointOverride(moto.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private void bucket(S3Client owner, String name) {
        owner.createBucket(request ->
                request.bucket(name).createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    private void bucketOfAnotherAccount(String name) {
        try (StsClient sts = client(StsClient.builder(), MINE)) {
            Credentials other = sts.assumeRole(request -> request.roleArn("arn:aws:iam::444455556666:role/owner")
                            .roleSessionName("owner"))
                    .credentials();
            try (S3Client theirs = client(
                    S3Client.builder().forcePathStyle(true),
                    AwsSessionCredentials.create(other.accessKeyId(), other.secretAccessKey(), other.sessionToken()))) {
                bucket(theirs, name);
            }
        }
    }

    /** A VPC with one group on one interface; the VPC's id. */
    private String vpc(String cidr) {
        String vpc = ec2.createVpc(request -> request.cidrBlock(cidr)).vpc().vpcId();
        group = ec2.createSecurityGroup(
                        request -> request.groupName("web").description("d").vpcId(vpc))
                .groupId();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr.replace("/16", "/24")))
                .subnet()
                .subnetId();
        eni = ec2.createNetworkInterface(request -> request.subnetId(subnet).groups(group))
                .networkInterface()
                .networkInterfaceId();
        return vpc;
    }

    private String flowLog(String vpc, CreateFlowLogsRequest.Builder request) {
        return ec2.createFlowLogs(request.resourceIds(vpc)
                        .resourceType("VPC")
                        .trafficType(TrafficType.ALL)
                        .maxAggregationInterval(60)
                        .logFormat("${" + FIELDS.replace(" ", "} ${") + "}")
                        .build())
                .flowLogIds()
                .get(0);
    }

    private static CreateFlowLogsRequest.Builder to(String bucket) {
        return CreateFlowLogsRequest.builder()
                .logDestinationType(LogDestinationType.S3)
                .logDestination("arn:aws:s3:::" + bucket);
    }

    private static String record(String networkInterface, String to, int port) {
        long at = NOW.minus(3, ChronoUnit.HOURS).getEpochSecond();
        return networkInterface + " 10.0.0.5 " + to + " 40000 " + port + " 6 3 180 " + at + " " + (at + 50)
                + " ACCEPT OK 2 egress";
    }

    private void put(String bucket, String folders, String flowLog, String line) {
        String key = folders + OWN + "_vpcflowlogs_eu-west-1_" + flowLog + "_20261121T0620Z_1a2b3c4d.log";
        s3.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromString(FIELDS + "\n" + line + "\n", StandardCharsets.UTF_8));
    }

    private Weir.Said weir(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 4);
        System.arraycopy(
                new String[] {
                    "--region", "eu-west-1", "--endpoint-url", moto.endpoint().toString()
                },
                0,
                all,
                words.length,
                4);
        return new Weir(folder).at(NOW).run(all);
    }

    @Test
    void whatIsDiscoveredIsWhatOneWouldName() throws IOException {
        bucket(s3, "acme-logs");
        bucketOfAnotherAccount("central-logs");
        String path = "AWSLogs/" + OWN + "/vpcflowlogs/eu-west-1/2026/11/21/";
        put("acme-logs", path, flowLog(vpc("10.0.0.0/16"), to("acme-logs")), record(eni, "198.51.100.1", 443));
        String first = group;
        put("central-logs", path, flowLog(vpc("10.1.0.0/16"), to("central-logs")), record(eni, "198.51.100.2", 8443));
        String third = vpc("10.2.0.0/16");
        try (CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder(), MINE)) {
            logs.createLogGroup(request -> request.logGroupName("/vpc/flows"));
            logs.createLogStream(request -> request.logGroupName("/vpc/flows").logStreamName(eni + "-all"));
            String line = record(eni, "198.51.100.3", 5432);
            logs.putLogEvents(request -> request.logGroupName("/vpc/flows")
                    .logStreamName(eni + "-all")
                    .logEvents(event -> event.message(line)
                            .timestamp(NOW.minus(3, ChronoUnit.HOURS).toEpochMilli())));
        }
        flowLog(
                third,
                CreateFlowLogsRequest.builder()
                        .logGroupName("/vpc/flows")
                        .deliverLogsPermissionArn("arn:aws:iam::" + OWN + ":role/flow-logs"));
        put("acme-logs", path, "fl-00000000of0nobody0", record("eni-0f0f", "198.51.100.9", 22));

        Weir.Said found = weir(
                "observe",
                "--discover",
                "--out",
                folder.resolve("found.profile").toString());
        Files.createDirectories(folder.resolve("named"));
        s3.deleteObject(request -> request.bucket("acme-logs")
                .key(path + OWN + "_vpcflowlogs_eu-west-1_fl-00000000of0nobody0_20261121T0620Z_1a2b3c4d.log"));
        Weir.Said named = weir(
                "observe",
                "s3://acme-logs/AWSLogs",
                "s3://central-logs/AWSLogs",
                "arn:aws:logs:eu-west-1:" + OWN + ":log-group:/vpc/flows",
                "--out",
                folder.resolve("named.profile").toString());

        assertThat(found.exit()).as(found.err()).isZero();
        assertThat(named.exit()).as(named.err()).isZero();
        assertThat(found.out()).contains("3 outbound connections");
        assertThat(Files.readAllBytes(folder.resolve("found.profile")))
                .isEqualTo(Files.readAllBytes(folder.resolve("named.profile")));

        Weir.Said one = weir(
                "observe",
                "--discover",
                "--group",
                first,
                "--out",
                folder.resolve("one.profile").toString());

        assertThat(one.exit()).as(one.err()).isZero();
        assertThat(one.out()).contains("1 record of 1 file");
        Weir.Said plan = weir(
                "plan",
                first,
                "--discover",
                "--out",
                folder.resolve("plan.json").toString());
        assertThat(plan.err()).doesNotContain("bug");
        assertThat(Files.readString(folder.resolve("plan.json")))
                .contains("198.51.100.1")
                .doesNotContain("198.51.100.2");
    }

    @Test
    void theFourCommandsOfTheReadmeMakeThePlans() throws IOException {
        bucket(s3, "acme-logs");
        String log = flowLog(vpc("10.0.0.0/16"), to("acme-logs"));
        for (int day = 1; day <= 20; day++) {
            Instant at = NOW.minus(day, ChronoUnit.DAYS);
            String stamp = at.toString().substring(0, 16).replace("-", "").replace(":", "") + "Z";
            String key = "AWSLogs/" + OWN + "/vpcflowlogs/eu-west-1/"
                    + at.toString().substring(0, 10).replace('-', '/') + "/" + OWN + "_vpcflowlogs_eu-west-1_" + log
                    + "_"
                    + stamp + "_1a2b3c4d.log";
            String line = eni + " 10.0.0.5 198.51.100.1 " + (40_000 + day) + " 443 6 3 180 " + at.getEpochSecond() + " "
                    + (at.getEpochSecond() + 50) + " ACCEPT OK 2 egress";
            s3.putObject(
                    request -> request.bucket("acme-logs").key(key),
                    RequestBody.fromString(FIELDS + "\n" + line + "\n", StandardCharsets.UTF_8));
        }
        String readme = Files.readString(Path.of(System.getProperty("weir.root", ".."), "README.md"));
        String block = readme.substring(readme.indexOf("takes four commands"));
        block = block.substring(block.indexOf("```\n") + 4);
        block = block.substring(0, block.indexOf("\n```"));
        List<String> commands = block.lines().toList();
        assertThat(commands).hasSize(4).allMatch(line -> line.startsWith("./weir "));

        List<Weir.Said> said = new ArrayList<>();
        for (String line : commands) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            words.remove(0);
            words.replaceAll(word -> word.equals("plans") || word.endsWith(".profile")
                    ? folder.resolve(word).toString()
                    : word);
            words.addAll(List.of("--endpoint-url", moto.endpoint().toString()));
            said.add(new Weir(folder).at(NOW).run(words.toArray(String[]::new)));
        }

        assertThat(said.get(0).out()).contains(group);
        assertThat(said.get(1).out()).contains("1 of 1").contains("fields-lacking");
        assertThat(said.get(2).out()).contains("20 records of 20 files");
        assertThat(said).noneMatch(one -> one.exit() == ExitCode.USAGE || one.exit() == ExitCode.INCOMPLETE);
        assertThat(folder.resolve("plans"))
                .isDirectoryContaining(file -> file.toString().contains(group));
        assertThat(Files.readString(folder.resolve("plans").resolve(group + ".json")))
                .contains("198.51.100.1");
    }

    @Test
    void whatCannotBeReadFromHereIsNamed() {
        String vpc = vpc("10.0.0.0/16");
        bucket(s3, "hive-logs");
        String hive = "pre/AWSLogs/aws-account-id=" + OWN
                + "/aws-service=vpcflowlogs/aws-region=eu-west-1/year=2026/month=11/day=21/hour=06/";
        put("hive-logs", hive, "fl-0a", record(eni, "198.51.100.1", 443));
        new Weir(folder).file("inventory/" + OWN + "/eu-west-1/all.json", """
                { "SecurityGroups": [], "NetworkInterfaces": [], "Vpcs": [ { "VpcId": "%1$s", "CidrBlock": "10.0.0.0/16" } ],
                  "FlowLogs": [
                    { "FlowLogId": "fl-0a", "ResourceId": "%1$s", "TrafficType": "ALL", "LogDestinationType": "s3",
                      "LogDestination": "arn:aws:s3:::hive-logs/pre/",
                      "DestinationOptions": { "FileFormat": "plain-text", "HiveCompatiblePartitions": true, "PerHourPartition": true } },
                    { "FlowLogId": "fl-0b", "ResourceId": "%1$s", "TrafficType": "ALL", "LogDestinationType": "s3",
                      "LogDestination": "arn:aws:s3:::nobodys-logs" },
                    { "FlowLogId": "fl-0c", "ResourceId": "%1$s", "TrafficType": "ALL", "LogDestinationType": "kinesis-data-firehose",
                      "LogDestination": "arn:aws:firehose:eu-west-1:%2$s:deliverystream/flows" } ] }
                """.formatted(vpc, OWN));

        Weir.Said said = new Weir(folder)
                .at(NOW)
                .run(
                        "observe",
                        "--discover",
                        "--inventory",
                        folder.resolve("inventory").toString(),
                        "--endpoint-url",
                        moto.endpoint().toString(),
                        "--out",
                        folder.resolve("p.profile").toString());

        assertThat(said.out()).contains("1 record of 1 file");
        assertThat(said.err())
                .contains("flow log fl-0c: delivers to a stream")
                .contains("nobodys-logs")
                .doesNotContain("hive-logs");
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
    }
}
