package dev.weir.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One item of DescribeSecurityGroups.
 *
 * @param id GroupId
 * @param name GroupName
 * @param description the group's description
 * @param owner OwnerId
 * @param vpc VpcId
 * @param arn SecurityGroupArn
 * @param outbound the rules of IpPermissionsEgress, one per destination; empty where the answer lacks the element
 * @param inbound the rules of IpPermissions likewise
 * @param tags the group's tags
 */
record GroupReading(
        String id,
        String name,
        String description,
        Optional<String> owner,
        Optional<String> vpc,
        Optional<String> arn,
        Optional<List<RuleFields>> outbound,
        Optional<List<RuleFields>> inbound,
        Map<String, String> tags) {

    GroupReading {
        outbound = outbound.map(List::copyOf);
        inbound = inbound.map(List::copyOf);
        tags = Map.copyOf(tags);
    }

    Optional<List<RuleFields>> rules(RuleReading.Direction direction) {
        return switch (direction) {
            case OUTBOUND -> outbound;
            case INBOUND -> inbound;
        };
    }
}
