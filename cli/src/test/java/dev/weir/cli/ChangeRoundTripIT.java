package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.Ec2Gateway;
import dev.weir.codec.PlanCodec;
import dev.weir.fake.FakeEc2;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.peer.MotoServer;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.remediation.Changes;
import dev.weir.remediation.Plans;
import dev.weir.remediation.RuleCall;
import dev.weir.remediation.RuleKey;
import dev.weir.remediation.WriteAnswer;
import dev.weir.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** {@code weir apply} and {@code weir rollback}: ten original groups there and back, exactly. */
class ChangeRoundTripIT {

    private static final String REGION = "eu-west-1";
    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey", "secret",
            "aws.disableEc2Metadata", "true");
    private static final String SPECIAL = "a-Z 0 ._-:/()#,@[]+=&;{}!$*";

    @TempDir
    Path folder = Path.of("");

    private final FakeEc2 fake = FakeEc2.start(3);
    private final QuickTime time = new QuickTime();
    private Instant now = Changes.START.plusSeconds(3600);

    @BeforeEach
    void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterEach
    void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        fake.close();
    }

    private static Known rule(String line, String description, Map<String, String> tags) {
        Known rule = Changes.original("x", line, description, tags);
        return new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), tags);
    }

    private static Known plain(String line) {
        return rule(line, "", Map.of());
    }

    record Original(String name, List<Known> rules) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Original> originals() {
        Known foreign = new Known(
                Optional.empty(),
                Fixtures.service("tcp 5432"),
                new Destination.Group("sg-0f00000000000000f", Optional.of("444455556666")),
                Optional.of("their database"),
                Map.of());
        return Stream.of(
                new Original("split CIDRs", List.of(plain("all 0.0.0.0/1"), plain("all 128.0.0.0/1"))),
                new Original("IPv6", List.of(plain("all ::/0"), plain("tcp 443 2001:db8::/32"))),
                new Original("ICMP type and code", List.of(plain("icmp 8/0 0.0.0.0/0"), plain("icmp 3/4 10.0.0.0/8"))),
                new Original(
                        "prefix list", List.of(plain("all 0.0.0.0/0"), rule("tcp 443 pl-6da54004", "s3", Map.of()))),
                new Original("foreign-account group", List.of(plain("all 0.0.0.0/0"), foreign)),
                new Original("special characters", List.of(rule("all 0.0.0.0/0", SPECIAL, Map.of("k=v /@", SPECIAL)))),
                new Original(
                        "differing tags",
                        List.of(
                                rule("all 0.0.0.0/0", "one", Map.of("team", "a")),
                                rule("tcp 1-65535 0.0.0.0/0", "two", Map.of("team", "b")),
                                plain("udp 0-65535 0.0.0.0/0"))),
                new Original("empty", List.of()),
                new Original("default group", List.of(plain("all 0.0.0.0/0"), plain("all ::/0"))),
                new Original(
                        "near quota",
                        Stream.concat(
                                        Stream.of(plain("all 0.0.0.0/0")),
                                        IntStream.range(0, 56)
                                                .mapToObj(port -> plain("tcp " + (2000 + port) + " 10.0.0.0/8")))
                                .toList()));
    }

    private record Said(int exit, String out, String err) {}

    private Said weir(URI endpoint, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        if (!words[0].equals("verify")) {
            arguments.addAll(List.of("--endpoint-url", endpoint.toString(), "--settle", "0s", "--in-flight", "0s"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "test",
                out,
                err,
                Map.of("TMPDIR", folder.toString()),
                time.on(Clock.fixed(now, ZoneOffset.UTC)),
                () -> Terminal.NONE,
                () -> false,
                time::pacer);
        int exit = new WeirCli(surroundings).run(arguments);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void fill(Ec2Gateway gateway, GroupRef group, List<Known> rules) {
        for (Known rule : rules) {
            assertThat(gateway.send(group, new RuleCall.Authorize(List.of(rule))))
                    .isInstanceOf(WriteAnswer.Done.class);
        }
    }

    private static List<Known> read(Ec2Gateway gateway, GroupRef group) {
        return gateway.read(group)
                .match(
                        read -> read.value().outbound().stream()
                                .map(rule -> (Known) rule)
                                .toList(),
                        unread -> {
                            throw new AssertionError(unread.reason());
                        });
    }

    private static List<String> withoutIds(List<Known> rules) {
        return rules.stream()
                .map(rule -> RuleKey.of(rule) + " " + rule.description() + " " + rule.tags())
                .sorted()
                .toList();
    }

    private static Plan plan(GroupRef group, List<Known> before) {
        List<Known> broad = before.stream()
                .filter(rule -> rule.destination().text().matches(".*/[01]"))
                .toList();
        return Plans.plan(before, List.of(plain("tcp 8443 203.0.113.0/28"), plain("udp 53 10.0.0.2/32")), broad)
                .of(group)
                .build();
    }

    private String written(Plan plan) throws IOException {
        return Files.write(folder.resolve(plan.group().id() + ".json"), PlanCodec.encode(plan))
                .toString();
    }

    private Ec2Gateway gateway(URI endpoint) {
        return Ec2Gateway.open(
                new AwsOptions(Optional.empty(), List.of(), Optional.of(endpoint), AwsOptions.WantedLists.REFERENCED),
                REGION);
    }

    private void thereAndBack(URI endpoint, GroupRef group, Original original) throws IOException {
        try (Ec2Gateway gateway = gateway(endpoint)) {
            fill(gateway, group, original.rules());
            List<Known> before = read(gateway, group);
            Plan plan = plan(group, before);
            String file = written(plan);

            Said applied = weir(endpoint, "apply", file, "--yes", "--journal", folder.toString());
            List<Known> after = read(gateway, group);
            Known theirs = plain("tcp 9 192.0.2.0/24");
            fill(gateway, group, List.of(theirs));
            String journal = journal();
            Said back = weir(endpoint, "rollback", journal, "--yes");

            assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
            assertThat(after)
                    .map(RuleKey::of)
                    .containsExactlyInAnyOrderElementsOf(
                            plan.result().stream().map(RuleKey::of).toList());
            assertThat(back.exit()).as(back.out() + back.err()).isZero();
            assertThat(back.out()).contains("kept, made by somebody else: tcp 9 192.0.2.0/24");
            List<Known> expected = new ArrayList<>(before);
            expected.add(theirs);
            assertThat(withoutIds(read(gateway, group))).isEqualTo(withoutIds(expected));
        }
    }

    private String journal() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private GroupRef group(String id) {
        return new GroupRef(id, "web", Optional.of(FakeEc2.ACCOUNT), Optional.of(REGION), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("originals")
    void restoresTheOriginalOnTheFake(Original original) throws IOException {
        thereAndBack(fake.endpoint(), group(fake.group("sg-0a1b2c3d")), original);
    }

    @ParameterizedTest
    @MethodSource("originals")
    void restoresTheOriginalOnMoto(Original original) throws IOException {
        URI moto = MotoServer.fresh().endpoint();
        try (Ec2Client ec2 = Ec2Client.builder()
                .endpointOverride(moto)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
                .httpClient(UrlConnectionHttpClient.builder().build())
                .build()) {
            String vpc = ec2.createVpc(
                            request -> request.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(true))
                    .vpc()
                    .vpcId();
            String id = ec2.createSecurityGroup(
                            request -> request.groupName("web").description("d").vpcId(vpc))
                    .groupId();
            try (Ec2Gateway gateway = gateway(moto)) {
                gateway.send(group(id), new RuleCall.Revoke(read(gateway, group(id))));
            }
            // moto: knows no group of another account; AWS and the fake: a peered VPC's group is one
            Destination own = new Destination.Group(id, Optional.of(MotoServer.ACCOUNT));
            List<Known> rules = original.rules().stream()
                    .map(rule -> rule.destination() instanceof Destination.Group
                            ? new Known(rule.id(), rule.service(), own, rule.description(), rule.tags())
                            : rule)
                    .toList();
            thereAndBack(moto, group(id), new Original(original.name(), rules));
        }
    }

    @Test
    void refusesAGroupThatChangedAndMakesNoCall() throws IOException {
        GroupRef group = group(fake.group("sg-0a1b2c3d"));
        try (Ec2Gateway gateway = gateway(fake.endpoint())) {
            fill(gateway, group, List.of(plain("all 0.0.0.0/0")));
            String file = written(plan(group, read(gateway, group)));
            fill(gateway, group, List.of(plain("tcp 1 10.0.0.0/8")));
            List<String> rules = fake.effective(group.id());

            Said said = weir(fake.endpoint(), "apply", file, "--yes", "--journal", folder.toString());

            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err())
                    .contains("weir: refused: `sg-0a1b2c3d` changed after the plan was made: expected 1 outbound rules,"
                            + " found 2; new: `tcp 1 10.0.0.0/8`")
                    .contains("weir: nothing was changed");
            assertThat(fake.effective(group.id())).isEqualTo(rules);
        }
    }

    @Test
    void refusesAPlanThatIsTooOldOrWasEdited() throws IOException {
        GroupRef group = group(fake.group("sg-0a1b2c3d"));
        try (Ec2Gateway gateway = gateway(fake.endpoint())) {
            fill(gateway, group, List.of(plain("all 0.0.0.0/0")));
            String file = written(plan(group, read(gateway, group)));
            now = Changes.START.plusSeconds(8 * 86_400);

            Said old = weir(fake.endpoint(), "apply", file, "--yes", "--journal", folder.toString());
            Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("8443", "8444"));
            Said edited = weir(fake.endpoint(), "apply", file, "--yes", "--journal", folder.toString());

            assertThat(old.exit()).isEqualTo(1);
            assertThat(old.err()).contains("the plan is too old: expected at most 7 days, found 8 days");
            assertThat(edited.exit()).isEqualTo(1);
            assertThat(edited.err()).contains("it was changed after it was made");
            assertThat(fake.effective(group.id())).containsExactly("-1 -1 -1 0.0.0.0/0");
        }
    }

    @Test
    void aDryRunPrintsEveryCallAndMakesNone() throws IOException {
        GroupRef group = group(fake.group("sg-0a1b2c3d"));
        try (Ec2Gateway gateway = gateway(fake.endpoint())) {
            fill(gateway, group, List.of(plain("all 0.0.0.0/0")));
            List<Known> before = read(gateway, group);
            Plan plan = plan(group, before);

            Said said = weir(fake.endpoint(), "apply", written(plan), "--dry-run");

            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.out().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-0a1b2c3d")
                    .contains("8443")
                    .contains("weir:plan")
                    .contains(PlanCodec.digest(plan));
            assertThat(said.out())
                    .contains("revoke-security-group-egress")
                    .contains(before.get(0).id().orElseThrow());
            assertThat(fake.effective(group.id())).containsExactly("-1 -1 -1 0.0.0.0/0");
        }
    }
}
