package dev.weir.cli;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.S3Inventory;
import dev.weir.aws.S3Profile;
import dev.weir.aws.S3Snapshot;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySource;
import dev.weir.operation.ProfileStore;
import dev.weir.operation.SnapshotStore;
import dev.weir.report.text.Printable;
import java.util.List;

/** What lies in S3 where a file may lie, too; apart, so that a command on files loads no class of the AWS room. */
final class InBuckets {

    private InBuckets() {}

    static ProfileStore profile(String word, Arguments arguments) {
        return Arguments.meant("", () -> new S3Profile(options(arguments), word));
    }

    static SnapshotStore snapshot(String word, Arguments arguments) {
        return Arguments.meant("", () -> S3Snapshot.at(options(arguments), word));
    }

    static SnapshotStore snapshots(String word, Arguments arguments) {
        return Arguments.meant("", () -> S3Snapshot.in(options(arguments), word));
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
                throw new UsageException("`" + Printable.of(word)
                        + "` is on disk and others are in S3; help: name those of one kind, or copy it there");
            }
        }
        for (Grammar.Option option : AccountOptions.ALL) {
            if (arguments.has(option)) {
                throw new UsageException("`" + option.name() + "` is for the live account, and a source was named: `"
                        + Printable.of(words.get(0)) + "`");
            }
        }
        return Arguments.meant("", () -> new S3Inventory(options(arguments), words, formats));
    }

    private static AwsOptions options(Arguments arguments) {
        return LiveInventory.options(arguments, AwsOptions.WantedLists.REFERENCED);
    }
}
