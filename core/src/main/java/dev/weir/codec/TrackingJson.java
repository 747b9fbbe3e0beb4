package dev.weir.codec;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import java.util.OptionalLong;

/** How long an interface tracks idle connections, as our files say it: left out where nothing is known. */
final class TrackingJson {

    private static final String FIELD = "connectionTracking";

    private TrackingJson() {}

    static void write(JsonWriter json, ConnectionTracking tracking) {
        if (!tracking.equals(ConnectionTracking.UNKNOWN)) {
            json.object(
                    FIELD,
                    tracking,
                    known -> json.number("tcpEstablishedTimeout", known.tcpEstablished())
                            .number("udpStreamTimeout", known.udpStream())
                            .number("udpTimeout", known.udp())
                            .text("instanceType", known.instanceType()));
        }
    }

    static ConnectionTracking read(JsonObject holder) {
        if (!holder.has(FIELD)) {
            return ConnectionTracking.UNKNOWN;
        }
        JsonObject node = holder.object(FIELD);
        return new ConnectionTracking(
                seconds(node, "tcpEstablishedTimeout"),
                seconds(node, "udpStreamTimeout"),
                seconds(node, "udpTimeout"),
                node.optional("instanceType"));
    }

    private static OptionalLong seconds(JsonObject node, String name) {
        return node.has(name) ? OptionalLong.of(node.number(name)) : OptionalLong.empty();
    }
}
