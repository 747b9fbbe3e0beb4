package dev.weir.ec2;

import dev.weir.inventory.GroupIds;
import dev.weir.inventory.InventoryFormat;
import java.util.List;

/**
 * Configuration items of AWS Config: a snapshot or a history as it is delivered to S3, and the answers of
 * get-resource-config-history, batch-get-resource-config and select-resource-config, those of an aggregator too.
 *
 * <p>An item holds what EC2 says of a resource, in camel case (AWS Config API reference, ConfigurationItem). Of the items of one
 * resource the latest counts, and a deleted resource is none.
 */
public final class ConfigItems implements InventoryFormat {

    /** The lists of items, by which a document is known. */
    static final List<String> LISTS =
            List.of("configurationItems", "baseConfigurationItems", "BaseConfigurationItems", "ConfigurationItems");

    static final String RESULTS = "Results";

    /** The one item that get-aggregate-resource-config answers. */
    static final String ITEM = "ConfigurationItem";

    @Override
    public String called() {
        return "AWS Config items (`configurationItems`, `BaseConfigurationItems`, or `Results` of texts)";
    }

    @Override
    public boolean recognises(String head, String name) {
        return head.stripLeading().startsWith("{")
                && (LISTS.stream().anyMatch(list -> head.contains('"' + list + '"'))
                        || head.contains('"' + RESULTS + '"')
                        || head.contains('"' + ITEM + '"')
                        || head.contains("\"configSnapshotId\""));
    }

    @Override
    public FormatReading begin(GroupIds ids) {
        return new ConfigReading(ids);
    }
}
