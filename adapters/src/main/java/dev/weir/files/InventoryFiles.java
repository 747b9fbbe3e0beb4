package dev.weir.files;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryDocuments;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An inventory out of files and folders, and out of standard input where it is named {@code -}.
 *
 * <p>A file that the user names is read or refused with a problem. In a folder, names that start with a dot are left out, and
 * what holds something else is passed over. Which formats there are, the files do not know.
 */
public final class InventoryFiles implements InventorySource {

    private final List<Path> sources;
    private final List<InventoryFormat> formats;
    private final Optional<Path> root;
    private final boolean digested;

    private InventoryFiles(List<Path> sources, List<InventoryFormat> formats, Optional<Path> root, boolean digested) {
        this.sources = List.copyOf(sources);
        this.formats = List.copyOf(formats);
        this.root = root;
        this.digested = digested;
    }

    /** The inventory in these files and folders, in documents of these formats. */
    public static InventoryFiles of(List<Path> sources, List<InventoryFormat> formats) {
        return new InventoryFiles(sources, formats, Optional.empty(), true);
    }

    /**
     * The inventory in one file or folder to be compared with another: what code calls a thing is told from there on, so that
     * the same code in two places, or two plans of it, are about the same things.
     */
    public static InventoryFiles compared(Path source, List<InventoryFormat> formats) {
        return new InventoryFiles(List.of(source), formats, Optional.of(source), true);
    }

    /** A file that the user named, as a document. */
    public static InventoryDocument document(Path file) {
        return new SourceWalk(List.of(file))
                .files().stream().findFirst().orElseThrow(() -> new IllegalArgumentException("there is no such file"));
    }

    @Override
    public InventorySource withoutDigests() {
        return new InventoryFiles(sources, formats, root, false);
    }

    @Override
    public void read(InventorySink sink) {
        SourceWalk walk = new SourceWalk(sources, root, digested);
        walk.problems().forEach(sink::problem);
        walk.passedOver().forEach(sink::passedOver);
        try {
            InventoryDocuments documents = new InventoryDocuments(formats, sink);
            for (String folder : walk.unreadFolders()) {
                documents.lost(folder, "a neighbouring file or folder could not be read");
            }
            for (SourceFile file : walk.files()) {
                documents.look(file);
            }
            if (walk.files().isEmpty() && walk.problems().isEmpty()) {
                tell("this folder holds no file", sink);
            } else if (documents.foundNothing()) {
                tell("none of the files in this folder is inventory", sink);
            }
            documents.push();
        } finally {
            for (SourceFile file : walk.files()) {
                file.close();
            }
        }
    }

    private void tell(String what, InventorySink sink) {
        for (Path source : sources) {
            sink.problem(new Problem(Origin.of(source.toString()), what + "; " + InventoryDocuments.expected(formats)));
        }
    }
}
