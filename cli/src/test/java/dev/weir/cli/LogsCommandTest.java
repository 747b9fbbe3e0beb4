package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code weir logs} says of flow logs in files. */
class LogsCommandTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    private static String by(JsonNode things, String id, String field) {
        return StreamSupport.stream(things.spliterator(), false)
                .filter(thing -> thing.get("id").stringValue().equals(id))
                .map(thing -> thing.get(field).toString().replace("\"", ""))
                .findFirst()
                .orElse("none");
    }

    private static List<String> run(JsonNode logs, String about) {
        List<String> lines = new ArrayList<>();
        for (JsonNode remedy : logs.get("remedies")) {
            if (remedy.get("about").toString().contains("\"" + about + "\"")) {
                remedy.get("run").forEach(line -> lines.add(line.stringValue()));
            }
        }
        return lines;
    }

    @Test
    void fitsATerminalOfEightyColumns() {
        Weir weir = new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF));

        Weir.Said said = weir.run("logs", FlowLogWorld.in(weir));

        assertThat(said.out().lines().filter(line -> !line.startsWith("   aws ") && !line.startsWith("   weir ")))
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.strip().equals("111122223333 eu-west-1"));
    }

    @Test
    void asText() {
        Weir weir = new Weir(folder).with(new Terminal(120, Terminal.Colour.OFF));

        Weir.Said said = weir.run("logs", FlowLogWorld.in(weir));

        Golden.matches("logs.txt", said.out());
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out().lines().filter(line -> !line.startsWith("   aws ") && !line.startsWith("   weir ")))
                .allMatch(line -> line.length() <= 120);
    }

    @Test
    void eachGapIsNamedWithItsRemedy() {
        Weir weir = new Weir(folder);

        JsonNode logs = JSON.readTree(
                weir.run("logs", FlowLogWorld.in(weir), "--format", "json").out());

        Map<String, String> gaps = new TreeMap<>();
        logs.get("vpcs")
                .forEach(vpc -> gaps.put(
                        vpc.get("id").stringValue(),
                        vpc.get("state").stringValue() + " "
                                + vpc.get("gaps").toString().replaceAll("[\"\\[\\]]", "")));
        assertThat(gaps)
                .containsExactly(
                        Map.entry("vpc-accept", "seen accept-only"),
                        Map.entry("vpc-central", "seen other-account"),
                        Map.entry("vpc-coarse", "seen aggregation-600"),
                        Map.entry("vpc-default", "seen fields-lacking"),
                        Map.entry("vpc-denied", "not-seen delivery-failed"),
                        Map.entry("vpc-elsewhere", "seen other-account"),
                        Map.entry("vpc-empty", "no-interface "),
                        Map.entry("vpc-good", "seen "),
                        Map.entry("vpc-limited", "not-seen delivery-failed"),
                        Map.entry("vpc-partly", "in-part no-flow-log"),
                        Map.entry("vpc-portless", "not-seen fields-missing"),
                        Map.entry("vpc-reject", "not-seen reject-only"),
                        Map.entry("vpc-stream", "seen stream"),
                        Map.entry("vpc-unwatched", "not-seen no-flow-log"),
                        Map.entry("vpc-young", "seen too-young"));
        assertThat(logs.get("clean").booleanValue()).isFalse();
        assertThat(logs.get("complete").booleanValue()).isTrue();
        assertThat(run(logs, "vpc-unwatched"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "aws ec2 create-flow-logs --region eu-west-1 --resource-type VPC --resource-ids vpc-unwatched"
                                + " --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination"
                                + " arn:aws:s3:::acme-logs --log-format '" + FlowLogWorld.ALL_FIELDS + "'");
        assertThat(run(logs, "vpc-partly"))
                .singleElement()
                .asString()
                .contains("--resource-type Subnet --resource-ids subnet-partly-2 ");
        assertThat(by(logs.get("vpcs"), "vpc-partly", "unseen")).isEqualTo("[eni-partly-2]");
        assertThat(by(logs.get("vpcs"), "vpc-partly", "since")).isEqualTo("2026-02-01");
        assertThat(by(logs.get("vpcs"), "vpc-young", "planFrom")).isEqualTo("2026-12-04");
        assertThat(by(logs.get("vpcs"), "vpc-young", "usableDays")).isEqualTo("2");
        assertThat(logs.at("/costs/tcp-flags").stringValue()).contains("who began a TCP connection");
    }

    @Test
    void aNewFlowLogNeverDeliversBesideAnotherOfTheSameResource() {
        Weir weir = new Weir(folder);

        JsonNode logs = JSON.readTree(
                weir.run("logs", FlowLogWorld.in(weir), "--format", "json").out());
        JsonNode asked = JSON.readTree(
                weir.run("logs", weir.name("estate"), "--format", "json", "--destination", "s3://mine/flows")
                        .out());

        String reject = by(logs.get("flowLogs"), "fl-00000000000000002", "resource");
        assertThat(reject).isEqualTo("vpc-reject");
        assertThat(run(logs, "fl-00000000000000002"))
                .singleElement()
                .asString()
                .contains("arn:aws:s3:::flow-logs-111122223333-eu-west-1 ");
        assertThat(run(logs, "fl-00000000000000009").get(0))
                .as("the bucket is made once, before the first that needs it")
                .isEqualTo("aws s3api create-bucket --bucket flow-logs-111122223333-eu-west-1 --region eu-west-1"
                        + " --create-bucket-configuration 'LocationConstraint=eu-west-1'");
        assertThat(run(asked, "fl-00000000000000002"))
                .singleElement()
                .asString()
                .contains("--log-destination arn:aws:s3:::mine/flows ");
    }

    @Test
    void whatWasNotReadIsNotClean() throws IOException {
        Weir weir = new Weir(folder);
        String estate = FlowLogWorld.in(weir);
        Files.delete(folder.resolve("estate/111122223333/eu-west-1/flowlogs.json"));

        Weir.Said said = weir.run("logs", estate);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.out())
                .contains("DescribeFlowLogs in 111122223333 eu-west-1: not read")
                .contains(
                        "   aws ec2 describe-flow-logs --region eu-west-1 > describe-flow-logs-111122223333-eu-west-1.json\n");
        assertThat(said.out().lines().filter(line -> line.contains("sg-unwatched")))
                .singleElement()
                .asString()
                .contains("not known");
    }

    @Test
    void aFailedCallSavedBesideTheInventoryMakesLogsIncompleteAndAScanNot() {
        Weir weir = new Weir(folder);
        String estate = FlowLogWorld.in(weir);
        String clean = weir.run("scan", estate, "--format", "json").out();
        weir.file(
                "estate/111122223333/eu-west-1/flowlogs.json",
                "\nAn error occurred (UnauthorizedOperation) when calling the DescribeFlowLogs operation: You are not authorized\n");

        assertThat(weir.run("logs", estate).exit()).isEqualTo(ExitCode.INCOMPLETE);
        JsonNode scan =
                JSON.readTree(weir.run("scan", estate, "--format", "json").out());
        assertThat(scan.get("complete")).isEqualTo(JSON.readTree(clean).get("complete"));
        assertThat(scan.get("complete").booleanValue()).isTrue();
    }

    @Test
    void aSnapshotKeepsWhatWasReadOfFlowLogs() {
        Weir weir = new Weir(folder);
        String estate = FlowLogWorld.in(weir);
        String kept = weir.name("kept.json.gz");
        weir.run("snapshot", estate, "--out", kept);

        assertThat(weir.run("logs", kept, "--format", "json").out())
                .isEqualTo(weir.run("logs", estate, "--format", "json").out());
    }

    @Test
    void hostileNamesStandInNoCommand() {
        Weir weir = new Weir(folder);
        String evil = "vpc-0a; rm -rf ~";
        weir.file("estate/111122223333/eu-west-1/all.json", """
                { "SecurityGroups": [ { "GroupId": "sg-0a", "GroupName": "n", "Description": "d", "VpcId": "%1$s", "IpPermissions": [],
                    "IpPermissionsEgress": [ %2$s ] } ],
                  "Vpcs": [ { "VpcId": "%1$s", "CidrBlock": "10.0.0.0/16" } ], "FlowLogs": [],
                  "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-0a", "VpcId": "%1$s", "SubnetId": "subnet-0a",
                    "Groups": [ { "GroupId": "sg-0a" } ] } ] }
                """.formatted(evil, World.rule("-1", "", "0.0.0.0/0")));

        JsonNode logs = JSON.readTree(
                weir.run("logs", weir.name("estate"), "--format", "json").out());

        assertThat(logs.at("/vpcs/0/gaps/0").stringValue()).isEqualTo("no-flow-log");
        assertThat(run(logs, evil)).noneMatch(line -> line.contains("create-flow-logs"));
    }

    @Test
    void theProfileOfTheExampleTellsDaysAndVolume() throws IOException {
        Weir weir = new Weir(folder);
        String acme = ROOT.resolve("examples/acme").toString();
        String profile = weir.name("acme.profile");
        weir.run("observe", acme + "/flows", "--inventory", acme, "--out", profile);

        JsonNode logs = JSON.readTree(
                weir.run("logs", acme, "--traffic", profile, "--format", "json").out());

        assertThat(by(logs.get("securityGroups"), "sg-0c4d5e6f", "usableDays")).isEqualTo("30");
        assertThat(by(logs.get("securityGroups"), "sg-0c4d5e6f", "planFrom")).isNotEqualTo("null");
        assertThat(schema().validate(logs.toString(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theObjectFitsItsSchema() throws IOException {
        Weir weir = new Weir(folder);

        String logs =
                weir.run("logs", FlowLogWorld.in(weir), "--format", "json").out();

        assertThat(schema().validate(logs, InputFormat.JSON)).isEmpty();
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(ROOT.resolve("docs/formats/logs.schema.json")), InputFormat.JSON);
    }

    @Test
    void theExamplesFlowLogsTellOfAllButOneRegion() {
        Weir.Said said = new Weir(folder)
                .run(
                        "logs",
                        Path.of(System.getProperty("weir.root", ".."), "examples", "acme")
                                .toString());

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(said.out())
                .contains("vpc-0a11ce01  111122223333  eu-west-1     47 of 47")
                .contains("16 groups fail: 10 seen, 2 not seen or in part, 4 on no interface, 0 not known");
    }
}
