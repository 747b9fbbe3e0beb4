package dev.weir.trino;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of one statement's answer, a page after the other. */
final class TrinoRows implements SqlRows {

    private final TrinoCalls calls;
    private volatile Optional<String> next = Optional.empty();
    private List<JsonValue> page = List.of();
    private int at;
    private List<String> columns = List.of();
    private volatile long bytes;

    /** Begins with the answer to the statement itself. */
    TrinoRows(TrinoCalls calls, JsonObject first) throws SqlFailure {
        this.calls = calls;
        take(first);
    }

    @Override
    public List<String> next() throws SqlFailure {
        while (at == page.size()) {
            if (next.isEmpty()) {
                return List.of();
            }
            take(calls.next(next.get()));
        }
        JsonValue row = page.get(at++);
        if (!(row instanceof JsonValue.Array cells)) {
            throw new SqlFailure("Trino answers a row that is none");
        }
        return cells.elements().stream().map(TrinoRows::text).toList();
    }

    /** All rows from here on. */
    List<List<String>> all() throws SqlFailure {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row = next(); !row.isEmpty(); row = next()) {
            rows.add(row);
        }
        return rows;
    }

    /** The names of the columns; known with the first row at the latest. */
    List<String> columns() {
        return columns;
    }

    /** How much was read for it so far. */
    long bytes() {
        return bytes;
    }

    private void take(JsonObject answer) throws SqlFailure {
        Optional<JsonObject> error = answer.readObject("error").value();
        if (error.isPresent()) {
            next = Optional.empty();
            throw new SqlFailure("Trino refuses the statement: "
                    + error.get().readText("message").value().orElse("it does not say why")
                    + error.get()
                            .readText("errorName")
                            .value()
                            .map(name -> " (" + name + ")")
                            .orElse(""));
        }
        next = answer.readText("nextUri").value();
        page = answer.readElements("data").value().orElse(List.of());
        at = 0;
        if (answer.has("columns")) {
            columns = answer.objects("columns").stream()
                    .map(column -> column.readText("name").value().orElse(""))
                    .toList();
        }
        answer.readObject("stats")
                .value()
                .flatMap(stats -> stats.readText("physicalInputBytes").value())
                .filter(text -> text.matches("[0-9]{1,18}"))
                .ifPresent(text -> bytes = Long.parseLong(text));
    }

    private static String text(JsonValue cell) {
        if (cell instanceof JsonValue.Text text) {
            return text.text();
        }
        if (cell instanceof JsonValue.Number number) {
            return number.text();
        }
        return cell instanceof JsonValue.Truth truth ? Boolean.toString(truth.value()) : "";
    }

    @Override
    public void close() {
        Optional<String> rest = next;
        next = Optional.empty();
        rest.ifPresent(calls::stop);
    }
}
