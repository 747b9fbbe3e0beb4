package dev.weir.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JSON that was written before, by what it says.
 *
 * <p>The first few are not looked up: a short scan has nothing to gain, and hashing a record for the first time costs more
 * than writing it. Holds a bounded number and then begins anew.
 */
final class PieceCache<T> {

    private static final int WARM_UP = 16;
    private static final int CAPACITY = 2048;
    private static final int LONGEST = 16_384;

    private final Map<T, byte[]> pieces = new HashMap<>();
    private Optional<T> last = Optional.empty();
    private byte[] lastPiece = {};
    private long written;

    /** Writes the thing as before, or by this writer. */
    void write(JsonText json, T thing, Consumer<T> writer) {
        if (last.isPresent() && last.get() == thing) {
            json.piece(lastPiece);
            return;
        }
        boolean warm = written++ >= WARM_UP;
        byte[] known = warm ? pieces.get(thing) : null;
        if (known == null) {
            int mark = json.mark();
            writer.accept(thing);
            known = json.since(mark);
            if (warm && known.length <= LONGEST) {
                makeRoom();
                pieces.put(thing, known);
            }
        } else {
            json.piece(known);
        }
        last = Optional.of(thing);
        lastPiece = known;
    }

    private void makeRoom() {
        if (pieces.size() >= CAPACITY) {
            pieces.clear();
        }
    }
}
