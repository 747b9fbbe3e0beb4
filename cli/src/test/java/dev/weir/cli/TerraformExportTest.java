package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.plan.GroupRef;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code weir export --to terraform} as a person meets it: command, files, {@code git apply}, and a scan of the folder. */
class TerraformExportTest extends ChangeCommands {

    private static final String INLINE = """
            resource "aws_security_group" "web" {
              name = "name of sg-0a1b2c3d"

              egress { # for now
                from_port   = 0
                to_port     = 0
                protocol    = "-1"
                cidr_blocks = ["0.0.0.0/0"]
              }
            }
            """;

    private static final String BESIDE = """
            resource "aws_security_group" "web" {
              name = "name of sg-0a1b2c3d"
            }

            resource "aws_vpc_security_group_egress_rule" "all" {
              security_group_id = aws_security_group.web.id
              ip_protocol       = "-1"
              cidr_ipv4         = "0.0.0.0/0"
            }
            """;

    private Path code = Path.of("");
    private Path plan = Path.of("");

    @BeforeEach
    void aPlanIsMade() throws IOException {
        group(WEB, ALL);
        plan = planned(WEB);
        code = Files.createDirectories(folder.resolve("code"));
        run("git", "init", "--quiet");
    }

    private void run(String program, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Peer.required(program).program().toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(code.toFile())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as("%s", command).isZero();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private Said export(Path what, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "export",
                what.toString(),
                "--to",
                "terraform",
                "--out",
                folder.resolve("out").toString()));
        words.addAll(List.of("--accept", "evidence", "--accept", "attachment", "--reason", "asked for by hand"));
        words.addAll(List.of(more));
        return weir(words);
    }

    private String out(String file) throws IOException {
        return Files.readString(folder.resolve("out").resolve(file));
    }

    private String verdict() {
        Said said = weir("scan", code.toString());
        assertThat(said.exit()).as(said.all()).isIn(0, 3);
        return said.exit() == 0 ? "closed" : "open";
    }

    @Test
    void aPlanIsTwoPatchesOfTheConfiguration() throws IOException {
        Files.writeString(code.resolve("main.tf"), INLINE);

        Said said = export(plan, "--config", code.toString());

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.err()).contains("sg-0a1b2c3d: the plan is not ready: evidence: ");
        assertThat(out("steps.md"))
                .contains("> NOT READY: gate evidence fails: ")
                .contains(">   accepted, because: asked for by hand")
                .contains("1. `git apply ")
                .contains("2. `weir explain sg-0a1b2c3d`");
        run("git", "apply", folder.resolve("out/1-add.patch").toString());
        assertThat(verdict()).isEqualTo("open");
        assertThat(Files.readString(code.resolve("main.tf")))
                .contains("203.0.113.0/28")
                .contains("egress { # for now");
        run("git", "apply", folder.resolve("out/2-remove.patch").toString());
        assertThat(verdict()).isEqualTo("closed");
        assertThat(Files.readString(code.resolve("main.tf"))).doesNotContain("0.0.0.0/0");
    }

    @Test
    void aStateThatIsNotThereIsSaidToBeMissing() throws IOException {
        Files.writeString(code.resolve("main.tf"), INLINE);

        Said said = export(plan, "--config", code.toString(), "--state", "gone.tfstate");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("gone.tfstate` cannot be read: there is no such file");
    }

    @Test
    void aJournalIsThePatchThatSaysWhatIsLive() throws IOException {
        Files.writeString(code.resolve("main.tf"), BESIDE);
        Said applied = weir(apply(List.of(plan), "--yes"));
        assertThat(applied.exit()).as(applied.all()).isZero();

        Said said = export(journal(WEB), "--config", code.toString());

        assertThat(said.exit()).as(said.all()).isZero();
        run("git", "apply", folder.resolve("out/adopt.patch").toString());
        assertThat(Files.readString(code.resolve("main.tf"))).contains("""
                resource "aws_vpc_security_group_egress_rule" "all_2" {
                  security_group_id = aws_security_group.web.id
                  description       = "weir: required"
                  ip_protocol       = "tcp"
                  from_port         = 443
                  to_port           = 443
                  cidr_ipv4         = "203.0.113.0/28"
                  tags              = { "weir:plan" = "sha256:""").doesNotContain("\"all\"");
        assertThat(Files.readString(code.resolve("weir-import-sg-0a1b2c3d.tf")))
                .matches(
                        "import \\{\n  to = aws_vpc_security_group_egress_rule\\.all_2\n  id = \"sgr-[0-9a-f]+\"\n}\n");
        assertThat(out("steps.md"))
                .contains("0 to add, 0 to change, 0 to destroy")
                .contains("weir-import-sg-0a1b2c3d.tf");
        assertThat(verdict()).isEqualTo("closed");
    }

    @Test
    void aJournalOfAChangeThatWasUndoneIsNotAdopted() throws IOException {
        Files.writeString(code.resolve("main.tf"), BESIDE);
        assertThat(weir(apply(List.of(plan), "--yes")).exit()).isZero();
        Said back = weir(
                "rollback",
                journal(WEB).toString(),
                "--yes",
                "--endpoint-url",
                endpoint.toString(),
                "--settle",
                "0s",
                "--in-flight",
                "0s");
        assertThat(back.exit()).as(back.all()).isZero();

        Said said = export(journal(WEB), "--config", code.toString());

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("was undone: the group has the rules that it had before");
    }

    @Test
    void withoutConfigurationNewRulesAndWordsAreWritten() throws IOException {
        Said said = export(plan);

        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(out("rules.tf"))
                .contains("security_group_id = \"sg-0a1b2c3d\"")
                .doesNotContain("import {");
        assertThat(out("steps.md"))
                .contains("3. Delete the code of these rules, and of no others:\n\n   - all traffic 0.0.0.0/0\n")
                .contains("   egress {\n");
        assertThat(weir(apply(List.of(plan), "--yes")).exit()).isZero();
        Said adopted = export(journal(WEB));
        assertThat(adopted.exit()).as(adopted.all()).isZero();
        assertThat(out("rules.tf"))
                .containsPattern(
                        "import \\{\n  to = aws_vpc_security_group_egress_rule\\.weir_sg_0a1b2c3d_1\n  id = \"sgr-");
        Files.writeString(code.resolve("rules.tf"), out("rules.tf"));
        assertThat(verdict()).isEqualTo("closed");
    }

    @Test
    void aRefusalNamesFileLineAndTheValuesToGive() throws IOException {
        Files.writeString(
                code.resolve("main.tf"),
                INLINE.replace("[\"0.0.0.0/0\"]", "local.world")
                        + "\nlocals {\n  world = [\"0.0.0.0/0\"]\n}\n\noutput \"world\" {\n  value = local.world\n}\n");

        Said said = export(plan, "--config", code.toString());

        assertThat(said.exit()).isZero(); // the block goes as a whole, whatever else uses the value
        Files.writeString(
                code.resolve("main.tf"),
                BESIDE + "\noutput \"rule\" {\n  value = aws_vpc_security_group_egress_rule.all.id\n}\n");

        Said refused = export(plan, "--config", code.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("main.tf:5").contains("all traffic to 0.0.0.0/0");
    }

    @Test
    void whatTerraformMakesIsChangedInEitherOfTwoWays() throws IOException {
        Files.writeString(code.resolve("main.tf"), INLINE);
        GroupRef web = new GroupRef(WEB, "name of " + WEB, Optional.empty(), Optional.empty(), Optional.empty());
        Path file = Path.of("web.json");

        String said = new CodeNearby(folder).bothWays(web, file);
        Files.writeString(code.resolve("other.tf"), """
                resource "aws_vpc_security_group_rules_exclusive" "web" {
                  security_group_id = aws_security_group.web.id
                  egress_rule_ids   = []
                  ingress_rule_ids  = []
                }
                """);
        String exclusive = new CodeNearby(folder).bothWays(web, file);

        assertThat(new CodeNearby(folder).whyNotLiveFirst(web))
                .hasValueSatisfying(why -> assertThat(why).contains("revokes what it does not list"));
        assertThat(new CodeNearby(folder.resolve("elsewhere")).whyNotLiveFirst(web))
                .isEmpty();

        assertThat(said).isEqualTo("""
                weir: two ways to change what Terraform makes:
                  in two applies of Terraform:
                    weir export web.json --to terraform --config CODE --out sg-0a1b2c3d-terraform
                  live first, then adopt; apply prints the name of the JOURNAL:
                    weir apply web.json --accept managed-outside --reason 'adopted in Terraform next'
                    weir export JOURNAL --to terraform --config CODE --out sg-0a1b2c3d-terraform""".replace("CODE", code.toString()));
        assertThat(exclusive)
                .contains("live first would be undone by the next apply")
                .doesNotContain("weir apply");
    }
}
