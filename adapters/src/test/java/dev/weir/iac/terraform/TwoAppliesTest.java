package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.InventoryFiles;
import dev.weir.iac.JudgedCode;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.iac.terraform.patch.GroupPatches;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.peer.AwsCli;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import dev.weir.peer.Terraform;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Terraform through a proxy that sees every call: no apply takes a rule away from a group that it also gives one. */
class TwoAppliesTest {

    private static final Known WORLD = Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV4));
    private static final List<Known> PLANNED = List.of(
            Known.of(Service.tcp(443), Destination.of(Cidr.parse("198.51.100.0/24"))),
            Known.of(Service.udp(53), Destination.of(Cidr.parse("10.0.0.2/32"))));

    private static final String INLINE = """
            resource "aws_security_group" "web" {
              name = "web" # the name
              egress {
                from_port   = 0
                to_port     = 0
                protocol    = "-1"
                cidr_blocks = ["0.0.0.0/0"]
              }
            }
            """;

    private static final String BESIDE = """
            resource "aws_security_group" "web" {
              name = "web"
            }
            resource "aws_vpc_security_group_egress_rule" "all" {
              security_group_id = aws_security_group.web.id
              ip_protocol       = "-1"
              cidr_ipv4         = "0.0.0.0/0"
            }
            """;

    private static final String OLD_TYPE = """
            resource "aws_security_group" "web" {
              name = "web"
            }
            resource "aws_security_group_rule" "all" {
              type              = "egress"
              security_group_id = aws_security_group.web.id
              protocol          = "-1"
              from_port         = 0
              to_port           = 0
              cidr_blocks       = ["0.0.0.0/0"]
            }
            """;

    private static final String PROVIDER = """
            terraform {
              required_providers {
                aws = {
                  source = "hashicorp/aws"
                }
              }
            }
            provider "aws" {
              region                      = "eu-west-1"
              skip_credentials_validation = true
              skip_metadata_api_check     = true
              skip_requesting_account_id  = true
            }
            """;

    @TempDir
    private Path folder;

    private AwsCli aws;
    private FaultProxy proxy;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void account() throws IOException {
        URI moto = MotoServer.fresh().endpoint();
        aws = new AwsCli(moto, "eu-west-1");
        proxy = FaultProxy.before(moto);
    }

    private Terraform terraform(String text) throws IOException {
        Files.writeString(folder.resolve("main.tf"), text);
        Files.writeString(folder.resolve("provider.tf"), PROVIDER);
        Terraform terraform = Terraform.in(folder, new AwsCli(proxy.endpoint(), "eu-west-1"));
        terraform.ok("apply", "-no-color", "-auto-approve");
        for (String action : List.of("AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress")) {
            proxy.everywhere(action, call -> {
                seen.add(rules());
                return Optional.empty();
            });
        }
        return terraform;
    }

    /** The group's outbound rules, asked of the account itself. */
    private String rules() {
        return aws.ok(
                "ec2",
                "describe-security-groups",
                "--filters",
                "Name=group-name,Values=web",
                "--query",
                "SecurityGroups[].IpPermissionsEgress[].[IpProtocol,FromPort,IpRanges[].CidrIp]",
                "--output",
                "text");
    }

    private static boolean permitsWhatIsPlanned(String rules) {
        return rules.contains("0.0.0.0/0") || rules.contains("198.51.100.0/24") && rules.contains("10.0.0.2/32");
    }

    private List<String> callsOf(Terraform terraform) {
        int before = proxy.calls().size();
        terraform.ok("apply", "-no-color", "-auto-approve");
        List<String> calls = proxy.calls().subList(before, proxy.calls().size()).stream()
                .map(FaultProxy.Call::action)
                .filter(action -> action.startsWith("Authorize") || action.startsWith("Revoke"))
                .distinct()
                .toList();
        seen.add(rules());
        return calls;
    }

    private void git(String patch) throws IOException, InterruptedException {
        Path file = folder.resolve("step.patch");
        Files.writeString(file, patch);
        Process process = new ProcessBuilder(
                        Peer.required("git").program().toString(), "apply", "--verbose", file.toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private GroupPatches.Changed patches() {
        RootModule module = new RootModule();
        Snapshot.of(InventoryFiles.of(List.of(folder), List.of(module)));
        List<GroupPatches.Changed> changed = new GroupPatches(
                        module.document().orElseThrow(), TerraformState.NONE, "sg-1", "aws_security_group.web")
                .inTwoSteps(List.of(WORLD), PLANNED, List.of(WORLD));
        assertThat(changed).hasSize(1);
        return changed.get(0);
    }

    @Test
    void neitherApplyRevokesAndAuthorizes() throws Exception {
        inTwoApplies(INLINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {BESIDE, OLD_TYPE})
    @Tag("deep")
    void neitherDoesWithRuleResources(String text) throws Exception {
        inTwoApplies(text);
    }

    private void inTwoApplies(String text) throws Exception {
        Terraform terraform = terraform(text);
        GroupPatches.Changed patches = patches();

        git(UnifiedDiff.of("main.tf", patches.before(), patches.between()));
        List<String> first = callsOf(terraform);
        git(UnifiedDiff.of("main.tf", patches.between(), patches.after()));
        List<String> second = callsOf(terraform);

        assertThat(first).containsExactly("AuthorizeSecurityGroupEgress");
        assertThat(second).containsExactly("RevokeSecurityGroupEgress");
        assertThat(seen).allMatch(TwoAppliesTest::permitsWhatIsPlanned);
        terraform.ok("plan", "-no-color", "-detailed-exitcode"); // which ends with 2 where anything would change
        assertThat(Files.readString(folder.resolve("main.tf"))).isEqualTo(patches.after());
        assertThat(JudgedCode.of(folder.resolve("main.tf")).verdict("aws_security_group.web"))
                .isEqualTo("pass pass");
    }

    @Test
    void oneApplyWouldCutTraffic() throws Exception {
        Terraform terraform = terraform(INLINE);
        GroupPatches.Changed patches = patches();

        git(UnifiedDiff.of("main.tf", patches.before(), patches.after()));
        List<String> calls = callsOf(terraform);

        assertThat(calls).containsExactly("RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress");
        assertThat(seen).anyMatch(rules -> !permitsWhatIsPlanned(rules));
    }
}
