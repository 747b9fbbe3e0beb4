package dev.weir.inventory;

/** Where an inventory comes from: files, a live account, a saved snapshot. */
public interface InventorySource {

    /**
     * Pushes everything into the sink. What cannot be read is a {@link Problem} and a {@link Listing} that says so, never an
     * exception: the rest is still read.
     */
    void read(InventorySink sink);

    /** The same for a reader who does not tell the digests of what was read: its inputs may lack them. */
    default InventorySource withoutDigests() {
        return this;
    }
}
