package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.JudgedCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and states that are cut, in part, or hold what was never made. */
class PlanInputTest {

    private static final String OPEN = """
            {"address": "aws_security_group.open", "mode": "managed", "type": "aws_security_group", "name": "open",
             "change": {"actions": ["create"], "before": null, "after_unknown": {},
               "after": {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}}}""";

    @TempDir
    private Path folder;

    private JudgedCode judged(String text) throws IOException {
        return JudgedCode.of(Files.writeString(folder.resolve("plan.json"), text));
    }

    @Test
    void aPlanThatIsCutOffIsJudgedAsFarAsItGoesAndIncomplete() throws IOException {
        JudgedCode judged = judged(
                "{\"format_version\": \"1.2\",\n\"resource_changes\": [\n" + OPEN + ",\n{\"address\": \"aws_sec");

        assertThat(judged.verdict("aws_security_group.open")).isEqualTo("fail fail");
        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.summary().problems().toString())
                .contains("plan.json:6")
                .contains("ends too early");
    }

    @Test
    void aPlanOfTargetsOrOneThatFailedIsIncomplete() throws IOException {
        String changes = "\"planned_values\": {}, \"resource_changes\": [" + OPEN + "]";

        assertThat(judged("{\"format_version\": \"1.2\", \"complete\": false, " + changes + "}")
                        .summary()
                        .problems()
                        .toString())
                .contains("-target");
        JudgedCode failed = judged("{\"format_version\": \"1.2\", " + changes + ", \"errored\": true}");
        assertThat(failed.summary().complete()).isFalse();
        assertThat(failed.verdict("aws_security_group.open")).isEqualTo("fail fail");
    }

    @Test
    void aSavedPlanAndALogAreToldWithTheCommandThatMakesAPlanOfThem() throws IOException {
        assertThat(judged("PK\u0003\u0004 tfplan ").summary().problems().toString())
                .contains("terraform show -json PLANFILE");
        assertThat(judged("{\"@level\":\"info\",\"@message\":\"Plan: 1 to add\",\"type\":\"change_summary\"}\n")
                        .summary()
                        .problems()
                        .toString())
                .contains("terraform show -json PLANFILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"cidr_blocks\": [\"0.0.0.0/0\"]", "\"prefix_list_ids\": [\"pl-1\"]"})
    void aRuleWhoseCreationFailedHalfWayMayNotBeThere(String farEnd) throws IOException {
        JudgedCode judged = judged("""
                {"version": 4, "terraform_version": "1.9.0", "lineage": "x", "resources": [
                {"mode": "managed", "type": "aws_security_group", "name": "web",
                 "instances": [{"attributes": {"id": "sg-1", "egress": []}}]},
                {"mode": "managed", "type": "aws_ec2_managed_prefix_list", "name": "all",
                 "instances": [{"attributes": {"id": "pl-1", "entry": [{"cidr": "0.0.0.0/0"}]}}]},
                {"mode": "managed", "type": "aws_security_group_rule", "name": "out",
                 "instances": [{"status": "tainted", "attributes": {"type": "egress", "security_group_id": "sg-1",
                   "protocol": "-1", "from_port": 0, "to_port": 0, %s}}]}]}""".formatted(farEnd));

        assertThat(judged.verdict("aws_security_group.web")).isEqualTo("unknown unknown");
    }

    @Test
    void anAddressMayNameAnyNumberOfModules() throws IOException {
        String address = "module.a.".repeat(20_000) + "aws_security_group_rule.out";
        JudgedCode judged = judged("""
                {"format_version": "1.2", "planned_values": {}, "resource_changes": [%s,
                {"address": "%s", "mode": "managed", "type": "aws_security_group_rule", "name": "out",
                 "change": {"actions": ["create"], "after_unknown": {"security_group_id": true},
                   "after": {"type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}}}],
                "configuration": {"root_module": {"resources": [
                  {"address": "aws_security_group.open", "type": "aws_security_group"}]}}}""".formatted(OPEN, address));

        assertThat(judged.verdict("aws_security_group.open")).isEqualTo("fail fail");
    }

    @Test
    void anEmptyStateHoldsNoGroup() throws IOException {
        JudgedCode judged = judged("{\"format_version\": \"1.0\", \"terraform_version\": \"1.11.4\"}");

        assertThat(judged.findings()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
    }

    @Test
    void whatATaintedGroupHoldsIsNotKnown() throws IOException {
        JudgedCode judged = judged("""
                {"version": 4, "lineage": "x", "resources": [
                  {"mode": "managed", "type": "aws_security_group", "name": "a", "instances": [
                    {"status": "tainted", "attributes": {"id": "sg-1", "egress": [
                      {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]}}]}]}
                """);

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("unknown unknown");
    }

    @Test
    void plannedValuesWithoutChangesAreNeverTakenForClosed() throws IOException {
        JudgedCode judged = judged("""
                {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
                  {"address": "aws_security_group.a", "mode": "managed", "type": "aws_security_group", "name": "a",
                   "values": {"name": "a"}}]}}}
                """);

        assertThat(judged.verdict("aws_security_group.a")).isEqualTo("unknown unknown");
    }

    @Test
    void referencesInACircleEnd() throws IOException {
        JudgedCode judged = judged("""
                {"format_version": "1.2", "planned_values": {}, "resource_changes": [
                  {"address": "module.a.aws_security_group.g", "mode": "managed", "type": "aws_security_group", "name": "g",
                   "change": {"actions": ["create"], "before": null, "after": {"egress": []}, "after_unknown": {"id": true}}},
                  {"address": "aws_vpc_security_group_egress_rule.r", "mode": "managed",
                   "type": "aws_vpc_security_group_egress_rule", "name": "r",
                   "change": {"actions": ["create"], "before": null, "after_unknown": {"security_group_id": true},
                     "after": {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}}}],
                 "configuration": {"root_module": {
                   "resources": [{"address": "aws_vpc_security_group_egress_rule.r", "type": "aws_vpc_security_group_egress_rule",
                     "expressions": {"security_group_id": {"references": ["module.a.out", "module.a"]}}}],
                   "module_calls": {"a": {"expressions": {"in": {"references": ["module.a.out", "module.a"]}},
                     "module": {"outputs": {"out": {"expression": {"references": ["var.in"]}}}}}}}}}
                """);

        assertThat(judged.verdict("aws_vpc_security_group_egress_rule.r")).isEqualTo("fail fail");
        assertThat(judged.verdict("module.a.aws_security_group.g")).isEqualTo("pass pass");
    }
}
