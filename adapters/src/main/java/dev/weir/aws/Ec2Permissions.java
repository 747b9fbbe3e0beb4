package dev.weir.aws;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rules as the EC2 API takes them. */
final class Ec2Permissions {

    private Ec2Permissions() {}

    /** One permission with one destination, so that the description belongs to this rule alone. */
    static IpPermission permission(Known rule) {
        Service service = rule.service();
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(service.protocol().toString());
        if (service.fromPort().isPresent()) {
            permission
                    .fromPort(service.fromPort().getAsInt())
                    .toPort(service.toPort().orElse(-1));
        }
        Optional<String> description = rule.description();
        return rule.destination()
                .match(
                        addresses -> range(permission, addresses, description),
                        list -> permission.prefixListIds(PrefixListId.builder()
                                .prefixListId(list.id())
                                .description(description.orElse(null))
                                .build()),
                        group -> permission.userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(group.id())
                                .userId(group.account().orElse(null))
                                .description(description.orElse(null))
                                .build()))
                .build();
    }

    private static IpPermission.Builder range(
            IpPermission.Builder permission, Destination.Addresses addresses, Optional<String> description) {
        if (addresses.cidr().family() == IpFamily.IPV4) {
            return permission.ipRanges(IpRange.builder()
                    .cidrIp(addresses.text())
                    .description(description.orElse(null))
                    .build());
        }
        return permission.ipv6Ranges(Ipv6Range.builder()
                .cidrIpv6(addresses.text())
                .description(description.orElse(null))
                .build());
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
