package dev.weir.organization;

import dev.weir.inventory.InventorySource;
import java.util.List;

/** The way into one account. */
public interface AccountAccess {

    /**
     * The Regions that it has enabled, by name.
     *
     * @throws AccessRefused if they cannot be found out
     */
    List<String> enabledRegions();

    /** One of them, read, as one batch; it can be pushed again and again. */
    InventorySource region(String region);

    /** What holds groups in one of them, read, and nothing else, without a batch: for one of which all else was read before. */
    InventorySource holders(String region);
}
