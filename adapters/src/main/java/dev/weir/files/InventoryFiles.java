package dev.weir.files;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import java.nio.file.Path;
import java.util.List;

/**
 * An inventory out of files and folders: AWS CLI JSON and weir snapshots, known by their content.
 *
 * <p>A file that the user names is read or refused with a problem. In a folder, what is clearly not inventory is passed over:
 * names that start with a dot, and files that neither end in {@code .json}, {@code .jsonl} or {@code .ndjson} (with or without
 * {@code .gz}) nor start like JSON; so are weir's own other files. Whatever else is JSON and no inventory is a problem.
 *
 * <p>Everything that judging a group needs is read first, whatever the order of the files, and held in memory; so are the rules of
 * describe-security-group-rules, which come in no order of groups, at about half a kilobyte per rule. Security groups are read
 * last, in a stream. An id that stands in several places comes once: as the group, or as its differing versions.
 */
public final class InventoryFiles implements InventorySource {

    private final List<Path> sources;
    private final GroupParts wanted;

    private InventoryFiles(List<Path> sources, GroupParts wanted) {
        this.sources = List.copyOf(sources);
        this.wanted = wanted;
    }

    /** The inventory in these files and folders. */
    public static InventoryFiles of(List<Path> sources) {
        return new InventoryFiles(sources, GroupParts.ALL);
    }

    /**
     * The same for a reader that looks at no group's inbound rules, description and tags, as a scan: they are read as
     * strictly, with the same problems, but groups may come without them.
     */
    public static InventoryFiles forScan(List<Path> sources) {
        return new InventoryFiles(sources, GroupParts.FOR_SCAN);
    }

    @Override
    public void read(InventorySink sink) {
        new InventoryRead(sources, wanted, sink).run();
    }
}
