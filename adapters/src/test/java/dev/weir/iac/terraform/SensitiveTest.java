package dev.weir.iac.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.iac.JudgedCode;
import dev.weir.operation.Uses;
import dev.weir.report.JsonReport;
import dev.weir.report.Run;
import dev.weir.report.SarifReport;
import dev.weir.report.commands.Remedies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitiveTest {

    @TempDir
    private Path folder;

    @Test
    void whatTheSourceMarksIsJudgedAndInNoReport() throws IOException {
        Path plan = folder.resolve("plan.json");
        Files.writeString(plan, """
            {"format_version": "1.2", "planned_values": {}, "resource_changes": [
              {"address": "aws_security_group.all", "mode": "managed", "type": "aws_security_group", "name": "all",
               "change": {"actions": ["create"], "before": null, "after_unknown": {},
                 "after": {"egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["16.0.0.0/4"]}]},
                 "after_sensitive": {"egress": true}}},
              {"address": "aws_security_group.list", "mode": "managed", "type": "aws_security_group", "name": "list",
               "change": {"actions": ["create"], "before": null, "after_unknown": {},
                 "after": {"egress": [{"protocol": "tcp", "from_port": 1, "to_port": 1, "cidr_blocks": ["16.0.0.0/6", "not one"]}]},
                 "after_sensitive": {"egress": [{"cidr_blocks": true}]}}},
              {"address": "aws_vpc_security_group_egress_rule.one", "mode": "managed",
               "type": "aws_vpc_security_group_egress_rule", "name": "one",
               "change": {"actions": ["create"], "before": null, "after_unknown": {},
                 "after": {"security_group_id": "sg-1", "ip_protocol": "-1", "cidr_ipv4": "16.0.0.0/5"},
                 "after_sensitive": {"cidr_ipv4": true}}}]}
            """);

        JudgedCode judged = JudgedCode.of(plan);

        assertThat(judged.verdict("aws_security_group.all")).isEqualTo("fail fail");
        assertThat(judged.verdict("aws_security_group.list")).isEqualTo("pass unknown");
        assertThat(judged.verdict("aws_vpc_security_group_egress_rule.one")).isEqualTo("pass pass");
        assertThat(reported(judged)).doesNotContain("16.0.0.0", "not one").contains("(sensitive)");
    }

    private static String reported(JudgedCode judged) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = new Run("1", Instant.EPOCH, Policy.DEFAULT, Run.Access.OFFLINE);
        JsonReport json = new JsonReport(
                out, run, new Remedies(Policy.DEFAULT, () -> new PrefixLists.Builder().build()), Uses.NOT_ASKED);
        SarifReport sarif = new SarifReport(out, run, Uses.NOT_ASKED, notice -> {});
        for (Finding finding : judged.findings()) {
            json.finding(finding);
        }
        json.finish(judged.summary());
        judged.findings().forEach(sarif::finding);
        sarif.finish(judged.summary());
        return out.toString(StandardCharsets.UTF_8);
    }
}
