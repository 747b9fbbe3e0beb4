package dev.weir.codec;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.net.Cidr;
import dev.weir.ranges.RangeLedger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Since when addresses of prefix lists are in their ranges no more, as bytes and back; canonical, {@code weir.ranges/1}. */
public final class LedgerCodec {

    private static final String FORMAT = "weir.ranges/1";

    private LedgerCodec() {}

    /** The bytes of a ledger. */
    public static byte[] write(RangeLedger ledger) {
        return JsonObject.of(json -> json.text("schema", FORMAT)
                        .objects(
                                "lists",
                                List.copyOf(ledger.departures().entrySet()),
                                list -> json.text("id", list.getKey())
                                        .objects(
                                                "leaving",
                                                new ArrayList<>(list.getValue().entrySet()),
                                                left -> json.text(
                                                                "cidr",
                                                                left.getKey().toString())
                                                        .text(
                                                                "since",
                                                                left.getValue().toString()))))
                .indented();
    }

    /**
     * The ledger that bytes are.
     *
     * @throws IllegalArgumentException if they are none
     */
    public static RangeLedger read(byte[] bytes) {
        JsonObject tree = JsonReader.object(bytes);
        if (!FORMAT.equals(tree.text("schema"))) {
            throw new IllegalArgumentException("`schema` is `" + tree.text("schema") + "`, expected " + FORMAT);
        }
        RangeLedger ledger = RangeLedger.EMPTY;
        for (JsonObject list : tree.objects("lists")) {
            Map<Cidr, Instant> leaving = new TreeMap<>();
            for (JsonObject left : list.objects("leaving")) {
                leaving.put(Cidr.parse(left.text("cidr")), instant(left.text("since")));
            }
            ledger = ledger.with(list.text("id"), leaving);
        }
        return ledger;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException(
                    "`since` is `" + text + "`, expected a time such as 2026-11-29T12:00:00Z", none);
        }
    }
}
