/**
 * What AWS has: security groups and their rules, prefix lists, network interfaces, routes; and how well each was read.
 *
 * <p>Uses {@code net} only. Sources push into an {@link dev.weir.inventory.InventorySink}; a Snapshot is one sink, a
 * streaming Scan another.
 */
@NullMarked
package dev.weir.inventory;

import org.jspecify.annotations.NullMarked;
