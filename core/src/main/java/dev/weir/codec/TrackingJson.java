package dev.weir.codec;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;

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
        return holder.optionalObject(
                        FIELD,
                        node -> new ConnectionTracking(
                                node.optionalNumber("tcpEstablishedTimeout"),
                                node.optionalNumber("udpStreamTimeout"),
                                node.optionalNumber("udpTimeout"),
                                node.optional("instanceType")))
                .orElse(ConnectionTracking.UNKNOWN);
    }
}
