package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a process of its own, against the live account that moto plays. */
class LiveScanIT {

    @TempDir
    Path folder = Path.of("");

    private static Weir.Said weir(AwsCli aws, String... typed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(typed));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(aws.environment());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Weir.Said(process.waitFor(), out, "");
    }

    @Test
    void findsInTheLiveAccountWhatASnapshotOfItHolds() throws IOException, InterruptedException {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
        String group = aws.ok(
                "ec2",
                "create-security-group",
                "--group-name",
                "open",
                "--description",
                "d",
                "--query",
                "GroupId",
                "--output",
                "text");
        String endpoint = moto.endpoint().toString();
        String file = folder.resolve("live.json").toString();

        Weir.Said live = weir(aws, "scan", "--endpoint-url", endpoint, "--region", "eu-west-1", "--format", "json");
        Weir.Said kept = weir(aws, "snapshot", "--endpoint-url", endpoint, "--region", "eu-west-1", "--out", file);
        Weir.Said offline = weir(aws, "scan", file, "--format", "json");

        assertThat(kept.exit()).isZero();
        JsonNode findings = JsonMapper.shared().readTree(live.out()).get("findings");
        assertThat(findings)
                .filteredOn(finding -> finding.at("/resource/id").stringValue().equals(group))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.get("status").stringValue()).isEqualTo("fail");
                    assertThat(finding.at("/evidence/rules/0/id").stringValue()).startsWith("sgr-");
                    assertThat(finding.at("/resource/file").isNull()).isTrue();
                    assertThat(finding.at("/remediation/awsCli/1").stringValue())
                            .contains("--security-group-rule-ids sgr-");
                });
        assertThat(offline.exit()).isEqualTo(live.exit());
        assertThat(judgements(offline)).isEqualTo(judgements(live));
    }

    /** Findings without the place they were read from, which is a call here and a file there. */
    private static List<String> judgements(Weir.Said said) {
        List<String> judgements = new ArrayList<>();
        for (JsonNode finding : JsonMapper.shared().readTree(said.out()).get("findings")) {
            judgements.add(finding.at("/fingerprint").stringValue()
                    + finding.at("/status")
                    + finding.at("/severity")
                    + finding.at("/evidence")
                    + finding.at("/exposure")
                    + finding.at("/remediation"));
        }
        return judgements;
    }
}
