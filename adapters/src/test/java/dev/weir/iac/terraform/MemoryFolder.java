package dev.weir.iac.terraform;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Files in memory, so that ten thousand configurations need no disk. */
public final class MemoryFolder {

    private final Map<String, String> files = new TreeMap<>();

    public MemoryFolder with(String path, String text) {
        files.put(path, text);
        return this;
    }

    public Map<String, String> files() {
        return files;
    }

    public TerraformState state(String path) {
        try {
            return TerraformState.of(new Document(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public InventoryDocument root() {
        return new Document("main.tf");
    }

    private final class Document implements InventoryDocument {
        private final String path;

        Document(String path) {
            this.path = path;
        }

        @Override
        public String name() {
            return path;
        }

        @Override
        public String folder() {
            Path parent = Path.of(path).getParent();
            return parent == null ? "" : parent.toString();
        }

        @Override
        public Scope scope() {
            return Scope.UNKNOWN;
        }

        @Override
        public boolean isNamed() {
            return false;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<InventoryDocument> beside(String other) {
            String there = Path.of(folder()).resolve(other).normalize().toString();
            return files.containsKey(there) ? Optional.of(new Document(there)) : Optional.empty();
        }

        @Override
        public List<InventoryDocument> allIn(String other) {
            String there = Path.of(folder()).resolve(other).normalize().toString();
            return files.keySet().stream()
                    .map(Document::new)
                    .filter(document -> document.folder().equals(there))
                    .<InventoryDocument>map(document -> document)
                    .toList();
        }

        @Override
        public void tellInput(Optional<Instant> asOf, InventorySink sink) {}
    }
}
