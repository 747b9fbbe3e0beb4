package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.IamPolicy;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.HeldGroups;
import dev.weir.peer.MotoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds groups of the live account without an interface, asked of each service as moto plays it. */
class LiveHoldersIT {

    private static final String REGION = "eu-west-1";
    private static final Map<String, String> SIGNED_IN = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");

    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("template", "held launch template web version 4"),
            Map.entry("older-version", "no"),
            Map.entry("run-version", "held Auto Scaling group none; launch template web version 2"),
            Map.entry("configuration", "held launch configuration old"),
            Map.entry("function", "held Lambda function thumbnails"),
            Map.entry("published", "held Lambda function thumbnails"),
            Map.entry("service", "held ECS service api11"),
            Map.entry("batch", "held Batch compute environment night"),
            Map.entry("database", "held RDS instance db"),
            Map.entry("database-cluster", "held RDS cluster aurora"),
            Map.entry("balancer", "held load balancer front"),
            Map.entry("classic", "held Classic Load Balancer old"),
            Map.entry("endpoint", "held VPC endpoint"),
            Map.entry("kubernetes", "held EKS cluster prod"),
            Map.entry("nothing", "no"));

    @TempDir
    static Path world = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private static Optional<FaultProxy> before = Optional.empty();
    private static Map<String, String> groups = Map.of();

    @BeforeAll
    static void fill() {
        FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
        before = Optional.of(proxy);
        groups = HeldGroups.make(proxy.endpoint(), REGION, world.resolve(REGION));
    }

    @AfterAll
    static void stop() {
        before.ifPresent(FaultProxy::close);
    }

    @BeforeEach
    void signIn() {
        SIGNED_IN.forEach(System::setProperty);
        proxy().peace().everywhere("DescribeSecurityGroupVpcAssociations", HeldGroups.NO_ASSOCIATIONS);
    }

    @AfterEach
    void signOut() {
        SIGNED_IN.keySet().forEach(System::clearProperty);
    }

    private static FaultProxy proxy() {
        return before.orElseThrow();
    }

    private static String[] live(String... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--region",
                                REGION,
                                "--endpoint-url",
                                proxy().endpoint().toString()))
                .toArray(String[]::new);
    }

    /** Use and reasons of each group, ids that moto draws aside. */
    private static Map<String, String> used(Weir.Said said) {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode group : JsonMapper.shared().readTree(said.out()).get("groups")) {
            if (groups.containsKey(group.get("name").asString())) {
                List<String> reasons = new ArrayList<>();
                group.get("useReasons").forEach(reason -> reasons.add(reason.asString()));
                String text = String.join("; ", reasons)
                        .replaceAll("lt-[0-9a-f]+", "web")
                        .replaceAll(" vpce-[0-9a-f]+", "");
                found.put(group.get("name").asString(), (group.get("use").asString() + " " + text).strip());
            }
        }
        return found;
    }

    @Test
    void eachThatHoldsAGroupIsSeenAsItIsInFilesAndInASnapshot() {
        Weir weir = new Weir(folder);

        Weir.Said live = weir.run(live("triage", "--format", "json"));
        Set<String> called = proxy().calls().stream()
                .map(FaultProxy.Call::permission)
                .collect(Collectors.toCollection(TreeSet::new));
        Weir.Said files = weir.run("triage", world.resolve(REGION).toString(), "--format", "json");
        Weir.Said kept = weir.run(live("snapshot", "--out", weir.name("kept.json.gz")));
        Weir.Said snapshot = weir.run("triage", weir.name("kept.json.gz"), "--format", "json");

        assertThat(used(live)).as(live.err()).isEqualTo(new TreeMap<>(EXPECTED));
        assertThat(used(files)).as(files.err()).isEqualTo(used(live));
        assertThat(kept.exit()).as(kept.err()).isZero();
        assertThat(used(snapshot)).as(snapshot.err()).isEqualTo(used(live));
        called.removeIf(action -> IamPolicy.READ.permissions().stream()
                .anyMatch(permission -> permission.action().equals(action)));
        assertThat(called)
                .isEqualTo(IamPolicy.HOLDERS.permissions().stream()
                        .map(IamPolicy.Permission::action)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void whatIsRefusedIsNamedWithItsPermissionAndMakesNothingUnused() {
        proxy().everywhere("ListFunctions", Fault.denied());
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run(live("triage", "--format", "text", "--format", "json=" + weir.name("t.json")));

        JsonNode nothing = group("nothing", weir.content("t.json"));
        assertThat(nothing.get("bucket").asString()).isEqualTo("unknown");
        assertThat(nothing.get("useReasons").toString())
                .isEqualTo(
                        "[\"each Lambda function was not read: `AccessDeniedException`: the credentials may not make this call;"
                                + " help: allow `lambda:ListFunctions`, see `weir iam read`\"]");
        assertThat(group("template", weir.content("t.json")).get("use").asString())
                .isEqualTo("held");
        assertThat(said.out())
                .contains("next: weir iam read, and allow lambda:ListFunctions\n")
                .doesNotContain("aws lambda");
    }

    private static JsonNode group(String name, String json) {
        for (JsonNode group : JsonMapper.shared().readTree(json).get("groups")) {
            if (group.get("name").asString().equals(name)) {
                return group;
            }
        }
        throw new AssertionError(name + " is not there");
    }
}
