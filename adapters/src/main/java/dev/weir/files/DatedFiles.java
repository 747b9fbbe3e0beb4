package dev.weir.files;

import dev.weir.finding.ScopedSuppression;
import dev.weir.inventory.InventoryFormat;
import dev.weir.operation.trend.DatedInventory;
import dev.weir.operation.trend.DatedState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of what was true at several times: snapshots, and findings that scans wrote. Whatever their names are, they say
 * themselves when.
 *
 * @param states what was found, in the order of names
 * @param others files of JSON that are neither, and what could not be read: one sentence each
 */
public record DatedFiles(List<DatedState> states, List<String> others) {

    public DatedFiles {
        states = List.copyOf(states);
        others = List.copyOf(others);
    }

    /** What lies in these files and folders, and below. */
    public static DatedFiles in(
            List<Path> sources, List<InventoryFormat> formats, List<ScopedSuppression> suppressions) {
        SourceWalk walk = new SourceWalk(sources);
        List<DatedState> states = new ArrayList<>();
        List<String> others = new ArrayList<>();
        walk.problems().forEach(problem -> others.add(problem.toString()));
        for (SourceFile file : walk.files()) {
            Path path = file.path();
            if (FindingsFile.isFindings(path)) {
                states.add(new FindingsFile(path));
            } else if (InventorySeries.standsAlone(file, formats)) {
                states.add(
                        new DatedInventory(path.toString(), InventoryFiles.of(List.of(path), formats), suppressions));
            } else if (InventorySeries.isJson(path)) {
                others.add("`" + path + "` is neither a weir snapshot nor findings of `weir scan --format json`,"
                        + " which say when they were true; help: take it out of this folder");
            }
            file.close();
        }
        return new DatedFiles(states, others);
    }
}
