package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir export --to cloudformation} and {@code --to cdk} as a person meets them. */
class TemplateExportTest {

    private static final String INVENTORY = """
            {"SecurityGroups": [
              {"GroupId": "sg-1", "GroupName": "shop-Web-1ABCDEF23456", "OwnerId": "111122223333", "VpcId": "vpc-1",
               "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
            """;

    private static final String TEMPLATE = """
            Resources:
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  SecurityGroupEgress:
                    - {IpProtocol: "-1", CidrIp: !Ref Anywhere}   # for now
            Parameters:
              Anywhere: {Type: String}
            """;

    @TempDir
    Path folder = Path.of("");

    private Weir weir;

    @BeforeEach
    void aPlanIsMade() throws IOException {
        weir = new Weir(folder);
        String file = weir.file("in.json", INVENTORY);
        weir.run(
                "plan",
                "sg-1",
                "--inventory",
                file,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("plan.json"));
    }

    private Weir.Said export(String... more) {
        String[] all = new String[10 + more.length];
        System.arraycopy(
                new String[] {
                    "export",
                    weir.name("plan.json"),
                    "--out",
                    weir.name("out"),
                    "--accept",
                    "evidence",
                    "--accept",
                    "attachment",
                    "--reason",
                    "a test"
                },
                0,
                all,
                0,
                10);
        System.arraycopy(more, 0, all, 10, more.length);
        return weir.run(all);
    }

    @Test
    void writesTwoPatchesAndTheSteps() throws IOException {
        String template = weir.file("web.yaml", TEMPLATE);

        Weir.Said said = export("--to", "cloudformation", "--config", template, "--parameter", "Anywhere=0.0.0.0/0");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("steps.md");
        assertThat(weir.content("out/1-add.patch"))
                .contains("+        - IpProtocol: \"tcp\"\n+          FromPort: 443\n")
                .doesNotContain("\n-  ");
        assertThat(weir.content("out/2-remove.patch"))
                .contains("\n-        - {IpProtocol: \"-1\", CidrIp: !Ref Anywhere}   # for now\n")
                .doesNotContain("\n+  ");
        assertThat(weir.content("out/steps.md"))
                .contains("git apply 1-add.patch")
                .contains("git apply -R 2-remove.patch");
    }

    @Test
    void refusesWhatItCannotPatchWithThePlaceAndTheValues() throws IOException {
        String template = weir.file("web.yaml", TEMPLATE);

        Weir.Said said = export("--to", "cloudformation", "--config", template);

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err().replaceAll("\\s+", " "))
                .contains("web.yaml:3:")
                .contains("{IpProtocol: \"tcp\", FromPort: 443, ToPort: 443, CidrIp: \"203.0.113.0/28\"");
    }

    @Test
    void aPlanKnowsTheResourceThatItsGroupIs() throws IOException {
        String file = weir.file(
                "tagged.json",
                INVENTORY
                        .replace("shop-Web-1ABCDEF23456", "chosen")
                        .replace(
                                "\"VpcId\"",
                                "\"Tags\": [{\"Key\": \"aws:cloudformation:stack-name\", \"Value\": \"shop\"},"
                                        + " {\"Key\": \"aws:cloudformation:logical-id\", \"Value\": \"Web\"}], \"VpcId\""));
        weir.run(
                "plan",
                "sg-1",
                "--inventory",
                file,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("plan.json"));
        String template = weir.file("web.yaml", TEMPLATE + "  Other: {Type: String}\n");

        Weir.Said said = export("--to", "cloudformation", "--config", template, "--parameter", "Anywhere=0.0.0.0/0");

        assertThat(weir.content("plan.json").replaceAll("\\s+", ""))
                .contains("\"stackResource\":{\"stack\":\"shop\",\"logicalId\":\"Web\"}");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(weir.content("out/steps.md")).startsWith("# Narrow `Web`");
    }

    @Test
    void asksForTheTemplate() {
        Weir.Said said = export("--to", "cloudformation");

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("--config FILE");
    }

    @Test
    void writesCallsOfTheCdk() throws IOException {
        Weir.Said said = export("--to", "cdk");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(weir.content("out/1-add.ts")).contains("\"0.0.0.0/0\"").contains("\"203.0.113.0/28\"");
        assertThat(weir.content("out/remove_rules_2.py"))
                .doesNotContain("0.0.0.0/0\"")
                .contains("203.0.113.0/28");
    }
}
