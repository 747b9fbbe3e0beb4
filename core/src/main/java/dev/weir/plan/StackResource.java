package dev.weir.plan;

import java.util.Map;
import java.util.Optional;

/**
 * The resource of a CloudFormation stack that a group is, as the tags say that CloudFormation puts on it and that nobody else can.
 *
 * @param stack the stack's name
 * @param logicalId what the stack's template calls the group
 */
public record StackResource(String stack, String logicalId) {

    /** The resource that these tags tell of. */
    static Optional<StackResource> of(Map<String, String> tags) {
        String stack = tags.get("aws:cloudformation:stack-name");
        String logicalId = tags.get("aws:cloudformation:logical-id");
        return stack == null || logicalId == null ? Optional.empty() : Optional.of(new StackResource(stack, logicalId));
    }
}
