package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.IamPolicy;
import dev.weir.aws.LiveWorld;
import dev.weir.aws.PeerAccount;
import dev.weir.peer.AwsCli;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The packaged program on a live account: exit codes, what is said, what is kept, and remedies that work when run. */
class LiveCommandIT {
    private static final String REGION = "eu-west-1";
    private static final JsonMapper JSON = new JsonMapper();
    private static MotoServer moto;
    private static FaultProxy proxy;
    private static LiveWorld world;

    @BeforeAll
    static void start() {
        moto = MotoServer.fresh();
        proxy = FaultProxy.before(moto.endpoint());
        world = LiveWorld.make(moto.endpoint(), REGION);
    }

    @BeforeEach
    void peace() {
        proxy.peace();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private static PackagedWeir weir() {
        Map<String, String> environment = new HashMap<>(new AwsCli(proxy.endpoint(), REGION).environment());
        environment.remove("AWS_ENDPOINT_URL");
        return PackagedWeir.with(environment);
    }

    private static PackagedWeir.Said scan(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "scan", "--format", "json", "--endpoint-url", proxy.endpoint().toString()));
        arguments.addAll(List.of(options));
        return weir().run(arguments.toArray(String[]::new));
    }

    private static Map<String, String> statuses(JsonNode report) {
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode finding : report.at("/findings")) {
            String id = finding.at("/resource/id").asString();
            if (world.ids().containsValue(id)) {
                statuses.put(
                        world.name(id) + " " + finding.at("/reading").asString(),
                        finding.at("/status").asString() + " "
                                + finding.at("/severity").asString());
            }
        }
        return statuses;
    }

    /** The findings but for where they were read, which is another place. */
    private static List<JsonNode> findings(JsonNode report) {
        List<JsonNode> findings = new ArrayList<>();
        for (JsonNode finding : report.at("/findings")) {
            ((ObjectNode) finding.at("/resource")).remove("file");
            findings.add(finding);
        }
        return findings;
    }

    @Test
    void scanPrintsWhatIsInTheAccountAndExitsWithTheAnswer() {
        PackagedWeir.Said said = scan();

        assertThat(said.exit()).as(said.err()).isEqualTo(3);
        JsonNode report = JSON.readTree(said.out());
        assertThat(report.at("/complete").asBoolean()).isTrue();
        assertThat(report.at("/errors")).isEmpty();
        assertThat(statuses(report))
                .containsEntry("open all-ports", "fail critical")
                .containsEntry("listed any-port", "fail low")
                .containsEntry("eni-pair any-port", "fail medium")
                .containsEntry("narrow any-port", "pass none")
                .containsEntry("closed all-ports", "pass none")
                .hasSize(19);
        assertThat(report.at("/scope")).hasSize(1);
        assertThat(report.at("/scope/0/account").asString()).isEqualTo(MotoServer.ACCOUNT);
        assertThat(report.at("/scope/0/region").asString()).isEqualTo(REGION);
    }

    @Test
    void theEndpointOfTheEnvironmentIsUsedAsTheAwsCliUsesIt() {
        Map<String, String> environment = new HashMap<>(new AwsCli(proxy.endpoint(), REGION).environment());

        PackagedWeir.Said said = PackagedWeir.with(environment).run("scan", "--format", "json");

        assertThat(said.exit()).as(said.err()).isEqualTo(3);
        assertThat(proxy.calls()).isNotEmpty();
    }

    @Test
    void aDeniedAndAThrottledRegionGiveExitOneWithBothNamedAndTheRestJudged() {
        proxy.onEverythingIn("eu-central-1", Fault.denied()).onEverythingIn("eu-north-1", Fault.throttled());

        PackagedWeir.Said said = scan("--region", REGION, "--region", "eu-central-1", "--region", "eu-north-1");

        assertThat(said.exit()).isEqualTo(1);
        JsonNode report = JSON.readTree(said.out());
        assertThat(report.at("/complete").asBoolean()).isFalse();
        assertThat(report.at("/errors").toString())
                .contains("eu-central-1", "UnauthorizedOperation", "eu-north-1", "RequestLimitExceeded");
        assertThat(said.err())
                .contains("eu-central-1", "eu-north-1", "incomplete")
                .doesNotContain("\tat ");
        assertThat(statuses(report))
                .containsEntry("open all-ports", "fail critical")
                .hasSize(19);
    }

    @Test
    void aSnapshotKeepsWhatWasNotRead(@TempDir Path folder) throws IOException {
        proxy.on(REGION, "DescribeNetworkInterfaces", Fault.cutShortAfter(1))
                .on(REGION, "GetManagedPrefixListEntries", Fault.denied());
        Path file = folder.resolve("snapshot.json");

        PackagedWeir.Said live = scan();
        PackagedWeir.Said made = weir().run(
                        "snapshot",
                        "--out",
                        file.toString(),
                        "--endpoint-url",
                        proxy.endpoint().toString());
        int calls = proxy.calls().size();
        PackagedWeir.Said kept = weir().run("scan", "--format", "json", file.toString());

        assertThat(live.exit()).isEqualTo(1);
        assertThat(made.exit()).as(made.err()).isEqualTo(1);
        assertThat(Files.size(file)).isPositive();
        assertThat(kept.exit()).isEqualTo(1);
        assertThat(proxy.calls()).hasSize(calls);
        JsonNode before = JSON.readTree(live.out());
        JsonNode after = JSON.readTree(kept.out());
        assertThat(findings(after)).isEqualTo(findings(before)).hasSizeGreaterThan(19);
        assertThat(after.at("/complete").asBoolean()).isFalse();
        assertThat(after.at("/scope")).isEqualTo(before.at("/scope"));
        assertThat(statuses(after)).containsEntry("listed any-port", "unknown medium");
    }

    @Test
    void theRemedyThatIsPrintedWorksWhenItIsRun() {
        String group;
        try (Ec2Client ec2 = PeerAccount.ec2(moto.endpoint(), REGION)) {
            group = LiveWorld.group(ec2, world.id("vpc"), "to be narrowed");
            ec2.authorizeSecurityGroupEgress(request -> request.groupId(group)
                    .ipPermissions(
                            IpPermission.builder()
                                    .ipProtocol("tcp")
                                    .fromPort(0)
                                    .toPort(65535)
                                    .ipRanges(
                                            range -> range.cidrIp("0.0.0.0/1").description("it's \"half\""),
                                            range -> range.cidrIp("128.0.0.0/1"))
                                    .ipv6Ranges(range -> range.cidrIpv6("::/0"))
                                    .build(),
                            LiveWorld.https()
                                    .prefixListIds(list -> list.prefixListId(world.id("pl-partners")))
                                    .build(),
                            LiveWorld.https()
                                    .ipRanges(range -> range.cidrIp("10.0.0.0/8"))
                                    .build()));
        }
        JsonNode before = JSON.readTree(scan().out());
        AwsCli aws = new AwsCli(moto.endpoint(), REGION);
        for (JsonNode finding : before.at("/findings")) {
            if (finding.at("/resource/id").asString().equals(group)
                    && finding.at("/reading").asString().equals("any-port")) {
                assertThat(finding.at("/status").asString()).isEqualTo("fail");
                for (JsonNode command : finding.at("/remediation/awsCli")) {
                    AwsCli.Said said = aws.shell(command.asString());
                    assertThat(said.exit())
                            .as(command.asString() + "\n" + said.err())
                            .isZero();
                }
            }
        }

        JsonNode after = JSON.readTree(scan().out());

        List<String> statuses = new ArrayList<>();
        for (JsonNode finding : after.at("/findings")) {
            if (finding.at("/resource/id").asString().equals(group)) {
                statuses.add(finding.at("/reading").asString() + " "
                        + finding.at("/status").asString());
            }
        }
        assertThat(statuses).containsExactly("all-ports pass", "any-port pass");
        assertThat(aws.ok(
                        "ec2",
                        "describe-security-groups",
                        "--group-ids",
                        group,
                        "--query",
                        "SecurityGroups[0].IpPermissionsEgress[].IpRanges[].CidrIp",
                        "--output",
                        "text"))
                .contains("10.0.0.0/8")
                .doesNotContain("0.0.0.0/0", "128.0.0.0/1");
    }

    @Test
    void nobodyToCallAsIsOneLineAndExitOne() {
        PackagedWeir.Said said = PackagedWeir.with(Map.of(
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                        "AWS_EC2_METADATA_DISABLED", "true"))
                .run("scan", "--region", REGION, "--format", "json");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("no usable AWS credentials", "help: ").doesNotContain("\tat ", "Exception");
    }

    @Test
    void anOfflineCommandLoadsNoClassOfTheSdk(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("classes.log");

        PackagedWeir.Said said = weir().inJvm("-Xlog:class+load:file=" + log).run("iam", "read");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo(IamPolicy.json(List.of(IamPolicy.READ, IamPolicy.HOLDERS)));
        assertThat(Files.readString(log)).contains("dev.weir.aws.IamPolicy").doesNotContain("software.amazon");
    }
}
