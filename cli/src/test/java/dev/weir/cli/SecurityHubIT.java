package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.peer.AwsCli;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Findings in Security Hub: what is open is there, what closed is archived, and what is somebody else's is left alone. */
class SecurityHubIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPEN = World.rule("-1", "", "0.0.0.0/0");
    private static final String SHOP = "444455556666";
    private static final String WEB = "333344445555";
    private static final String HTTPS = World.rule("tcp", "443", "0.0.0.0/0");

    @TempDir
    Path folder = Path.of("");

    private Weir weir = new Weir(Path.of(""));

    @BeforeEach
    void begin() {
        weir = new Weir(folder);
    }

    private String inventory(List<String> groups) {
        return weir.file(
                "111122223333/eu-west-1/in.json", "{ \"SecurityGroups\": [ " + String.join(", ", groups) + " ] }");
    }

    private static PackagedWeir.Said send(URI endpoint, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "top-secret",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true"));
        List<String> typed =
                new ArrayList<>(List.of("scan", "--send", "securityhub", "--endpoint-url", endpoint.toString()));
        typed.addAll(List.of(more));
        PackagedWeir.Said said = PackagedWeir.with(environment).run(typed.toArray(String[]::new));
        assertThat(said.out() + said.err()).doesNotContain("top-secret");
        return said;
    }

    /** {@code sg-1 all-ports ACTIVE}, as the AWS CLI reads it from Security Hub. */
    private static Set<String> there(AwsCli aws) {
        Set<String> there = new TreeSet<>();
        for (JsonNode finding :
                JSON.readTree(aws.ok("securityhub", "get-findings")).get("Findings")) {
            there.add(finding.at("/Resources/0/Id").stringValue().replaceAll(".*/", "") + " "
                    + finding.get("GeneratorId").stringValue().replaceAll(".*/", "") + " "
                    + finding.get("RecordState").stringValue());
        }
        return there;
    }

    @Test
    void whatIsOpenIsThereAndWhatClosedIsArchived() {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");

        PackagedWeir.Said first = send(
                moto.endpoint(),
                inventory(List.of(
                        World.group("sg-1", "a", OPEN),
                        World.group("sg-2", "b", HTTPS),
                        World.group("sg-3", "c", OPEN),
                        World.group("sg-4", "closed"))));

        assertThat(first.err()).contains("Security Hub took 5 findings and archived 0");
        assertThat(first.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(there(aws))
                .containsExactly(
                        "sg-1 all-ports ACTIVE",
                        "sg-1 any-port ACTIVE",
                        "sg-2 any-port ACTIVE",
                        "sg-3 all-ports ACTIVE",
                        "sg-3 any-port ACTIVE");

        List<String> later = List.of(
                World.group("sg-1", "a", HTTPS), World.group("sg-2", "b", World.rule("tcp", "443", "10.0.0.0/8")));
        PackagedWeir.Said part = send(moto.endpoint(), inventory(later), "--vpc", "vpc-1");
        assertThat(part.err()).contains("nothing is archived: only a part is shown");
        assertThat(there(aws)).noneMatch(line -> line.endsWith("ARCHIVED"));

        PackagedWeir.Said second = send(moto.endpoint(), inventory(later));

        assertThat(second.err()).contains("Security Hub took 1 finding and archived 4");
        assertThat(there(aws))
                .containsExactly(
                        "sg-1 all-ports ARCHIVED",
                        "sg-1 any-port ACTIVE",
                        "sg-2 any-port ARCHIVED",
                        "sg-3 all-ports ARCHIVED",
                        "sg-3 any-port ARCHIVED");
    }

    /** AWS takes findings of an account from its own credentials alone; moto keeps what an account sent in that account. */
    @Test
    void eachAccountsFindingsAreSentFromThere() {
        MotoServer moto = MotoServer.ofManyAccounts();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
        for (String account : List.of(SHOP, WEB)) {
            weir.file(
                    "all/" + account + "/eu-west-1/in.json",
                    World.file(World.group("sg-" + account, "a", OPEN), World.group("sg-2" + account, "b", HTTPS))
                            .replace("111122223333", account));
        }

        PackagedWeir.Said said = send(moto.endpoint(), weir.name("all"), "--role", "WeirSend");

        assertThat(said.err()).contains("Security Hub took 6 findings and archived 0");
        for (String account : List.of(SHOP, WEB)) {
            assertThat(of(account, aws)).containsExactly(account + "\t3");
        }
        weir.file(
                "all/" + WEB + "/eu-west-1/in.json",
                World.file(World.group("sg-2" + WEB, "b", HTTPS)).replace("111122223333", WEB));

        assertThat(send(moto.endpoint(), weir.name("all"), "--role", "WeirSend").err())
                .contains("Security Hub took 4 findings and archived 2");
    }

    /** Of whom findings are in an account's own Security Hub, and how many. */
    private static List<String> of(String account, AwsCli aws) {
        AwsCli.Said said = aws.shell("""
                set -- $(aws sts assume-role --role-arn arn:aws:iam::%s:role/x --role-session-name test --output text \
                    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')
                export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=$3
                aws securityhub get-findings --output text --query 'Findings[].[AwsAccountId]' | sort | uniq -c | awk '{ print $2 "\\t" $1 }'
                """.formatted(account));
        assertThat(said.err()).isEmpty();
        return said.out().lines().toList();
    }

    @Test
    @Tag("deep")
    void whoseRoleIsRefusedIsNamedAndTheOthersAreSent() {
        MotoServer moto = MotoServer.ofManyAccounts();
        for (String account : List.of(SHOP, WEB)) {
            weir.file(
                    "all/" + account + "/eu-west-1/in.json",
                    World.file(World.group("sg-" + account, "a", HTTPS)).replace("111122223333", account));
        }
        try (FaultProxy proxy = FaultProxy.before(moto.endpoint())) {
            proxy.everywhere(
                    "AssumeRole",
                    call -> call.parameters().getOrDefault("RoleArn", "").contains(WEB)
                            ? Fault.denied().instead(call)
                            : Optional.empty());

            PackagedWeir.Said said = send(proxy.endpoint(), weir.name("all"), "--role", "WeirSend");

            assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(said.err())
                    .contains("the findings of account " + WEB + " were not sent: the role `arn:aws:iam::" + WEB
                            + ":role/WeirSend` cannot be assumed")
                    .contains("Security Hub took 1 finding");
        }
    }

    @Test
    @Tag("deep")
    void whatWasNotReadWholeArchivesNothing() {
        MotoServer moto = MotoServer.fresh();
        AwsCli aws = new AwsCli(moto.endpoint(), "eu-west-1");
        send(moto.endpoint(), inventory(List.of(World.group("sg-1", "a", OPEN), World.group("sg-2", "b", OPEN))));
        weir.file("111122223333/eu-west-1/broken.json", "{ \"SecurityGroups\": [ ");
        inventory(List.of(World.group("sg-1", "a", OPEN)));

        PackagedWeir.Said said = send(moto.endpoint(), weir.name("111122223333"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("archived 0");
        assertThat(there(aws)).contains("sg-2 any-port ACTIVE").noneMatch(line -> line.endsWith("ARCHIVED"));
    }

    /** A Security Hub with the limits of AWS's own, which throttles, pages, refuses some, and holds what others sent. */
    private static final class StrictHub {
        private final Map<String, ObjectNode> findings = new TreeMap<>();
        private final List<Integer> batches = new ArrayList<>();
        private final List<String> authorizations = new ArrayList<>();
        private int calls;

        void answer(HttpExchange call) throws IOException {
            ObjectNode request =
                    (ObjectNode) JSON.readTree(call.getRequestBody().readAllBytes());
            authorizations.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
            if (++calls % 3 == 1) {
                said(call, 429, "{\"Code\":\"TooManyRequestsException\",\"Message\":\"slow down\"}");
            } else if (call.getRequestURI().getPath().equals("/findings/import")) {
                said(call, 200, imported((ArrayNode) request.get("Findings")).toString());
            } else {
                said(call, 200, page(request).toString());
            }
        }

        private ObjectNode imported(ArrayNode sent) {
            batches.add(sent.size());
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode failed = answer.putArray("FailedFindings");
            for (JsonNode finding : sent) {
                if (finding.at("/Resources/0/Id").stringValue().endsWith("/sg-0007")) {
                    failed.addObject()
                            .put("Id", finding.get("Id").stringValue())
                            .put("ErrorCode", "InvalidInput")
                            .put("ErrorMessage", "no such account");
                } else {
                    findings.put(finding.get("Id").stringValue(), (ObjectNode) finding);
                }
            }
            return answer.put("SuccessCount", sent.size() - failed.size()).put("FailedCount", failed.size());
        }

        /** The filters are ignored, as some do; 40 a page. */
        private ObjectNode page(ObjectNode request) {
            int from = request.has("NextToken")
                    ? Integer.parseInt(request.get("NextToken").stringValue())
                    : 0;
            List<ObjectNode> all = new ArrayList<>(findings.values());
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode page = answer.putArray("Findings");
            all.subList(from, Math.min(all.size(), from + 40)).forEach(page::add);
            return from + 40 < all.size() ? answer.put("NextToken", Integer.toString(from + 40)) : answer;
        }

        private static void said(HttpExchange call, int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        }
    }

    @Test
    void aHundredACallThrottledRefusedAndBesideTheFindingsOfOthers() throws IOException {
        StrictHub hub = new StrictHub();
        ObjectNode others = (ObjectNode) JSON.readTree("""
            { "Id": "arn:aws:config/x", "GeneratorId": "config", "RecordState": "ACTIVE", "AwsAccountId": "111122223333",
              "ProductArn": "arn:aws:securityhub:eu-west-1::product/aws/config", "Resources": [ { "Id": "x" } ] }
            """);
        hub.findings.put("others", others.deepCopy());
        ObjectNode elsewhere = others.deepCopy();
        elsewhere.put("GeneratorId", "weir/cfd-f0b-f05/any-port").put("AwsAccountId", "444455556666");
        hub.findings.put("elsewhere", elsewhere.deepCopy());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", hub::answer);
        server.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            List<String> groups = IntStream.range(0, 250)
                    .mapToObj(i -> World.group("sg-%04d".formatted(i), "g" + i, HTTPS))
                    .toList();

            PackagedWeir.Said said = send(endpoint, inventory(groups));

            assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(said.err())
                    .contains("Security Hub took 249 findings and archived 0")
                    .contains("did not take `weir/eu-west-1/111122223333/")
                    .contains("InvalidInput: no such account");
            assertThat(hub.batches).containsExactly(100, 100, 50);
            assertThat(hub.authorizations)
                    .allMatch(header -> header.startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
                            && header.contains("/eu-west-1/securityhub/aws4_request"));

            PackagedWeir.Said later = send(endpoint, inventory(groups.subList(200, 250)));

            assertThat(later.exit()).isEqualTo(ExitCode.CLEAN);
            assertThat(later.err()).contains("Security Hub took 50 findings and archived 199");
            assertThat(hub.findings.get("others")).isEqualTo(others);
            assertThat(hub.findings.get("elsewhere")).isEqualTo(elsewhere);
            assertThat(hub.findings.values().stream()
                            .collect(Collectors.groupingBy(
                                    finding -> finding.get("RecordState").stringValue(), Collectors.counting())))
                    .isEqualTo(Map.of("ACTIVE", 52L, "ARCHIVED", 199L));
        } finally {
            server.stop(0);
        }
    }
}
