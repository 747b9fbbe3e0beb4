package dev.weir.iac.terraform;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The folders of configuration of one run. A folder whose module another one calls is judged as that uses it, else as a root. */
final class Configurations {

    private final Map<String, InventoryDocument> folders = new LinkedHashMap<>();
    private final Set<String> looked = new HashSet<>();
    private Optional<ModuleFolders> modules = Optional.empty();

    /** Whether a file of this name is configuration, or holds values for it. */
    static boolean isOne(String name) {
        return ModuleFolders.isConfiguration(name) || name.endsWith(".tfvars") || name.endsWith(".tfvars.json");
    }

    void add(InventoryDocument document) {
        looked.add(document.name());
        if (ModuleFolders.isConfiguration(document.name())) {
            folders.putIfAbsent(document.folder(), document);
        }
    }

    /** The configurations, by the paths of their root folders in the repository. */
    Map<String, Configuration> read(Consumer<Problem> problems) {
        ModuleFolders read = new ModuleFolders(problems);
        modules = Optional.of(read);
        Map<ModuleText, Configuration> roots = new LinkedHashMap<>();
        for (InventoryDocument document : folders.values()) {
            Optional<ModuleText> text = read.module(document, ".");
            text.ifPresent(root -> roots.putIfAbsent(root, new Configuration(root, read, problems)));
        }
        Set<ModuleText> called = new HashSet<>();
        roots.forEach((root, configuration) ->
                configuration.texts().stream().filter(text -> text != root).forEach(called::add));
        Map<String, Configuration> byFolder = new LinkedHashMap<>();
        roots.forEach((root, configuration) -> {
            if (!called.contains(root)) {
                byFolder.put(TerraformReading.folder(root.place().pathInRepository()), configuration);
            }
        });
        return byFolder;
    }

    /** Tells of the files that were read beside those that the run was given. */
    void tellInputs(InventorySink sink) {
        modules.ifPresent(read -> read.documents().stream()
                .filter(document -> !looked.contains(document.name()))
                .forEach(document -> document.tellInput(Optional.empty(), sink)));
    }
}
