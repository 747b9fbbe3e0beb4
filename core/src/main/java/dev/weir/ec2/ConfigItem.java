package dev.weir.ec2;

import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One configuration item: a resource as it was at one time.
 *
 * @param kind what it is
 * @param id its id
 * @param scope its account and Region, which the item always names
 * @param captured when, in a form that sorts; empty where the item does not tell
 * @param isDeleted whether it was gone by then
 * @param element what EC2 would answer about it, with the AWS CLI's keys
 */
record ConfigItem(AnswerKind kind, String id, Scope scope, String captured, boolean isDeleted, JsonObject element) {

    private static final Map<String, AnswerKind> KINDS = Map.of(
            "AWS::EC2::SecurityGroup", AnswerKind.SECURITY_GROUPS,
            "AWS::EC2::NetworkInterface", AnswerKind.NETWORK_INTERFACES,
            "AWS::EC2::Subnet", AnswerKind.SUBNETS,
            "AWS::EC2::RouteTable", AnswerKind.ROUTE_TABLES,
            "AWS::EC2::VPC", AnswerKind.VPCS,
            "AWS::EC2::PrefixList", AnswerKind.PREFIX_LISTS);

    private static final Map<AnswerKind, String> ARNS = Map.of(
            AnswerKind.SECURITY_GROUPS, Keys.SECURITY_GROUP_ARN,
            AnswerKind.NETWORK_INTERFACES, Keys.NETWORK_INTERFACE_ARN,
            AnswerKind.SUBNETS, Keys.SUBNET_ARN,
            AnswerKind.ROUTE_TABLES, Keys.ROUTE_TABLE_ARN,
            AnswerKind.VPCS, Keys.VPC_ARN,
            AnswerKind.PREFIX_LISTS, Keys.PREFIX_LIST_ARN);

    /** The item; empty where it is of a kind that weir does not need. */
    static Optional<ConfigItem> of(JsonObject item) {
        String id = text(item, "resourceId");
        String type = text(item, "resourceType");
        Optional<AnswerKind> known = type.isEmpty() ? AnswerKind.ofId(id) : Optional.ofNullable(KINDS.get(type));
        if (known.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        AnswerKind kind = known.get();
        String account = text(item, "accountId", "awsAccountId");
        Scope scope = new Scope(
                ScopeNames.account(account),
                Optional.of(text(item, "awsRegion")).filter(ScopeNames::isRegion));
        return Optional.of(new ConfigItem(
                kind,
                id,
                scope,
                text(item, "configurationItemCaptureTime"),
                text(item, "configurationItemStatus").startsWith("ResourceDeleted"),
                element(kind, id, scope, item)));
    }

    /** Whether the object says which resource it is about; a query need not ask for the type, which the id tells too. */
    static boolean isItem(JsonObject object) {
        return object.has("resourceId")
                && (object.has("resourceType")
                        || AnswerKind.ofId(text(object, "resourceId")).isPresent());
    }

    private static String text(JsonObject item, String... keys) {
        for (String key : keys) {
            Optional<String> text = item.readText(key).value();
            if (text.isPresent()) {
                return text.get();
            }
        }
        return "";
    }

    private static JsonObject element(AnswerKind kind, String id, Scope scope, JsonObject item) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        configuration(item).ifPresent(found -> members.putAll(found.members()));
        members.putIfAbsent(kind.id(), new JsonValue.Text(id, item.line()));
        scope.account()
                .ifPresent(account -> members.putIfAbsent(Keys.OWNER_ID, new JsonValue.Text(account, item.line())));
        String arn = text(item, "arn", "ARN");
        if (!arn.isEmpty()) {
            members.putIfAbsent(ARNS.getOrDefault(kind, "Arn"), new JsonValue.Text(arn, item.line()));
        }
        return JsonObject.of(members, item.line());
    }

    /** The configuration, which is an object in a file of S3 and a text of JSON in an answer. */
    private static Optional<JsonObject> configuration(JsonObject item) {
        JsonValue value = item.members().get("configuration");
        if (value instanceof JsonObject object) {
            return Optional.of(object(object, Optional.empty()));
        }
        if (value instanceof JsonValue.Text text) {
            return parsed(text.text()).map(object -> object(object, Optional.of(text.line())));
        }
        return Optional.empty();
    }

    /** The object in a text; empty where it is none. */
    static Optional<JsonObject> parsed(String text) {
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            return json.next() && json.isObject() && json.value() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (BrokenJson broken) {
            return Optional.empty();
        }
    }

    /** The same with the AWS CLI's keys; what was inside of a text stands in the text's line. */
    private static JsonObject object(JsonObject object, Optional<Long> line) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String key = member.getKey();
            if (!object.repeated().contains(key) && !key.isEmpty()) {
                members.put(Character.toUpperCase(key.charAt(0)) + key.substring(1), value(member.getValue(), line));
            }
        }
        return JsonObject.of(members, line.orElse(object.line()));
    }

    private static JsonValue value(JsonValue value, Optional<Long> line) {
        if (value instanceof JsonObject object) {
            return object(object, line);
        }
        if (value instanceof JsonValue.Array array) {
            return new JsonValue.Array(
                    array.elements().stream()
                            .map(element -> value(element, line))
                            .toList(),
                    line.orElse(array.line()));
        }
        return value instanceof JsonValue.Text text ? new JsonValue.Text(text.text(), line.orElse(text.line())) : value;
    }
}
