package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.FlowLogsResourceType;
import software.amazon.awssdk.services.ec2.model.LogDestinationType;
import software.amazon.awssdk.services.ec2.model.TrafficType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir logs} on a live account, and the real AWS CLI takes every call that it prints. */
class LogsIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.ofManyAccounts();
    private final AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
    private final Map<String, String> names = new TreeMap<>();

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsCredentials credentials) {
        return builder.endpointOverride(moto.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private S3Client s3(AwsCredentials credentials) {
        return client(S3Client.builder().forcePathStyle(true), credentials);
    }

    private void bucketOfAnotherAccount(String name) {
        AwsCredentials own = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret");
        try (StsClient sts = client(StsClient.builder(), own)) {
            Credentials other = sts.assumeRole(request -> request.roleArn("arn:aws:iam::444455556666:role/owner")
                            .roleSessionName("t"))
                    .credentials();
            try (S3Client s3 = s3(
                    AwsSessionCredentials.create(other.accessKeyId(), other.secretAccessKey(), other.sessionToken()))) {
                s3.createBucket(request ->
                        request.bucket(name).createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
            }
        }
    }

    private void vpc(Ec2Client ec2, String name) {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        String group = ec2.createSecurityGroup(
                        request -> request.groupName(name).description("d").vpcId(vpc))
                .groupId();
        for (int i = 0; i < 2; i++) {
            String block = "10.0." + i + ".0/24";
            String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(block))
                    .subnet()
                    .subnetId();
            names.put(subnet, name + "-" + i);
            names.put(name + "-" + i, subnet);
            ec2.createNetworkInterface(request -> request.subnetId(subnet).groups(group));
        }
        names.put(vpc, name);
        names.put(name, vpc);
        names.put(group, name);
    }

    private CreateFlowLogsRequest.Builder log(String resource, String bucket) {
        return CreateFlowLogsRequest.builder()
                .resourceIds(names.getOrDefault(resource, ""))
                .resourceType(resource.contains("-") ? FlowLogsResourceType.SUBNET : FlowLogsResourceType.VPC)
                .trafficType(TrafficType.ALL)
                .logDestinationType(LogDestinationType.S3)
                .logDestination("arn:aws:s3:::" + bucket)
                .maxAggregationInterval(60)
                .logFormat(FlowLogWorld.ALL_FIELDS);
    }

    private void fill() {
        AwsCredentials own = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret");
        try (Ec2Client ec2 = client(Ec2Client.builder(), own);
                S3Client s3 = s3(own)) {
            s3.createBucket(request -> request.bucket("acme-logs")
                    .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
            bucketOfAnotherAccount("central-logs");
            for (String name : List.of(
                    "good", "none", "reject", "fields", "ports", "failed", "coarse", "accept", "central", "partly")) {
                vpc(ec2, name);
            }
            List<CreateFlowLogsRequest> logs = new ArrayList<>(List.of(
                    log("good", "acme-logs").build(),
                    log("reject", "acme-logs").trafficType(TrafficType.REJECT).build(),
                    log("fields", "acme-logs")
                            .logFormat(FlowLogWorld.DEFAULT_FIELDS)
                            .build(),
                    log("ports", "acme-logs")
                            .logFormat(FlowLogWorld.ALL_FIELDS.replace("${dstport} ", ""))
                            .build(),
                    log("coarse", "acme-logs").maxAggregationInterval(600).build(),
                    log("accept", "acme-logs").trafficType(TrafficType.ACCEPT).build(),
                    log("central", "central-logs").build(),
                    log("partly-0", "acme-logs").build(),
                    CreateFlowLogsRequest.builder()
                            .resourceIds(names.get("failed"))
                            .resourceType(FlowLogsResourceType.VPC)
                            .trafficType(TrafficType.ALL)
                            .logGroupName("/no/such/group")
                            .deliverLogsPermissionArn("arn:aws:iam::123456789012:role/flow-logs")
                            .maxAggregationInterval(60)
                            .logFormat(FlowLogWorld.ALL_FIELDS)
                            .build()));
            logs.forEach(ec2::createFlowLogs);
        }
        aws.ok("iam", "create-role", "--role-name", "flow-logs", "--assume-role-policy-document", "{}");
    }

    private JsonNode logs(String... more) {
        List<String> words = new ArrayList<>(List.of("logs", "--format", "json"));
        words.addAll(List.of(more));
        return JSON.readTree(new Weir(folder)
                .at(Instant.now())
                .run(words.toArray(String[]::new))
                .out());
    }

    /** The gaps of the VPCs that were made here. */
    private Map<String, String> gaps(JsonNode logs) {
        Map<String, String> gaps = new TreeMap<>();
        for (JsonNode vpc : logs.get("vpcs")) {
            String name = names.get(vpc.get("id").stringValue());
            if (name != null) {
                gaps.put(
                        name,
                        vpc.get("state").stringValue() + " "
                                + vpc.get("gaps")
                                        .toString()
                                        .replaceAll("[\"\\[\\]]", "")
                                        .replaceFirst(",?too-young$", ""));
            }
        }
        return gaps;
    }

    @Test
    void everyGapIsNamedAndTheAwsCliTakesTheCallThatClosesIt() {
        fill();
        String endpoint = moto.endpoint().toString();

        JsonNode before = logs("--region", "eu-west-1", "--endpoint-url", endpoint);

        assertThat(gaps(before))
                .containsExactly(
                        Map.entry("accept", "seen accept-only"),
                        Map.entry("central", "seen other-account"),
                        Map.entry("coarse", "seen aggregation-600"),
                        Map.entry("failed", "not-seen delivery-failed"),
                        Map.entry("fields", "seen fields-lacking"),
                        Map.entry("good", "seen "),
                        Map.entry("none", "not-seen no-flow-log"),
                        Map.entry("partly", "in-part no-flow-log"),
                        Map.entry("ports", "not-seen fields-missing"),
                        Map.entry("reject", "not-seen reject-only"));
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        assertThat(before.at("/securityGroups").toString())
                .contains("\"too-young\"")
                .contains("\"since\":\"" + today + "\"");
        int run = 0;
        for (JsonNode remedy : before.get("remedies")) {
            for (String when : List.of("run", "later")) {
                for (JsonNode line : remedy.get(when)) {
                    if (line.stringValue().startsWith("aws ")) {
                        AwsCli.Said said = aws.shell(line.stringValue());
                        assertThat(said.exit()).as("%s: %s", line, said.err()).isZero();
                        assertThat(said.out())
                                .doesNotContain("UnsuccessfulItemError")
                                .doesNotContain("\"Error\"");
                        run++;
                    }
                }
            }
        }
        assertThat(run).isEqualTo(12);

        JsonNode after = logs("--region", "eu-west-1", "--endpoint-url", endpoint);

        assertThat(gaps(after))
                .containsExactly(
                        Map.entry("accept", "seen "),
                        Map.entry("central", "seen other-account"),
                        Map.entry("coarse", "seen "),
                        Map.entry("failed", "not-seen delivery-failed"),
                        Map.entry("fields", "seen "),
                        Map.entry("good", "seen "),
                        Map.entry("none", "seen "),
                        Map.entry("partly", "seen "),
                        Map.entry("ports", "seen "),
                        Map.entry("reject", "seen "));
    }

    @Test
    void theListingOfTheAwsCliSaysWhatTheLiveAccountSays() {
        fill();
        for (String call : List.of(
                "describe-security-groups",
                "describe-network-interfaces",
                "describe-vpcs",
                "describe-subnets",
                "describe-flow-logs")) {
            new Weir(folder).file(MotoServer.MANAGEMENT_ACCOUNT + "/eu-west-1/" + call + ".json", aws.ok("ec2", call));
        }

        JsonNode live =
                logs("--region", "eu-west-1", "--endpoint-url", moto.endpoint().toString());
        JsonNode files = logs(folder.toString());

        assertThat(files.get("flowLogs")).hasSize(9);
        assertThat(files.get("flowLogs").toString().replaceAll(",\"gaps\":[^]]*]", ""))
                .isEqualTo(live.get("flowLogs").toString().replaceAll(",\"gaps\":[^]]*]", ""));
        Map<String, String> expected = gaps(live);
        expected.replace("central", "seen "); // a file cannot tell whose bucket it is, but for several accounts in one
        assertThat(gaps(files)).isEqualTo(expected);
    }

    @Test
    void oneRuleWatchesAnOrganization() {
        aws.ok("organizations", "create-organization", "--feature-set", "ALL");
        aws.ok("organizations", "create-account", "--email", "a@example.com", "--account-name", "a");
        String vpc = aws.ok("ec2", "describe-subnets", "--query", "Subnets[0].SubnetId", "--output", "text");
        aws.ok("ec2", "create-network-interface", "--subnet-id", vpc);

        JsonNode logs = logs(
                "--organization",
                "--region",
                "eu-west-1",
                "--endpoint-url",
                moto.endpoint().toString());

        List<String> lines = new ArrayList<>();
        logs.get("remedies").forEach(remedy -> remedy.get("run").forEach(line -> lines.add(line.stringValue())));
        assertThat(lines).hasSize(2);
        // moto has no such service; the CLI checks each against the service's own model before it would call.
        for (String line : lines) {
            AwsCli.Said said = aws.shell(line + " --generate-cli-skeleton output");
            assertThat(said.exit()).as("%s: %s", line, said.err()).isZero();
        }
        AwsCli.Said wrong =
                aws.shell(lines.get(1).replace("TelemetryType", "TelemetriType") + " --generate-cli-skeleton output");
        assertThat(wrong.exit()).as("the CLI checks").isNotZero();
        assertThat(lines.get(1)).contains("\"AllRegions\":true").contains("${tcp-flags}");
    }
}
