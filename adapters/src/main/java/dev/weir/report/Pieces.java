package dev.weir.report;

import dev.weir.json.JsonPiece;
import dev.weir.json.JsonWriter;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Objects as they were written, by the very thing that each was made of: groups with the same rules share what is found of these.
 *
 * <p>All are forgotten when there are many, since what recurs does so soon.
 */
final class Pieces<T> {

    private static final int MOST = 1024;

    private final JsonWriter json;
    private final Consumer<T> write;
    private final Map<T, JsonPiece> written = new IdentityHashMap<>();

    Pieces(JsonWriter json, Consumer<T> write) {
        this.json = json;
        this.write = write;
    }

    JsonPiece of(T thing) {
        JsonPiece before = written.get(thing);
        if (before != null) {
            return before;
        }
        if (written.size() == MOST) {
            written.clear();
        }
        JsonPiece piece = json.piece(thing, write);
        written.put(thing, piece);
        return piece;
    }
}
