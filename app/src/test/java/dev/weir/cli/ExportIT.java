package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Proof;
import dev.weir.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported scripts, run by a shell with the real AWS CLI against moto. */
class ExportIT {

    private static final String REGION = "eu-west-1";
    private static final List<SecurityGroupRule.Known> PLANNED = List.of(
            planned(Service.tcp(443), Destination.of(Cidr.parse("203.0.113.0/28"))),
            planned(Service.udp(53), Destination.of(Cidr.parse("2001:db8::/64"))));

    @TempDir
    Path folder;

    private AwsCli aws = new AwsCli(java.net.URI.create("http://127.0.0.1:1"), REGION);
    private String group = "";

    @BeforeEach
    void makeGroup() {
        aws = new AwsCli(MotoServer.fresh().endpoint(), REGION);
        String vpc =
                aws.ok("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--query", "Vpc.VpcId", "--output", "text");
        group = aws.ok(
                "ec2",
                "create-security-group",
                "--group-name",
                "web",
                "--description",
                "web",
                "--vpc-id",
                vpc,
                "--query",
                "GroupId",
                "--output",
                "text");
    }

    private static SecurityGroupRule.Known planned(Service service, Destination destination) {
        return new SecurityGroupRule.Known(
                Optional.empty(), service, destination, Optional.of("weir: required"), Map.of());
    }

    private static SecurityGroupRule.Known old(
            Service service, Destination destination, String description, Map<String, String> tags) {
        return new SecurityGroupRule.Known(
                Optional.empty(),
                service,
                destination,
                description.isEmpty() ? Optional.empty() : Optional.of(description),
                tags);
    }

    private Plan plan(List<SecurityGroupRule.Known> old, List<SecurityGroupRule.Known> result) {
        List<SecurityGroupRule.Known> revoke = old.stream()
                .filter(rule -> result.stream().noneMatch(rule::sameRuleAs))
                .toList();
        List<Authorization> authorize = result.stream()
                .filter(rule -> old.stream().noneMatch(rule::sameRuleAs))
                .map(rule -> new Authorization(rule, Optional.empty()))
                .toList();
        Proof.Quota quota = new Proof.Quota(result.size(), result.size() + old.size(), 200);
        return new Plan(
                "1.0",
                Instant.parse("2026-11-21T06:00:00Z"),
                Policy.DEFAULT,
                List.of(),
                new GroupRef(group, "web", Optional.of(MotoServer.ACCOUNT), Optional.of(REGION), Optional.empty()),
                Optional.empty(),
                new Precondition(old, List.of(), List.of(), List.of()),
                authorize,
                revoke,
                result,
                new Proof(true, Optional.empty(), true, quota, quota),
                Exposure.NONE,
                Exposure.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of());
    }

    private Path export(Plan plan) throws IOException {
        Path file = folder.resolve("plan.json");
        Files.write(file, PlanCodec.encode(plan));
        Path out = folder.resolve("scripts");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(said, said, Map.of(), Clock.systemUTC(), () -> Terminal.NONE, () -> false);
        int exit = new WeirCli("1.0", surroundings)
                .run(List.of("export", file.toString(), "--to", "aws-cli", "--out", out.toString()));
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return out;
    }

    private String run(Path scripts, String script) {
        AwsCli.Said said = aws.shell("SETTLE=0 sh " + scripts.resolve(script));
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        return said.out();
    }

