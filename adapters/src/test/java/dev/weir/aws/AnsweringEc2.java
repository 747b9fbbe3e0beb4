package dev.weir.aws;

import dev.weir.inventory.Listing;
import dev.weir.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An EC2 whose every answer is given as the AWS CLI would write it, and handed out as EC2 would send it, by the SDK's model. */
final class AnsweringEc2 implements Ec2Reads {

    /** The key under which the entries of prefix lists stand, by the list's id. */
    static final String ENTRIES = "entries";

    /** Everything that is asked so, and the SDK's model of the answer. */
    static final Map<String, Supplier<SdkPojo>> MODELS = Map.of(
            "DescribeFlowLogs", DescribeFlowLogsResponse::builder,
            "DescribeManagedPrefixLists", DescribeManagedPrefixListsResponse::builder,
            "DescribeNetworkInterfaces", DescribeNetworkInterfacesResponse::builder,
            "DescribeRegions", DescribeRegionsResponse::builder,
            "DescribeRouteTables", DescribeRouteTablesResponse::builder,
            "DescribeSecurityGroupRules", DescribeSecurityGroupRulesResponse::builder,
            "DescribeSecurityGroups", DescribeSecurityGroupsResponse::builder,
            "DescribeSubnets", DescribeSubnetsResponse::builder,
            "DescribeVpcs", DescribeVpcsResponse::builder,
            "GetManagedPrefixListEntries", GetManagedPrefixListEntriesResponse::builder);

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
    public JsonObject ask(String action, Map<String, String> fields) {
        SdkPojo model = Objects.requireNonNull(MODELS.get(action)).get();
        ObjectNode answer = answers;
        if (action.equals("GetManagedPrefixListEntries")) {
            answer = answers.objectNode();
            answer.set("Entries", answers.path(ENTRIES).path(fields.get("PrefixListId")));
        }
        ObjectNode given = answer;
        boolean isGiven = model.sdkFields().stream()
                .anyMatch(field -> !given.path(field.memberName()).isMissingNode());
        if (!isGiven) {
            throw refusal();
        }
        return Ec2Answer.of(ModelXml.of(filled(model, given), action), action);
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
}
