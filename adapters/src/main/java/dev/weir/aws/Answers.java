package dev.weir.aws;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociationStateCode;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What EC2's answers mean in the words of the inventory.
 *
 * <p>An address or CIDR that cannot be read is left out and told to {@code unreadable}: the reader then marks the listing as
 * read in part. Any field can be missing from an answer, whatever its documentation says.
 *
 * @param scope the account and Region that were asked; an item's own owner wins over the account
 * @param unreadable takes what could not be read, one sentence each
 */
record Answers(Scope scope, Consumer<String> unreadable) {

    GroupReading group(software.amazon.awssdk.services.ec2.model.SecurityGroup answer) {
        return new GroupReading(
                text(answer.groupId()),
                text(answer.groupName()),
                text(answer.description()),
                present(answer.ownerId()),
                present(answer.vpcId()),
                present(answer.securityGroupArn()),
                answer.hasIpPermissionsEgress() ? Optional.of(rules(answer.ipPermissionsEgress())) : Optional.empty(),
                answer.hasIpPermissions() ? Optional.of(rules(answer.ipPermissions())) : Optional.empty(),
                tags(answer.tags()));
    }

    private static List<RuleFields> rules(List<IpPermission> permissions) {
        return permissions.stream().flatMap(Answers::rules).toList();
    }

    /** One permission is as many rules as it names destinations. */
    private static Stream<RuleFields> rules(IpPermission permission) {
        String protocol = text(permission.ipProtocol());
        OptionalInt from = number(permission.fromPort());
        OptionalInt to = number(permission.toPort());
        List<RuleFields> rules = new ArrayList<>();
        permission
                .ipRanges()
                .forEach(range -> rules.add(new RuleFields(
                        protocol,
                        from,
                        to,
                        RuleFields.Kind.IPV4,
                        text(range.cidrIp()),
                        Optional.empty(),
                        Optional.ofNullable(range.description()))));
        permission
                .ipv6Ranges()
                .forEach(range -> rules.add(new RuleFields(
                        protocol,
                        from,
                        to,
                        RuleFields.Kind.IPV6,
                        text(range.cidrIpv6()),
                        Optional.empty(),
                        Optional.ofNullable(range.description()))));
        permission
                .prefixListIds()
                .forEach(list -> rules.add(new RuleFields(
                        protocol,
                        from,
                        to,
                        RuleFields.Kind.PREFIX_LIST,
                        text(list.prefixListId()),
                        Optional.empty(),
                        Optional.ofNullable(list.description()))));
        permission
                .userIdGroupPairs()
                .forEach(pair -> rules.add(new RuleFields(
                        protocol,
                        from,
                        to,
                        RuleFields.Kind.GROUP,
                        present(pair.groupId()).orElse(text(pair.groupName())),
                        present(pair.userId()),
                        Optional.ofNullable(pair.description()))));
        if (rules.isEmpty()) {
            rules.add(new RuleFields(protocol, from, to, RuleFields.Kind.NONE, "", Optional.empty(), Optional.empty()));
        }
        return rules.stream();
    }

    RuleReading rule(software.amazon.awssdk.services.ec2.model.SecurityGroupRule answer) {
        Optional<ReferencedSecurityGroup> group = Optional.ofNullable(answer.referencedGroupInfo());
        RuleFields.Kind kind = RuleFields.Kind.NONE;
        String destination = "";
        if (answer.cidrIpv4() != null) {
            kind = RuleFields.Kind.IPV4;
            destination = answer.cidrIpv4();
        } else if (answer.cidrIpv6() != null) {
            kind = RuleFields.Kind.IPV6;
            destination = answer.cidrIpv6();
        } else if (answer.prefixListId() != null) {
            kind = RuleFields.Kind.PREFIX_LIST;
            destination = answer.prefixListId();
        } else if (group.isPresent()) {
            kind = RuleFields.Kind.GROUP;
            destination = text(group.get().groupId());
        }
        return new RuleReading(
                present(answer.securityGroupRuleId()),
                text(answer.groupId()),
                present(answer.groupOwnerId()),
                Boolean.FALSE.equals(answer.isEgress())
                        ? RuleReading.Direction.INBOUND
                        : RuleReading.Direction.OUTBOUND,
                new RuleFields(
                        text(answer.ipProtocol()),
                        number(answer.fromPort()),
                        number(answer.toPort()),
                        kind,
                        destination,
                        group.flatMap(referenced -> present(referenced.userId())),
                        Optional.ofNullable(answer.description())),
                tags(answer.tags()));
    }

