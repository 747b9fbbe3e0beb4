package dev.weir.cli;

import dev.weir.aws.S3Inventory;
import dev.weir.aws.S3Profile;
import dev.weir.aws.S3Snapshot;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.ProfileStore;
import dev.weir.operation.SnapshotStore;
import java.util.List;

/** What lies in S3 where a file may lie, too; apart, so that a command on files loads no class of the AWS room. */
final class InBuckets {

    private InBuckets() {}

    static ProfileStore profile(String word, Arguments arguments) {
        return Arguments.meant("", () -> new S3Profile(LiveInventory.options(arguments), word));
    }

    static SnapshotStore snapshot(String word, Arguments arguments) {
        return Arguments.meant("", () -> S3Snapshot.at(LiveInventory.options(arguments), word));
    }

    static SnapshotStore snapshots(String word, Arguments arguments) {
        return Arguments.meant("", () -> S3Snapshot.in(LiveInventory.options(arguments), word));
    }

    static InventorySource inventory(List<String> words, Arguments arguments, List<InventoryFormat> formats) {
        return places(words, arguments, formats);
    }

    static List<InventorySource> series(List<String> words, Arguments arguments, List<InventoryFormat> formats) {
        return places(words, arguments, formats).series();
    }

    private static S3Inventory places(List<String> words, Arguments arguments, List<InventoryFormat> formats) {
        for (String word : words) {
            if (!Inventories.isInBucket(word)) {
                throw new UsageException("`" + word
                        + "` is on disk and others are in S3; help: name those of one kind, or copy it there");
            }
        }
        arguments.refuse(AccountOptions.ALL, Inventories.ofTheLiveAccount(words));
        return Arguments.meant("", () -> new S3Inventory(LiveInventory.options(arguments), words, formats));
    }
}
