package dev.weir.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.sql.FlowTable;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import dev.weir.sql.TableColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a statement is posted, followed, stopped and refused. */
class TrinoEngineTest {

    private final ScriptedTrino trino;

    TrinoEngineTest() throws IOException {
        trino = new ScriptedTrino();
    }

    @AfterEach
    void end() {
        trino.close();
    }

    private TrinoEngine engine(String token) {
        Optional<String> secret = Optional.of(token).filter(text -> !text.isEmpty());
        return new TrinoEngine(
                TrinoAddress.of(trino.address(), "ann", secret, Optional.empty()), List.of("hive", "logs", "flows"));
    }

    private static List<List<String>> all(SqlRows rows) throws SqlFailure {
        List<List<String>> all = new ArrayList<>();
        for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    @Test
    void followsPagesOfWhichSomeHaveNoRow() throws SqlFailure {
        trino.page("/v1/statement/queued/1", "")
                .page("/v1/statement/executing/2", "\"columns\": [{\"name\": \"a\"}, {\"name\": \"b\"}]")
                .page("/v1/statement/executing/3", "\"data\": [[\"x\", null], [7, true]]")
                .page("", "\"data\": [[\"y\", \"\"]], \"stats\": {\"physicalInputBytes\": 2500000}");
        TrinoEngine engine = engine("");

        try (SqlRows rows = engine.run("SELECT 'ä'")) {
            assertThat(all(rows)).containsExactly(List.of("x", ""), List.of("7", "true"), List.of("y", ""));
        }

        assertThat(trino.asked)
                .containsExactly(
                        "POST /v1/statement SELECT 'ä'",
                        "GET /v1/statement/queued/1",
                        "GET /v1/statement/executing/2",
                        "GET /v1/statement/executing/3");
        assertThat(engine.cost()).contains("Trino read 2.5 MB");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504, 429})
    void asksAgainWhereAGatewayFailed(int status) throws SqlFailure {
        trino.status(status, "")
                .page("/v1/statement/1", "")
                .status(status, "<html>")
                .status(status, "")
                .page("", "\"data\": [[\"x\"]]");

        try (SqlRows rows = engine("").run("SELECT 1")) {
            assertThat(all(rows)).containsExactly(List.of("x"));
        }

        assertThat(trino.asked).hasSize(5);
    }

    @Test
    void saysWhatTheEngineSays() {
        trino.page(
                "",
                "\"error\": {\"message\": \"line 1:8: Column 'a' cannot be resolved\", \"errorName\": \"COLUMN_NOT_FOUND\"}");

        assertThatThrownBy(() -> engine("").run("SELECT a"))
                .isInstanceOf(SqlFailure.class)
                .hasMessage("Trino refuses the statement: line 1:8: Column 'a' cannot be resolved (COLUMN_NOT_FOUND)");
    }

    @Test
    void isNotWholeWhereItFailsBehindSomeRows() throws SqlFailure {
        trino.page("/v1/statement/1", "\"data\": [[\"x\"]]").page("", "\"error\": {\"message\": \"node died\"}");

        try (SqlRows rows = engine("").run("SELECT 1")) {
            assertThat(rows.next()).containsExactly("x");
            assertThatThrownBy(rows::next).isInstanceOf(SqlFailure.class).hasMessageContaining("node died");
        }
    }

    @Test
    void stopsWhatNobodyReadsToItsEnd() throws SqlFailure {
        trino.page("/v1/statement/1", "\"data\": [[\"x\"]]");
        TrinoEngine engine = engine("");

        SqlRows rows = engine.run("SELECT 1");
        engine.stop();

        assertThat(trino.asked).endsWith("DELETE /v1/statement/1");
        assertThat(rows.next()).containsExactly("x");
        assertThatThrownBy(() -> engine.run("SELECT 2")).hasMessage("stopped");
    }

    @Test
    void tellsTheSecretToNobodyElse() throws SqlFailure {
        trino.page("http://192.0.2.1/v1/statement/1", "");

        try (SqlRows rows = engine("s3cret").run("SELECT 1")) {
            assertThatThrownBy(rows::next)
                    .hasMessageContaining("leads to `http://192.0.2.1:-1`")
                    .hasMessageNotContaining("s3cret");
        }

        assertThat(trino.secrets).containsExactly("Bearer s3cret");
    }

    @Test
    void saysHowToSignIn() {
        trino.status(401, "Unauthorized");

        assertThatThrownBy(() -> engine("").run("SELECT 1"))
                .hasMessageEndingWith(
                        "asks who you are (401); help: give `--trino-user`, and a token in WEIR_TRINO_TOKEN"
                                + " or a password in WEIR_TRINO_PASSWORD");
    }

    @Test
    void knowsTheTableAsTheEngineDescribesIt() throws SqlFailure {
        trino.page(
                        "",
                        "\"data\": [[\"interface_id\", \"varchar\", \"\", \"\"], [\"day\", \"varchar\", \"partition key\", \"\"]]")
                .page("", "\"columns\": [{\"name\": \"$path\"}]")
                .page("", "\"columns\": [{\"name\": \"projection.day.format\"}], \"data\": [[\"yyyy/MM/dd\"]]");

        FlowTable table = engine("").table();

        assertThat(table)
                .isEqualTo(new FlowTable(
                        List.of("hive", "logs", "flows"),
                        List.of(new TableColumn("interface_id", "varchar")),
                        List.of(new TableColumn("day", "varchar")),
                        Map.of("projection.day.format", "yyyy/MM/dd"),
                        true));
        assertThat(trino.asked)
                .containsExactly(
                        "POST /v1/statement DESCRIBE \"hive\".\"logs\".\"flows\"",
                        "POST /v1/statement SELECT \"$path\" FROM \"hive\".\"logs\".\"flows\" LIMIT 0",
                        "POST /v1/statement SELECT * FROM \"hive\".\"logs\".\"flows$properties\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trino.example.com",
                "ftp://trino.example.com",
                "https://ann:pw@trino.example.com",
                "https://trino.example.com/path",
                "http://trino.example.com",
                "https://"
            })
    void refusesAddressesThatWouldTellTheSecret(String address) {
        assertThatThrownBy(() -> TrinoAddress.of(address, "ann", Optional.of("s3cret"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("pw");
    }
}
