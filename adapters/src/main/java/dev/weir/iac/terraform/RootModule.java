package dev.weir.iac.terraform;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import java.util.Optional;

/** Finds the root module in what is read: the configuration that lies highest. It is one source, and declares nothing by itself. */
public final class RootModule implements InventoryFormat {

    private Optional<InventoryDocument> found = Optional.empty();

    /** A document of it; empty where no configuration was read. */
    public Optional<InventoryDocument> document() {
        return found;
    }

    @Override
    public boolean recognises(String head, String name) {
        return ModuleFolders.isConfiguration(name);
    }

    @Override
    public String called() {
        return "Terraform configuration";
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new FormatReading() {
            @Override
            public Look look(InventoryDocument document, InventorySink sink) {
                boolean isHigher = found.isEmpty()
                        || document.folder().length() < found.get().folder().length();
                found = isHigher ? Optional.of(document) : found;
                return Look.OURS;
            }

            @Override
            public void groups(InventorySink sink) {}
        };
    }
}
