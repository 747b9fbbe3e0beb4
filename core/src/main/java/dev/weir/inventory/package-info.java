/**
 * What AWS has: security groups and their rules, prefix lists, network interfaces, routes; and how well each was read.
 *
 * <p>Uses {@code net} only. Sources push into an {@link dev.weir.inventory.InventorySink}; a Snapshot is one sink, a
 * streaming Scan another.
 *
 * <pre>
 * what there is        SecurityGroup SecurityGroupRule Destination ManagedPrefixList NetworkInterface ConnectionTracking
 *                      Subnet Vpc RouteTable Routing GroupHolder FlowLog
 * where, and whose     Scope ScopeNames Origin TagChoice Suppression
 * what was read of it  Input Sha256 Listing Listings Problem
 * how it comes         InventorySource InventorySink PassingSink OneBatch Snapshot
 * documents            InventoryDocument InventoryFormat InventoryDocuments PackedText GroupIds RepeatedGroups
 *                      GroupListings
 * </pre>
 */
@NullMarked
package dev.weir.inventory;

import org.jspecify.annotations.NullMarked;
