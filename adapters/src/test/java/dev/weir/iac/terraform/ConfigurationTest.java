package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.InventoryFiles;
import dev.weir.finding.Finding;
import dev.weir.iac.JudgedCode;
import dev.weir.iac.Sample;
import dev.weir.iac.SourceText;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.HclReader;
import dev.weir.inventory.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {

    private static final String OPEN = "  egress {\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n"
            + "    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n";

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private JudgedCode judged() {
        return JudgedCode.of(folder);
    }

    static Stream<String> samplesWithPlan() {
        return Sample.all().stream()
                .filter(sample -> sample.file().equals("plan.json"))
                .map(Sample::name)
                .filter(name -> !name.contains("moved"));
    }

    @ParameterizedTest
    @MethodSource("samplesWithPlan")
    void theTextNeverPassesWhatThePlanFails(String name) {
        Path sample = Path.of("src/test/resources/iac", name);
        ConfigurationSamplesTest.copyText(sample, folder);

        Map<String, String> byPlan = JudgedCode.of(sample.resolve("plan.json")).verdicts();
        Map<String, String> byText = judged().verdicts();

        byPlan.forEach((address, verdicts) -> {
            String[] planned = verdicts.split(" ");
            String[] written = byText.getOrDefault(address, "absent absent").split(" ");
            for (int reading = 0; reading < 2; reading++) {
                boolean contradicts = planned[reading].equals("fail") && written[reading].equals("pass")
                        || planned[reading].equals("pass") && written[reading].equals("fail");
                assertThat(contradicts)
                        .as("%s: %s, %s", address, verdicts, byText)
                        .isFalse();
            }
        });
    }

    @Test
    void saysLineAndColumnOfWhatOpens() throws IOException {
        write("main.tf", "# one\n\n  resource \"aws_security_group\" \"a\" {\n" + OPEN + "}\n");

        Finding finding = judged().findings().get(0);

        assertThat(finding.subject().origin().line()).hasValue(3);
        assertThat(finding.subject().origin().column()).hasValue(3);
        assertThat(finding.subject().origin().place()).endsWith("main.tf");
    }

    @Test
    void theRulesOfOneBlockComeInOneOrder() throws IOException {
        write(
                "main.tf",
                "resource \"aws_security_group\" \"a\" {\n" + OPEN.replace("  }\n", "")
                        + "    security_groups = [\"sg-1\"]\n    prefix_list_ids = [\"pl-1\"]\n"
                        + "    ipv6_cidr_blocks = [\"::/0\"]\n  }\n}\n");

        Snapshot read = Snapshot.of(sink -> InventoryFiles.of(List.of(folder), List.of(new TerraformFormat()))
                .read(sink));

        assertThat(read.securityGroups().get(0).knownOutbound())
                .extracting(rule -> rule.destination().text())
                .containsExactly("0.0.0.0/0", "::/0", "pl-1", "sg-1");
    }

    @ParameterizedTest
    @CsvSource({
        "'', found nothing; expected a JSON object; nothing of this file was read",
        "'{}\n{}', found more behind the JSON object; expected its end; nothing of this file was read"
    })
    void aFileIsOneJsonObject(String text, String message) throws IOException {
        write("main.tf", "resource \"aws_security_group\" \"a\" {\n" + OPEN + "}\n");
        write("more.tf.json", text);

        JudgedCode judged = judged();

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("fail fail");
        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.summary().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message));
    }

    @Test
    void thePlaceOfAnElementBehindOneThatMayNotBeThereIsNotKnown() throws IOException {
        write(
                "main.tf",
                "variable \"more\" {\n  type = bool\n}\nresource \"aws_security_group\" \"a\" {\n  dynamic \"egress\" {\n"
                        + "    for_each = [for one in [\"a\", \"b\"] : one if one == \"b\" || var.more]\n    content {\n"
                        + "      from_port = 0\n      to_port = 0\n      protocol = \"-1\"\n"
                        + "      cidr_blocks = egress.key == 0 && egress.value == \"b\" ? [\"0.0.0.0/0\"] : [\"10.0.0.0/8\"]\n"
                        + "    }\n  }\n}\n");

        assertThat(judged().verdict("aws_security_group.a")).isEqualTo("unknown unknown");
    }

    @Test
    void whatABlockIsRepeatedOverHasOneOrder() {
        MemoryFolder memory = new MemoryFolder()
                .with("main.tf", "resource \"aws_security_group\" \"a\" {\n  for_each = { x = 1 }\n}\n");
        ModuleFolders folders = new ModuleFolders(problem -> {});
        Configuration code =
                new Configuration(folders.module(memory.root(), ".").orElseThrow(), folders, problem -> {});

        Value each = code.resource("aws_security_group.a[\"x\"]")
                .orElseThrow()
                .evaluator()
                .value(HclReader.expression(new SourceText("t", "each")));

        assertThat(((Value.Fields) each).members().keySet()).containsExactly("key", "value");
    }

    @Test
    void aSetHoldsEachNumberOnce() throws IOException {
        write(
                "main.tf",
                "variable \"ports\" {\n  type = set(number)\n  default = [2, 1, 2]\n}\n"
                        + "resource \"aws_security_group\" \"a\" {\n  count = length(var.ports)\n" + OPEN + "}\n");

        assertThat(judged().verdicts()).containsOnlyKeys("aws_security_group.a[0]", "aws_security_group.a[1]");
    }

    @Test
    void aBrokenFileIsToldAndTheRestJudged() throws IOException {
        write(
                "main.tf",
                "resource \"aws_security_group\" \"a\" {\n" + OPEN + "}\n"
                        + "resource \"aws_security_group\" \"b\" {\n}\n");
        write("rules.tf", "resource \"aws_security_group_rule\" \"x\" {\n  type = [\n}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("fail fail");
        assertThat(judged.verdict("aws_security_group.b")).isEqualTo("unknown unknown");
        assertThat(judged.summary().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.origin().line()).hasValue(3);
            assertThat(problem.message()).isEqualTo("found `}`; expected an expression; lines 1 to 3 were not read");
        });
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void ofABrokenFileTheBlocksThatCanBeReadAreJudged() throws IOException {
        write(
                "main.tf",
                "resource \"aws_security_group\" \"a\" {\n" + OPEN + "}\n"
                        + "resource \"aws_security_group\" \"b\" {\n  name = \"b\n" + OPEN + "}\n"
                        + "resource \"aws_security_group\" \"c\" {\n  egress = []\n}\n"
                        + "resource \"aws_security_group\" \"d\" {\n  tags = {\n" + OPEN + "}\n"
                        + "resource \"aws_security_group\" \"e\" {\n" + OPEN + "}\n}\n"
                        + "# resource \"aws_security_group\" \"none\" {\n"
                        + "resource \"aws_security_group\" \"f\" {\n}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdicts())
                .isEqualTo(Map.of(
                        "aws_security_group.a", "fail fail",
                        "aws_security_group.b", "unknown unknown",
                        "aws_security_group.c", "pass pass",
                        "aws_security_group.d", "unknown unknown",
                        "aws_security_group.e", "fail fail",
                        "aws_security_group.f", "pass pass"));
        assertThat(judged.summary().problems())
                .extracting(problem -> problem.origin().line().orElse(0) + ": " + problem.message())
                .containsExactly(
                        "10: this quoted text is not closed in its line; expected `\"`; lines 9 to 17 were not read",
                        "23: found `{`; expected `=` behind the key of an object; lines 21 to 29 were not read",
                        "38: found `}`, and no brace is open; lines 38 to 39 were not read");
        assertThat(judged.summary().complete()).isFalse();
    }

    @Test
    void aBlockThatAMissingBraceLeavesInAnotherOneIsNotLost() throws IOException {
        write(
                "main.tf",
                "resource \"aws_security_group\" \"a\" {\n  egress = []\n" + "resource \"aws_security_group\" \"b\" {\n"
                        + OPEN + "}\n}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("pass pass");
        assertThat(judged.verdict("aws_security_group.b")).isEqualTo("fail fail");
        assertThat(judged.summary().problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem)
                                .asString()
                                .endsWith(
                                        "main.tf:3: a block `resource` stands in another one; expected it at the top level; it was not read"));
    }

    @Test
    void anOverrideFileCounts() throws IOException {
        write("main.tf", "resource \"aws_security_group\" \"a\" {\n" + OPEN + "}\n");
        write(
                "x_override.tf",
                "resource \"aws_security_group\" \"a\" {\n" + OPEN.replace("0.0.0.0/0", "10.0.0.0/8") + "}\n");

        assertThat(judged().verdict("aws_security_group.a")).isEqualTo("pass pass");
    }

    @Test
    void modulesThatCallEachOtherAreTold() throws IOException {
        write("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n");
        write("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n");
        write(
                "b/main.tf",
                "module \"a\" {\n  source = \"../a\"\n}\nresource \"aws_security_group\" \"x\" {\n" + OPEN + "}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdict("module.a.module.b.aws_security_group.x")).isEqualTo("fail fail");
        assertThat(judged.summary().problems())
                .extracting(problem -> problem.message())
                .contains("`a` leads back to a module that calls it; nothing below it was read");
    }

    @Test
    void aModuleThatIsNotThereIsToldAndItsGroupMayHaveAnyRule() throws IOException {
        write("main.tf", """
                resource "aws_security_group" "a" {
                }
                module "rules" {
                  source            = "example/rules/aws"
                  security_group_id = aws_security_group.a.id
                }
                """);

        JudgedCode judged = judged();

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("unknown unknown");
        assertThat(judged.summary().problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message())
                                .startsWith(
                                        "the module `rules` is not read: `example/rules/aws` is not installed here; help: run"));
    }

    @Test
    void aModuleThatInitPutThereIsRead() throws IOException {
        write("main.tf", "module \"sg\" {\n  source = \"example/sg/aws\"\n  cidr = \"0.0.0.0/0\"\n}\n");
        write(
                ".terraform/modules/modules.json",
                "{\"Modules\":[{\"Key\":\"\",\"Source\":\"\",\"Dir\":\".\"},"
                        + "{\"Key\":\"sg\",\"Source\":\"example/sg/aws\",\"Dir\":\".terraform/modules/sg\"}]}");
        write(
                ".terraform/modules/sg/main.tf",
                "variable \"cidr\" {\n}\nresource \"aws_security_group\" \"this\" {\n"
                        + OPEN.replace("\"0.0.0.0/0\"", "var.cidr") + "}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdict("module.sg.aws_security_group.this")).isEqualTo("fail fail");
        assertThat(judged.summary().problems()).isEmpty();
    }

    @Test
    void theJsonSyntaxIsTheSame() throws IOException {
        write("main.tf.json", """
                {
                  "//": "a comment",
                  "variable": {"cidr": {"type": "string", "default": "0.0.0.0/0"}},
                  "locals": {"world": ["${var.cidr}"]},
                  "resource": {
                    "aws_security_group": {
                      "a": {"egress": [{"from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": "${local.world}"}]},
                      "b": {"egress": {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}},
                      "c": {"dynamic": {"egress": {"for_each": "${toset(local.world)}", "content":
                        {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["${egress.value}"]}}}},
                      "d": {}
                    },
                    "aws_vpc_security_group_egress_rule": {
                      "d": [{"security_group_id": "${aws_security_group.d.id}", "ip_protocol": "-1", "cidr_ipv6": "::/0"}]
                    }
                  }
                }
                """);

        JudgedCode judged = judged();

        assertThat(judged.summary().problems()).isEmpty();
        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("fail fail");
        assertThat(judged.verdict("aws_security_group.b")).isEqualTo("pass pass");
        assertThat(judged.verdict("aws_security_group.c")).isEqualTo("pass fail");
        assertThat(judged.verdict("aws_security_group.d")).isEqualTo("fail fail");
    }

    @Test
    void aConditionThatIsNotKnownIsUnknownUnlessBothWaysAgree() throws IOException {
        write(
                "main.tf",
                "variable \"open\" {\n  type = bool\n}\n"
                        + "resource \"aws_security_group\" \"either\" {\n"
                        + OPEN.replace("[\"0.0.0.0/0\"]", "var.open ? [\"0.0.0.0/0\"] : [\"10.0.0.0/8\"]") + "}\n"
                        + "resource \"aws_security_group\" \"both\" {\n"
                        + OPEN.replace(
                                "[\"0.0.0.0/0\"]", "var.open ? [\"0.0.0.0/0\"] : [\"0.0.0.0/1\", \"128.0.0.0/1\"]")
                        + "}\n"
                        + "resource \"aws_security_group\" \"neither\" {\n"
                        + OPEN.replace("[\"0.0.0.0/0\"]", "var.open ? [\"10.1.0.0/16\"] : [\"10.0.0.0/8\"]") + "}\n");

        JudgedCode judged = judged();

        assertThat(judged.verdict("aws_security_group.either")).isEqualTo("unknown unknown");
        assertThat(judged.verdict("aws_security_group.both")).isEqualTo("fail fail");
        assertThat(judged.verdict("aws_security_group.neither")).isEqualTo("pass pass");
    }

    @Test
    void whatIsIgnoredOrImportedIsUnknown() throws IOException {
        write("main.tf", """
                resource "aws_security_group" "ignored" {
                  egress = []
                  lifecycle {
                    ignore_changes = [egress, tags["x"]]
                  }
                }
                resource "aws_security_group" "imported" {
                }
                import {
                  to = aws_security_group.imported
                  id = "sg-0123456789abcdef0"
                }
                """);

        assertThat(judged().verdict("aws_security_group.ignored")).isEqualTo("unknown unknown");
        assertThat(judged().verdict("aws_security_group.imported")).isEqualTo("unknown unknown");
    }

    @Test
    void aPlanBesideItsConfigurationIsJudgedOnceAndStandsWhereItIsWritten() {
        JudgedCode judged = JudgedCode.of(Path.of("src/test/resources/iac/tf-all-with-ports"));

        assertThat(judged.verdict("aws_security_group.zero")).isEqualTo("fail fail");
        assertThat(judged.findings())
                .allSatisfy(finding ->
                        assertThat(finding.subject().origin().place()).endsWith("main.tf"));
    }

    @Test
    void aCommentOnTheResourceDecides() throws IOException {
        write("main.tf", """
                # text
                # weir:ignore cfd-f0b-f05 until=2999-03-31 reason="the \\"proxy\\" needs it"
                # more
                resource "aws_security_group" "above" {
                  egress {
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                # weir:ignore cfd-f0b-f05 until=2999-03-31 reason="an empty line parts it"

                resource "aws_security_group" "apart" {
                  egress {
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                resource "aws_security_group" "inside" {
                  egress { // weir:ignore cfd-f0b-f05 reason="for good"
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                resource "aws_security_group" "text" {
                  description = "# weir:ignore cfd-f0b-f05 until=2999-03-31 reason='x'"
                  egress {
                    protocol    = "-1"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                # weir:ignore cfd-f0b-f05 until=soon reason="later"
                resource "aws_security_group" "wrong" {
                }
                """);

        JudgedCode judged = judged();

        assertThat(judged.findings())
                .filteredOn(finding -> finding.suppression().isPresent())
                .extracting(finding -> finding.subject().id())
                .containsOnly("aws_security_group.above", "aws_security_group.inside");
        assertThat(judged.summary().problems())
                .extracting(Object::toString)
                .anyMatch(problem -> problem.contains("main.tf:31: `until=soon` is no day"));
    }

    @Test
    void aRuleOfOneOfSeveralGroupsMayBelongToEach() throws IOException {
        write("main.tf", """
                variable "first" {
                  type = bool
                }
                variable "key" {
                  type = string
                }
                resource "aws_security_group" "a" {
                }
                resource "aws_security_group" "b" {
                  for_each = toset(["x", "y"])
                }
                resource "aws_vpc_security_group_egress_rule" "either" {
                  security_group_id = var.first ? aws_security_group.a.id : aws_security_group.b[var.key].id
                  ip_protocol       = "-1"
                  cidr_ipv4         = "0.0.0.0/0"
                }
                """);

        for (String group : new String[] {"aws_security_group.a", "aws_security_group.b[\"x\"]"}) {
            assertThat(judged().verdict(group)).isEqualTo("unknown unknown");
        }
    }
}
