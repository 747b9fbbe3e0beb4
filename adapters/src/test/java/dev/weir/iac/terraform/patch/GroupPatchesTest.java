package dev.weir.iac.terraform.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.iac.terraform.MemoryFolder;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPatchesTest {

    private static final Known WORLD = rule(Service.ALL, "0.0.0.0/0");
    private static final Known PARTNER = rule(Service.tcp(443), "198.51.100.0/24");
    private static final Known DNS = rule(Service.udp(53), "10.0.0.2/32");

    private static Known rule(Service service, String cidr) {
        return Known.of(service, Destination.of(Cidr.parse(cidr)));
    }

    private static String diffs(
            MemoryFolder folder, String address, List<Known> standing, List<Known> added, List<Known> gone) {
        StringBuilder all = new StringBuilder();
        List<GroupPatches.Changed> files =
                new GroupPatches(folder.root(), TerraformState.NONE, "sg-1", address).inTwoSteps(standing, added, gone);
        files.forEach(file -> all.append(UnifiedDiff.of(file.name(), file.before(), file.between())));
        all.append("======\n");
        files.forEach(file -> all.append(UnifiedDiff.of(file.name(), file.between(), file.after())));
        return all.toString();
    }

    @Test
    void blocksComeBehindTheLastOneAndTheOldOneGoesInAStepOfItsOwn() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        resource "aws_security_group" "web" {
                          name = "web"
                          # everything, for now
                          egress {
                            from_port   = 0
                            to_port     = 0
                            protocol    = "-1"
                            cidr_blocks = ["0.0.0.0/0"]
                          } # old
                          tags = { a = "b" }
                        }
                        """);

        assertThat(diffs(folder, "aws_security_group.web", List.of(WORLD), List.of(PARTNER, DNS), List.of(WORLD)))
                .isEqualTo("""
                        diff --git a/main.tf b/main.tf
                        --- a/main.tf
                        +++ b/main.tf
                        @@ -7,5 +7,17 @@
                             protocol    = "-1"
                             cidr_blocks = ["0.0.0.0/0"]
                           } # old
                        +  egress {
                        +    from_port   = 443
                        +    to_port     = 443
                        +    protocol    = "tcp"
                        +    cidr_blocks = ["198.51.100.0/24"]
                        +  }
                        +  egress {
                        +    from_port   = 53
                        +    to_port     = 53
                        +    protocol    = "udp"
                        +    cidr_blocks = ["10.0.0.2/32"]
                        +  }
                           tags = { a = "b" }
                         }
                        ======
                        diff --git a/main.tf b/main.tf
                        --- a/main.tf
                        +++ b/main.tf
                        @@ -1,13 +1,8 @@
                         resource "aws_security_group" "web" {
                           name = "web"
                           # everything, for now
                        +  # old
                           egress {
                        -    from_port   = 0
                        -    to_port     = 0
                        -    protocol    = "-1"
                        -    cidr_blocks = ["0.0.0.0/0"]
                        -  } # old
                        -  egress {
                             from_port   = 443
                             to_port     = 443
                             protocol    = "tcp"
                        """);
    }

    @Test
    void oneOfSeveralDestinationsGoesAloneAndTheRestOfTheBlockStays() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        resource "aws_security_group" "web" {
                          egress {
                            protocol    = "-1"
                            cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
                          }
                        }
                        """);
        List<Known> standing = List.of(WORLD, rule(Service.ALL, "10.0.0.0/8"));

        String diffs = diffs(folder, "aws_security_group.web", standing, List.of(PARTNER), List.of(WORLD));

        assertThat(diffs).contains("+    cidr_blocks = [\"10.0.0.0/8\"]");
    }

    @Test
    void whenNothingIsLeftAnEmptyListIs() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        resource "aws_security_group" "web" {
                          name = "web"
                          egress {
                            protocol    = "-1"
                            cidr_blocks = ["0.0.0.0/0"]
                          }
                        }
                        """);

        assertThat(diffs(folder, "aws_security_group.web", List.of(WORLD), List.of(), List.of(WORLD)))
                .endsWith("""
                         resource "aws_security_group" "web" {
                           name = "web"
                        -  egress {
                        -    protocol    = "-1"
                        -    cidr_blocks = ["0.0.0.0/0"]
                        -  }
                        +  egress = []
                         }
                        """);
    }

    @Test
    void ruleResourcesStayOfTheirTypeAndDescriptionsOfWhatStaysAreNotTouched() {
        MemoryFolder folder = new MemoryFolder()
                .with("main.tf", "resource \"aws_security_group\" \"web\" {\n}\n")
                .with("rules.tf", """
                        resource "aws_vpc_security_group_egress_rule" "web" {
                          security_group_id = aws_security_group.web.id
                          ip_protocol       = "-1"
                          cidr_ipv4         = "0.0.0.0/0"
                          description       = "all"
                        }

                        resource "aws_vpc_security_group_egress_rule" "dns" {
                          security_group_id = aws_security_group.web.id
                          ip_protocol       = "udp"
                          from_port         = 53
                          to_port           = 53
                          cidr_ipv4         = "10.0.0.2/32"
                          description       = "names"
                        }
                        """);

        String diffs = diffs(folder, "aws_security_group.web", List.of(WORLD, DNS), List.of(PARTNER), List.of(WORLD));

        assertThat(diffs)
                .contains("+resource \"aws_vpc_security_group_egress_rule\" \"dns_2\" {")
                .contains("-resource \"aws_vpc_security_group_egress_rule\" \"web\" {")
                .doesNotContain("-  description       = \"names\"");
    }

    @Test
    void aValueThatIsUsedElsewhereIsNotChanged() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        locals {
                          world = ["0.0.0.0/0", "10.0.0.0/8"]
                        }
                        resource "aws_security_group" "web" {
                          dynamic "egress" {
                            for_each = local.world
                            content {
                              protocol    = "-1"
                              cidr_blocks = [egress.value]
                            }
                          }
                        }
                        resource "aws_network_acl" "other" {
                          cidrs = local.world
                        }
                        """);

        Known private10 = rule(Service.ALL, "10.0.0.0/8");
        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(() -> diffs(
                        folder, "aws_security_group.web", List.of(WORLD, private10), List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("main.tf:7")
                .withMessageContaining("all traffic to 0.0.0.0/0");
    }

    @Test
    void aDynamicBlockGoesWithTheLastOfItsRulesAndNoneIsLeftWithoutDestination() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        variable "open" {
                          default = true
                        }
                        resource "aws_security_group" "web" {
                          dynamic "egress" {
                            for_each = var.open ? [1] : []
                            content {
                              from_port   = 0
                              to_port     = 0
                              protocol    = "-1"
                              cidr_blocks = ["0.0.0.0/0"]
                            }
                          }
                        }
                        """);

        assertThat(diffs(folder, "aws_security_group.web", List.of(WORLD), List.of(PARTNER), List.of(WORLD)))
                .endsWith("""
                         resource "aws_security_group" "web" {
                        -  dynamic "egress" {
                        -    for_each = var.open ? [1] : []
                        -    content {
                        -      from_port   = 0
                        -      to_port     = 0
                        -      protocol    = "-1"
                        -      cidr_blocks = ["0.0.0.0/0"]
                        -    }
                        -  }
                           egress {
                             from_port   = 443
                             to_port     = 443
                        """);
    }

    @Test
    void nothingIsPatchedUnderAListThatRevokesWhatItDoesNotName() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        resource "aws_security_group" "web" {
                          egress {
                            from_port   = 0
                            to_port     = 0
                            protocol    = "-1"
                            cidr_blocks = ["0.0.0.0/0"]
                          }
                        }
                        resource "aws_vpc_security_group_rules_exclusive" "web" {
                          security_group_id = aws_security_group.web.id
                          egress_rule_ids   = []
                          ingress_rule_ids  = []
                        }
                        """);

        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(
                        () -> diffs(folder, "aws_security_group.web", List.of(WORLD), List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("main.tf:9")
                .withMessageContaining("revokes in the same apply every rule whose id it does not list");
    }

    @Test
    void aValueThatIsOfThisGroupAloneIsChangedWhereItIsWritten() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                        module "web" {
                          source = "./web"
                          rules = [
                            { port = 443, cidr = "0.0.0.0/0" }, # the world
                            { port = 5432, cidr = "10.0.0.0/8" },
                          ]
                        }
                        module "db" {
                          source = "./web"
                          rules  = [{ port = 1, cidr = "10.0.0.0/8" }]
                        }
                        """).with("web/main.tf", """
                        variable "rules" {
                          type = list(object({ port = number, cidr = string }))
                        }
                        resource "aws_security_group" "this" {
                          dynamic "egress" {
                            for_each = var.rules
                            content {
                              from_port   = egress.value.port
                              to_port     = egress.value.port
                              protocol    = "tcp"
                              cidr_blocks = [egress.value.cidr]
                            }
                          }
                        }
                        """);
        Known open = rule(Service.tcp(443), "0.0.0.0/0");
        Known other = rule(Service.tcp(5432), "10.0.0.0/8");
        Known mail = rule(Service.of(Protocol.TCP, PortRange.of(25)), "203.0.113.7/32");

        assertThat(diffs(
                        folder,
                        "module.web.aws_security_group.this",
                        List.of(open, other),
                        List.of(PARTNER, mail),
                        List.of(open)))
                .isEqualTo("""
                        diff --git a/main.tf b/main.tf
                        --- a/main.tf
                        +++ b/main.tf
                        @@ -1,7 +1,9 @@
                         module "web" {
                           source = "./web"
                           rules = [
                        -    { port = 443, cidr = "0.0.0.0/0" }, # the world
                        +    { port = 443, cidr = "0.0.0.0/0" },
                        +    { port = 25, cidr = "203.0.113.7/32" },
                        +    { port = 443, cidr = "198.51.100.0/24" }, # the world
                             { port = 5432, cidr = "10.0.0.0/8" },
                           ]
                         }
                        ======
                        diff --git a/main.tf b/main.tf
                        --- a/main.tf
                        +++ b/main.tf
                        @@ -1,7 +1,6 @@
                         module "web" {
                           source = "./web"
                           rules = [
                        -    { port = 443, cidr = "0.0.0.0/0" },
                             { port = 25, cidr = "203.0.113.7/32" },
                             { port = 443, cidr = "198.51.100.0/24" }, # the world
                             { port = 5432, cidr = "10.0.0.0/8" },
                        """);
    }

    @Test
    void refusesWhereCodeAndAccountDiffer() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                resource "aws_security_group" "web" {
                  egress {
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                """);

        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(() ->
                        diffs(folder, "aws_security_group.web", List.of(WORLD, DNS), List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("code and account differ about udp 53 to 10.0.0.2/32");
    }

    private static final String SHARED = """
            resource "aws_security_group" "web" {
              name = "web"
            }
            resource "aws_security_group_rule" "out" {
              type              = "egress"
              security_group_id = aws_security_group.web.id
              protocol          = "tcp"
              from_port         = 443
              to_port           = 443
              cidr_blocks       = ["0.0.0.0/0", "10.0.0.0/8"] # both
            }
            """;

    @Test
    void aResourceThatWouldBeDestroyedWithRulesThatStayIsNotChanged() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", SHARED);
        Known open = rule(Service.tcp(443), "0.0.0.0/0");
        Known stays = rule(Service.tcp(443), "10.0.0.0/8");

        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(() ->
                        diffs(folder, "aws_security_group.web", List.of(open, stays), List.of(PARTNER), List.of(open)))
                .withMessageContaining("main.tf:4")
                .withMessageContaining("with rules that stay, which Terraform would revoke, too")
                .withMessageContaining("tcp 443 to 0.0.0.0/0");
    }

    @Test
    void adoptedItIsAnotherResourceWhichIsImported() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", SHARED);
        Known open = rule(Service.tcp(443), "0.0.0.0/0");
        Known stays = rule(Service.tcp(443), "10.0.0.0/8");

        GroupPatches.Adoption adoption = new GroupPatches(
                        folder.root(), TerraformState.NONE, "sg-1", "aws_security_group.web")
                .adopting(List.of(open, stays), List.of(stays, PARTNER));

        assertThat(adoption.files().get(0).after()).contains("""
                resource "aws_security_group_rule" "out_3" {
                  type              = "egress"
                  security_group_id = aws_security_group.web.id
                  protocol          = "tcp"
                  from_port         = 443
                  to_port           = 443
                  cidr_blocks       = ["10.0.0.0/8"] # both
                }
                """);
        assertThat(adoption.imports().orElseThrow().after()).isEqualTo("""
                import {
                  to = aws_security_group_rule.out_2
                  id = "sg-1_egress_tcp_443_443_198.51.100.0/24"
                }

                import {
                  to = aws_security_group_rule.out_3
                  id = "sg-1_egress_tcp_443_443_10.0.0.0/8"
                }
                """);
    }

    @Test
    void whatIsNamedByReferenceIsKnownByTheState() {
        MemoryFolder folder = new MemoryFolder().with("main.tf", """
                resource "aws_security_group" "db" {
                  name = "db"
                }
                data "aws_security_group" "cache" {
                  name = "cache"
                }
                data "aws_ec2_managed_prefix_list" "s3" {
                  name = "com.amazonaws.eu-west-1.s3"
                }
                resource "aws_security_group" "web" {
                  egress {
                    protocol        = "tcp"
                    from_port       = 5432
                    to_port         = 5432
                    security_groups = [aws_security_group.db.id, data.aws_security_group.cache.id]
                    prefix_list_ids = [data.aws_ec2_managed_prefix_list.s3.id]
                    self            = true
                  }
                  egress {
                    protocol    = "-1"
                    from_port   = 0
                    to_port     = 0
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                """).with("state.json", """
                {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": [
                  {"mode": "managed", "type": "aws_security_group", "name": "db",
                   "instances": [{"attributes": {"id": "sg-db", "name": "db"}}]},
                  {"mode": "data", "type": "aws_security_group", "name": "cache",
                   "instances": [{"attributes": {"id": "sg-cache", "name": "cache"}}]},
                  {"mode": "data", "type": "aws_ec2_managed_prefix_list", "name": "s3",
                   "instances": [{"attributes": {"id": "pl-s3", "entries": []}}]}]}
                """);
        List<Known> standing = List.of(
                WORLD,
                Known.of(Service.tcp(5432), new Destination.Group("sg-db", Optional.empty())),
                Known.of(Service.tcp(5432), new Destination.Group("sg-cache", Optional.empty())),
                Known.of(Service.tcp(5432), new Destination.Group("sg-web", Optional.empty())),
                Known.of(Service.tcp(5432), new Destination.PrefixList("pl-s3")));
        TerraformState state = folder.state("state.json");

        List<GroupPatches.Changed> files = new GroupPatches(folder.root(), state, "sg-web", "aws_security_group.web")
                .inTwoSteps(standing, List.of(PARTNER), List.of(WORLD));

        assertThat(files.get(0).after())
                .contains("security_groups = [aws_security_group.db.id, data.aws_security_group.cache.id]")
                .doesNotContain("0.0.0.0/0");
        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(
                        () -> new GroupPatches(folder.root(), TerraformState.NONE, "sg-web", "aws_security_group.web")
                                .inTwoSteps(standing, List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("name the state with `--state FILE`");
    }

    @Test
    void aResourceThatSomethingRefersToIsNotTakenAway() {
        String text = """
                resource "aws_security_group" "web" {
                  name = "web"
                }
                resource "aws_vpc_security_group_egress_rule" "all" {
                  security_group_id = aws_security_group.web.id
                  ip_protocol       = "-1"
                  cidr_ipv4         = "0.0.0.0/0"
                }
                # was aws_vpc_security_group_egress_rule.all once more
                """;
        MemoryFolder named = new MemoryFolder()
                .with("main.tf", text)
                .with("outputs.tf", "output \"rule\" {\n  value = aws_vpc_security_group_egress_rule.all.id\n}\n");

        assertThatExceptionOfType(GroupPatches.Refused.class)
                .isThrownBy(
                        () -> diffs(named, "aws_security_group.web", List.of(WORLD), List.of(PARTNER), List.of(WORLD)))
                .withMessageContaining("main.tf:4")
                .withMessageContaining(
                        "something else refers to `aws_vpc_security_group_egress_rule.all`, which has to go with it");
        assertThat(diffs(
                        new MemoryFolder().with("main.tf", text),
                        "aws_security_group.web",
                        List.of(WORLD),
                        List.of(PARTNER),
                        List.of(WORLD)))
                .contains("-resource \"aws_vpc_security_group_egress_rule\" \"all\" {");
    }

    @ParameterizedTest
    @CsvSource({
        "1.15.9, weir-import-sg-1.tf, module.web.",
        "1.16.0, web/weir-import-sg-1.tf, ''",
        "2.0.0-rc1, web/weir-import-sg-1.tf, ''"
    })
    void importsStandInTheModuleOnceTerraformReadsThemThere(String terraform, String path, String module) {
        MemoryFolder folder = new MemoryFolder()
                .with("main.tf", "module \"web\" {\n  source = \"./web\"\n}\n")
                .with("web/main.tf", """
                        resource "aws_security_group" "this" {
                          name = "web"
                        }
                        resource "aws_vpc_security_group_egress_rule" "all" {
                          security_group_id = aws_security_group.this.id
                          ip_protocol       = "-1"
                          cidr_ipv4         = "0.0.0.0/0"
                        }
                        """)
                .with(
                        "state.json",
                        "{\"version\": 4, \"terraform_version\": \"" + terraform
                                + "\", \"serial\": 1, \"lineage\": \"x\", \"resources\": []}");
        Known live =
                new Known(Optional.of("sgr-9"), PARTNER.service(), PARTNER.destination(), Optional.empty(), Map.of());

        GroupPatches.Changed imports = new GroupPatches(
                        folder.root(), folder.state("state.json"), "sg-1", "module.web.aws_security_group.this")
                .adopting(List.of(WORLD), List.of(live))
                .imports()
                .orElseThrow();

        assertThat(imports.path()).isEqualTo(path);
        assertThat(imports.after())
                .isEqualTo("import {\n  to = " + module
                        + "aws_vpc_security_group_egress_rule.all_2\n  id = \"sgr-9\"\n}\n");
    }
}
