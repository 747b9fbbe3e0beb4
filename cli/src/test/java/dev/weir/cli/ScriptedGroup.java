package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.PlanCodec;
import dev.weir.finding.Policy;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
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
import java.util.TreeSet;

/** A group in moto whose rules are replaced by exported scripts, and what it is like before and after. */
final class ScriptedGroup {

    static final String REGION = "eu-west-1";
    static final List<SecurityGroupRule.Known> PLANNED = List.of(
            planned(Service.tcp(443), Destination.of(Cidr.parse("203.0.113.0/28"))),
            planned(Service.udp(53), Destination.of(Cidr.parse("2001:db8::/64"))));

    final AwsCli aws;
    final String vpc;
    final String group;
    private final Path folder;

    private ScriptedGroup(AwsCli aws, String vpc, String group, Path folder) {
        this.aws = aws;
        this.vpc = vpc;
        this.group = group;
        this.folder = folder;
    }

    /** A new group that permits all IPv4, in a VPC of its own. */
    static ScriptedGroup fresh(Path folder) {
        AwsCli aws = new AwsCli(MotoServer.fresh().endpoint(), REGION);
        String vpc =
                aws.ok("ec2", "create-vpc", "--cidr-block", "10.0.0.0/16", "--query", "Vpc.VpcId", "--output", "text");
        String group = aws.ok(
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
        return new ScriptedGroup(aws, vpc, group, folder);
    }

    /** The group {@code default} of the same VPC. */
    ScriptedGroup ofDefault() {
        String id = aws.ok(
                "ec2",
                "describe-security-groups",
                "--filters",
                "Name=vpc-id,Values=" + vpc,
                "Name=group-name,Values=default",
                "--query",
                "SecurityGroups[0].GroupId",
                "--output",
                "text");
        return new ScriptedGroup(aws, vpc, id, folder);
    }

    static SecurityGroupRule.Known planned(Service service, Destination destination) {
        return new SecurityGroupRule.Known(
                Optional.empty(), service, destination, Optional.of("weir: required"), Map.of());
    }

    static SecurityGroupRule.Known old(
            Service service, Destination destination, String description, Map<String, String> tags) {
        return new SecurityGroupRule.Known(
                Optional.empty(),
                service,
                destination,
                description.isEmpty() ? Optional.empty() : Optional.of(description),
                tags);
    }

    static Plan plan(String group, List<SecurityGroupRule.Known> old, List<SecurityGroupRule.Known> result) {
        List<SecurityGroupRule.Known> revoke = old.stream()
                .filter(rule -> result.stream().noneMatch(rule::sameRuleAs))
                .toList();
        List<Authorization> authorize = result.stream()
                .filter(rule -> old.stream().noneMatch(rule::sameRuleAs))
                .map(rule -> new Authorization(rule, Optional.empty()))
                .toList();
        Proof.QuotaUse quota = new Proof.QuotaUse(result.size(), result.size() + old.size(), 200);
        return new Plan(
                new Plan.Provenance("1.0", Instant.parse("2026-11-21T06:00:00Z"), Policy.DEFAULT, List.of()),
                new GroupRef(group, "web", Optional.of(MotoServer.ACCOUNT), Optional.of(REGION), Optional.empty()),
                new Precondition(old, List.of(), List.of(), List.of()),
                new Plan.Change(authorize, revoke, result, List.of()),
                new Proof(true, Optional.empty(), true, quota, quota),
                Plan.Effect.NONE,
                Plan.Learning.NONE,
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of());
    }

    Path export(List<SecurityGroupRule.Known> old, List<SecurityGroupRule.Known> result) throws IOException {
        return export(plan(group, old, result), folder);
    }

    static Path export(Plan plan, Path folder) throws IOException {
        Path file = folder.resolve("plan.json");
        Files.write(file, PlanCodec.encode(plan));
        Path out = folder.resolve("scripts");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                "1.0", said, said, Map.of(), Clock.systemUTC(), () -> Terminal.NONE, () -> false, WallClockPacer::new);
        int exit = new WeirCli(surroundings)
                .run(List.of("export", file.toString(), "--to", "aws-cli", "--out", out.toString()));
        assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
        return out;
    }

    String run(Path scripts, String script) {
        AwsCli.Said said = aws.shell("SETTLE=0 sh " + scripts.resolve(script));
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        return said.out();
    }

    /** The outbound rules with all that they carry but their ids. */
    TreeSet<String> rules() {
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

    void authorize(String permissions, String tags) {
        List<String> call = new ArrayList<>(List.of(
                "ec2", "authorize-security-group-egress", "--group-id", group, "--ip-permissions", permissions));
        if (!tags.isEmpty()) {
            call.add("--tag-specifications");
            call.add("[{\"ResourceType\":\"security-group-rule\",\"Tags\":[" + tags + "]}]");
        }
        aws.ok(call.toArray(String[]::new));
    }

    void revokeAllowAll() {
        aws.ok(
                "ec2",
                "revoke-security-group-egress",
                "--group-id",
                group,
                "--ip-permissions",
                "[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}]}]");
    }
}
