package dev.weir.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One text that may hold inventory: a file, later an object of a bucket. It can be read several times. */
public interface InventoryDocument {

    /** As the user knows it, for messages: a path, {@code s3://…}. */
    String name();

    /** What it lies in: documents of one folder tell each other's account and Region. */
    String folder();

    /**
     * Its path below the repository that it lies in, the same wherever that is checked out; where it lies in none, as the user
     * named it. Separated by {@code /}.
     */
    default String pathInRepository() {
        return name();
    }

    /**
     * The file that has this path from the folder that it lies in, whether or not the user named it: a module's own, or one
     * whose name starts with a dot. Only a plain file is one, and no absolute path leads to it.
     */
    default Optional<InventoryDocument> beside(String path) {
        return Optional.empty();
    }

    /**
     * The plain files in the folder that has this path from the folder that it lies in, by name; none where there is no folder.
     *
     * @throws IOException if it cannot be listed
     */
    default List<InventoryDocument> allIn(String path) throws IOException {
        return List.of();
    }

    /** The account and Region that its name tells. */
    Scope scope();

    /** Whether the user named this very document: then it is never passed over. */
    boolean isNamed();

    /**
     * Its text as UTF-8 without a byte-order mark; the caller closes the stream.
     *
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;

    /**
     * Its first characters, by which a format is recognised; fewer where what follows cannot be read.
     *
     * @throws IOException if nothing can be read
     */
    default String head() throws IOException {
        try (InputStream text = open()) {
            byte[] head = new byte[InventoryFormat.HEAD];
            int length = 0;
            try {
                for (int count = text.read(head); count > 0; count = text.read(head, length, head.length - length)) {
                    length += count;
                }
            } catch (IOException damaged) {
                if (length == 0) {
                    throw damaged;
                }
            }
            return new String(head, 0, length, StandardCharsets.UTF_8);
        }
    }

    /** Tells, after everything was read, what was read: with its digest, and that it changed meanwhile if it did. */
    void tellInput(Optional<Instant> asOf, InventorySink sink);

    /** This line, from 1. */
    default Origin origin(long line) {
        return Origin.of(name(), line);
    }
}
