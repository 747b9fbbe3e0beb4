package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.Ec2Gateway;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.fake.FakeEc2;
import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.ReadAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** There and back as a user sees it: scan, plan, apply, scan, roll back, scan. */
class ScannedRoundTripIT extends ChangeCommands {

    /** What one look at the account shows: weir's findings, the AWS CLI's listing, and what is permitted. */
    private record Look(JsonNode findings, String listing, Permissions permissions) {}

    private Look look(String group) {
        Said said = weir("scan", "--format", "json", "--region", "eu-west-1", "--endpoint-url", endpoint.toString());
        assertThat(said.exit()).as(said.all()).isIn(0, 3);
        List<JsonNode> mine = new ArrayList<>();
        JsonNode report = new JsonMapper().readTree(said.out());
        assertThat(report.at("/complete").asBoolean()).isTrue();
        for (JsonNode finding : report.at("/findings")) {
            if (finding.at("/resource/id").asString().equals(group)) {
                mine.add(finding);
            }
        }
        String text = mine.toString().replaceAll("sgr-[0-9a-f]+", "sgr-");
        String listing = new AwsCli(endpoint, "eu-west-1")
                .ok(
                        "ec2",
                        "describe-security-group-rules",
                        "--filters",
                        "Name=group-id,Values=" + group,
                        "--query",
                        "sort_by(SecurityGroupRules, &to_string([IpProtocol,FromPort,CidrIpv4,CidrIpv6]))",
                        "--output",
                        "json")
                .replaceAll("sgr-[0-9a-f]+", "sgr-");
        return new Look(new JsonMapper().readTree(text), listing, permissions(group));
    }

    private Permissions permissions(String group) {
        AwsOptions options =
                new AwsOptions(Optional.empty(), List.of(), Optional.of(endpoint), AwsOptions.WantedLists.REFERENCED);
        GroupRef ref =
                new GroupRef(group, "", Optional.of(FakeEc2.ACCOUNT), Optional.of("eu-west-1"), Optional.empty());
        try (Ec2Gateway gateway = Ec2Gateway.open(options, "eu-west-1")) {
            return Permissions.of(
                    gateway.read(ref)
                            .match(ReadAnswer.Read::value, unread -> {
                                throw new AssertionError(unread.reason());
                            })
                            .outbound(),
                    PrefixLists.NONE);
        }
    }

    private static List<String> verdicts(Look look) {
        List<String> verdicts = new ArrayList<>();
        look.findings()
                .forEach(finding -> verdicts.add(finding.at("/reading").asString() + " "
                        + finding.at("/status").asString()));
        return verdicts;
    }

    private void thereAndBack(String group) throws IOException {
        Look before = look(group);
        Path file = planned(group);
        Said applied = weir(apply(List.of(file), "--yes"));
        Look after = look(group);
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
        Look restored = look(group);

        assertThat(applied.exit()).as(applied.all()).isZero();
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(verdicts(before)).containsExactly("all-ports fail", "any-port fail");
        assertThat(plan(file).effect().clears().values()).containsOnly(true);
        assertThat(verdicts(after)).containsExactly("all-ports pass", "any-port pass");
        assertThat(before.permissions().implies(after.permissions())).isFalse();
        assertThat(restored.findings()).isEqualTo(before.findings());
        assertThat(restored.listing()).isEqualTo(before.listing()).contains("\"everything\"");
        assertThat(before.permissions().implies(restored.permissions())).isTrue();
        assertThat(restored.permissions().implies(before.permissions())).isTrue();
    }

    private static final List<String> ORIGINAL = List.of(
            "ec2",
            "authorize-security-group-egress",
            "--tag-specifications",
            "ResourceType=security-group-rule,Tags=[{Key=team,Value=web}]",
            "--ip-permissions",
            "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0,Description=everything}]",
            "IpProtocol=tcp,FromPort=22,ToPort=22,IpRanges=[{CidrIp=10.0.0.0/8,Description=ssh}]");

    private void original(String group) {
        List<String> words = new ArrayList<>(ORIGINAL);
        words.addAll(List.of("--group-id", group));
        new AwsCli(endpoint, "eu-west-1").ok(words.toArray(String[]::new));
    }

    @Test
    void looksTheSameAfterwardsOnTheFake() throws IOException {
        group(WEB);
        fake.networkInterface("eni-1", "interface", "10.0.0.7", WEB);
        original(WEB);

        thereAndBack(WEB);
    }

    @Test
    void looksTheSameAfterwardsOnMoto() throws IOException {
        endpoint = MotoServer.fresh().endpoint();
        AwsCli aws = new AwsCli(endpoint, "eu-west-1");
        String vpc =
                aws.ok("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--query", "Vpc.VpcId", "--output", "text");
        String group = aws.ok(
                "ec2",
                "create-security-group",
                "--group-name",
                "web",
                "--description",
                "d",
                "--vpc-id",
                vpc,
                "--query",
                "GroupId",
                "--output",
                "text");
        aws.ok(
                "ec2",
                "revoke-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]");
        original(group);

        thereAndBack(group);
    }
}