    NetworkInterface networkInterface(
            software.amazon.awssdk.services.ec2.model.NetworkInterface answer, Origin origin) {
        String id = text(answer.networkInterfaceId());
        List<IpAddress> addresses = new ArrayList<>();
        List<IpAddress> publicAddresses = new ArrayList<>();
        List<NetworkInterfacePrivateIpAddress> primaryFirst = answer.privateIpAddresses().stream()
                .sorted((one, other) ->
                        Boolean.compare(Boolean.TRUE.equals(other.primary()), Boolean.TRUE.equals(one.primary())))
                .toList();
        for (NetworkInterfacePrivateIpAddress address : primaryFirst) {
            address(id, address.privateIpAddress()).ifPresent(addresses::add);
            Optional.ofNullable(address.association())
                    .flatMap(association -> address(id, association.publicIp()))
                    .ifPresent(publicAddresses::add);
        }
        if (primaryFirst.isEmpty()) {
            address(id, answer.privateIpAddress()).ifPresent(addresses::add);
        }
        if (publicAddresses.isEmpty()) {
            Optional.ofNullable(answer.association())
                    .flatMap(association -> address(id, association.publicIp()))
                    .ifPresent(publicAddresses::add);
        }
        answer.ipv6Addresses()
                .forEach(address -> address(id, address.ipv6Address()).ifPresent(addresses::add));
        List<Cidr> prefixes = new ArrayList<>();
        answer.ipv4Prefixes().forEach(prefix -> cidr(id, prefix.ipv4Prefix()).ifPresent(prefixes::add));
        answer.ipv6Prefixes().forEach(prefix -> cidr(id, prefix.ipv6Prefix()).ifPresent(prefixes::add));
        return new NetworkInterface(
                owned(answer.ownerId()),
                id,
                answer.groups().stream().map(group -> text(group.groupId())).toList(),
                answer.hasGroups(),
                present(answer.vpcId()),
                present(answer.subnetId()),
                text(answer.interfaceTypeAsString()),
                text(answer.description()),
                Optional.ofNullable(answer.attachment()).flatMap(attachment -> present(attachment.instanceId())),
                Boolean.TRUE.equals(answer.requesterManaged()),
                addresses,
                prefixes,
                publicAddresses,
                tags(answer.tagSet()),
                origin);
    }

    Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet answer, Origin origin) {
        String id = text(answer.subnetId());
        List<Cidr> cidrs = new ArrayList<>();
        cidr(id, answer.cidrBlock()).ifPresent(cidrs::add);
        answer.ipv6CidrBlockAssociationSet().stream()
                .filter(block -> block.ipv6CidrBlockState() == null
                        || isAssociated(block.ipv6CidrBlockState().stateAsString()))
                .forEach(block -> cidr(id, block.ipv6CidrBlock()).ifPresent(cidrs::add));
        return new Subnet(owned(answer.ownerId()), id, text(answer.vpcId()), name(answer.tags()), cidrs, origin);
    }

    Vpc vpc(software.amazon.awssdk.services.ec2.model.Vpc answer, Origin origin) {
        String id = text(answer.vpcId());
        List<Cidr> cidrs = new ArrayList<>();
        cidr(id, answer.cidrBlock()).ifPresent(cidrs::add);
        answer.cidrBlockAssociationSet().stream()
                .filter(block -> block.cidrBlockState() == null
                        || isAssociated(block.cidrBlockState().stateAsString()))
                .forEach(block -> cidr(id, block.cidrBlock()).ifPresent(cidrs::add));
        answer.ipv6CidrBlockAssociationSet().stream()
                .filter(block -> block.ipv6CidrBlockState() == null
                        || isAssociated(block.ipv6CidrBlockState().stateAsString()))
                .forEach(block -> cidr(id, block.ipv6CidrBlock()).ifPresent(cidrs::add));
        return new Vpc(
                owned(answer.ownerId()),
                id,
                name(answer.tags()),
                Boolean.TRUE.equals(answer.isDefault()),
                cidrs.stream().distinct().toList(),
                origin);
    }

    private static boolean isAssociated(@Nullable String state) {
        return state == null || state.equals("associated") || state.equals("associating");
    }

    RouteTable routeTable(software.amazon.awssdk.services.ec2.model.RouteTable answer, Origin origin) {
        List<RouteTableAssociation> associations = answer.associations().stream()
                .filter(association -> association.associationState() == null
                        || association.associationState().state() != RouteTableAssociationStateCode.DISASSOCIATED)
                .toList();
        return new RouteTable(
                owned(answer.ownerId()),
                text(answer.routeTableId()),
                text(answer.vpcId()),
                associations.stream().anyMatch(association -> Boolean.TRUE.equals(association.main())),
                associations.stream()
                        .flatMap(association -> present(association.subnetId()).stream())
                        .toList(),
                answer.routes().stream().map(Answers::route).toList(),
                origin);
    }

    private static RouteTable.Route route(software.amazon.awssdk.services.ec2.model.Route answer) {
        Optional<Destination> destination = Stream.of(
                        present(answer.destinationCidrBlock()), present(answer.destinationIpv6CidrBlock()))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(text -> readable(text, Cidr::canonical))
                .map(Destination::of)
                .or(() -> present(answer.destinationPrefixListId()).map(Destination.PrefixList::new));
        Optional<RouteTable.Route> route = Stream.of(
                        target(answer.egressOnlyInternetGatewayId(), RouteTable.Target.EGRESS_ONLY_INTERNET_GATEWAY),
                        target(answer.natGatewayId(), RouteTable.Target.NAT_GATEWAY),
                        target(answer.transitGatewayId(), RouteTable.Target.TRANSIT_GATEWAY),
                        target(answer.vpcPeeringConnectionId(), RouteTable.Target.PEERING_CONNECTION),
                        target(answer.coreNetworkArn(), RouteTable.Target.CORE_NETWORK),
                        target(answer.localGatewayId(), RouteTable.Target.LOCAL_GATEWAY),
                        target(answer.carrierGatewayId(), RouteTable.Target.CARRIER_GATEWAY),
                        gateway(answer),
                        target(answer.instanceId(), RouteTable.Target.INSTANCE),
                        target(answer.networkInterfaceId(), RouteTable.Target.NETWORK_INTERFACE),
                        target(answer.odbNetworkArn(), RouteTable.Target.OTHER))
                .flatMap(Optional::stream)
                .findFirst()
                .map(led -> new RouteTable.Route(
                        destination, led.kind(), led.id(), answer.state() != RouteState.BLACKHOLE));
        return route.orElseGet(() ->
                new RouteTable.Route(destination, RouteTable.Target.OTHER, "", answer.state() != RouteState.BLACKHOLE));
    }

    /** GatewayId holds several kinds of thing, told apart by the prefix of the id. */
    private static Optional<Led> gateway(software.amazon.awssdk.services.ec2.model.Route answer) {
        String id = text(answer.gatewayId());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (id.equals("local")) {
            return target(id, RouteTable.Target.LOCAL);
        }
        if (id.startsWith("igw-")) {
            return target(id, RouteTable.Target.INTERNET_GATEWAY);
        }
        if (id.startsWith("vgw-")) {
            return target(id, RouteTable.Target.VIRTUAL_PRIVATE_GATEWAY);
        }
        if (id.startsWith("vpce-")) {
            return target(
                    id,
                    answer.destinationPrefixListId() == null
                            ? RouteTable.Target.VPC_ENDPOINT
                            : RouteTable.Target.GATEWAY_ENDPOINT);
        }
        if (id.startsWith("eigw-")) {
            return target(id, RouteTable.Target.EGRESS_ONLY_INTERNET_GATEWAY);
        }
        return target(id, RouteTable.Target.OTHER);
    }

    private static Optional<Led> target(@Nullable String id, RouteTable.Target kind) {
        return present(id).map(named -> new Led(named, kind));
    }

    /** Where a route leads. */
    private record Led(String id, RouteTable.Target kind) {}

    /** The list without its entries. */
    ManagedPrefixList prefixList(software.amazon.awssdk.services.ec2.model.ManagedPrefixList answer, Origin origin) {
        boolean awsManaged = "AWS".equals(answer.ownerId());
        return new ManagedPrefixList(
                awsManaged ? scope : owned(answer.ownerId()),
                text(answer.prefixListId()),
                text(answer.prefixListName()),
                awsManaged,
                switch (text(answer.addressFamily())) {
                    case "IPv4" -> Optional.of(IpFamily.IPV4);
                    case "IPv6" -> Optional.of(IpFamily.IPV6);
                    default -> Optional.empty();
                },
                number(answer.maxEntries()),
                answer.version() == null ? OptionalLong.empty() : OptionalLong.of(answer.version()),
                List.of(),
                ManagedPrefixList.Reading.NOT_READ,
                Optional.of("no rule or route refers to it, so its entries were not asked for"),
                origin);
    }

    Optional<Cidr> cidr(String of, @Nullable String text) {
        return read(of, text, "a CIDR", Cidr::canonical);
    }

    private Optional<IpAddress> address(String of, @Nullable String text) {
        return read(of, text, "an address", IpAddress::parse);
    }

    private <T> Optional<T> read(String of, @Nullable String text, String expected, Function<String, T> parser) {
        Optional<String> written = present(text);
        Optional<T> value = written.flatMap(given -> readable(given, parser));
        if (written.isPresent() && value.isEmpty()) {
            unreadable.accept("`" + of + "` has `" + written.get() + "`, which is not " + expected);
        }
        return value;
    }

    private static <T> Optional<T> readable(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Scope owned(@Nullable String owner) {
        return new Scope(present(owner), Optional.empty()).orElse(scope);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(text(tag.key()), text(tag.value())));
        return byKey;
    }

    private static String name(List<Tag> tags) {
        return tags(tags).getOrDefault("Name", "");
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isEmpty());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static OptionalInt number(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
