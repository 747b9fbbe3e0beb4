package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Scope;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A template and the file that it stands in.
 *
 * @param scope the account and Region that it is for, where known
 * @param stackName what the stack is called that it makes, where known
 */
record TemplateFile(InventoryDocument document, Template template, Scope scope, Optional<String> stackName) {

    /** A template of which nothing else is known. */
    static TemplateFile of(InventoryDocument document, Template template) {
        return new TemplateFile(document, template, document.scope(), Optional.empty());
    }

    /** The same file, whichever way it is named. */
    static String key(InventoryDocument document) {
        String name = document.name();
        return document.folder() + "/" + name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /**
     * A document's text, up to a little more than a template can have.
     *
     * @throws IOException if it cannot be read
     */
    static SourceText text(InventoryDocument document) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new InputStreamReader(document.open(), StandardCharsets.UTF_8)) {
            char[] piece = new char[1 << 14];
            for (int count = reader.read(piece);
                    count >= 0 && text.length() <= Template.LARGEST;
                    count = reader.read(piece)) {
                text.append(piece, 0, count);
            }
        }
        return new SourceText(document.name(), text.toString());
    }
}
