package dev.weir.iac.terraform.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.iac.terraform.MemoryFolder;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Groups of a module that was installed: its inputs are patched, its files never. */
class ModuleInputsTest {

    private static final Known WORLD = rule(Service.ALL, "0.0.0.0/0");
    private static final Known PARTNER = rule(Service.tcp(443), "198.51.100.0/24");
    private static final Known PARTNER6 = rule(Service.tcp(443), "2001:db8::/48");

    /** In the manner of the registry's module up to 5.x. */
    private static final String COUNTED = """
            variable "name" {}
            variable "egress_rules" {
              type    = list(string)
              default = []
            }
            variable "egress_cidr_blocks" {
              type    = list(string)
              default = ["0.0.0.0/0"]
            }
            variable "egress_with_cidr_blocks" {
              type    = list(map(string))
              default = []
            }
            variable "egress_with_ipv6_cidr_blocks" {
              type    = list(map(string))
              default = []
            }
            variable "computed_egress_with_cidr_blocks" {
              type    = list(map(string))
              default = []
            }
            variable "number_of_computed_egress_with_cidr_blocks" {
              type    = number
              default = 0
            }
            locals {
              rules = { all-all = [-1, -1, "-1", "All protocols"], https-443-tcp = [443, 443, "tcp", "HTTPS"] }
            }
            resource "aws_security_group" "this" {
              name = var.name
            }
            resource "aws_security_group_rule" "egress_rules" {
              count             = length(var.egress_rules)
              security_group_id = aws_security_group.this.id
              type              = "egress"
              cidr_blocks       = var.egress_cidr_blocks
              description       = local.rules[var.egress_rules[count.index]][3]
              from_port         = local.rules[var.egress_rules[count.index]][0]
              to_port           = local.rules[var.egress_rules[count.index]][1]
              protocol          = local.rules[var.egress_rules[count.index]][2]
            }
            """
            + counted("egress_with_cidr_blocks", "length(var.egress_with_cidr_blocks)", "cidr_blocks")
            + counted("egress_with_ipv6_cidr_blocks", "length(var.egress_with_ipv6_cidr_blocks)", "ipv6_cidr_blocks")
            + counted(
                    "computed_egress_with_cidr_blocks",
                    "var.number_of_computed_egress_with_cidr_blocks",
                    "cidr_blocks");

    /** In the manner of 6.x, which revokes what it does not list. */
    private static final String MAPPED = """
            variable "name" {}
            variable "egress_rules" {
              type = map(object({
                cidr_ipv4   = optional(string)
                cidr_ipv6   = optional(string)
                description = optional(string)
                from_port   = optional(number)
                to_port     = optional(number)
                ip_protocol = optional(string, "tcp")
                tags        = optional(map(string), {})
              }))
              default = {}
            }
            resource "aws_security_group" "this" {
              count = 1
              name  = var.name
            }
            resource "aws_vpc_security_group_egress_rule" "this" {
              for_each          = { for k, v in var.egress_rules : k => v }
              security_group_id = aws_security_group.this[0].id
              cidr_ipv4         = each.value.cidr_ipv4
              cidr_ipv6         = each.value.cidr_ipv6
              description       = each.value.description
              ip_protocol       = each.value.ip_protocol
              from_port         = try(coalesce(each.value.from_port, each.value.to_port), null)
              to_port           = try(coalesce(each.value.to_port, each.value.from_port), null)
            }
            resource "aws_vpc_security_group_rules_exclusive" "this" {
              count             = 1
              security_group_id = aws_security_group.this[0].id
              ingress_rule_ids  = []
              egress_rule_ids   = [for rule in aws_vpc_security_group_egress_rule.this : rule.id]
            }
            """;

    private static String counted(String name, String count, String ends) {
        return """
                resource "aws_security_group_rule" "NAME" {
                  count             = COUNT
                  security_group_id = aws_security_group.this.id
                  type              = "egress"
                  ENDS = split(",", var.NAME[count.index]["ENDS"])
                  description       = lookup(var.NAME[count.index], "description", "Egress Rule")
                  from_port         = lookup(var.NAME[count.index], "from_port", 0)
                  to_port           = lookup(var.NAME[count.index], "to_port", 0)
                  protocol          = lookup(var.NAME[count.index], "protocol", "-1")
                }
                """.replace("NAME", name).replace("COUNT", count).replace("ENDS", ends);
    }

    private static Known rule(Service service, String cidr) {
        return Known.of(service, Destination.of(Cidr.parse(cidr)));
    }

    private static MemoryFolder folder(String module, String call) {
        return new MemoryFolder()
                .with("main.tf", call)
                .with(
                        ".terraform/modules/modules.json",
                        "{\"Modules\":[{\"Key\":\"web\",\"Dir\":\".terraform/modules/web\"}]}")
                .with(".terraform/modules/web/main.tf", module);
    }

