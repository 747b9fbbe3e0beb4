package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Problem;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** The objects of a JSON document that may be answers: one, several one after another, or the elements of arrays. */
final class DocumentObjects {

    private final InventoryDocument document;
    private int seen;
    private boolean hasComments;

    DocumentObjects(InventoryDocument document) {
        this.document = document;
    }

    /** How many were passed in the last walk, the one that a text breaks off in not counted. */
    int seen() {
        return seen;
    }

    /** Whether a walk stopped at a comment. */
    boolean hasComments() {
        return hasComments;
    }

    /**
     * Walks through the document, as often as it is asked to.
     *
     * @param object takes each object with its number, from 0
     * @param stray takes what stands where an object should be
     * @return what the text or the system said against reading on, if anything
     */
    Optional<Problem> walk(ObjIntConsumer<JsonReader> object, Consumer<JsonReader> stray) throws IOException {
        seen = 0;
        try (InputStream text = document.open();
                JsonReader json = JsonReader.ofOthers(text)) {
            try {
                elements(json, object, stray);
                return Optional.empty();
            } catch (BrokenJson wrong) {
                hasComments |= wrong.isComment();
                return Optional.of(new Problem(document.origin(wrong.line()), String.valueOf(wrong.getMessage())));
            } catch (UncheckedIOException failed) {
                Throwable cause = failed.getCause();
                String reason = String.valueOf((cause == null ? failed : cause).getMessage());
                return Optional.of(
                        new Problem(document.origin(json.lineReached()), "the file cannot be read on: " + reason));
            }
        }
    }

    private void elements(JsonReader json, ObjIntConsumer<JsonReader> object, Consumer<JsonReader> stray) {
        while (json.next()) {
            if (json.isArray()) {
                json.enter();
                elements(json, object, stray);
            } else if (json.isObject()) {
                object.accept(json, seen);
                seen++;
            } else {
                stray.accept(json);
            }
        }
    }
}