    /** The outbound rules with all that they carry but their ids. */
    private TreeSet<String> rules() {
        String lines = aws.ok(
                "ec2",
                "describe-security-group-rules",
                "--filters",
                "Name=group-id,Values=" + group,
                "--output",
                "json",
                "--query",
                "SecurityGroupRules[?IsEgress].join(' ', [IpProtocol, to_string(FromPort), to_string(ToPort),"
                        + " to_string(CidrIpv4), to_string(CidrIpv6), to_string(PrefixListId),"
                        + " to_string(ReferencedGroupInfo.GroupId), to_string(Description), to_string(Tags)])");
        TreeSet<String> rules = new TreeSet<>();
        lines.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("\""))
                .forEach(line -> rules.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line));
        return rules;
    }

    private void authorize(String permissions, String tags) {
        List<String> call = new ArrayList<>(List.of(
                "ec2", "authorize-security-group-egress", "--group-id", group, "--ip-permissions", permissions));
        if (!tags.isEmpty()) {
            call.add("--tag-specifications");
            call.add("[{\"ResourceType\":\"security-group-rule\",\"Tags\":[" + tags + "]}]");
        }
        aws.ok(call.toArray(String[]::new));
    }

    private void revokeAllowAll() {
        aws.ok(
                "ec2",
                "revoke-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                "[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}]}]");
    }

    @Test
    void leavesExactlyThePlannedRulesAndRestoresTheOriginalsOfEveryKind() throws IOException {
        String list = aws.ok(
                "ec2",
                "create-managed-prefix-list",
                "--prefix-list-name",
                "corp",
                "--max-entries",
                "2",
                "--address-family",
                "IPv4",
                "--query",
                "PrefixList.PrefixListId",
                "--output",
                "text");
        String odd = "a \"quoted\" $HOME 'x' `id` {;} [=]!*";
        revokeAllowAll();
        authorize("""
                [{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/1"},{"CidrIp":"128.0.0.0/1"}],"Ipv6Ranges":[{"CidrIpv6":"::/0"}]},
                 {"IpProtocol":"icmp","FromPort":8,"ToPort":0,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]},
                 {"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"%s"}]},
                 {"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"%s"}]}]
                """.formatted(list, group), "");
        authorize(
                "[{\"IpProtocol\":\"udp\",\"FromPort\":0,\"ToPort\":65535,\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\","
                        + "\"Description\":\"a \\\"quoted\\\" $HOME 'x' `id` {;} [=]!*\"}]}]",
                "{\"Key\":\"owner\",\"Value\":\"web $(team)\"},{\"Key\":\"why\",\"Value\":\"it's needed\"}");
        List<SecurityGroupRule.Known> old = List.of(
                old(Service.ALL, Destination.of(Cidr.parse("0.0.0.0/1")), "", Map.of()),
                old(Service.ALL, Destination.of(Cidr.parse("128.0.0.0/1")), "", Map.of()),
                old(Service.ALL, Destination.of(Cidr.ALL_IPV6), "", Map.of()),
                old(
                        Service.of(Protocol.ICMP, OptionalInt.of(8), OptionalInt.of(0)),
                        Destination.of(Cidr.parse("10.0.0.0/8")),
                        "",
                        Map.of()),
                old(Service.tcp(443), new Destination.PrefixList(list), "", Map.of()),
                old(Service.tcp(5432), new Destination.Group(group, Optional.empty()), "", Map.of()),
                old(
                        Service.of(Protocol.UDP, PortRange.ALL),
                        Destination.of(Cidr.ALL_IPV4),
                        odd,
                        Map.of("owner", "web $(team)", "why", "it's needed")));
        TreeSet<String> before = rules();
        assertThat(before).hasSize(7);
        Path scripts = export(plan(old, PLANNED));

        run(scripts, "apply.sh");
        TreeSet<String> after = rules();
        assertThat(after).hasSize(2);
        assertThat(after.first()).contains("tcp 443 443 203.0.113.0/28", "weir: required", "weir:plan");
        assertThat(after.last()).contains("udp 53 53 null 2001:db8::/64");

        assertThat(run(scripts, "apply.sh"))
                .contains("there already", "gone already")
                .doesNotContain("authorized:");
        assertThat(rules()).isEqualTo(after);

        run(scripts, "rollback.sh");
        assertThat(rules()).isEqualTo(before);
        assertThat(run(scripts, "rollback.sh")).doesNotContain("authorized:");
        assertThat(rules()).isEqualTo(before);
    }

    @Test
    void permitsWhatIsPlannedWhereverItIsKilled() throws IOException {
        List<SecurityGroupRule.Known> old = List.of(old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        Path scripts = export(plan(old, PLANNED));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path counter = folder.resolve("count");
        Files.writeString(bin.resolve("aws"), """
                #!/bin/sh
                "%s/aws" "$@" || exit $?
                case $* in
                    *authorize*|*revoke*)
                        left=$(($(cat "%s") - 1))
                        echo "$left" > "%s"
                        if [ "$left" -eq 0 ]; then kill -9 "$SCRIPT"; sleep 1; fi
                        ;;
                esac
                """.formatted(aws.folder(), counter, counter));
        assertThat(bin.resolve("aws").toFile().setExecutable(true)).isTrue();

        for (int writes = 1; writes <= 3; writes++) {
            Files.writeString(counter, Integer.toString(writes));
            String script = writes < 3 ? "authorize-security-group-egress.sh" : "revoke-security-group-egress.sh";
            AwsCli.Said said =
                    aws.shell("PATH=" + bin + ":$PATH; export PATH; set +e; sh -c 'SCRIPT=$$; export SCRIPT; exec sh "
                            + scripts.resolve(script) + "'; echo ended $?");
            TreeSet<String> rules = rules();
            boolean open = rules.stream().anyMatch(rule -> rule.contains("0.0.0.0/0"));
            boolean narrow = rules.stream().anyMatch(rule -> rule.contains("203.0.113.0/28"))
                    && rules.stream().anyMatch(rule -> rule.contains("2001:db8::/64"));
            assertThat(open || narrow)
                    .as("killed after %d writes: %s %s", writes, rules, said)
                    .isTrue();
            if (writes < 3) {
                assertThat(open).isTrue();
            }
        }
        run(scripts, "apply.sh");
        assertThat(rules()).hasSize(2);
        run(scripts, "rollback.sh");
        assertThat(rules()).hasSize(1);
    }

    @Test
    void worksOnAnEmptyOriginalAndRevokesNothingWhileAPlannedRuleIsMissing() throws IOException {
        List<SecurityGroupRule.Known> old = List.of(old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        Path scripts = export(plan(old, PLANNED));

        AwsCli.Said said = aws.shell("TRIES=1 sh " + scripts.resolve("revoke-security-group-egress.sh"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("stopped: expected present, and is not");
        assertThat(rules()).hasSize(1);

        revokeAllowAll();
        Path empty = export(plan(List.of(), List.of()));
        run(empty, "apply.sh");
        run(empty, "rollback.sh");
        assertThat(rules()).isEmpty();
    }
}
