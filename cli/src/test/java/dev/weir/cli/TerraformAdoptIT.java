package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import dev.weir.peer.Terraform;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Live first, then adopt, as a user does it: real Terraform, whose next plan after the exported patches holds imports alone. */
class TerraformAdoptIT extends ChangeCommands {

    private static final Path CODE = Path.of("src/test/resources/terraform/adopted");

    /** The groups that are open, and what each may do afterwards. */
    private static final Map<String, List<String>> NARROWED = new TreeMap<>(Map.of(
            "inline", List.of("tcp:443:203.0.113.0/28", "udp:53:10.0.0.2/32"),
            "beside", List.of("tcp:443:203.0.113.0/28", "tcp:25:198.51.100.9/32"),
            "of-type", List.of("tcp:443:203.0.113.0/28", "tcp:443:10.0.0.0/8", "tcp:443:2001:db8::/48"),
            "each-two", List.of("tcp:2049:203.0.113.0/28"),
            "module-web", List.of("tcp:443:203.0.113.0/28"),
            "module-shared", List.of("tcp:443:203.0.113.0/28", "tcp:443:198.51.100.7/32"),
            "json-inline", List.of("tcp:443:203.0.113.0/28", "tcp:25:198.51.100.9/32"),
            "json-beside", List.of("tcp:443:203.0.113.0/28", "udp:53:10.0.0.2/32")));

    private Path repository = Path.of("");
    private Terraform terraform;
    private final Map<String, String> ids = new TreeMap<>();

    @BeforeEach
    void applyTheCode() throws IOException {
        endpoint = MotoServer.fresh().endpoint();
        AwsCli aws = new AwsCli(endpoint, "eu-west-1");
        repository = Files.createDirectories(folder.resolve("repository"));
        copy(CODE, repository);
        git("init", "--quiet");
        terraform = Terraform.in(repository, aws);
        terraform.ok("apply", "-input=false", "-no-color", "-auto-approve");
        JsonNode groups = JsonMapper.shared().readTree(aws.ok("ec2", "describe-security-groups", "--output", "json"));
        for (JsonNode group : groups.get("SecurityGroups")) {
            ids.put(group.get("GroupName").stringValue(), group.get("GroupId").stringValue());
        }
    }

    @Test
    void theNextPlanOnlyImports() throws IOException {
        List<Path> plans = new ArrayList<>();
        NARROWED.forEach((name, allowed) -> {
            List<String> more = new ArrayList<>();
            allowed.forEach(rule -> more.addAll(List.of("--allow", rule)));
            if (name.equals("inline")) {
                more.addAll(List.of("--allow", "tcp:5432:" + id("db")));
            }
            if (name.equals("module-web")) {
                more.addAll(List.of("--allow", "tcp:5432:10.0.0.0/8"));
            }
            plans.add(planned(id(name), more.toArray(String[]::new)));
        });
        Said applied = weir(apply(plans, "--yes"));
        assertThat(applied.exit()).as(applied.all()).isZero();

        for (String name : NARROWED.keySet()) {
            Path out = folder.resolve("out").resolve(name);
            Said exported = weir(
                    "export",
                    journal(id(name)).toString(),
                    "--to",
                    "terraform",
                    "--config",
                    repository.toString(),
                    "--out",
                    out.toString());
            assertThat(exported.exit()).as(exported.all()).isZero();
            git("apply", out.resolve("adopt.patch").toString());
        }

        String plan = terraform.ok("plan", "-input=false", "-no-color");
        assertThat(plan).contains("Plan: 9 to import, 0 to add, 0 to change, 0 to destroy.");
        terraform.ok("apply", "-input=false", "-no-color", "-auto-approve");
        try (Stream<Path> files = Files.list(repository)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("weir-import-"))
                    .toList()) {
                Files.delete(file);
            }
        }
        terraform.ok("plan", "-input=false", "-no-color", "-detailed-exitcode"); // 2 where anything would change
        Said scanned = weir("scan", repository.toString()); // the backup of the state is not what is
        assertThat(scanned.exit()).as(scanned.all()).isZero();
    }

    private String id(String name) {
        return Objects.requireNonNull(ids.get(name));
    }

    private void git(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Peer.required("git").program().toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(repository.toFile())
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

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
