package dev.weir.services;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One element of a list: a function, a launch template's version. */
record HolderElement(HolderList list, JsonObject json, Scope scope, Origin origin) {

    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-f]{8,32}");

    String name() {
        return list.nameOf(json).orElse("");
    }

    /** What it is called, with the version of a launch template. */
    String title() {
        String version = list == HolderList.LAUNCH_TEMPLATE_VERSIONS
                ? text("VersionNumber").map(number -> " version " + number).orElse("")
                : "";
        return name() + version;
    }

    /** The groups that it names anywhere, and those that a launch template names by name. */
    Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        find(json, groups);
        json.readObject("LaunchTemplateData")
                .value()
                .flatMap(data -> Optional.ofNullable(data.members().get("SecurityGroups")))
                .ifPresent(names -> texts(names, groups));
        return groups;
    }

    private static void find(JsonValue value, Set<String> groups) {
        if (value instanceof JsonValue.Text text) {
            if (GROUP.matcher(text.text()).matches()) {
                groups.add(text.text());
            }
        } else if (value instanceof JsonValue.Array array) {
            array.elements().forEach(element -> find(element, groups));
        } else if (value instanceof JsonObject object) {
            object.members().values().forEach(member -> find(member, groups));
        }
    }

    private static void texts(JsonValue value, Set<String> texts) {
        if (value instanceof JsonValue.Array array) {
            for (JsonValue element : array.elements()) {
                if (element instanceof JsonValue.Text text) {
                    texts.add(text.text());
                }
            }
        }
    }

    /** A text or a number as it is written. */
    Optional<String> text(String key) {
        JsonValue value = json.members().get(key);
        if (value instanceof JsonValue.Text text) {
            return Optional.of(text.text());
        }
        return value instanceof JsonValue.Number number ? Optional.of(number.text()) : Optional.empty();
    }

    boolean isTrue(String key) {
        return json.members().get(key) instanceof JsonValue.Truth truth && truth.value();
    }
}
