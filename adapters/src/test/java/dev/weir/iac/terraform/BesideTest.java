package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Finding;
import dev.weir.iac.JudgedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, state and configuration of one root in one folder. */
class BesideTest {

    private static final String WORLD = "0.0.0.0/0";
    private static final String NARROW = "198.51.100.0/24";

    @TempDir
    private Path folder;

    private static String inline(String cidr) {
        return """
                resource "aws_security_group" "web" {
                  name = "web"

                  egress {
                    from_port   = 443
                    to_port     = 443
                    protocol    = "tcp"
                    cidr_blocks = ["%s"]
                  }
                }
                """.formatted(cidr);
    }

    private static String block(String cidr) {
        return """
                {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["%s"]}""".formatted(cidr);
    }

    private static String state(String egress, String more) {
        return """
                {"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "x", "resources": [
                  {"mode": "managed", "type": "aws_security_group", "name": "web", "instances": [
                    {"attributes": {"id": "sg-1", "name": "web", "egress": [%s]}}]}%s]}
                """.formatted(egress, more);
    }

    private static String plan(String egress) {
        return """
                {"format_version": "1.2", "planned_values": {}, "resource_changes": [
                  {"address": "aws_security_group.web", "mode": "managed", "type": "aws_security_group", "name": "web",
                   "change": {"actions": ["create"], "before": null, "after_unknown": {}, "after": {"egress": [%s]}}}]}
                """.formatted(egress);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String judged() {
        return JudgedCode.of(folder).verdict("aws_security_group.web");
    }

    @Test
    void whatIsWrittenIsHowItWillBeWhateverTheStateIs() throws IOException {
        write("terraform.tfstate", state(block(NARROW), ""));
        write("main.tf", inline(WORLD));
        assertThat(judged()).isEqualTo("pass fail");

        write("terraform.tfstate", state(block(WORLD), ""));
        write("main.tf", inline(NARROW));
        assertThat(judged()).isEqualTo("pass pass");
    }

    @Test
    void anEgressThatIsTakenOutOfTheTextStaysOnTheGroup() throws IOException {
        write("terraform.tfstate", state(block(WORLD), ""));
        write("main.tf", "resource \"aws_security_group\" \"web\" {\n  name = \"web\"\n}\n");

        assertThat(judged()).isEqualTo("pass fail");
    }

    @Test
    void aRuleThatTheStateRepeatsInItsGroupIsAsItIsWritten() throws IOException {
        write("terraform.tfstate", state(block(WORLD), """
                        , {"mode": "managed", "type": "aws_vpc_security_group_egress_rule", "name": "web", "instances": [
                          {"attributes": {"security_group_id": "sg-1", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
                            "cidr_ipv4": "0.0.0.0/0", "id": "sgr-1", "security_group_rule_id": "sgr-1"}}]}"""));
        write("main.tf", """
                resource "aws_security_group" "web" {
                  name = "web"
                }

                resource "aws_vpc_security_group_egress_rule" "web" {
                  security_group_id = aws_security_group.web.id
                  ip_protocol       = "tcp"
                  from_port         = 443
                  to_port           = 443
                  cidr_ipv4         = "198.51.100.0/24"
                }
                """);

        assertThat(judged()).isEqualTo("pass pass");
    }

    @Test
    void aPlanWins() throws IOException {
        write("terraform.tfstate", state(block(WORLD), ""));
        write("main.tf", inline(WORLD));
        write("plan.json", plan(block(NARROW)));

        assertThat(judged()).isEqualTo("pass pass");
    }

    @Test
    void aGroupThatOnlyTheStateKnowsIsJudged() throws IOException {
        write("terraform.tfstate", state(block(WORLD), "").replace("\"web\"", "\"old\""));
        write("main.tf", inline(NARROW));

        JudgedCode judged = JudgedCode.of(folder);

        assertThat(judged.verdict("aws_security_group.old")).isEqualTo("pass fail");
        assertThat(judged.verdict("aws_security_group.web")).isEqualTo("pass pass");
    }

    @Test
    void aPlanThatIsNamedAlonePointsAtTheBlockThatIsWrittenBesideIt() throws IOException {
        Path plan = write("plan.json", plan(block(WORLD)));
        write("main.tf", inline(WORLD));
        List<Finding> planned = JudgedCode.of(plan).findings();
        List<Finding> written = JudgedCode.of(folder.resolve("main.tf")).findings();

        Finding finding = planned.get(1);
        assertThat(finding.origin().place()).endsWith("main.tf");
        assertThat(finding.origin().line()).hasValue(4);
        assertThat(finding.origin().column()).hasValue(3);
        assertThat(finding.fingerprint()).isEqualTo(written.get(1).fingerprint());
    }

    @Test
    void aBrokenFileBesideAPlanThatIsNamedAloneIsNotJudged() throws IOException {
        Path plan = write("plan.json", plan(block(NARROW)));
        write("main.tf", "resource \"aws_security_group\" {");

        assertThat(JudgedCode.of(plan).summary().complete()).isTrue();
    }

    @Test
    void aDecisionInTheTextHoldsForAPlanBesideIt() throws IOException {
        Path plan = write("plan.json", plan(block(WORLD)));
        write(
                "main.tf",
                inline(WORLD)
                        .replace(
                                "  name = ",
                                "  # weir:ignore cfd-f0b-f05 until=2999-01-01 reason=\"the proxy\"\n  name = "));

        assertThat(JudgedCode.of(plan).findings().get(1).suppression()).isPresent();
    }
}
