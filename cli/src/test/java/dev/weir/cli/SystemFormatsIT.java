package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.peer.AwsCli;
import dev.weir.peer.FormatReaders;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The formats of a scan as the reference libraries of the systems that take them read them. */
class SystemFormatsIT {

    private static final String HOSTILE = "=1+1\\u001b[31m\\u202e, \\\"]]><x>&\\u0000\\ud800\\ufffe; ${x}\\n";

    @TempDir
    Path folder = Path.of("");

    private long read(String format, Weir weir, String source) {
        Path report = folder.resolve("report." + format);
        weir.run("scan", source, "--fail-on", "low", "--format", format + "=" + report);
        return new FormatReaders().read(format, report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ocsf", "asff", "junit", "csv", "openmetrics"})
    void areReadForEveryKindOfVerdictAndHostileText(String format) {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        weir.file("acme/111122223333/us-east-1/describe-security-groups.json", """
                { "SecurityGroups": [ { "GroupId": "sg-0f000001", "GroupName": "%1$s", "Description": "%1$s", "VpcId": "%1$s",
                  "OwnerId": "111122223333", "Tags": [ { "Key": "%1$s", "Value": "%1$s" } ], "IpPermissions": [],
                  "IpPermissionsEgress": [ { "IpProtocol": "-1", "IpRanges": [ { "CidrIp": "0.0.0.0/0", "Description": "%1$s" } ],
                    "Ipv6Ranges": [], "UserIdGroupPairs": [], "PrefixListIds": [ { "PrefixListId": "%1$s" } ] } ] } ] }
                """.formatted(HOSTILE));

        assertThat(read(format, weir, world)).isEqualTo(19);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"ocsf", "asff", "junit", "csv", "openmetrics"})
    void areReadOfTenThousandGroups(String format) {
        Weir weir = new Weir(folder);
        String file = weir.file(
                "111122223333/eu-west-1/describe-security-groups.json",
                IntStream.range(0, 10_000)
                        .mapToObj(i -> World.group(
                                "sg-%017x".formatted(i),
                                "group-" + i,
                                i % 2 == 0
                                        ? World.rule("-1", "", "0.0.0.0/0")
                                        : World.rule("tcp", "443", "10.0.0.0/8")))
                        .collect(Collectors.joining(",\n", "{ \"SecurityGroups\": [\n", "\n] }\n")));

        assertThat(read(format, weir, file)).isEqualTo(20_000);
    }

    @Test
    void securityHubTakesTheFindings() throws IOException {
        Weir weir = new Weir(folder);
        Path report = folder.resolve("report.asff");
        weir.run("scan", World.in(weir), "--format", "asff=" + report);
        AwsCli aws = new AwsCli(MotoServer.fresh().endpoint(), "eu-west-1");

        AwsCli.Said said = aws.run("securityhub", "batch-import-findings", "--findings", "file://" + report);

        assertThat(said.err()).isEmpty();
        assertThat(JsonMapper.shared().readTree(said.out()).get("SuccessCount").intValue())
                .isEqualTo((int) Files.readString(report).lines().count() - 1);
    }

    @Test
    void theLibrariesAreNotBlind() throws IOException {
        Path wrong = folder.resolve("wrong");
        Files.writeString(wrong, "[ { \"class_uid\": 2003, \"activity_id\": 7 } ]");

        FormatReaders readers = new FormatReaders();

        for (String format : new String[] {"ocsf", "asff", "junit", "openmetrics"}) {
            assertThatThrownBy(() -> readers.read(format, wrong)).isInstanceOf(AssertionError.class);
        }
    }
}
