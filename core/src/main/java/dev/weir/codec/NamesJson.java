package dev.weir.codec;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.names.AskedName;
import dev.weir.names.Certainty;
import dev.weir.names.NamedDestinations;
import dev.weir.names.Naming;
import dev.weir.net.IpAddress;

/** What destinations are called, as JSON and back. */
final class NamesJson {

    private NamesJson() {}

    static void write(JsonWriter json, NamedDestinations named) {
        RuleJson.write(json, named.service());
        json.text("certainty", named.naming().certainty().id());
        json.objects(
                "names",
                named.naming().names(),
                name -> json.text("name", name.name()).texts("chain", name.chain()));
        json.texts(
                "addresses", named.addresses().stream().map(IpAddress::toString).toList());
        json.number("connections", named.connections());
    }

    static NamedDestinations read(JsonObject tree) {
        return new NamedDestinations(
                RuleJson.service(tree),
                new Naming(
                        tree.objects("names", name -> new AskedName(name.text("name"), name.texts("chain"))),
                        Certainty.parse(tree.text("certainty"))),
                tree.texts("addresses", IpAddress::parse),
                tree.number("connections"));
    }
}
