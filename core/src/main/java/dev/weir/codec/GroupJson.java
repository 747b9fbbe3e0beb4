package dev.weir.codec;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.plan.GroupRef;
import dev.weir.plan.StackResource;

/** The group that a plan or a journal is about, as members of an object, and back. */
final class GroupJson {

    private GroupJson() {}

    static void write(JsonWriter json, GroupRef group) {
        json.text("id", group.id())
                .text("name", group.name())
                .text("account", group.account())
                .text("region", group.region())
                .text("vpc", group.vpc());
        group.stackResource()
                .ifPresent(resource -> json.object(
                        "stackResource",
                        resource,
                        one -> json.text("stack", one.stack()).text("logicalId", one.logicalId())));
    }

    static GroupRef group(JsonObject group) {
        return new GroupRef(
                group.text("id"),
                group.text("name"),
                group.optional("account"),
                group.optional("region"),
                group.optional("vpc"),
                group.optionalObject(
                        "stackResource", one -> new StackResource(one.text("stack"), one.text("logicalId"))));
    }
}
