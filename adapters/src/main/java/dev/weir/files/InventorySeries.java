package dev.weir.files;

import dev.weir.inventory.InventoryFormat;
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
 * <p>Each document that is an inventory by itself, a weir snapshot, is one of its own, as {@code weir snapshot --append} makes them; everything else that was named
 * is one more, together.
 */
public final class InventorySeries {

    private InventorySeries() {}

    /** The inventories in these files and folders, in the order of their names. */
    public static List<InventorySource> of(List<Path> sources, List<InventoryFormat> formats) {
        List<InventorySource> series = new ArrayList<>();
        List<Path> together = new ArrayList<>();
        for (Path source : sources) {
            List<Path> others = new ArrayList<>();
            boolean alone = false;
            for (SourceFile file : new SourceWalk(List.of(source)).files()) {
                if (standsAlone(file, formats)) {
                    series.add(InventoryFiles.of(List.of(file.path()), formats));
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
            series.add(InventoryFiles.of(together, formats));
        }
        return List.copyOf(series);
    }

    static boolean standsAlone(SourceFile file, List<InventoryFormat> formats) {
        if (!Files.isRegularFile(file.path())) {
            return false;
        }
        try (InputStream text = FileBytes.open(file.path())) {
            String head = new String(text.readNBytes(InventoryFormat.HEAD), StandardCharsets.UTF_8);
            return formats.stream().anyMatch(format -> format.standsAlone() && format.recognises(head, file.name()));
        } catch (IOException unreadable) {
            return false; // whoever reads it says so
        }
    }

    static boolean isJson(Path file) {
        String name = file.toString();
        return name.endsWith(".json") || name.endsWith(".json.gz");
    }
}
