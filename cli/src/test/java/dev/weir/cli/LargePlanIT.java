package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of 50 MB is judged in less memory than it has bytes four times over. */
class LargePlanIT {

    private static final int GROUPS = 20_000;

    @TempDir
    private Path folder;

    @Tag("deep")
    @Test
    void isJudgedInBoundedMemory() throws IOException, InterruptedException {
        Path plan = folder.resolve("plan.json");
        write(plan);
        assertThat(Files.size(plan)).isGreaterThan(50_000_000L);

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "scan",
                        "--fail-on",
                        "medium",
                        plan.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitCode.FOUND);
        assertThat(out).contains("20,000 groups: 10,000 fail").contains("10,000 pass");
    }

    /** Every resource stands among the planned values and among the changes, as Terraform writes it. */
    private static void write(Path plan) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(plan)) {
            out.write("{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[");
            for (int group = 0; group < GROUPS; group++) {
                out.write((group == 0 ? "" : ",") + head(group) + ",\"values\":" + values(group) + "}");
            }
            out.write("]}},\"resource_changes\":[");
            for (int group = 0; group < GROUPS; group++) {
                out.write((group == 0 ? "" : ",") + head(group)
                        + ",\"change\":{\"actions\":[\"create\"],\"before\":null,\"after\":" + values(group)
                        + ",\"after_unknown\":{\"id\":true,\"arn\":true},\"after_sensitive\":{}}}");
            }
            out.write("]}");
        }
    }

    private static String head(int group) {
        return "{\"address\":\"aws_security_group.all[" + group
                + "]\",\"mode\":\"managed\",\"type\":\"aws_security_group\"," + "\"name\":\"all\",\"index\":" + group;
    }

    private static String values(int group) {
        StringBuilder egress = new StringBuilder();
        for (int rule = 0; rule < 6; rule++) {
            String cidr = rule == 5 && group % 2 == 0 ? "0.0.0.0/0" : "10." + group % 250 + "." + rule + ".0/24";
            egress.append(rule == 0 ? "" : ",")
                    .append("{\"cidr_blocks\":[\"")
                    .append(cidr)
                    .append(
                            "\"],\"description\":\"\",\"from_port\":443,\"ipv6_cidr_blocks\":[],\"prefix_list_ids\":[],")
                    .append("\"protocol\":\"tcp\",\"security_groups\":[],\"self\":false,\"to_port\":443}");
        }
        return "{\"egress\":[" + egress + "],\"name\":\"all-" + group + "\"}";
    }
}
