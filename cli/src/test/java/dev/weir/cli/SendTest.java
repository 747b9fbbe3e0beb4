package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Findings go where they are sent, once, signed, and nowhere else. */
class SendTest {

    private static final String SECRET = "s3cr3t-that-nobody-may-see";

    @TempDir
    Path folder = Path.of("");

    private Optional<HttpServer> running = Optional.empty();
    private final List<Received> received = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    private record Received(String path, Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    private record Answer(int status, Map<String, String> headers) {}

    @BeforeEach
    void listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        running = Optional.of(server);
    }

    @AfterEach
    void stop() {
        running.ifPresent(server -> server.stop(0));
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        received.add(new Received(call.getRequestURI().toString(), Map.copyOf(call.getRequestHeaders()), body));
        Answer answer = answers.isEmpty() ? new Answer(202, Map.of()) : answers.remove();
        answer.headers().forEach(call.getResponseHeaders()::add);
        call.sendResponseHeaders(answer.status(), -1);
        call.close();
    }

    private String address() {
        return "http://127.0.0.1:" + running.orElseThrow().getAddress().getPort();
    }

    private void answers(int... statuses) {
        for (int status : statuses) {
            answers.add(new Answer(status, Map.of("Retry-After", "0")));
        }
    }

    private Weir.Said webhook() {
        Weir weir = new Weir(folder).with("WEIR_WEBHOOK_SECRET", SECRET);
        return weir.run("scan", World.in(weir), "--send", "webhook=" + address() + "/hook?token=t0k3n");
    }

    private static String hmac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Test
    void aWebhookTakesWhatDoesNotPassSigned() throws Exception {
        Weir.Said said = webhook();

        assertThat(said.exit()).isEqualTo(ExitCode.FOUND);
        assertThat(received).hasSize(1);
        Received one = received.get(0);
        assertThat(one.path()).isEqualTo("/hook?token=t0k3n");
        assertThat(one.header("X-Weir-Signature-256")).isEqualTo(hmac(one.body()));
        JsonNode report = JsonMapper.shared().readTree(one.body());
        assertThat(report.get("schema").stringValue()).isEqualTo("weir.findings/1");
        assertThat(report.get("findings"))
                .isNotEmpty()
                .noneMatch(finding -> finding.get("status").stringValue().equals("pass"));
        assertThat(report.get("inputs"))
                .isNotEmpty()
                .allMatch(input -> input.get("sha256").isString());
        assertThat(said.out() + said.err()).doesNotContain(SECRET).doesNotContain("t0k3n");
        assertThat(said.err()).contains("the webhook took the findings");
    }

    @Test
    void whatIsBusyIsAskedAgainAndGetsTheSameBytes() {
        answers(503, 429, 200);

        assertThat(webhook().exit()).isEqualTo(ExitCode.FOUND);

        assertThat(received).hasSize(3);
        assertThat(received.get(2).body()).isEqualTo(received.get(0).body());
    }

    @Test
    void whatStaysBusyIsGivenUpAndFailsTheScan() {
        answers(500, 502, 503, 504, 200);

        Weir.Said said = webhook();

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("`127.0.0.1` answered 504, tried 4 times")
                .doesNotContain("t0k3n");
        assertThat(said.out()).contains("web-tier");
        assertThat(received).hasSize(4);
    }

    @Test
    void whatIsRefusedIsNotAskedAgain() {
        answers(401);

        assertThat(webhook().err()).contains("`127.0.0.1` answered 401");
        assertThat(received).hasSize(1);
    }

    /** Neither findings nor signature go to whoever a redirect names. */
    @ParameterizedTest
    @CsvSource({"301", "302", "307", "308"})
    void noRedirectIsFollowed(int status) throws IOException {
        List<String> elsewhere = new ArrayList<>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", call -> {
            elsewhere.add(call.getRequestURI().toString());
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        other.start();
        try {
            answers.add(new Answer(
                    status,
                    Map.of("Location", "http://localhost:" + other.getAddress().getPort() + "/taken")));

            Weir.Said said = webhook();

            assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(said.err()).contains("answered with a redirect (" + status + "), which is not followed");
            assertThat(elsewhere).isEmpty();
        } finally {
            other.stop(0);
        }
    }

    @Test
    void datadogTakesAnEventForEachFindingAsSevereAsIsAskedWorstFirst() {
        Weir weir = new Weir(folder).with("DD_API_KEY", SECRET).with("DD_URL", address());

        Weir.Said said = weir.run("scan", World.in(weir), "--send", "datadog", "--fail-on", "medium");

        assertThat(said.err())
                .contains("Datadog took " + received.size() + " events")
                .doesNotContain(SECRET);
        assertThat(received).isNotEmpty().allSatisfy(event -> {
            assertThat(event.path()).isEqualTo("/api/v1/events");
            assertThat(event.header("DD-API-KEY")).isEqualTo(SECRET);
            JsonNode body = JsonMapper.shared().readTree(event.body());
            assertThat(body.get("title").stringValue().length()).isLessThanOrEqualTo(100);
            assertThat(body.get("aggregation_key").stringValue()).matches("[0-9a-f]{32}");
            assertThat(body.get("tags"))
                    .extracting(JsonNode::stringValue)
                    .contains("aws_account:111122223333", "region:eu-west-1", "check:cfd-f0b-f05");
        });
        assertThat(received)
                .extracting(event -> JsonMapper.shared()
                        .readTree(event.body())
                        .get("alert_type")
                        .stringValue())
                .isSortedAccordingTo(String::compareTo);
        assertThat(received.get(0).body()).asString(StandardCharsets.UTF_8).contains("severity:critical");
    }

    @Test
    void whatDatadogTookIsCountedWhereItTakesNoMore() {
        answers(202, 202, 403);
        Weir weir = new Weir(folder).with("DD_API_KEY", SECRET).with("DD_URL", address());

        Weir.Said said = weir.run("scan", World.in(weir), "--send", "datadog", "--fail-on", "low");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .containsPattern("Datadog took 2 of \\d+ events, most severe first; then `127.0.0.1` answered 403");
        assertThat(received).hasSize(3);
    }

    @Test
    void nothingIsSentWithoutTheOption() {
        Weir weir = new Weir(folder)
                .with("DD_API_KEY", SECRET)
                .with("DD_URL", address())
                .with("WEIR_WEBHOOK_SECRET", SECRET);

        weir.run("scan", World.in(weir));

        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook=https://192.0.2.1/x|`--send` to a webhook needs its key in the environment variable"
                        + " `WEIR_WEBHOOK_SECRET`",
                "datadog|`--send` to datadog needs its key in the environment variable `DD_API_KEY`",
                "webhook=http://192.0.2.1/x|expected https: over http to `192.0.2.1` anybody on the way",
                "webhook=https://user:pass@192.0.2.1/|an address with a password is not taken",
                "webhook=ftp://192.0.2.1/|expected an address such as https://example.com/hook",
                "slack|`--send`: expected securityhub, datadog or webhook=URL, found `slack`"
            })
    void whatCannotBeSentIsToldBeforeAnythingIsRead(String place, String sentence) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", weir.name("nothing-here"), "--send", place);

        assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(sentence).doesNotContain("user:pass").doesNotContain("nothing-here");
    }
}