    private static GroupPatches.Changed patched(MemoryFolder folder, String group, List<Known> added) {
        List<GroupPatches.Changed> files = new GroupPatches(
                        folder.root(), TerraformState.NONE, "sg-1", "module.web.aws_security_group." + group)
                .inTwoSteps(List.of(WORLD), added, List.of(WORLD));
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    @Test
    void newRulesOfACountedModuleStandInAListOfTheirOwn() {
        MemoryFolder folder = folder(COUNTED, """
                module "web" {
                  source       = "terraform-aws-modules/security-group/aws"
                  name         = "web"
                  egress_rules = ["all-all"] # for now
                }
                """);

        GroupPatches.Changed file = patched(folder, "this", List.of(PARTNER, PARTNER6));

        assertThat(file.between()).isEqualTo("""
                module "web" {
                  source       = "terraform-aws-modules/security-group/aws"
                  name         = "web"
                  egress_rules = ["all-all"] # for now
                  egress_with_cidr_blocks = [{ from_port = 443, to_port = 443, protocol = "tcp", description = "", cidr_blocks = "198.51.100.0/24" }]
                  egress_with_ipv6_cidr_blocks = [{ from_port = 443, to_port = 443, protocol = "tcp", description = "", ipv6_cidr_blocks = "2001:db8::/48" }]
                }
                """);
        assertThat(file.after()).isEqualTo(file.between().replace("[\"all-all\"]", "[]"));
    }

    @Test
    void whereTheOldRuleLeavesItsListTheNewOnesStandInTheOneForComputedValues() {
        MemoryFolder folder = folder(COUNTED, """
                module "web" {
                  source = "terraform-aws-modules/security-group/aws"
                  name   = "web"
                  egress_with_cidr_blocks = [
                    { protocol = "-1", cidr_blocks = "0.0.0.0/0" },
                  ]
                }
                """);

        GroupPatches.Changed file = patched(folder, "this", List.of(PARTNER, rule(Service.udp(53), "10.0.0.2/32")));

        assertThat(file.between())
                .contains("  computed_egress_with_cidr_blocks = [{ from_port = 443,")
                .contains("cidr_blocks = \"198.51.100.0/24\" }, { from_port = 53,")
                .contains("  number_of_computed_egress_with_cidr_blocks = 2\n");
        assertThat(file.after()).contains("  egress_with_cidr_blocks = [\n  ]\n");
    }

    @Test
    void aRuleBeforeOthersOfACountedListIsNotTakenOut() {
        MemoryFolder folder = folder(COUNTED, """
                module "web" {
                  source       = "terraform-aws-modules/security-group/aws"
                  name         = "web"
                  egress_rules = ["all-all", "https-443-tcp"]
                }
                """);
        Known https = rule(Service.tcp(443), "0.0.0.0/0");

        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(() -> new GroupPatches(
                                folder.root(), TerraformState.NONE, "sg-1", "module.web.aws_security_group.this")
                        .inTwoSteps(List.of(WORLD, https), List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("all traffic to 0.0.0.0/0");
    }

    @Test
    void aMapOfRulesGetsAnEntryForEach() {
        MemoryFolder folder = folder(MAPPED, """
                module "web" {
                  source  = "terraform-aws-modules/security-group/aws"
                  name    = "web"
                  egress_rules = {
                    all = {
                      ip_protocol = "-1" # everything
                      cidr_ipv4   = "0.0.0.0/0"
                    }
                  }
                }
                """);

        GroupPatches.Changed file = patched(folder, "this[0]", List.of(PARTNER, PARTNER6));

        assertThat(file.after()).isEqualTo("""
                module "web" {
                  source  = "terraform-aws-modules/security-group/aws"
                  name    = "web"
                  egress_rules = {
                    "tcp-443-198-51-100-0-24" = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "198.51.100.0/24" }
                    "tcp-443-2001-db8-48" = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv6 = "2001:db8::/48" }
                  }
                }
                """);
    }

    @Test
    void aMapOfRulesAdoptsWhatIsLive() {
        MemoryFolder folder = folder(MAPPED, """
                module "web" {
                  source       = "terraform-aws-modules/security-group/aws"
                  name         = "web"
                  egress_rules = { all = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" } }
                }
                """);
        Known live = new Known(
                Optional.of("sgr-7"),
                PARTNER.service(),
                PARTNER.destination(),
                Optional.of("weir: seen"),
                Map.of("weir:plan", "sha256:1"));

        GroupPatches.Adoption adoption = new GroupPatches(
                        folder.root(), TerraformState.NONE, "sg-1", "module.web.aws_security_group.this[0]")
                .adopting(List.of(WORLD), List.of(live));

        assertThat(adoption.files().get(0).after())
                .contains("description = \"weir: seen\"")
                .contains("tags = { \"weir:plan\" = \"sha256:1\" }")
                .doesNotContain("0.0.0.0/0");
        assertThat(adoption.imports().orElseThrow().after()).isEqualTo("""
                import {
                  to = module.web.aws_vpc_security_group_egress_rule.this["tcp-443-198-51-100-0-24"]
                  id = "sgr-7"
                }
                """);
    }

    @Test
    void aListThatRevokesWhatItDoesNotNameIsKeptInStep() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                resource "aws_security_group" "web" {
                  name = "web"
                }
                resource "aws_vpc_security_group_egress_rule" "all" {
                  security_group_id = aws_security_group.web.id
                  ip_protocol       = "-1"
                  cidr_ipv4         = "0.0.0.0/0"
                }
                resource "aws_vpc_security_group_rules_exclusive" "web" {
                  security_group_id = aws_security_group.web.id
                  ingress_rule_ids  = []
                  egress_rule_ids   = [aws_vpc_security_group_egress_rule.all.id] # all of them
                }
                """);

        List<GroupPatches.Changed> files = new GroupPatches(
                        folder.root(), TerraformState.NONE, "sg-1", "aws_security_group.web")
                .inTwoSteps(List.of(WORLD), List.of(PARTNER), List.of(WORLD));

        assertThat(files.get(0).between())
                .contains("  egress_rule_ids   = [aws_vpc_security_group_egress_rule.all.id,"
                        + " aws_vpc_security_group_egress_rule.all_2.id] # all of them\n");
        assertThat(files.get(0).after())
                .contains("  egress_rule_ids   = [aws_vpc_security_group_egress_rule.all_2.id] # all of them\n")
                .doesNotContain("\"all\"");
    }
}
