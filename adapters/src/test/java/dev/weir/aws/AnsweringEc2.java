package dev.weir.aws;

import dev.weir.inventory.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An EC2 whose every answer is given as the AWS CLI would write it, and handed out as the SDK's own objects. */
final class AnsweringEc2 implements Ec2Client {

    /** The key under which the entries of prefix lists stand, by the list's id. */
    static final String ENTRIES = "entries";

    private final ObjectNode answers;

    AnsweringEc2(ObjectNode answers) {
        this.answers = answers;
    }

    /** The key of a call's list; empty for entries, which are asked for list by list. */
    static String container(Listing.Kind kind) {
        return switch (kind) {
            case SECURITY_GROUPS -> "SecurityGroups";
            case SECURITY_GROUP_RULES -> "SecurityGroupRules";
            case NETWORK_INTERFACES, HIDDEN_NETWORK_INTERFACES -> "NetworkInterfaces";
            case PREFIX_LISTS -> "PrefixLists";
            case ROUTE_TABLES -> "RouteTables";
            case SUBNETS -> "Subnets";
            case VPCS -> "Vpcs";
            case FLOW_LOGS -> "FlowLogs";
            case PREFIX_LIST_ENTRIES -> "";
        };
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        return answered(DescribeSecurityGroupsResponse.builder(), Listing.Kind.SECURITY_GROUPS)
                .build();
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(DescribeSecurityGroupRulesRequest request) {
        return answered(DescribeSecurityGroupRulesResponse.builder(), Listing.Kind.SECURITY_GROUP_RULES)
                .build();
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        return answered(DescribeNetworkInterfacesResponse.builder(), Listing.Kind.NETWORK_INTERFACES)
                .build();
    }

    @Override
    public DescribeManagedPrefixListsResponse describeManagedPrefixLists(DescribeManagedPrefixListsRequest request) {
        return answered(DescribeManagedPrefixListsResponse.builder(), Listing.Kind.PREFIX_LISTS)
                .build();
    }

    @Override
    public GetManagedPrefixListEntriesResponse getManagedPrefixListEntries(GetManagedPrefixListEntriesRequest request) {
        JsonNode entries = answers.path(ENTRIES).path(request.prefixListId());
        if (entries.isMissingNode()) {
            throw refusal();
        }
        ObjectNode answer = answers.objectNode();
        answer.set("Entries", entries);
        return filled(GetManagedPrefixListEntriesResponse.builder(), answer).build();
    }

    @Override
    public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
        return answered(DescribeRouteTablesResponse.builder(), Listing.Kind.ROUTE_TABLES)
                .build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        return answered(DescribeSubnetsResponse.builder(), Listing.Kind.SUBNETS).build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        return answered(DescribeVpcsResponse.builder(), Listing.Kind.VPCS).build();
    }

    /** The answer of a call, or its refusal where the answers have none. */
    private <B extends SdkPojo> B answered(B builder, Listing.Kind kind) {
        if (!answers.has(container(kind))) {
            throw refusal();
        }
        return filled(builder, answers);
    }

    private static AwsServiceException refusal() {
        return Ec2Exception.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("UnauthorizedOperation")
                        .build())
                .statusCode(403)
                .build();
    }

    /** Sets every member that the JSON has, by the SDK's own list of members. */
    private static <B extends SdkPojo> B filled(B builder, JsonNode json) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = json.path(field.memberName());
            if (!value.isMissingNode() && !value.isNull()) {
                field.set(builder, value(field, value));
            }
        }
        return builder;
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            json.valueStream().forEach(element -> list.add(value(member, element)));
            return list;
        }
        if (type.equals(MarshallingType.SDK_POJO)) {
            SdkPojo builder = filled(field.constructor().get(), json);
            return ((software.amazon.awssdk.utils.builder.Buildable) builder).build();
        }
        if (type.equals(MarshallingType.INTEGER)) {
            return json.asInt();
        }
        if (type.equals(MarshallingType.LONG)) {
            return json.asLong();
        }
        if (type.equals(MarshallingType.BOOLEAN)) {
            return json.asBoolean();
        }
        if (type.equals(MarshallingType.MAP)) {
            Map<String, Object> map = new LinkedHashMap<>();
            return map;
        }
        return json.asString();
    }

    @Override
    public String serviceName() {
        return "ec2";
    }

    @Override
    public void close() {}
}
