package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan says to type next works as it is printed, and never leads to a plan that cannot be made. */
class SuggestionsTest {

    private static final String OPEN = World.group("sg-0a1b2c3d", "web", World.rule("-1", "", "0.0.0.0/0"))
            .replace(
                    "\"GroupName\"",
                    "\"SecurityGroupArn\": \"arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1b2c3d\", \"GroupName\"");
    private static final String HTTPS = World.group("sg-0a1b2c3e", "https", World.rule("tcp", "443", "0.0.0.0/0"));
    private static final String INTERFACES = """
            { "NetworkInterfaces": [ { "NetworkInterfaceId": "eni-0a1", "OwnerId": "111122223333", "VpcId": "vpc-1", "SubnetId": "subnet-1",
                "AvailabilityZone": "eu-west-1a", "Status": "in-use", "Groups": [ { "GroupId": "sg-0a1b2c3d", "GroupName": "web" } ],
                "PrivateIpAddresses": [ { "PrivateIpAddress": "10.0.0.5" } ] } ] }
            """;

    @TempDir
    Path folder;

    private Weir weir;

    @BeforeEach
    void begin() {
        weir = new Weir(folder);
    }

    private static List<String> last(Weir.Said said, int lines) {
        List<String> all = said.out().lines().toList();
        return all.subList(all.size() - lines, all.size());
    }

    /** The words of the line that begins so. */
    private String[] words(Weir.Said said, String label) {
        return said.out()
                .lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).replace("weir ", "").replace("DIR", folder.toString()))
                .findFirst()
                .orElseThrow()
                .split(" ");
    }

    @Test
    void namesWhatToSaveBeforeAPlanCanBeMade() {
        String groups = weir.file("groups.json", World.file(OPEN));

        Weir.Said said = weir.run("scan", groups);

        assertThat(last(said, 4))
                .containsExactly(
                        "no plan can be made of sg-0a1b2c3d yet: its network interfaces were not all read",
                        "next: aws ec2 describe-network-interfaces --include-managed-resources --region eu-west-1 >"
                                + " DIR/describe-network-interfaces.json",
                        "then: weir scan DIR/groups.json DIR/describe-network-interfaces.json",
                        "why: weir explain sg-0a1b2c3d --inventory DIR/groups.json");
    }

    @Test
    void leadsToAPlanOnceThatWasSaved() {
        String groups = weir.file("groups.json", World.file(OPEN));
        String[] then = words(weir.run("scan", groups), "then: ");
        weir.file("describe-network-interfaces.json", INTERFACES);

        Weir.Said scanned = weir.run(then);
        String[] next = words(scanned, "next: ");
        Weir.Said explained = weir.run(words(scanned, "why: "));

        assertThat(next).startsWith("plan", "sg-0a1b2c3d", "--inventory").endsWith("--flows", "<flow", "logs>");
        assertThat(explained.exit()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void savesNothingBesideAPipe() throws IOException, InterruptedException {
        String groups = weir.file("groups.json", World.file(OPEN));
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        Process writer = new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", groups, weir.name("pipe")).start();

        Weir.Said said = weir.run("scan", weir.name("pipe"));

        writer.waitFor();
        assertThat(said.out())
                .contains("--region eu-west-1 > describe-network-interfaces.json\n"
                        + "then: weir scan DIR/pipe describe-network-interfaces.json\n");
    }

    @Test
    void savesBesideTheGroupsOfAFolderAndScansTheFolderAgain() {
        weir.file("acme/111122223333/eu-west-1/groups.json", World.file(OPEN));

        Weir.Said said = weir.run("scan", weir.name("acme"));

        assertThat(said.out())
                .contains("--region eu-west-1 > DIR/acme/111122223333/eu-west-1/describe-network-interfaces.json\n"
                        + "then: weir scan DIR/acme\n");
    }

    @Test
    void asksForThePermissionWhereASnapshotOfTheAccountLacksTheInterfaces() {
        weir.file("groups.json", World.file(OPEN));
        weir.run("snapshot", weir.name("groups.json"), "--out", weir.name("kept.json"));
        Weir.Said ofFiles = weir.run("scan", weir.name("kept.json"));
        weir.file(
                "kept.json",
                weir.content("kept.json")
                        .replaceAll(
                                "\"place\":\"[^\"]*\",\"line\":[0-9]+",
                                "\"place\":\"DescribeSecurityGroups in eu-west-1\""));
        Weir.Said ofAnAccount = weir.run("scan", weir.name("kept.json"));

        assertThat(ofFiles.out()).contains("\nthen: weir scan DIR/kept.json describe-network-interfaces.json\n");
        assertThat(last(ofAnAccount, 3))
                .startsWith("no plan can be made of sg-0a1b2c3d yet: its network interfaces were not all read")
                .contains("next: weir iam observe");
    }

    @Test
    void saysWhichSeverityItExitsForWhereSomethingWasFoundBelowIt() {
        String groups = weir.file("https.json", World.file(HTTPS));

        Weir.Said quiet = weir.run("scan", groups);
        Weir.Said never = weir.run("scan", groups, "--fail-on", "none");
        Weir.Said medium = weir.run("scan", groups, "--fail-on", "medium");

        assertThat(quiet.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(quiet.out())
                .contains("\nexit code 0: nothing of it is high or worse; --fail-on medium exits with 3 for it\n");
        assertThat(never.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(never.out()).contains("\nexit code 0: nothing of it is asked about with --fail-on none;");
        assertThat(medium.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(medium.out()).doesNotContain("exit code");
    }

    /** Commands stay whole, so that they can be copied. */
    @Test
    void whatIsNoCommandFitsEightyColumns() {
        Weir narrow = weir.with(new Terminal(80, Terminal.Colour.OFF));
        String clean = weir.file("https.json", World.file(HTTPS));
        String broken = weir.file("broken/cut.json", "{\"NetworkInterf");
        weir.file("broken/subnets.json", "{\"Subnets\":[]}");

        List<String> said = Stream.of(clean, broken, weir.name("broken"))
                .flatMap(source -> narrow.run("scan", source).out().lines())
                .filter(line -> !line.startsWith("next: "))
                .toList();

        assertThat(said).anyMatch(line -> line.startsWith("exit code 0"));
        assertThat(said).anyMatch(line -> line.startsWith("incomplete: "));
        assertThat(said).anyMatch(line -> line.startsWith("no security group was found"));
        assertThat(said).allMatch(line -> line.length() <= 80);
    }

    @Test
    void takesAGroupsNameForPlanAndExplainWhereOneGroupHasIt() {
        String groups = weir.file(
                "groups.json",
                World.file(OPEN, HTTPS, World.group("sg-0a1b2c3f", "https", World.rule("tcp", "443", "0.0.0.0/0"))));

        Weir.Said explained = weir.run("explain", "web", "--inventory", groups);
        Weir.Said planned = weir.run("plan", "web", "--inventory", groups, "--allow", "tcp:443:203.0.113.0/28");
        Weir.Said several = weir.run("explain", "https", "--inventory", groups);
        Weir.Said planSeveral = weir.run("plan", "https", "--inventory", groups, "--allow", "tcp:443:203.0.113.0/28");

        assertThat(explained.out()).startsWith("security group sg-0a1b2c3d \"web\"");
        assertThat(planned.out()).startsWith("security group sg-0a1b2c3d \"web\"");
        assertThat(several.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(several.err()).contains("sg-0a1b2c3e").contains("sg-0a1b2c3f");
        assertThat(planSeveral.err()).isEqualTo(several.err());
    }
}
