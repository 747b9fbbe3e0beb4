package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.SarifMultitool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** SARIF as Microsoft's validator reads it, by the rules of the standard and of GitHub's code scanning. */
class SarifMultitoolIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HOSTILE =
            "\"=1+1\\u001b[31m\\u202e, \\\"]]><x>&\\u0000\\ud800\\ufffe; ${x} [a](b) {0} %41 \\\\ \\n\"";

    @TempDir
    Path folder = Path.of("");

    private Path reports = Path.of("");

    @BeforeEach
    void make() throws IOException {
        reports = Files.createDirectory(folder.resolve("reports"));
    }

    private void scan(String name, Weir weir, String... words) {
        List<String> all = new ArrayList<>(List.of("scan"));
        all.addAll(List.of(words));
        all.addAll(List.of("--format", "sarif=" + reports.resolve(name + ".sarif")));
        assertThat(weir.run(all.toArray(String[]::new)).exit()).isIn(0, 1, 3);
    }

    /** That weir names no home page is the one thing to warn of. */
    private void nothingIsFound() {
        assertThat(new SarifMultitool().found(reports))
                .allMatch(line -> line.contains("warning SARIF2005") && line.contains("'informationUri'"));
    }

    @Test
    void isValidForEveryKindOfVerdictHostileTextCodeAndASnapshot() throws IOException {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        String snapshot = weir.name("snapshot.json");
        weir.run("snapshot", world, "--out", snapshot);
        scan("world", weir, world);
        scan("snapshot", weir, snapshot);
        scan("baseline", weir, world, "--baseline", known(weir, world));
        scan("broken", weir, weir.file("a b?#%[x]{0}\u001b.json", "{ \"SecurityGroups\": [ "));
        scan("code", weir, weir.file("code/main.tf", """
                # weir:ignore cfd-f0b-f05 until=2027-03-31 reason="the {0} [way](out)"
                resource "aws_security_group" "web" {
                  egress {
                    from_port   = 0
                    to_port     = 0
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                """));
        scan("hostile", weir, weir.file("c\u202e #?%[x]{0}.json", hostile()));

        nothingIsFound();
    }

    private static String known(Weir weir, String world) {
        String known = weir.name("known.json");
        weir.run("scan", world, "--format", "json=" + known);
        return known;
    }

    private static String hostile() {
        return """
                { "SecurityGroups": [ { "GroupId": "sg-0f000001", "GroupName": %1$s, "Description": %1$s, "VpcId": %1$s,
                  "OwnerId": "111122223333", "Tags": [ { "Key": %1$s, "Value": %1$s } ], "IpPermissions": [],
                  "IpPermissionsEgress": [ { "IpProtocol": "-1", "IpRanges": [ { "CidrIp": "0.0.0.0/0", "Description": %1$s } ],
                    "Ipv6Ranges": [], "UserIdGroupPairs": [], "PrefixListIds": [ { "PrefixListId": %1$s } ] } ] },
                  { "GroupId": %1$s, "GroupName": %1$s, "OwnerId": %1$s, "IpPermissions": [], "IpPermissionsEgress": [
                  { "IpProtocol": "-1", "IpRanges": [ { "CidrIp": "0.0.0.0/0" } ], "Ipv6Ranges": [], "UserIdGroupPairs": [],
                    "PrefixListIds": [] } ] } ] }
                """.formatted(HOSTILE);
    }

    /** The forms of the reference, each in an account of its own, so that one report holds them all. */
    @Test
    void isValidForAllFormsOfTheOutboundCheck() throws IOException {
        Weir weir = new Weir(folder);
        int forms = Forms.write(weir);
        scan("forms", weir, weir.name(Forms.FOLDER));
        scan("code", weir, Forms.CODE.toString());

        assertThat(forms).isGreaterThan(50);
        assertThat(JSON.readTree(reports.resolve("forms.sarif").toFile()).at("/runs/0/results"))
                .hasSizeGreaterThan(2 * forms);
        nothingIsFound();
    }

    @Tag("deep")
    @Test
    void isValidForTenThousandFindings() {
        Weir weir = new Weir(folder);
        String[] groups = IntStream.range(0, 5_000)
                .mapToObj(i -> World.group(
                        "sg-%017x".formatted(i),
                        "group-" + i,
                        i % 2 == 0 ? World.rule("-1", "", "0.0.0.0/0") : World.rule("tcp", "443", "10.0.0.0/8")))
                .toArray(String[]::new);
        scan("many", weir, weir.file("111122223333/eu-west-1/groups.json", World.file(groups)));

        nothingIsFound();
    }

    @Test
    void theValidatorIsNotBlind() throws IOException {
        Files.writeString(reports.resolve("wrong.sarif"), """
                { "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
                  "runs": [ { "tool": { "driver": { "name": "x" } }, "results": [ { "ruleId": "a", "message": { "text": "b" } } ] } ] }
                """);

        List<String> found = new SarifMultitool().found(reports);

        assertThat(found).anyMatch(line -> line.contains("error GH1015")).anyMatch(line -> line.contains("SARIF2005"));
    }
}
