package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.peer.MotoServer;
import dev.weir.sql.FlowTable;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import dev.weir.sql.TableColumn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Athena's calls against moto: started, asked for until it has ended, read page by page, failed, stopped.
 *
 * <p>What moto has not, a front before it does: {@code GetTableMetadata}, pages of results, queries that fail or go on, statistics.
 */
class AthenaEngineIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TABLE = """
            {"TableMetadata": {"Name": "flows", "TableType": "EXTERNAL_TABLE",
              "Columns": [{"Name": "interface_id", "Type": "string"}, {"Name": "end", "Type": "bigint", "Comment": ""}],
              "PartitionKeys": [{"Name": "day", "Type": "string"}],
              "Parameters": {"EXTERNAL": "TRUE", "projection.day.format": "yyyy/MM/dd", "transient_lastDdlTime": "1"}}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI moto = MotoServer.fresh().endpoint();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final HttpServer front;
    /** What every query is said to be; empty for what moto says. */
    private volatile String state = "";

    AthenaEngineIT() throws IOException {
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        front.createContext("/", this::answer);
        front.start();
        System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterEach
    void stop() {
        front.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String action = target.substring(target.indexOf('.') + 1);
        if (target.startsWith("AmazonAthena.")) {
            actions.add(action);
            asked.add(JSON.readTree(body));
        }
        @Nullable HttpResponse<String> said = action.equals("GetTableMetadata") ? null : passedOn(exchange, body);
        String answer = said == null ? TABLE : said.body();
        JsonNode tree = answer.startsWith("{") ? JSON.readTree(answer) : JSON.createObjectNode();
        if (action.equals("GetQueryResults") && tree.has("ResultSet")) {
            answer = paged(
                    (ObjectNode) tree, JSON.readTree(body).path("NextToken").asString("0"));
        }
        if (action.equals("GetQueryExecution")) {
            ObjectNode execution = (ObjectNode) tree.get("QueryExecution");
            ((ObjectNode) execution.get("Statistics")).put("DataScannedInBytes", 3_000_000_000L);
            if (!state.isEmpty()) {
                ((ObjectNode) execution.get("Status"))
                        .put("State", state)
                        .put("StateChangeReason", "TABLE_NOT_FOUND: line 3");
            }
            answer = tree.toString();
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(said == null ? 200 : said.statusCode(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private HttpResponse<String> passedOn(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Authorization", "X-Amz-Target", "Content-Type", "X-Amz-Date")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    /** Two rows a page; the token is where it begins. */
    private static String paged(ObjectNode answer, String token) {
        ArrayNode rows = (ArrayNode) answer.get("ResultSet").get("Rows");
        ArrayNode page = JSON.createArrayNode();
        int from = Integer.parseInt(token);
        for (int row = from; row < Math.min(rows.size(), from + 2); row++) {
            page.add(rows.get(row));
        }
        ((ObjectNode) answer.get("ResultSet")).set("Rows", page);
        if (from + 2 < rows.size()) {
            answer.put("NextToken", Integer.toString(from + 2));
        }
        return answer.toString();
    }

    /** The next query answers these rows, below their header. */
    private void answers(int rows) throws IOException, InterruptedException {
        String data = IntStream.range(0, rows)
                .mapToObj(row -> "{\"Data\": [{\"VarCharValue\": \"row %d\"}, {}]}".formatted(row))
                .collect(Collectors.joining(", "));
        String body = """
                {"account_id": "%s", "region": "eu-west-1", "results": [{"column_info": [],
                  "rows": [{"Data": [{"VarCharValue": "a"}, {"VarCharValue": "b"}]}, %s]}]}
                """.formatted(MotoServer.ACCOUNT, data);
        HttpResponse<String> taken = http.send(
                HttpRequest.newBuilder(moto.resolve("/moto-api/static/athena/query-results"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(taken.statusCode()).isEqualTo(201);
    }

    private AthenaEngine engine(String workgroup) {
        return new AthenaEngine(
                new AwsOptions(
                        Optional.empty(),
                        List.of("eu-west-1"),
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + front.getAddress().getPort())),
                        AwsOptions.WantedLists.REFERENCED),
                List.of("AwsDataCatalog", "logs", "flows"),
                workgroup,
                Optional.of("s3://results/weir/"));
    }

    private static List<List<String>> all(SqlRows rows) throws SqlFailure {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    @Test
    void startsWaitsAndReadsEveryPage() throws IOException, InterruptedException {
        answers(5);

        try (AthenaEngine engine = engine("primary");
                SqlRows rows = engine.run("SELECT 'a'")) {
            assertThat(all(rows))
                    .containsExactly(
                            List.of("row 0", ""),
                            List.of("row 1", ""),
                            List.of("row 2", ""),
                            List.of("row 3", ""),
                            List.of("row 4", ""));
            assertThat(engine.name())
                    .isEqualTo("athena:" + MotoServer.ACCOUNT + "/eu-west-1/AwsDataCatalog.logs.flows");
            assertThat(engine.cost())
                    .contains(
                            "Athena scanned 3.000 GB in 1 query, about 0.01 USD at 5 USD a TB, the price of most Regions");
        }

        assertThat(actions.get(0)).isEqualTo("StartQueryExecution");
        assertThat(actions).endsWith("GetQueryExecution", "GetQueryResults", "GetQueryResults", "GetQueryResults");
        assertThat(actions).doesNotContain("StopQueryExecution");
        JsonNode start = asked.get(0);
        assertThat(start.path("QueryString").asString()).isEqualTo("SELECT 'a'");
        assertThat(start.path("WorkGroup").asString()).isEqualTo("primary");
        assertThat(start.at("/QueryExecutionContext/Database").asString()).isEqualTo("logs");
        assertThat(start.at("/ResultConfiguration/OutputLocation").asString()).isEqualTo("s3://results/weir/");
        assertThat(start.path("ClientRequestToken").asString().length()).isGreaterThanOrEqualTo(32);
    }

    @Test
    void saysWhyAQueryFailed() {
        state = "FAILED";

        try (AthenaEngine engine = engine("primary")) {
            assertThatThrownBy(() -> engine.run("SELECT 1"))
                    .isInstanceOf(SqlFailure.class)
                    .hasMessageMatching("Athena's query [0-9a-f-]+ failed: TABLE_NOT_FOUND: line 3");
        }
        assertThat(actions).doesNotContain("StopQueryExecution");
    }

    @Test
    void saysThatThereIsNoSuchWorkgroup() {
        try (AthenaEngine engine = engine("nobody's")) {
            assertThatThrownBy(() -> engine.run("SELECT 1"))
                    .isInstanceOf(SqlFailure.class)
                    .hasMessageContaining("`InvalidRequestException` \"WorkGroup does not exist\"");
        }
        assertThat(actions).containsExactly("StartQueryExecution");
    }

    @Test
    void callsWhatThePolicyAllows() throws IOException, InterruptedException {
        answers(1);
        try (AthenaEngine engine = engine("primary")) {
            engine.table();
            all(engine.run("SELECT 1"));
        }
        List<String> allowed = IamPolicy.ATHENA.permissions().stream()
                .map(IamPolicy.Permission::action)
                .filter(action -> action.startsWith("athena:") && !action.endsWith(":StopQueryExecution"))
                .map(action -> action.substring("athena:".length()))
                .toList();

        assertThat(actions.stream().distinct()).containsExactlyInAnyOrderElementsOf(allowed);
    }

    @Test
    void stopsAQueryThatNobodyWaitsFor() throws InterruptedException {
        state = "RUNNING";
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        AthenaEngine engine = engine("primary");
        Thread waiting = new Thread(() -> {
            try {
                engine.run("SELECT 1");
            } catch (SqlFailure stopped) {
                thrown.add(stopped);
            }
        });
        waiting.start();
        while (!actions.contains("GetQueryExecution")) {
            Thread.sleep(20);
        }

        engine.stop();
        waiting.join();
        engine.close();

        assertThat(thrown).hasSize(1);
        assertThat(actions.stream().filter("StopQueryExecution"::equals)).hasSize(1);
    }

    @Test
    void stopsAQueryWhoseThreadIsInterrupted() throws InterruptedException {
        state = "QUEUED";
        AthenaEngine engine = engine("primary");
        Thread waiting = new Thread(
                () -> assertThatThrownBy(() -> engine.run("SELECT 1")).isInstanceOf(SqlFailure.class));
        waiting.start();
        while (!actions.contains("GetQueryExecution")) {
            Thread.sleep(20);
        }

        waiting.interrupt();
        waiting.join();
        engine.close();

        assertThat(actions.stream().filter("StopQueryExecution"::equals)).hasSize(1);
    }

    @Test
    void readsTheTableWithoutAQuery() throws SqlFailure {
        try (AthenaEngine engine = engine("primary")) {
            assertThat(engine.table())
                    .isEqualTo(new FlowTable(
                            List.of("AwsDataCatalog", "logs", "flows"),
                            List.of(new TableColumn("interface_id", "string"), new TableColumn("end", "bigint")),
                            List.of(new TableColumn("day", "string")),
                            Map.of(
                                    "EXTERNAL", "TRUE",
                                    "projection.day.format", "yyyy/MM/dd",
                                    "transient_lastDdlTime", "1"),
                            true));
        }
        assertThat(actions).containsExactly("GetTableMetadata");
    }
}
