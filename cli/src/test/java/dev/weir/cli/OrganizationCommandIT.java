package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.LiveWorld;
import dev.weir.aws.PeerAccount;
import dev.weir.peer.AwsCli;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.HeldGroups;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Many accounts by commands as processes of their own, and docs/an-organization.md is what they print. */
class OrganizationCommandIT {

    private static final Path PAGE = Path.of(System.getProperty("weir.root", ".."), "docs", "an-organization.md");
    private static final String PROMPT = "```console\n$ ./weir ";
    private static final String PAYMENTS = "222233334444";
    private static final String WEB = "333344445555";
    private static final String SHOP = "444455556666";

    private static MotoServer moto;
    private static FaultProxy proxy;

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void start() {
        moto = MotoServer.ofManyAccounts();
        proxy = FaultProxy.before(moto.endpoint());
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @BeforeEach
    void clear() throws IOException {
        moto.reset();
        proxy.peace();
        Files.writeString(folder.resolve("accounts.txt"), PAYMENTS + " payments\n" + WEB + " web\n" + SHOP + " shop\n");
    }

    private ProcessBuilder process(Map<String, String> more, String... typed) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(typed));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = new HashMap<>(new AwsCli(proxy.endpoint(), "eu-west-1").environment());
        environment.putAll(more);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return builder;
    }

    private Weir.Said weir(String... typed) throws IOException, InterruptedException {
        return weir(Map.of(), typed);
    }

    private Weir.Said weir(Map<String, String> more, String... typed) throws IOException, InterruptedException {
        Path err = folder.resolve("stderr.txt");
        Process process = process(more, typed).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Weir.Said(process.waitFor(), out, Files.readString(err));
    }

    private static void refuse(String account) {
        proxy.everywhere(
                "AssumeRole",
                call -> call.parameters().getOrDefault("RoleArn", "").contains(account)
                        ? Fault.denied().instead(call)
                        : Optional.empty());
    }

    private static String normalised(String text) {
        return text.replaceAll("as of \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC", "as of TIME")
                .replaceAll("sg-[0-9a-f]{17}", "sg-0123456789abcdef0")
                .strip();
    }

    @Test
    void thePagesSampleIsWhatWeirPrints() throws IOException, InterruptedException {
        refuse(WEB);
        String page = Files.readString(PAGE);
        String sample = page.substring(page.indexOf(PROMPT) + PROMPT.length());
        String command = sample.substring(0, sample.indexOf('\n'));
        String expected = sample.substring(sample.indexOf('\n'), sample.indexOf("\n```"));

        Weir.Said said = weir(Map.of("COLUMNS", "120"), command.split(" "));

        assertThat(normalised(said.out())).isEqualTo(normalised(expected));
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(page).contains("```\n" + said.err().strip() + "\n```");
    }

    @Test
    void thePageExplainsEveryOption() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(AccountOptions.ALL).allSatisfy(option -> assertThat(page).contains("`" + option.name()));
        for (Command command : List.of(new ScanCommand(), new SnapshotCommand(), new PlanCommand())) {
            assertThat(command.grammar().options())
                    .extracting(Grammar.Option::name)
                    .containsAll(AccountOptions.ALL.stream()
                            .map(Grammar.Option::name)
                            .toList());
        }
    }

    @Test
    void goesOnAfterKillMinusNineWithoutAskingAgainForWhatItHad() throws IOException, InterruptedException {
        String[] command = {
            "snapshot", "--accounts", "accounts.txt", "--region", "eu-west-1", "--state", "state", "--out", "all.json"
        };
        proxy.everywhere("DescribeSecurityGroupVpcAssociations", HeldGroups.NO_ASSOCIATIONS);
        // The last account's listing never ends: everything else is read by the time the process is killed.
        proxy.everywhere(
                "AssumeRole",
                call -> call.parameters().getOrDefault("RoleArn", "").contains(SHOP)
                        ? Fault.delayed(Duration.ofSeconds(20)).instead(call)
                        : Optional.empty());
        Process killed = process(Map.of(), command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(() -> Files.exists(folder.resolve("state/" + PAYMENTS + "/eu-west-1.json.gz.sha256"))
                && Files.exists(folder.resolve("state/" + WEB + "/eu-west-1.json.gz.sha256")));
        killed.destroyForcibly();
        killed.waitFor();
        proxy.peace().everywhere("DescribeSecurityGroupVpcAssociations", HeldGroups.NO_ASSOCIATIONS);

        Weir.Said resumed = weir(command);
        List<String> calls = proxy.calls().stream()
                .filter(call ->
                        call.action().equals("AssumeRole") || call.action().equals("DescribeSecurityGroups"))
                .map(FaultProxy.Call::action)
                .toList();

        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out()).startsWith("all.json: 3 security groups");
        assertThat(calls).containsExactly("AssumeRole", "DescribeSecurityGroups");
        assertThat(resumed.err()).contains("3 Regions (2 kept from before)");
    }

    private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void changesAGroupInTheAccountThatItsPlanNamesAndUndoesIt() throws IOException, InterruptedException {
        String group;
        try (Ec2Client ec2 = PeerAccount.ec2In(moto.endpoint(), SHOP, "eu-west-1")) {
            group = LiveWorld.group(ec2, ec2.describeVpcs(r -> {}).vpcs().get(0).vpcId(), "shop");
        }

        Weir.Said plan = weir(
                "plan",
                group,
                "--account",
                SHOP,
                "--region",
                "eu-west-1",
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                "plan.json");
        assertThat(Files.readString(folder.resolve("plan.json"))).contains("\"account\": \"" + SHOP + "\"");
        Weir.Said refused = weir("apply", "plan.json", "--role", "WeirApply", "--account", WEB, "--yes");
        Weir.Said applied = weir(
                "apply",
                "plan.json",
                "--role",
                "WeirApply",
                "--yes",
                "--settle",
                "0s",
                "--in-flight",
                "1s",
                "--accept",
                "evidence",
                "--reason",
                "a test");

        assertThat(plan.err()).contains("read 1 account, 1 Region");
        assertThat(refused.err()).contains("`" + group + "` lives in " + SHOP + ", and `--account` says " + WEB);
        assertThat(applied.out() + applied.err()).contains("assumed-role/WeirApply/weir");
        assertThat(egress(group)).containsExactly("203.0.113.0/28");
        assertThat(proxy.calls().stream()
                        .filter(call -> call.action().equals("AssumeRole"))
                        .map(call -> call.parameters().get("RoleArn")))
                .contains("arn:aws:iam::" + SHOP + ":role/WeirRead", "arn:aws:iam::" + SHOP + ":role/WeirApply");

        Path journal;
        try (Stream<Path> journals = Files.list(folder.resolve(".weir/journal"))) {
            journal = journals.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
        Weir.Said undone = weir(
                "rollback", journal.toString(), "--role", "WeirApply", "--yes", "--settle", "0s", "--in-flight", "1s");

        assertThat(undone.exit()).as(undone.out() + undone.err()).isZero();
        assertThat(egress(group)).containsExactly("0.0.0.0/0");
    }

    private static List<String> egress(String group) {
        try (Ec2Client ec2 = PeerAccount.ec2In(moto.endpoint(), SHOP, "eu-west-1")) {
            return ec2
                    .describeSecurityGroups(request -> request.groupIds(group))
                    .securityGroups()
                    .get(0)
                    .ipPermissionsEgress()
                    .stream()
                    .flatMap(permission -> permission.ipRanges().stream())
                    .map(range -> range.cidrIp())
                    .toList();
        }
    }

    @Test
    void asksEachServiceWhereItsOwnEndpointIs() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("config"), """
                [profile audit]
                region = eu-west-1
                services = local
                [services local]
                sts =
                  endpoint_url = %1$s
                ec2 =
                  endpoint_url = %1$s
                """.formatted(proxy.endpoint()));
        String nobody = "http://127.0.0.1:9";
        Map<String, String> byVariables = Map.of(
                "AWS_ENDPOINT_URL", nobody,
                "AWS_ENDPOINT_URL_STS", proxy.endpoint().toString(),
                "AWS_ENDPOINT_URL_EC2", proxy.endpoint().toString());
        Map<String, String> byProfile = Map.of(
                "AWS_ENDPOINT_URL",
                "",
                "AWS_CONFIG_FILE",
                folder.resolve("config").toString(),
                "AWS_PROFILE",
                "audit");

        Weir.Said variables = weir(byVariables, "scan", "--account", PAYMENTS, "--region", "eu-west-1");
        Weir.Said organization = weir(byVariables, "scan", "--organization", "--region", "eu-west-1");
        Weir.Said profile = weir(byProfile, "scan", "--account", PAYMENTS, "--region", "eu-west-1");

        assertThat(variables.err()).contains("read 1 account, 1 Region, 1 security group");
        assertThat(profile.err()).as(profile.out()).contains("read 1 account, 1 Region, 1 security group");
        assertThat(organization.out()).contains("ListAccounts: ").contains("cannot be reached");
    }

    @Test
    void refusesOptionsThatCannotBeMeantTogether() throws IOException, InterruptedException {
        assertThat(Stream.of(
                                "scan --role WeirRead",
                                "scan --ou ou-ab12-cd34ef56",
                                "scan --organization --account 111122223333",
                                "scan --organization --ou payments",
                                "scan --account 1111",
                                "scan --organization --rate 2",
                                "scan --organization --rate 0.00",
                                "scan --organization --max-age 1h",
                                "scan --organization --role a*b",
                                "scan groups.json --organization",
                                "rollback j --external-id x")
                        .map(line -> new Weir(folder)
                                .run(line.split(" "))
                                .err()
                                .lines()
                                .findFirst()
                                .orElse("")))
                .containsExactly(
                        "weir scan: `--role` needs accounts: give `--organization`, `--accounts FILE` or `--account ID`",
                        "weir scan: `--ou` needs accounts: give `--organization`, `--accounts FILE` or `--account ID`",
                        "weir scan: `--organization` names the accounts; `--accounts` and `--account` do, too",
                        "weir scan: `--ou` takes the id of an organizational unit such as `ou-ab12-cd34ef56`, found `payments`",
                        "weir scan: `--account`: expected twelve digits, found `1111`",
                        "weir scan: `--rate`: expected a share from 0.01 to 1, found `2`",
                        "weir scan: `--rate`: expected a share from 0.01 to 1, found `0.00`",
                        "weir scan: `--max-age` is about what `--state DIR` keeps",
                        "weir scan: `--role` takes the name of a role such as `WeirRead`, found `a*b`",
                        "weir scan: `--organization` is for the live account, and a source was named: `groups.json`",
                        "weir rollback: `--external-id` is for a role: give `--role`, too");
    }
}
