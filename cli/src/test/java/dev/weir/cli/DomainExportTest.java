package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.codec.PlanCodec;
import dev.weir.names.AskedName;
import dev.weir.names.Certainty;
import dev.weir.names.NamedDestinations;
import dev.weir.names.Naming;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.peer.AwsCli;
import dev.weir.plan.Plan;
import dev.weir.testing.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lists of names of {@code weir export}, and the calls that make them: with the real AWS CLI, which checks them by its model of
 * both services, against a server that takes what arrives. moto knows none of these calls.
 */
class DomainExportTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder = Path.of("");

    /** A call as it arrived. */
    private record Call(String operation, JsonNode body) {}

    /** Answers as both services do, as far as the scripts look. */
    private static final class Firewalls implements AutoCloseable {
        private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        private final HttpServer server;

        Firewalls() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
                String operation = target.substring(target.indexOf('.') + 1);
                calls.add(new Call(
                        operation, JSON.readTree(exchange.getRequestBody().readAllBytes())));
                byte[] answer = answer(operation).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
        }

        private String answer(String operation) {
            return switch (operation) {
                case "CreateFirewallDomainList", "GetFirewallDomainList" ->
                    "{\"FirewallDomainList\":{\"Id\":\"rslvr-fdl-" + calls.size() + "\",\"Status\":\"COMPLETE\"}}";
                case "UpdateFirewallDomains" -> "{\"Status\":\"UPDATING\"}";
                case "CreateFirewallRuleGroup" -> "{\"FirewallRuleGroup\":{\"Id\":\"rslvr-frg-1\"}}";
                case "CreateFirewallRule" -> "{\"FirewallRule\":{\"Action\":\"ALLOW\"}}";
                case "AssociateFirewallRuleGroup" -> "{\"FirewallRuleGroupAssociation\":{\"Id\":\"rslvr-frgassoc-1\"}}";
                default ->
                    "{\"UpdateToken\":\"1\",\"RuleGroupResponse\":{\"RuleGroupArn\":\"arn\",\"RuleGroupName\":\"n\",\"RuleGroupId\":\"1\"}}";
            };
        }

        AwsCli cli() {
            return new AwsCli(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "eu-west-1");
        }

        List<Call> of(String operation) {
            return calls.stream()
                    .filter(call -> call.operation.equals(operation))
                    .toList();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static NamedDestinations named(int port, Certainty certainty, String address, String... names) {
        return new NamedDestinations(
                Service.tcp(port),
                new Naming(
                        Stream.of(names)
                                .map(name -> new AskedName(name, List.of()))
                                .toList(),
                        certainty),
                List.of(IpAddress.parse(address)),
                7);
    }

    private Weir.Said export(String form, List<NamedDestinations> named) throws IOException {
        Plan plan = ScriptedGroup.plan("sg-0c4d5e6f", List.of(), ScriptedGroup.PLANNED)
                .naming(named);
        Path file = folder.resolve("plan.json");
        Files.write(file, PlanCodec.encode(plan));
        return new Weir(folder)
                .run(
                        "export",
                        file.toString(),
                        "--to",
                        form,
                        "--out",
                        folder.resolve("out").toString());
    }

    private static List<NamedDestinations> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> named(
                        443,
                        Certainty.CERTAIN,
                        "192.0.2." + i % 256,
                        "n" + i + "." + ("x".repeat(60) + ".").repeat(3) + "example.com"))
                .toList();
    }

    private List<String> domains() throws IOException {
        return Files.readAllLines(folder.resolve("out/domains.txt"));
    }

    @Test
    void dnsFirewallTakesTheWholeListInBatches() throws IOException {
        assertThat(export("dns-firewall", many(450)).exit()).isZero();

        try (Firewalls firewalls = new Firewalls()) {
            AwsCli.Said said = firewalls.cli().shell("sh " + folder.resolve("out/dns-firewall.sh") + " vpc-0a1b2c3d");

            assertThat(said.err()).isEmpty();
            assertThat(said.exit()).isZero();
            List<String> sent = new ArrayList<>();
            for (Call call : firewalls.of("UpdateFirewallDomains")) {
                assertThat(call.body.get("Domains").size()).isLessThanOrEqualTo(1000);
                call.body.get("Domains").forEach(domain -> sent.add(domain.asString()));
            }
            assertThat(sent.remove(sent.size() - 1)).isEqualTo("*");
            assertThat(sent).hasSize(450).containsExactlyElementsOf(domains());
            assertThat(new TreeSet<>(sent)).containsExactlyElementsOf(sent);
            assertThat(firewalls.of("CreateFirewallRule"))
                    .extracting(call -> call.body.get("Action").asString())
                    .containsExactly("ALLOW", "ALERT");
            assertThat(firewalls
                            .of("CreateFirewallRule")
                            .get(0)
                            .body
                            .get("FirewallDomainRedirectionAction")
                            .asString())
                    .isEqualTo("TRUST_REDIRECTION_DOMAIN");
            assertThat(firewalls.of("CreateFirewallDomainList"))
                    .allSatisfy(call -> assertThat(call.body.get("Name").asString())
                            .matches("(?!^[0-9]+$)([a-zA-Z0-9\\-_' ']{1,64})"));
            assertThat(firewalls.of("AssociateFirewallRuleGroup"))
                    .singleElement()
                    .satisfies(call ->
                            assertThat(call.body.get("VpcId").asString()).isEqualTo("vpc-0a1b2c3d"));
        }
    }

    @Test
    void networkFirewallTakesTheRuleGroup() throws IOException {
        assertThat(export(
                                "network-firewall",
                                List.of(
                                        named(443, Certainty.CERTAIN, "192.0.2.1", "api.example.com"),
                                        named(443, Certainty.ONE_OF, "192.0.2.2", "a.example.com", "b.example.com"),
                                        new NamedDestinations(
                                                Service.udp(123),
                                                new Naming(
                                                        List.of(new AskedName("time.example.com", List.of())),
                                                        Certainty.CERTAIN),
                                                List.of(IpAddress.parse("192.0.2.3")),
                                                1)))
                        .exit())
                .isZero();

        try (Firewalls firewalls = new Firewalls()) {
            AwsCli.Said said = firewalls.cli().shell("sh " + folder.resolve("out/network-firewall.sh"));

            assertThat(said.err()).isEmpty();
            assertThat(said.exit()).isZero();
            JsonNode body = firewalls.of("CreateRuleGroup").get(0).body;
            assertThat(body.get("RuleGroupName").asString()).matches("[a-zA-Z0-9-]{1,128}");
            assertThat(body.get("Type").asString()).isEqualTo("STATEFUL");
            JsonNode list = body.get("RuleGroup").get("RulesSource").get("RulesSourceList");
            assertThat(list).isEqualTo(JSON.readTree("""
                                    {"Targets": ["a.example.com", "api.example.com", "b.example.com"],
                                     "TargetTypes": ["TLS_SNI", "HTTP_HOST"], "GeneratedRulesType": "ALLOWLIST"}"""));
            assertThat(body.get("Capacity").asInt())
                    .isGreaterThanOrEqualTo(2 * 2 * list.get("Targets").size());
        }
    }

    /** What a list cannot hold is said, in the steps and on standard error, and the result is not whole. */
    @Test
    void whatNoListHoldsIsSaid() throws IOException {
        Weir.Said said = export(
                "dns-firewall",
                List.of(
                        named(443, Certainty.CERTAIN, "192.0.2.1", "api.example.com"),
                        named(443, Certainty.CERTAIN, "192.0.2.2", "--output text.example"),
                        named(443, Certainty.CERTAIN, "192.0.2.3", "$(reboot).example.com"),
                        named(443, Certainty.CERTAIN, "192.0.2.4", "\u202egro.elpmaxe"),
                        named(443, Certainty.CERTAIN, "192.0.2.5", "-x.example.com"),
                        named(443, Certainty.CERTAIN, "192.0.2.7", ""),
                        named(443, Certainty.CERTAIN, "192.0.2.8", "[a](https://evil.example)`, <b>@you"),
                        named(5432, Certainty.NONE, "192.0.2.6")));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).isEqualTo("""
                        weir: sg-0c4d5e6f: not in the list: 6 names that no list takes: `.`, \
                        `$(reboot).example.com`, `--output text.example`, `-x.example.com`, \
                        ``[a](https://evil.example)`, <b>@you``, `\\u202egro.elpmaxe`
                        weir: sg-0c4d5e6f: not in the list: 1 destination without a name: tcp 5432 192.0.2.6
                        """);
        assertThat(domains()).containsExactly("api.example.com");
        assertThat(Files.readString(folder.resolve("out/steps.md")))
                .contains("tcp 5432 192.0.2.6")
                .contains("``[a](https://evil.example)`, <b>@you``");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--config", "--address", "--state", "--parameters", "--parameter"})
    void whatOnlyCodeNeedsIsNotPassedOver(String option) {
        for (String form : List.of("dns-firewall", "network-firewall", "aws-cli", "console", "cdk")) {
            Weir.Said said = new Weir(folder).run("export", "plan.json", "--to", form, "--out", "out", option, "A=b");

            assertThat(said.exit()).as(form).isEqualTo(ExitCode.USAGE);
            assertThat(said.err())
                    .contains("`" + option + "` is for --to terraform and cloudformation, found `" + form + "`");
        }
    }

    @Test
    void aPlanWithoutNamesGivesNoList() throws IOException {
        Plan plan = ScriptedGroup.plan("sg-0c4d5e6f", List.of(), ScriptedGroup.PLANNED);
        Path file = folder.resolve("plan.json");
        Files.write(file, PlanCodec.encode(plan));

        Weir.Said said = new Weir(folder).run("export", file.toString(), "--to", "dns-firewall", "--out", "out");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("the plan says no names; help: make it with `weir plan --dns`");
    }

    @Test
    void shellcheckFindsNothing() throws IOException, InterruptedException {
        Path shellcheck = Peer.required("shellcheck").program();
        export("dns-firewall", many(450));
        export("network-firewall", many(3));
        Process process = new ProcessBuilder(
                        shellcheck.toString(),
                        "--norc",
                        "--shell=sh",
                        "--severity=style",
                        "--format=gcc",
                        folder.resolve("out/dns-firewall.sh").toString(),
                        folder.resolve("out/network-firewall.sh").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
    }
}
