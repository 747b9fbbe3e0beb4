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

    /** One of them, as one batch. */
    InventorySource region(String region);
}
