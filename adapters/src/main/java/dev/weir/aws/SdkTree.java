package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * The SDK's objects as JSON trees.
 *
 * <p>The SDK names its members exactly as the AWS CLI names its keys, because both are made of the service's own model. A list
 * that the answer did not carry is left out; one that it carried empty is there and empty.
 */
final class SdkTree {

    private static final int NO_LINE = 1;

    private SdkTree() {}

    static JsonObject of(SdkPojo object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (SdkField<?> field : object.sdkFields()) {
            Object value = field.getValueOrDefault(object);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                members.put(field.memberName(), value(value));
            }
        }
        return JsonObject.of(members, NO_LINE);
    }

    private static JsonValue value(Object value) {
        if (value instanceof SdkPojo object) {
            return of(object);
        }
        if (value instanceof List<?> list) {
            return new JsonValue.Array(list.stream().map(SdkTree::value).toList(), NO_LINE);
        }
        if (value instanceof Boolean truth) {
            return new JsonValue.Truth(truth, NO_LINE);
        }
        return value instanceof Number
                ? new JsonValue.Number(value.toString(), NO_LINE)
                : new JsonValue.Text(value.toString(), NO_LINE);
    }
}
