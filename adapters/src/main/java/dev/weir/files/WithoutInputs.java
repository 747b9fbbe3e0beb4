package dev.weir.files;

import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.PassingSink;

/** Passes everything on but inputs: what a snapshot was made from is not what is read now, the snapshot is. */
final class WithoutInputs extends PassingSink {

    WithoutInputs(InventorySink sink) {
        super(sink);
    }

    @Override
    public void input(Input input) {
        // Left out.
    }
}
