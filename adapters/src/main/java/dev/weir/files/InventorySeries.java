package dev.weir.files;

import dev.weir.inventory.InventorySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Inventories over time out of files and folders.
 *
 * <p>Each weir snapshot is an inventory of its own, as {@code weir snapshot --append} makes them; everything else that was named
 * is one more, together.
 */
public final class InventorySeries {

    /** A snapshot names its schema first. */
    private static final int HEAD = 512;

    private static final String SCHEMA = "weir.snapshot/";

    private InventorySeries() {}

    /** The inventories in these files and folders, in the order of their names. */
    public static List<InventorySource> of(List<Path> sources) {
        List<InventorySource> series = new ArrayList<>();
        List<Path> together = new ArrayList<>();
        for (Path source : sources) {
            List<Path> others = new ArrayList<>();
            boolean alone = false;
            for (SourceFile file : new SourceWalk(List.of(source)).files()) {
                if (isSnapshot(file.path())) {
                    series.add(InventoryFiles.of(List.of(file.path())));
                    alone = true;
                } else {
                    others.add(file.path());
                }
            }
            if (!alone) {
                together.add(source);
            } else {
                others.stream().filter(InventorySeries::isJson).forEach(together::add);
            }
        }
        if (!together.isEmpty()) {
            series.add(InventoryFiles.of(together));
        }
        return List.copyOf(series);
    }

    private static boolean isSnapshot(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream bytes = FileBytes.open(file)) {
            return new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains(SCHEMA);
        } catch (IOException unreadable) {
            return false; // whoever reads it says so
        }
    }

    private static boolean isJson(Path file) {
        String name = file.toString();
        return name.endsWith(".json") || name.endsWith(".json.gz");
    }
}
