package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of docs/installing.md save all that weir itself would read of an account's Region. */
class SavedInventoryIT {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    @Test
    void savesWhatWeirWouldRead() throws Exception {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
        String list = aws.ok(
                        "ec2 create-managed-prefix-list --prefix-list-name all --max-entries 2 --address-family IPv4"
                                .concat(" --entries Cidr=0.0.0.0/1 Cidr=128.0.0.0/1 --query PrefixList.PrefixListId")
                                .concat(" --output text")
                                .split(" "))
                .strip();
        String group = aws.ok(
                        "ec2 create-security-group --group-name open --description d --query GroupId --output text"
                                .split(" "))
                .strip();
        aws.ok("ec2 revoke-security-group-egress --group-id %s --protocol all --cidr 0.0.0.0/0"
                .formatted(group)
                .split(" "));
        aws.ok(
                "ec2 authorize-security-group-egress --group-id %s --ip-permissions IpProtocol=-1,PrefixListIds=[{PrefixListId=%s}]"
                        .formatted(group, list)
                        .split(" "));
        String page = Files.readString(ROOT.resolve("docs/installing.md"));
        String calls = page.substring(page.indexOf("mkdir -p inventory/"));
        calls = calls.substring(0, calls.indexOf("```"));

        AwsCli.Said saved = aws.shell("cd '" + folder + "'\n" + calls);

        assertThat(saved.exit()).as(saved.err()).isZero();
        JsonNode offline =
                findings(Map.of(), "scan", folder.resolve("inventory").toString(), "--format", "json");
        JsonNode live = findings(
                aws.environment(),
                "scan",
                "--region",
                "eu-west-1",
                "--endpoint-url",
                moto.endpoint().toString(),
                "--format",
                "json");
        assertThat(verdicts(offline)).isEqualTo(verdicts(live)).anyMatch(line -> line.contains(group + " fail"));
        assertThat(offline.get("complete")).isEqualTo(live.get("complete"));
    }

    private static JsonNode findings(Map<String, String> environment, String... arguments) {
        return new JsonMapper()
                .readTree(PackagedWeir.with(environment).run(arguments).out());
    }

    private static List<String> verdicts(JsonNode report) {
        List<String> verdicts = new ArrayList<>();
        report.get("findings")
                .forEach(finding ->
                        verdicts.add(finding.get("resource").get("id").asString() + " "
                                + finding.get("status").asString() + " "
                                + finding.get("severity").asString()));
        // Ids are drawn anew in each run, and the AWS CLI's order is not the account's.
        Collections.sort(verdicts);
        return verdicts;
    }
}
