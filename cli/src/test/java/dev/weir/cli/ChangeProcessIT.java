package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.JournalCodec;
import dev.weir.files.JournalFile;
import dev.weir.files.JournalLock;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Changes;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.Pacer;
import dev.weir.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Real processes that change a group in moto: killed at every line of their journals, interrupted, and two at once. */
class ChangeProcessIT {

    private static final String REGION = "eu-west-1";
    private static final String BEFORE = "all 0.0.0.0/0 everything, tcp 22 10.0.0.0/8 ssh";
    private static final String PLANNED =
            "tcp 22 10.0.0.0/8 ssh, tcp 443 203.0.113.0/28 planned, udp 53 10.0.0.2/32 planned";

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey", "secret",
            "aws.disableEc2Metadata", "true");

    @TempDir
    Path folder = Path.of("");

    private final FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
    private final Ec2Client ec2 = Ec2Client.builder()
            .endpointOverride(proxy.endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
            .httpClient(UrlConnectionHttpClient.builder().build())
            .build();
    private GroupRef group = Changes.GROUP;
    private Path journal = Path.of("");

    @BeforeEach
    void prepare() {
        CREDENTIALS.forEach(System::setProperty);
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        String id = ec2.createSecurityGroup(
                        request -> request.groupName("web").description("d").vpcId(vpc))
                .groupId();
        ec2.revokeSecurityGroupEgress(request -> request.groupId(id)
                .ipPermissions(permission -> permission.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
        ec2.authorizeSecurityGroupEgress(request -> request.groupId(id)
                .ipPermissions(
                        permission -> permission
                                .ipProtocol("-1")
                                .ipRanges(range -> range.cidrIp("0.0.0.0/0").description("everything")),
                        permission -> permission
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .ipRanges(range -> range.cidrIp("10.0.0.0/8").description("ssh"))));
        group = new GroupRef(id, "web", Optional.of(MotoServer.ACCOUNT), Optional.of(REGION), Optional.of(vpc));
        journal = opened();
        proxy.peace();
    }

    @AfterEach
    void stop() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        ec2.close();
        proxy.close();
    }

    private Path opened() {
        return opened(List.of());
    }

    private Path opened(List<Known> intermediate) {
        List<Known> before = rules().stream()
                .map(rule -> Changes.original(rule.securityGroupRuleId(), line(rule), rule.description(), Map.of()))
                .toList();
        Instant now = Instant.now();
        Opened first = new Opened(
                now,
                "0.1.0",
                Changes.DIGEST,
                now,
                group,
                Changes.CALLER,
                List.of(),
                before,
                List.of(Changes.planned("tcp 443 203.0.113.0/28"), Changes.planned("udp 53 10.0.0.2/32")),
                intermediate,
                before.stream()
                        .filter(rule -> rule.destination().text().equals("0.0.0.0/0"))
                        .toList(),
                JournalEntry.Surroundings.NONE,
                List.of(),
                Optional.empty());
        try (JournalFile file = JournalFile.create(folder, group, now)) {
            file.append(first);
            file.append(Changes.announce(now, Direction.FORWARD));
            return file.path();
        }
    }

    private List<SecurityGroupRule> rules() {
        return ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(group.id())))
                .securityGroupRules()
                .stream()
                .filter(SecurityGroupRule::isEgress)
                .toList();
    }

    private static String line(SecurityGroupRule rule) {
        return rule.ipProtocol().equals("-1")
                ? "all " + rule.cidrIpv4()
                : rule.ipProtocol() + " " + rule.fromPort() + " " + rule.cidrIpv4();
    }

    /** The outbound rules in force, without ids. */
    private String inForce() {
        return rules().stream()
                .map(rule -> line(rule) + " " + rule.description())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private List<String> live(String command, Path path) {
        return List.of(
                command,
                path.toString(),
                "--yes",
                "--endpoint-url",
                proxy.endpoint().toString(),
                "--settle",
                "1s",
                "--in-flight",
                "2s");
    }

    /** A shell lets what it runs in the background ignore SIGINT, and whoever is started from there inherits that. */
    private static final List<String> LISTENING_TO_INTERRUPTS = List.of(
            "python3",
            "-c",
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1],"
                    + " sys.argv[1:])");

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(LISTENING_TO_INTERRUPTS);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Daws.disableEc2Metadata=true",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weir.cli.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "TMPDIR", folder.toString()));
        File said = folder.resolve("said.txt").toFile();
        return builder.redirectErrorStream(true).redirectOutput(said).start();
    }

    private record Said(int exit, String text) {}

    private int lines() throws IOException {
        byte[] file = Files.readAllBytes(journal);
        return JournalCodec.decode(file, "journal").entries().size();
    }

    private void awaitLines(int lines, Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (lines() < lines && process.isAlive() && System.nanoTime() < deadline) {
            Thread.sleep(2);
        }
    }

    /**
     * Lines 1 and 2 open; 3 announces; 4 and 5 authorize; 6 sees all; 7 and 8 revoke; 9 closes. A kill at a line may come a
     * little later: that is another point, and as good.
     */
    @ParameterizedTest
    @CsvSource({
        "3, resume", "4, resume", "5, resume", "6, resume", "7, resume", "8, resume",
        "3, rollback", "4, rollback", "5, rollback", "6, rollback", "7, rollback", "8, rollback"
    })
    void endsAsPromisedAfterAKill(int line, String command) throws Exception {
        proxy.everywhere("AuthorizeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(150)))
                .everywhere("RevokeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(150)));
        Process process = start(live("resume", journal));
        awaitLines(line, process);
        process.destroyForcibly().waitFor();
        int left = lines();
        proxy.peace();
        String between = inForce();

        Said said = inThisProcess(live(command, journal));

        assertThat(left).isGreaterThanOrEqualTo(line);
        assertThat(between).matches(rules -> rules.contains("all 0.0.0.0/0 everything") || rules.equals(PLANNED));
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(inForce()).as(said.text()).isEqualTo(command.equals("resume") ? PLANNED : BEFORE);
    }

    /**
     * Lines 4 to 6 bring the intermediate rule in, 7 and 8 take the old one out, 9 is halfway, 10 to 12 bring the planned rules
     * in, 13 and 14 take the intermediate one out.
     */
    @Tag("deep") // each of these moments is in EveryScheduleTest, too
    @ParameterizedTest
    @CsvSource({
        "5, resume", "8, resume", "9, resume", "11, resume", "13, resume", "14, resume",
        "5, rollback", "8, rollback", "9, rollback", "11, rollback", "13, rollback", "14, rollback"
    })
    void endsAsPromisedAfterAKillOnTheWayThroughIntermediateRules(int line, String command) throws Exception {
        Files.delete(journal);
        journal = opened(List.of(Changes.planned("all 0.0.0.0/1"), Changes.planned("all 128.0.0.0/1")));
        proxy.everywhere("AuthorizeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(150)))
                .everywhere("RevokeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(150)));
        Process process = start(live("resume", journal));
        awaitLines(line, process);
        process.destroyForcibly().waitFor();
        int left = lines();
        proxy.peace();
        String between = inForce();

        Said said = inThisProcess(live(command, journal));

        assertThat(left).isGreaterThanOrEqualTo(line);
        assertThat(between)
                .matches(rules -> rules.contains("all 0.0.0.0/0 everything")
                        || rules.contains("all 0.0.0.0/1 planned") && rules.contains("all 128.0.0.0/1 planned")
                        || Stream.of(PLANNED.split(", ")).allMatch(rules::contains));
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(inForce()).as(said.text()).isEqualTo(command.equals("resume") ? PLANNED : BEFORE);
    }

    @Test
    void aSecondProcessOnTheSameGroupRefuses() throws Exception {
        try (JournalLock held = JournalLock.of(journal.resolveSibling(""), group.id())) {
            Said refused = atOnce(live("resume", journal));

            assertThat(held).isNotNull();
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.text())
                    .contains("another weir on this machine is changing `" + group.id() + "`")
                    .doesNotContain("authorize `");
        }
        assertThat(proxy.calls()).isEmpty();

        Said worked = atOnce(live("resume", journal));

        assertThat(worked.exit()).as(worked.text()).isZero();
        assertThat(inForce()).isEqualTo(PLANNED);
    }

    @ParameterizedTest
    @CsvSource({"3, INT", "4, INT", "5, INT", "6, INT", "7, INT", "8, INT", "4, TERM", "7, TERM"})
    void aPoliteInterruptLeavesAJournalThatResumes(int line, String signal) throws Exception {
        proxy.everywhere("AuthorizeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(300)))
                .everywhere("RevokeSecurityGroupEgress", Fault.delayed(Duration.ofMillis(300)));
        Process process = start(live("resume", journal));
        awaitLines(line, process);
        new ProcessBuilder("kill", "-s", signal, "" + process.pid()).start().waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String farewell = Files.readString(folder.resolve("said.txt"));
        proxy.peace();

        Said said = inThisProcess(live("resume", journal));

        assertThat(farewell).contains("interrupted; the group is safe as it is").contains("weir rollback " + journal);
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(inForce()).isEqualTo(PLANNED);
    }

    @Test
    void aJournalThatWasEditedIsRefusedBeforeAnyCall() throws Exception {
        Files.writeString(journal, Files.readString(journal).replace("203.0.113.0/28", "0.0.0.0/1"));

        Said said = atOnce(live("resume", journal));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("was changed after weir wrote it");
        assertThat(proxy.calls()).isEmpty();
    }

    @Test
    void aRuleOfSomebodyElseSurvivesARollback() throws Exception {
        Said applied = atOnce(live("resume", journal));
        ec2.authorizeSecurityGroupEgress(request -> request.groupId(group.id())
                .ipPermissions(permission -> permission
                        .ipProtocol("tcp")
                        .fromPort(9)
                        .toPort(9)
                        .ipRanges(range -> range.cidrIp("192.0.2.0/24").description("theirs"))));

        Said back = atOnce(live("rollback", journal));

        assertThat(applied.text()).contains("undo:   weir rollback " + journal).contains("reopen: aws ec2 authorize");
        assertThat(back.exit()).as(back.text()).isZero();
        assertThat(back.text()).contains("kept, made by somebody else: tcp 9 192.0.2.0/24");
        assertThat(inForce()).isEqualTo(BEFORE + ", tcp 9 192.0.2.0/24 theirs");
    }

    /** After a process that was killed: what it sent may still arrive, so what is waited is waited. */
    private Said inThisProcess(List<String> arguments) {
        return inThisProcess(arguments, WallClockPacer::new);
    }

    private Said atOnce(List<String> arguments) {
        return inThisProcess(arguments, new QuickTime()::pacer);
    }

    private Said inThisProcess(List<String> arguments, Function<Clock, Pacer> pacing) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "test",
                said,
                said,
                Map.of("TMPDIR", folder.toString()),
                Clock.systemUTC(),
                () -> Terminal.NONE,
                () -> false,
                pacing);
        int exit = new WeirCli(surroundings).run(arguments);
        return new Said(exit, said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhatEachCommandTakes() {
        List<String> wrong = Stream.of(
                        List.of("resume"),
                        List.of("rollback", "a", "b"),
                        List.of("verify", journal.toString()),
                        List.of("resume", journal.toString(), "--yes", "--settle", "soon"),
                        List.of("resume", journal.toString(), "--yes", "--region", "all"))
                .map(arguments -> inThisProcess(arguments))
                .map(said -> said.exit() + " " + said.text().lines().findFirst().orElse(""))
                .toList();

        assertThat(wrong)
                .containsExactlyElementsOf(Arrays.asList(
                        "2 weir resume: a JOURNAL is missing",
                        "2 weir rollback: unexpected argument `b`",
                        "2 weir verify: `--flows FLOWS` is missing",
                        "2 weir resume: `--settle`: expected a time such as 30s, 15m, 12h or 7d, found `soon`",
                        "2 weir resume: a group lives in one Region: give `--region` once, with its name"));
        assertThat(JournalFile.read(journal)).hasSize(2).first().isInstanceOf(JournalEntry.Opened.class);
    }
}
