package dev.weir.ec2;

import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule from a carrier that has names of its own for its parts: read, and bounded where a part cannot be read, as an element
 * of describe-security-group-rules is.
 *
 * <p>A part has the three answers of every field: its text, nothing, or {@link #UNREADABLE}.
 */
public final class RuleParts {

    /** What stands there is not known. */
    public static final JsonValue UNREADABLE = new JsonValue.Truth(false, 1);

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    public RuleParts protocol(JsonValue protocol) {
        return with(Keys.PROTOCOL, protocol);
    }

    /** The ports, or ICMP type and code. */
    public RuleParts ports(JsonValue from, JsonValue to) {
        return with(Keys.FROM_PORT, from).with(Keys.TO_PORT, to);
    }

    /** The one destination or source. */
    public RuleParts farEnd(FarEndKind kind, JsonValue name) {
        return switch (kind) {
            case IPV4 -> with(Keys.CIDR_IPV4, name);
            case IPV6 -> with(Keys.CIDR_IPV6, name);
            case PREFIX_LIST -> with(Keys.PREFIX_LIST_ID, name);
            case GROUP -> with(Keys.REFERENCED_GROUP, JsonObject.of(Map.of(Keys.GROUP_ID, name), 1));
        };
    }

    public RuleParts id(Optional<String> id) {
        return with(Keys.RULE_ID, id);
    }

    public RuleParts description(Optional<String> description) {
        return with(Keys.DESCRIPTION, description);
    }

    private RuleParts with(String key, Optional<String> text) {
        text.ifPresent(value -> members.put(key, new JsonValue.Text(value, 1)));
        return this;
    }

    private RuleParts with(String key, JsonValue value) {
        members.put(key, value);
        return this;
    }

    /**
     * The rule.
     *
     * @param wrong takes what cannot be read, one sentence each
     */
    public SecurityGroupRule rule(Origin origin, List<String> wrong) {
        return ListedRule.rule(JsonObject.of(members, 1), origin, wrong);
    }
}
