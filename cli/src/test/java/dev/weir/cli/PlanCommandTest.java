package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir plan}, {@code weir export} and {@code weir explain PLAN} as a person meets them. */
class PlanCommandTest {

    private static final String NAME = "<script>|x](http://evil)\\u001b[31m'\\\"`*_";

    @TempDir
    Path folder = Path.of("");

    private static String inventory() {
        return """
            {"SecurityGroups": [
              {"GroupId": "sg-1", "GroupName": "%s", "OwnerId": "111122223333", "VpcId": "vpc-1", "Description": "",
               "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
              {"GroupId": "sg-2", "GroupName": "db", "OwnerId": "111122223333", "VpcId": "vpc-1", "Description": "",
               "IpPermissions": [], "IpPermissionsEgress": []},
              {"GroupId": "sg-3", "GroupName": "job", "OwnerId": "111122223333", "VpcId": "vpc-1", "Description": "",
               "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                 "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]}
            """.formatted(NAME);
    }

    @Test
    void plansByHandAndTellsWhatIsMissing() throws IOException {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());

        Weir.Said said = weir.run(
                "plan",
                "sg-1",
                "--inventory",
                file,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("plan.json"));

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out())
                .contains("closes all-ports and any-port: 1 rule out, 1 in\n")
                .contains("  - all     0.0.0.0/0\n  + tcp 443 203.0.113.0/28  by hand\n")
                .contains("ready     no: evidence: no flow log was read")
                .doesNotContain("\u001b");
        Plan plan = PlanCodec.decode(Files.readAllBytes(folder.resolve("plan.json")));
        assertThat(plan.group().id()).isEqualTo("sg-1");
        assertThat(weir.run(
                                "plan",
                                "sg-1",
                                "--inventory",
                                file,
                                "--allow",
                                "tcp:443:203.0.113.0/28",
                                "--format",
                                "json")
                        .out())
                .isEqualTo(weir.content("plan.json"));

        Weir.Said yes = weir.run("explain", weir.name("plan.json"), "203.0.113.1:443/tcp");
        assertThat(yes.exit()).isZero();
        assertThat(yes.out()).isEqualTo("""
            yes: tcp 443 to 203.0.113.1 is permitted for sg-1 once the plan is applied
            because of the rule for tcp 443 to 203.0.113.0/28
            """);
        Weir.Said no = weir.run("explain", weir.name("plan.json"), "192.0.2.7:443/tcp");
        assertThat(no.exit()).isEqualTo(1);
        assertThat(no.out()).isEqualTo("""
            no: tcp 443 to 192.0.2.7 is not permitted for sg-1 once the plan is applied
            because no rule for tcp 443 names that destination
            and now it is permitted by the rule for all traffic to 0.0.0.0/0
            help: if it is needed, plan again with --allow tcp:443:192.0.2.7
            """);
    }

    @Test
    void showsHostileNamesAsTextInEveryForm() {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());

        Weir.Said html =
                weir.run("plan", "sg-1", "--inventory", file, "--allow", "tcp:443:203.0.113.0/28", "--format", "html");
        Weir.Said markdown = weir.run(
                "plan", "sg-1", "--inventory", file, "--allow", "tcp:443:203.0.113.0/28", "--format", "markdown");

        assertThat(html.out())
                .startsWith("<!DOCTYPE html>")
                .contains("&lt;script&gt;|x](http://evil)")
                .containsOnlyOnce("<script")
                .doesNotContain("\u001b", "src=", "href=\"http")
                .endsWith("</html>\n");
        assertThat(markdown.out())
                .contains("&lt;script&gt;\\|x\\](http://evil)")
                .doesNotContain("<script", "\u001b");
    }

    @Test
    void plansEveryFailingGroupIntoAFolder() {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());

        Weir.Said said = weir.run(
                "plan",
                "--failing",
                "--inventory",
                file,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("plans"));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(folder.resolve("plans").toFile().list()).containsExactlyInAnyOrder("sg-1.json", "sg-3.json");

        Weir.Said partly = weir.run(
                "plan",
                "--failing",
                "--inventory",
                file,
                "--allow",
                "udp:53:203.0.113.0/28",
                "--out",
                weir.name("more"));
        assertThat(partly.exit()).isEqualTo(1);
        assertThat(partly.err()).contains("`udp 53 to 203.0.113.0/28` cannot be allowed for `sg-3`");
        assertThat(folder.resolve("more").toFile().list()).containsExactly("sg-1.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        plan                                             | 2 | no group was named
        plan sg-1 --failing                              | 2 | name groups, or give the option, not both
        plan sg-1 --inventory IN                         | 1 | nothing says what `sg-1` needs
        plan sg-9 --inventory IN --allow tcp:1:10.0.0.1  | 1 | there is no security group `sg-9`
        plan sg-1 --inventory IN --allow tcp:443         | 2 | cannot be allowed: expected PROTO:PORTS:DESTINATION
        plan sg-1 --inventory IN --allow @NONE           | 1 | there is no file
        plan sg-1 --inventory IN --internet often        | 2 | expected stable, pin or port-only
        plan sg-1 --inventory IN --internet pin          | 2 | there is nothing to learn from
        plan sg-1 --inventory IN --quota 0               | 2 | `--quota`: expected 1 to 1000
        plan sg-1 --inventory IN --traffic NONE          | 1 | there is no file
        plan sg-1 --inventory IN --policy NONE           | 1 | there is no such file
        plan sg-1 --inventory IN --policy BAD            | 1 | has the unknown key `forbiden`
        plan sg-1 --inventory IN --format pdf            | 2 | expected text, json, markdown or html
        export IN --to aws-cli --out OUT                 | 1 | it is no plan: its schema is `none`
        export NONE --to aws-cli --out OUT               | 1 | there is no file
        export IN --to terraform --out OUT               | 1 | it is no plan: its schema is `none`
        export IN --to cloudformation --out OUT          | 2 | `--config FILE` is missing
        export IN --to pulumi --out OUT                  | 2 | expected aws-cli, console, terraform, cloudformation, cdk, dns-firewall or network-firewall
        explain IN 192.0.2.1:443/tcp                     | 1 | it is no plan
        """)
    void answersNonsenseInOneSentence(String line, int exit, String sentence) {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());
        String bad = weir.file("bad.yaml", "version: 1\nforbiden: { a: [10.0.0.0/8] }\n");

        Weir.Said said = weir.run(line.replace("IN", file)
                .replace("NONE", weir.name("none"))
                .replace("BAD", bad)
                .replace("OUT", weir.name("out"))
                .split(" +"));

        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
        assertThat(said.err()).contains(sentence).doesNotContain("bug in weir", "\tat ");
    }

    @Test
    void obeysThePolicyFile() {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());
        String policy = weir.file("policy.yaml", """
            version: 1
            required:
              - group: sg-1
                allow: [ "tcp:8080:10.1.0.0/16" ]
            forbidden:
              staging: [ 10.9.0.0/16 ]
            """);

        Weir.Said said =
                weir.run("plan", "sg-1", "--inventory", file, "--policy", policy, "--out", weir.name("plan.json"));
        assertThat(said.out()).contains("+ tcp 8080 10.1.0.0/16");
        assertThat(weir.content("plan.json")).contains("policy.yaml", "\"sha256\": \"");

        Weir.Said refused =
                weir.run("plan", "sg-1", "--inventory", file, "--policy", policy, "--allow", "tcp:22:10.9.1.1");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("the policy forbids the zone `staging`");
    }

    @Test
    void refusesAPlanThatSomebodyEdited() throws IOException {
        Weir weir = new Weir(folder);
        String file = weir.file("in.json", inventory());
        weir.run(
                "plan",
                "sg-1",
                "--inventory",
                file,
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                weir.name("plan.json"));
        Path plan = folder.resolve("plan.json");
        String edited = Files.readString(plan, StandardCharsets.UTF_8).replace("203.0.113.0/28", "203.0.0.0/16");
        Files.writeString(plan, edited);

        Weir.Said said = weir.run("export", weir.name("plan.json"), "--to", "aws-cli", "--out", weir.name("out"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("it was changed after it was made");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
