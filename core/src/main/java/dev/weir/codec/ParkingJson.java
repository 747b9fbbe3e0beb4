package dev.weir.codec;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.remediation.Parking;
import dev.weir.remediation.ParkingCall;
import java.util.Locale;
import java.util.TreeMap;

/** A parking group and the calls about it, in a journal. */
final class ParkingJson {

    private ParkingJson() {}

    static void write(JsonWriter json, Parking parking) {
        json.text("name", parking.name()).number("canary", parking.canary()).texts("interfaces", parking.interfaces());
    }

    static Parking parking(JsonObject node) {
        return new Parking(node.text("name"), node.small("canary"), node.texts("interfaces"));
    }

    static Parking.Stage stage(JsonObject node) {
        return Parking.Stage.valueOf(node.text("stage").toUpperCase(Locale.ROOT));
    }

    static JsonWriter write(JsonWriter json, ParkingCall call) {
        return call.match(new ParkingCall.Cases<>(
                create -> json.text("call", "create")
                        .text("name", create.name())
                        .text("description", create.description())
                        .text("vpc", create.vpc())
                        .texts("tags", new TreeMap<>(create.tags())),
                fill -> RuleJson.write(json.text("call", "fill").text("group", fill.group()), fill.call()),
                set -> json.text("call", "set-groups")
                        .text("interface", set.networkInterface())
                        .text("parking", set.parking())
                        .texts("groups", set.groups()),
                delete -> json.text("call", "delete").text("group", delete.group())));
    }

    static ParkingCall call(JsonObject node) {
        String call = node.text("call");
        return switch (call) {
            case "create" ->
                new ParkingCall.Create(
                        node.text("name"), node.text("description"), node.text("vpc"), node.textMap("tags"));
            case "fill" -> new ParkingCall.Fill(node.text("group"), RuleJson.call(node));
            case "set-groups" ->
                new ParkingCall.SetGroups(node.text("interface"), node.text("parking"), node.texts("groups"));
            case "delete" -> new ParkingCall.Delete(node.text("group"));
            default -> throw new IllegalArgumentException("unknown call `" + call + "`");
        };
    }
}
