package dev.weir.aws;

import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.ParkingCall;
import dev.weir.remediation.ParkingLot;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.WriteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A Region's EC2, for making a parking group and for putting it on interfaces. */
final class Ec2Parking {

    private static final String MOST = "vpc-max-security-groups-per-interface";

    private final Ec2Client reads;
    private final Ec2Client writes;
    private final Function<GroupRef, ReadAnswer<SecurityGroup>> whole;
    private final Function<GroupRef, RegionCalls> calls;

    /** @param whole reads a group with all its rules */
    Ec2Parking(
            Ec2Client reads,
            Ec2Client writes,
            Function<GroupRef, ReadAnswer<SecurityGroup>> whole,
            Function<GroupRef, RegionCalls> calls) {
        this.reads = reads;
        this.writes = writes;
        this.whole = whole;
        this.calls = calls;
    }

    /** As the account's attributes say: {@code vpc-max-security-groups-per-interface}. */
    OptionalInt groupsPerInterface() {
        try {
            return reads.describeAccountAttributes(request -> {}).accountAttributes().stream()
                    .filter(attribute -> MOST.equals(attribute.attributeName()))
                    .flatMap(attribute -> attribute.attributeValues().stream())
                    .flatMap(value -> Optional.ofNullable(value.attributeValue()).stream())
                    .filter(text -> text.matches("[1-9][0-9]{0,2}"))
                    .mapToInt(Integer::parseInt)
                    .findFirst();
        } catch (SdkException | NoCredentials unknown) {
            return OptionalInt.empty();
        }
    }

    ReadAnswer<ParkingLot> read(GroupRef group, String name) {
        List<String> ids;
        try {
            ids = named(group, name);
        } catch (SdkException | NoCredentials failed) {
            return Ec2Failure.read(failed, "ec2:DescribeSecurityGroups");
        }
        if (ids.isEmpty()) {
            return interfaces(group, Optional.empty());
        }
        GroupRef parking = new GroupRef(ids.get(0), name, group.account(), group.region(), group.vpc());
        return whole.apply(parking)
                .match(
                        read -> interfaces(group, Optional.of(read.value())),
                        unread -> new ReadAnswer.Unanswered<>(unread.hope(), unread.reason()));
    }

    private List<String> named(GroupRef group, String name) {
        List<Filter> filters =
                List.of(filter("group-name", name), filter("vpc-id", group.vpc().orElse("")));
        return reads.describeSecurityGroups(request -> request.filters(filters)).securityGroups().stream()
                .filter(found -> name.equals(found.groupName()))
                .flatMap(found -> Optional.ofNullable(found.groupId()).stream())
                .toList();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private ReadAnswer<ParkingLot> interfaces(GroupRef group, Optional<SecurityGroup> parking) {
        List<String> ids = new ArrayList<>(List.of(group.id()));
        parking.ifPresent(found -> ids.add(found.id()));
        Map<String, NetworkInterface> byId = new TreeMap<>();
        for (String id : ids) {
            Pages<NetworkInterface> pages = Calls.pages(
                    "ec2:DescribeNetworkInterfaces", token -> calls.apply(group).networkInterfaces(List.of(id), token));
            if (!pages.isWhole()) {
                Failure failure = pages.failure().orElseThrow();
                return new ReadAnswer.Unanswered<>(failure.hope(), failure.sentence());
            }
            pages.items().forEach(one -> byId.put(one.id(), one));
        }
        return new ReadAnswer.Read<>(new ParkingLot(parking, List.copyOf(byId.values())));
    }

    WriteAnswer send(ParkingCall call) {
        return call.match(new ParkingCall.Cases<>(this::create, fill -> fail(fill), this::set, this::delete));
    }

    private static WriteAnswer fail(ParkingCall.Fill fill) {
        throw new IllegalArgumentException("rules are changed by the gateway, found " + fill);
    }

    private WriteAnswer create(ParkingCall.Create call) {
        return Ec2Failure.write("ec2:CreateSecurityGroup", () -> {
            CreateSecurityGroupResponse made = writes.createSecurityGroup(request -> request.groupName(call.name())
                    .description(call.description())
                    .vpcId(call.vpc())
                    .tagSpecifications(TagSpecification.builder()
                            .resourceType(ResourceType.SECURITY_GROUP)
                            .tags(Ec2Permissions.tags(call.tags()))
                            .build()));
            return made.groupId() == null
                    ? new WriteAnswer.Unknown("an answer that does not say which group was made")
                    : Ec2Failure.done(made, List.of());
        });
    }

    private WriteAnswer set(ParkingCall.SetGroups call) {
        return Ec2Failure.write(
                "ec2:ModifyNetworkInterfaceAttribute",
                () -> Ec2Failure.done(
                        writes.modifyNetworkInterfaceAttribute(
                                request -> request.networkInterfaceId(call.networkInterface())
                                        .groups(call.groups())),
                        List.of()));
    }

    private WriteAnswer delete(ParkingCall.Delete call) {
        return Ec2Failure.write(
                "ec2:DeleteSecurityGroup",
                () -> Ec2Failure.done(writes.deleteSecurityGroup(request -> request.groupId(call.group())), List.of()));
    }
}
