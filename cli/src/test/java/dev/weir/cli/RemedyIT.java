package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of a finding, run by a real shell and the real AWS CLI, do what they say. */
class RemedyIT {

    private static final String REGION = "eu-west-1";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theCommandsCloseTheGroupAndTheUndoOpensItAgain() {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), REGION);
        Weir weir = new Weir(folder);
        // moto forgets IPv6 ranges of a revoke in a VPC without IPv6 addresses; EC2 does not.
        String vpc = aws.ok(
                "ec2",
                "create-vpc",
                "--cidr-block",
                "10.0.0.0/16",
                "--amazon-provided-ipv6-cidr-block",
                "--query",
                "Vpc.VpcId",
                "--output",
                "text");
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
                "authorize-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                "[{\"IpProtocol\":\"tcp\",\"FromPort\":1,\"ToPort\":65535,\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/1\",\"Description\":\"a (b) $c\"},"
                        + "{\"CidrIp\":\"128.0.0.0/1\"}],\"Ipv6Ranges\":[{\"CidrIpv6\":\"::/0\"}]},"
                        + "{\"IpProtocol\":\"tcp\",\"FromPort\":5432,\"ToPort\":5432,\"IpRanges\":[{\"CidrIp\":\"10.0.0.0/8\"}]},"
                        + "{\"IpProtocol\":\"udp\",\"FromPort\":53,\"ToPort\":53,\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}]}]");
        String before = rules(aws, group);

        JsonNode finding = finding(weir, aws, group);
        assertThat(finding.get("status").stringValue()).isEqualTo("fail");
        run(aws, finding.at("/remediation/awsCli"));

        JsonNode after = finding(weir, aws, group);
        assertThat(after.get("status").stringValue())
                .as("%s after %s", after, finding.at("/remediation/awsCli"))
                .isEqualTo("pass");
        assertThat(rules(aws, group))
                .contains("10.0.0.0/8")
                .contains("203.0.113.0/28")
                .doesNotContain("0.0.0.0/1");

        run(aws, finding.at("/remediation/undo"));
        aws.ok(
                "ec2",
                "revoke-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                "[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"IpRanges\":[{\"CidrIp\":\"203.0.113.0/28\"}]}]");
        assertThat(rules(aws, group)).isEqualTo(before);
    }

    private static void run(AwsCli aws, JsonNode commands) {
        assertThat(commands).isNotEmpty();
        for (JsonNode command : commands) {
            AwsCli.Said said = aws.shell(command.stringValue());
            assertThat(said.exit())
                    .as("%s: %s", command.stringValue(), said.err())
                    .isZero();
        }
    }

    /** The any-port finding of the group, by a scan of what the AWS CLI says. */
    private static JsonNode finding(Weir weir, AwsCli aws, String group) {
        String saved = aws.ok("ec2", "describe-security-groups", "--group-ids", group, "--output", "json");
        String json = weir.run("scan", weir.file(REGION + "/groups.json", saved), "--format", "json")
                .out();
        return JsonMapper.shared().readTree(json).at("/findings/1");
    }

    private static String rules(AwsCli aws, String group) {
        return aws.ok(
                "ec2",
                "describe-security-group-rules",
                "--filters",
                "Name=group-id,Values=" + group,
                "--query",
                "sort(SecurityGroupRules[?IsEgress].join(' ', [IpProtocol, to_string(FromPort), to_string(ToPort), "
                        + "not_null(CidrIpv4, CidrIpv6, 'x'), not_null(Description, '-')]))",
                "--output",
                "text");
    }
}
