package dev.weir.aws;

import java.util.Map;
import java.util.Optional;

/**
 * One item of DescribeSecurityGroupRules.
 *
 * @param id SecurityGroupRuleId
 * @param group GroupId
 * @param owner GroupOwnerId, where the answer tells
 * @param direction IsEgress in words
 * @param fields the rule itself
 * @param tags the rule's tags
 */
record RuleReading(
        Optional<String> id,
        String group,
        Optional<String> owner,
        Direction direction,
        RuleFields fields,
        Map<String, String> tags) {

    /** Which way a rule looks. */
    enum Direction {
        OUTBOUND,
        INBOUND
    }

    RuleReading {
        tags = Map.copyOf(tags);
    }
}
