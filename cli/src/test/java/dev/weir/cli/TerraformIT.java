package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import dev.weir.peer.Terraform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What real Terraform plans and applies is judged alike from its text, from its plan, from both forms of its state and from the
 * account.
 */
class TerraformIT {

    private static final Path ESTATE = Path.of("src/test/resources/terraform/estate");

    /** All-ports, then any-port, as they are meant to be. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("aws_security_group.inline_open", "fail fail"),
            Map.entry("aws_security_group.closed", "pass pass"),
            Map.entry("aws_security_group.dynamic", "pass fail"),
            Map.entry("aws_security_group.each[\"one\"]", "pass pass"),
            Map.entry("aws_security_group.each[\"two\"]", "fail fail"),
            Map.entry("aws_security_group.by_rules", "fail fail"),
            Map.entry("module.web[\"a\"].aws_security_group.this", "pass fail"),
            Map.entry("module.web[\"b\"].aws_security_group.this", "pass fail"),
            Map.entry("module.shared.aws_security_group.this_name_prefix[0]", "pass fail"),
            Map.entry("module.shared_closed.aws_security_group.this[0]", "pass pass"));

    @TempDir
    private Path folder;

    @Test
    void planStatesAndAccountAreJudgedAlike() throws IOException {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
        copy(ESTATE, folder);
        JsonNode written = scan(folder);
        Terraform terraform = Terraform.in(folder, aws);
        terraform.ok("plan", "-out=saved.tfplan", "-input=false", "-no-color");
        JsonNode planned = scan(terraform.keep("plan.json", "show", "-json", "saved.tfplan"));
        terraform.ok("apply", "-input=false", "-no-color", "saved.tfplan");
        JsonNode pulled = scan(terraform.keep("pulled.json", "state", "pull"));
        JsonNode shown = scan(terraform.keep("shown.json", "show", "-json"));
        terraform.ok("apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color");
        JsonNode refreshed = scan(terraform.keep("refreshed.json", "state", "pull"));
        terraform.ok("plan", "-out=again.tfplan", "-input=false", "-no-color");
        JsonNode again = scan(terraform.keep("again.json", "show", "-json", "again.tfplan"));

        assertThat(verdicts(written, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(verdicts(planned, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(verdicts(pulled, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(verdicts(shown, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(verdicts(refreshed, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(verdicts(again, "/resource/address")).isEqualTo(new TreeMap<>(MEANT));
        assertThat(fingerprints(planned))
                .isEqualTo(fingerprints(written))
                .isEqualTo(fingerprints(pulled))
                .isEqualTo(fingerprints(again));
        assertThat(verdicts(live(aws, moto), "/resource/id")).containsAllEntriesOf(verdicts(pulled, "/resource/id"));
    }

    private JsonNode scan(Path file) {
        Weir.Said said = new Weir(folder).run("scan", file.toString(), "--format", "json");
        JsonNode report = JsonMapper.shared().readTree(said.out());
        assertThat(report.get("complete").booleanValue())
                .as("%s", report.get("errors"))
                .isTrue();
        return report;
    }

    private static JsonNode live(AwsCli aws, MotoServer moto) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "scan",
                "--endpoint-url",
                moto.endpoint().toString(),
                "--region",
                "eu-west-1",
                "--format",
                "json"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(aws.environment());
        Process process = builder.start();
        return JsonMapper.shared()
                .readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> verdicts(JsonNode report, String key) {
        Map<String, String> verdicts = new TreeMap<>();
        for (String reading : List.of("all-ports", "any-port")) {
            for (JsonNode finding : report.get("findings")) {
                if (finding.get("reading").stringValue().equals(reading)) {
                    verdicts.merge(
                            finding.at(key).stringValue(),
                            finding.get("status").stringValue(),
                            (one, other) -> one + " " + other);
                }
            }
        }
        return verdicts;
    }

    private static Map<String, String> fingerprints(JsonNode report) {
        Map<String, String> fingerprints = new TreeMap<>();
        for (JsonNode finding : report.get("findings")) {
            fingerprints.put(
                    finding.at("/resource/address").stringValue()
                            + finding.get("reading").stringValue(),
                    finding.get("fingerprint").stringValue());
        }
        return fingerprints;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }
}
