package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.peer.AwsCli;
import dev.weir.peer.FormatReaders;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
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
        hostile(weir);

        assertThat(read(format, weir, world)).isEqualTo(19);
    }

    /** Another group beside those of the world, whose every text is hostile. */
    private static void hostile(Weir weir) {
        weir.file("acme/111122223333/us-east-1/describe-security-groups.json", """
                { "SecurityGroups": [ { "GroupId": "sg-0f000001", "GroupName": "%1$s", "Description": "%1$s", "VpcId": "%1$s",
                  "OwnerId": "111122223333", "Tags": [ { "Key": "%1$s", "Value": "%1$s" } ], "IpPermissions": [],
                  "IpPermissionsEgress": [ { "IpProtocol": "-1", "IpRanges": [ { "CidrIp": "0.0.0.0/0", "Description": "%1$s" } ],
                    "Ipv6Ranges": [], "UserIdGroupPairs": [], "PrefixListIds": [ { "PrefixListId": "%1$s" } ] } ] } ] }
                """.formatted(HOSTILE));
    }

    /** Each finding of the forms is one entry; of code Security Hub takes those whose account and Region are known. */
    @ParameterizedTest
    @ValueSource(strings = {"ocsf", "asff", "junit", "csv", "openmetrics"})
    void areReadForAllFormsOfTheOutboundCheck(String format) {
        Weir weir = new Weir(folder);
        int forms = Forms.write(weir);
        JsonNode accounts = json(weir, weir.name(Forms.FOLDER));
        JsonNode code = json(weir, Forms.CODE.toString());
        long ofCode = code.valueStream()
                .filter(finding -> !format.equals("asff")
                        || finding.at("/resource/account").isString()
                                && finding.at("/resource/region").isString())
                .count();

        assertThat(forms).isGreaterThan(50);
        assertThat(accounts).hasSizeGreaterThan(2 * forms);
        assertThat(read(format, weir, weir.name(Forms.FOLDER)) - notRead(format, weir.name(Forms.FOLDER), weir))
                .isEqualTo(accounts.size());
        assertThat(code).hasSizeGreaterThan(200);
        assertThat(read(format, weir, Forms.CODE.toString()) - notRead(format, Forms.CODE.toString(), weir))
                .isEqualTo(ofCode);
    }

    private static JsonNode json(Weir weir, String source) {
        return JsonMapper.shared()
                .readTree(weir.run("scan", source, "--format", "json").out())
                .get("findings");
    }

    /** JUnit has a case for what was not read, too. */
    private static int notRead(String format, String source, Weir weir) {
        return format.equals("junit")
                ? weir.run("scan", source, "--format", "junit").out().split("classname=\"weir.complete\"", -1).length
                        - 1
                : 0;
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

    /** Of every kind of verdict, of hostile text, and of all forms, a hundred a call as it is asked for. */
    @Test
    void securityHubTakesTheFindings() throws IOException {
        Weir weir = new Weir(folder);
        Forms.write(weir);
        String world = World.in(weir);
        hostile(weir);
        AwsCli aws = new AwsCli(MotoServer.fresh().endpoint(), "eu-west-1");

        for (String source : List.of(world, weir.name(Forms.FOLDER))) {
            Path report = folder.resolve("report.asff");
            weir.run("scan", source, "--format", "asff=" + report);
            List<JsonNode> findings =
                    JsonMapper.shared().readTree(report).valueStream().toList();
            assertThat(findings).hasSizeGreaterThan(15);
            for (int from = 0; from < findings.size(); from += 100) {
                List<JsonNode> batch = findings.subList(from, Math.min(from + 100, findings.size()));
                Path file = Files.writeString(folder.resolve("batch.json"), batch.toString());

                AwsCli.Said said = aws.run("securityhub", "batch-import-findings", "--findings", "file://" + file);

                assertThat(said.err()).isEmpty();
                assertThat(JsonMapper.shared()
                                .readTree(said.out())
                                .get("SuccessCount")
                                .intValue())
                        .isEqualTo(batch.size());
            }
        }
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
