package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.peer.AwsCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported scripts, run by a shell with the real AWS CLI against moto. */
class ExportIT {

    @TempDir
    Path folder;

    @Test
    void leavesExactlyThePlannedRulesAndRestoresTheOriginalsOfEveryKind() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        String list = web.aws.ok(
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
        web.revokeAllowAll();
        web.authorize("""
                [{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/1"},{"CidrIp":"128.0.0.0/1"}],"Ipv6Ranges":[{"CidrIpv6":"::/0"}]},
                 {"IpProtocol":"icmp","FromPort":8,"ToPort":0,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]},
                 {"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"%s"}]},
                 {"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"%s"}]}]
                """.formatted(list, web.group), "");
        web.authorize(
                "[{\"IpProtocol\":\"udp\",\"FromPort\":0,\"ToPort\":65535,\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\","
                        + "\"Description\":\"a \\\"quoted\\\" $HOME 'x' `id` {;} [=]!*\"}]}]",
                "{\"Key\":\"owner\",\"Value\":\"web $(team)\"},{\"Key\":\"why\",\"Value\":\"it's needed\"}");
        List<SecurityGroupRule.Known> old = List.of(
                ScriptedGroup.old(Service.ALL, Destination.of(Cidr.parse("0.0.0.0/1")), "", Map.of()),
                ScriptedGroup.old(Service.ALL, Destination.of(Cidr.parse("128.0.0.0/1")), "", Map.of()),
                ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV6), "", Map.of()),
                ScriptedGroup.old(
                        Service.of(Protocol.ICMP, OptionalInt.of(8), OptionalInt.of(0)),
                        Destination.of(Cidr.parse("10.0.0.0/8")),
                        "",
                        Map.of()),
                ScriptedGroup.old(Service.tcp(443), new Destination.PrefixList(list), "", Map.of()),
                ScriptedGroup.old(Service.tcp(5432), new Destination.Group(web.group, Optional.empty()), "", Map.of()),
                ScriptedGroup.old(
                        Service.of(Protocol.UDP, PortRange.ALL),
                        Destination.of(Cidr.ALL_IPV4),
                        odd,
                        Map.of("owner", "web $(team)", "why", "it's needed")));
        TreeSet<String> before = web.rules();
        assertThat(before).hasSize(7);
        Path scripts = web.export(old, ScriptedGroup.PLANNED);

        web.run(scripts, "apply.sh");
        TreeSet<String> after = web.rules();
        assertThat(after).hasSize(2);
        assertThat(after.first()).contains("tcp 443 443 203.0.113.0/28", "weir: required", "weir:plan");
        assertThat(after.last()).contains("udp 53 53 null 2001:db8::/64");

        assertThat(web.run(scripts, "apply.sh"))
                .contains("there already", "gone already")
                .doesNotContain("authorized:");
        assertThat(web.rules()).isEqualTo(after);

        web.run(scripts, "rollback.sh");
        assertThat(web.rules()).isEqualTo(before);
        assertThat(web.run(scripts, "rollback.sh")).doesNotContain("authorized:");
        assertThat(web.rules()).isEqualTo(before);
    }

    @Test
    void permitsWhatIsPlannedWhereverItIsKilled() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        List<SecurityGroupRule.Known> old =
                List.of(ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        Path scripts = web.export(old, ScriptedGroup.PLANNED);
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
                """.formatted(web.aws.folder(), counter, counter));
        assertThat(bin.resolve("aws").toFile().setExecutable(true)).isTrue();

        for (int writes = 1; writes <= 3; writes++) {
            Files.writeString(counter, Integer.toString(writes));
            String script = writes < 3 ? "authorize-security-group-egress.sh" : "revoke-security-group-egress.sh";
            AwsCli.Said said = web.aws.shell(
                    "PATH=" + bin + ":$PATH; export PATH; set +e; sh -c 'SCRIPT=$$; export SCRIPT; exec sh "
                            + scripts.resolve(script) + "'; echo ended $?");
            TreeSet<String> rules = web.rules();
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
        web.run(scripts, "apply.sh");
        assertThat(web.rules()).hasSize(2);
        for (int writes = 1; writes <= 2; writes++) {
            Files.writeString(counter, Integer.toString(writes));
            web.aws.shell("PATH=" + bin + ":$PATH; export PATH; set +e; sh -c 'SCRIPT=$$; export SCRIPT; exec sh "
                    + scripts.resolve("rollback.sh") + "'; echo ended $?");
            assertThat(web.rules())
                    .as("rollback killed after %d writes", writes)
                    .anyMatch(rule -> rule.contains("0.0.0.0/0"));
        }
        web.run(scripts, "rollback.sh");
        assertThat(web.rules()).hasSize(1);
    }

    @Test
    void worksOnAnEmptyOriginalAndRevokesNothingWhileAPlannedRuleIsMissing() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        List<SecurityGroupRule.Known> old =
                List.of(ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        Path scripts = web.export(old, ScriptedGroup.PLANNED);

        AwsCli.Said said = web.aws.shell("TRIES=1 sh " + scripts.resolve("revoke-security-group-egress.sh"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("stopped: expected present, and is not");
        assertThat(web.rules()).hasSize(1);

        web.revokeAllowAll();
        Path empty = web.export(List.of(), List.of());
        web.run(empty, "apply.sh");
        web.run(empty, "rollback.sh");
        assertThat(web.rules()).isEmpty();
    }

    /** Applies, rolls back, and wants exactly what was there before, in both directions. */
    private static void comesBack(ScriptedGroup group, List<SecurityGroupRule.Known> old) throws IOException {
        TreeSet<String> before = group.rules();
        assertThat(before).hasSize(old.size());
        Path scripts = group.export(old, ScriptedGroup.PLANNED);

        group.run(scripts, "apply.sh");
        assertThat(group.rules()).hasSize(2).allMatch(rule -> rule.contains("weir: required"));

        group.run(scripts, "rollback.sh");
        assertThat(group.rules()).isEqualTo(before);
    }

    @Test
    void restoresAGroupThatHadNoRule() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        web.revokeAllowAll();

        comesBack(web, List.of());
    }

    @Test
    void restoresTheDefaultGroup() throws IOException {
        ScriptedGroup group = ScriptedGroup.fresh(folder).ofDefault();

        comesBack(group, List.of(ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of())));
    }

    @Test
    void restoresARuleToAGroupOfAnotherAccount() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        web.revokeAllowAll();
        String foreign = web.ofDefault().group;
        web.authorize(
                "[{\"IpProtocol\":\"tcp\",\"FromPort\":5432,\"ToPort\":5432,\"UserIdGroupPairs\":[{\"UserId\":\"444455556666\",\"GroupId\":\""
                        + foreign + "\"}]}]",
                "");
        assertThat(web.aws.ok(
                        "ec2",
                        "describe-security-groups",
                        "--group-ids",
                        web.group,
                        "--query",
                        "SecurityGroups[0].IpPermissionsEgress[0].UserIdGroupPairs[0].UserId",
                        "--output",
                        "text"))
                .isEqualTo("444455556666");

        comesBack(
                web,
                List.of(ScriptedGroup.old(
                        Service.tcp(5432), new Destination.Group(foreign, Optional.of("444455556666")), "", Map.of())));

        assertThat(web.aws.ok(
                        "ec2",
                        "describe-security-groups",
                        "--group-ids",
                        web.group,
                        "--query",
                        "SecurityGroups[0].IpPermissionsEgress[0].UserIdGroupPairs[0].UserId",
                        "--output",
                        "text"))
                .isEqualTo("444455556666");
    }

    /** Fifty-eight old rules and two new ones are the sixty that EC2 allows, while applying and while rolling back. */
    @Tag("deep")
    @Test
    void restoresAGroupNearItsQuota() throws IOException {
        ScriptedGroup web = ScriptedGroup.fresh(folder);
        List<SecurityGroupRule.Known> old = new ArrayList<>();
        old.add(ScriptedGroup.old(Service.ALL, Destination.of(Cidr.ALL_IPV4), "", Map.of()));
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            Cidr cidr = Cidr.parse("10.1." + i + ".0/24");
            old.add(ScriptedGroup.old(Service.tcp(443), Destination.of(cidr), "office " + i, Map.of()));
            ranges.add("{\"CidrIp\":\"" + cidr + "\",\"Description\":\"office " + i + "\"}");
        }
        web.authorize(
                "[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"IpRanges\":[" + String.join(",", ranges)
                        + "]}]",
                "");

        comesBack(web, old);
    }
}
