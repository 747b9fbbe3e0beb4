package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.iac.SourceText;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.peer.PythonCdk;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls compile against the real CDK, and what it writes then has the rules of the plan. */
class CdkCallsIT {

    private static final Path PACKAGES = Path.of("target", "cdk");

    private static final List<String> WANTED =
            List.of("aws-cdk-lib@2.276.0", "constructs@10.8.1", "typescript@7.0.2", "@types/node@26.6.7");

    private static final SecurityGroupRule.Known OPEN = new SecurityGroupRule.Known(
            Optional.empty(),
            Service.ALL,
            Destination.of(Cidr.ALL_IPV4),
            Optional.of("Allow all outbound traffic by default"),
            Map.of());
    private static final SecurityGroupRule.Known API = new SecurityGroupRule.Known(
            Optional.empty(),
            Service.tcp(443),
            Destination.of(Cidr.parse("198.51.100.0/28")),
            Optional.of("the \"API\" \\ ${x}"),
            Map.of());

    @TempDir
    Path folder = Path.of("");

    private static String ran(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + said)
                .isZero();
        return said;
    }

    private static Path packages() throws IOException, InterruptedException {
        Peer npm = Peer.required("npm");
        Path installed = Files.createDirectories(PACKAGES.toAbsolutePath());
        if (!Files.exists(installed.resolve("node_modules/aws-cdk-lib"))) {
            Files.writeString(installed.resolve("package.json"), "{\"private\": true}");
            String[] command = new String[4 + WANTED.size()];
            command[0] = npm.program().toString();
            command[1] = "install";
            command[2] = "--no-audit";
            command[3] = "--no-fund";
            for (int place = 0; place < WANTED.size(); place++) {
                command[4 + place] = WANTED.get(place);
            }
            ran(installed, command);
        }
        return installed.resolve("node_modules");
    }

    /** Writes the calls for a plan that exchanges the open rule. */
    private void write() throws IOException {
        Plan.Change change = new Plan.Change(
                List.of(new Authorization(API, Optional.empty())), List.of(OPEN), List.of(API), List.of());
        for (Map.Entry<String, String> file : CdkCalls.files(change).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private void assertSynthesised() throws IOException {
        String open = GroupInTemplate.key(OPEN);
        String api = GroupInTemplate.key(API);
        assertThat(rules("Before")).containsExactly(open);
        assertThat(rules("Added")).containsExactlyInAnyOrder(open, api);
        assertThat(rules("Removed")).containsExactly(api);
        assertThat(Files.readString(folder.resolve("cdk.out/Added.template.json")))
                .contains("\"Allow all outbound traffic by default\"", "\"the \\\"API\\\" \\\\ ${x}\"");
    }

    @Test
    @Tag("deep")
    void pythonSynthesisesWhatThePlanSays() throws IOException, InterruptedException {
        Peer.required("node");
        Path python = new PythonCdk().python();
        write();
        Files.writeString(folder.resolve("app.py"), """
                from aws_cdk import App, Stack
                from aws_cdk.aws_ec2 import SecurityGroup, Vpc
                from add_rules_1 import add_rules
                from remove_rules_2 import remove_rules

                app = App(analytics_reporting=False, outdir="cdk.out")
                for name, calls in (("Before", None), ("Added", add_rules), ("Removed", remove_rules)):
                    stack = Stack(app, name)
                    group = SecurityGroup(stack, "Web", vpc=Vpc(stack, "Vpc", max_azs=1))
                    if calls:
                        calls(group)
                app.synth()
                """);

        ran(folder, python.toString(), "app.py");

        assertSynthesised();
    }

    @Test
    void compileAndSynthesiseWhatThePlanSays() throws IOException, InterruptedException {
        Path modules = packages();
        Peer node = Peer.required("node");
        Peer python = Peer.required("python3");
        write();
        Files.createSymbolicLink(folder.resolve("node_modules"), modules);
        Files.writeString(folder.resolve("app.ts"), """
                import { App, Stack } from 'aws-cdk-lib';
                import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
                import { addRules } from './1-add';
                import { removeRules } from './2-remove';
                const app = new App({ analyticsReporting: false, outdir: 'cdk.out' });
                for (const [name, calls] of [['Before', () => {}], ['Added', addRules], ['Removed', removeRules]] as const) {
                  const stack = new Stack(app, name);
                  const group = new SecurityGroup(stack, 'Web', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) });
                  calls(group);
                }
                app.synth();
                """);
        ran(
                folder,
                node.program().toString(),
                modules.resolve("typescript/bin/tsc").toString(),
                "--strict",
                "--skipLibCheck",
                "--module",
                "commonjs",
                "--target",
                "es2022",
                "--types",
                "node",
                "app.ts");
        ran(folder, node.program().toString(), "app.js");
        ran(folder, python.program().toString(), "-m", "py_compile", "add_rules_1.py", "remove_rules_2.py");

        assertSynthesised();
    }

    private List<String> rules(String stack) throws IOException {
        String text = Files.readString(folder.resolve("cdk.out/" + stack + ".template.json"));
        try {
            return GroupInTemplate.all(new SourceText(stack, text), GivenParameters.NONE).values().stream()
                    .filter(group -> group.address().startsWith("Web"))
                    .findFirst()
                    .orElseThrow()
                    .keys();
        } catch (BrokenTemplate broken) {
            throw new IOException(broken);
        }
    }
}
