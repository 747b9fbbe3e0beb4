package dev.weir.inventory;

/** Where an inventory comes from: files, a live account, a saved snapshot. */
public interface InventorySource {

    /**
     * Pushes everything into the sink. What cannot be read is a {@link Problem} and a {@link Listing} that says so, never an
     * exception: the rest is still read.
     */
    void read(InventorySink sink);
}
