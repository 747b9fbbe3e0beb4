package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import java.util.List;
import java.util.Optional;

/** The rows of a query that has ended, a page of a thousand after the other; the first row of all names the columns. */
final class QueryRows implements SqlRows {

    private static final int PAGE = 1_000;

    private final AthenaCalls calls;
    private final String query;
    private Optional<String> next = Optional.empty();
    private boolean isLast;
    private List<JsonObject> page = List.of();
    private int at;

    /** The rows of the query with this id. */
    QueryRows(AthenaCalls calls, String query) throws SqlFailure {
        this.calls = calls;
        this.query = query;
        take();
        at = Math.min(1, page.size());
    }

    @Override
    public List<String> next() throws SqlFailure {
        while (at == page.size()) {
            if (isLast) {
                return List.of();
            }
            take();
        }
        List<JsonObject> cells = page.get(at++).objects("Data");
        return cells.stream()
                .map(cell -> cell.readText("VarCharValue").value().orElse(""))
                .toList();
    }

    private void take() throws SqlFailure {
        JsonObject answer = calls.call("GetQueryResults", json -> {
            json.text("QueryExecutionId", query).number("MaxResults", PAGE);
            next.ifPresent(token -> json.text("NextToken", token));
        });
        Optional<JsonObject> rows = answer.readObject("ResultSet").value();
        List<JsonValue> elements =
                rows.flatMap(set -> set.readElements("Rows").value()).orElse(List.of());
        page = elements.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        if (page.size() < elements.size()) {
            throw new SqlFailure("Athena: an answer of GetQueryResults holds what is no row");
        }
        at = 0;
        next = answer.readText("NextToken").value();
        isLast = next.isEmpty();
    }

    @Override
    public void close() {
        isLast = true;
        page = List.of();
        at = 0;
    }
}
