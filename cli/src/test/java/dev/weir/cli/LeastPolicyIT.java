package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code weir iam} prints is what the commands call: each call is in it, and nothing is that is never used. */
class LeastPolicyIT extends ChangeCommands {

    private final FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
    private String group = "";
    private String list = "";

    @BeforeEach
    void fill() {
        endpoint = proxy.endpoint();
        try (Ec2Client ec2 = Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of("eu-west-1"))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
                .httpClient(UrlConnectionHttpClient.builder().build())
                .build()) {
            String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                    .vpc()
                    .vpcId();
            String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                    .subnet()
                    .subnetId();
            group = ec2.createSecurityGroup(
                            request -> request.groupName("web").description("d").vpcId(vpc))
                    .groupId();
            String networkInterface = ec2.createNetworkInterface(request -> request.subnetId(subnet)
                            .privateIpAddress("10.0.0.7")
                            .groups(group))
                    .networkInterface()
                    .networkInterfaceId();
            ec2.runInstances(request -> request.imageId("ami-12c6146b")
                    .instanceType("m5.large")
                    .minCount(1)
                    .maxCount(1)
                    .networkInterfaces(own -> own.deviceIndex(0).networkInterfaceId(networkInterface)));
            list = ec2.createManagedPrefixList(request -> request.prefixListName("partners")
                            .maxEntries(1)
                            .addressFamily("IPv4")
                            .entries(entry -> entry.cidr("192.0.2.0/24")))
                    .prefixList()
                    .prefixListId();
            ec2.authorizeSecurityGroupEgress(request -> request.groupId(group)
                    .ipPermissions(permission -> permission
                            .ipProtocol("tcp")
                            .fromPort(8443)
                            .toPort(8443)
                            .prefixListIds(id -> id.prefixListId(list))));
        }
        proxy.peace();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private Set<String> called() {
        return proxy.calls().stream().map(FaultProxy.Call::permission).collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode policy(String kind) {
        Said said = weir("iam", kind);
        assertThat(said.exit()).isZero();
        JsonNode policy = new JsonMapper().readTree(said.out());
        assertThat(policy.at("/Version").asString()).isEqualTo("2012-10-17");
        assertThat(policy.propertyNames()).containsExactlyInAnyOrder("Version", "Statement");
        for (JsonNode statement : policy.at("/Statement")) {
            assertThat(statement.at("/Effect").asString()).isEqualTo("Allow");
            assertThat(statement.at("/Sid").asString()).matches("[A-Za-z0-9]+");
            assertThat(List.of("Sid", "Effect", "Action", "Resource", "Condition"))
                    .containsAll(statement.propertyNames());
        }
        return policy;
    }

    private static Set<String> actions(JsonNode policy) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : policy.at("/Statement")) {
            JsonNode action = statement.at("/Action");
            if (action.isArray()) {
                action.forEach(one -> assertThat(actions.add(one.asString())).isTrue());
            } else {
                assertThat(actions.add(action.asString())).isTrue();
            }
        }
        return actions;
    }

    @Test
    void readIsWhatAScanOfEveryRegionAndASnapshotCall() {
        Said said = weir("scan", "--region", "all", "--endpoint-url", endpoint.toString());
        Said kept = weir(
                "snapshot",
                "--region",
                "eu-west-1",
                "--endpoint-url",
                endpoint.toString(),
                "--out",
                folder.resolve("kept.json").toString());

        assertThat(said.exit()).as(said.all()).isIn(0, 3);
        assertThat(kept.exit()).as(kept.all()).isZero();
        Set<String> called = called();
        called.addAll(Set.of("ecs:DescribeClusters", "ecs:ListServices")); // as LiveHoldersIT shows, and these:
        called.addAll(Set.of("ecs:DescribeServices", "eks:DescribeCluster"));
        assertThat(called).isEqualTo(actions(policy("read")));
    }

    @Test
    void observeIsWhatObservingAndPlanningCall() throws IOException {
        Path flows = Files.writeString(
                folder.resolve("log.txt"),
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action"
                        + " log-status\n2 123456789012 eni-1 10.0.0.7 198.51.100.25 40000 587 6 10 840 1790000000 1790000060"
                        + " ACCEPT OK\n");
        Said observed = weir(
                "observe",
                flows.toString(),
                "--out",
                folder.resolve("t.profile").toString(),
                "--region",
                "all",
                "--endpoint-url",
                endpoint.toString());
        Set<String> forObserving = called();
        proxy.peace();
        planned(group);
        Set<String> forPlanning = called();

        assertThat(observed.exit()).as(observed.all()).isIn(0, 1, 3);
        forObserving.addAll(
                Set.of("s3:ListBucket", "s3:GetObject")); // as BucketFlowsIT shows, and LogGroupFlowsIT these:
        forObserving.addAll(Set.of("ec2:DescribeFlowLogs", "logs:DescribeLogStreams", "logs:FilterLogEvents"));
        forObserving.add("s3:ListAllMyBuckets"); // and LogsIT this
        assertThat(forObserving).isEqualTo(actions(policy("observe")));
        assertThat(actions(policy("observe"))).containsAll(forPlanning);
    }

    @Test
    void applyIsWhatApplyingAndRollingBackCall() throws IOException {
        Path file = planned(group);
        List<String> words = apply(List.of(file), "--yes");
        proxy.peace();

        Said applied = weir(words);
        Said back = weir(
                "rollback",
                journal(group).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");

        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(back.exit()).as(back.all()).isZero();
        JsonNode policy = policy("apply");
        Set<String> calls = called();
        boolean tags = proxy.calls().stream()
                .anyMatch(call -> call.action().equals("AuthorizeSecurityGroupEgress")
                        && call.parameters().containsKey("TagSpecification.1.Tag.1.Key"));
        assertThat(tags).as("tagging on creation needs ec2:CreateTags").isTrue();
        calls.add("ec2:CreateTags");
        assertThat(calls).isEqualTo(actions(policy));
    }

    @Test
    void applyChangesNothingButOutboundRulesOfItsOwnAccountAndTagsNothingElse() {
        JsonNode policy = policy("apply");
        JsonNode reads = policy.at("/Statement/0");
        JsonNode changes = policy.at("/Statement/1");
        JsonNode tags = policy.at("/Statement/2");

        assertThat(policy.at("/Statement")).hasSize(3);
        assertThat(reads.at("/Action")).allMatch(action -> action.asString().matches("(ec2:(Describe|Get)|sts:Get).*"));
        assertThat(changes.at("/Resource"))
                .allMatch(arn -> arn.asString().startsWith("arn:aws:ec2:*:*:security-group"));
        assertThat(changes.at("/Condition/StringEquals/aws:ResourceAccount").asString())
                .isEqualTo("${aws:PrincipalAccount}");
        assertThat(tags.at("/Resource").asString()).isEqualTo("arn:aws:ec2:*:*:security-group-rule/*");
        assertThat(tags.at("/Condition/StringEquals/ec2:CreateAction").asString())
                .isEqualTo("AuthorizeSecurityGroupEgress");
    }
}
