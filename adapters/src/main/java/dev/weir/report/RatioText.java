package dev.weir.report;

import dev.weir.net.Ratio;
import org.jspecify.annotations.Nullable;

/** Writes ratios as numbers, of which a scan has few: to divide exactly and find the shortest decimal costs more than the rest. */
final class RatioText {

    private static final int SLOTS = 1 << 10;

    private final JsonText json;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    private record Entry(Ratio ratio, byte[] number) {}

    RatioText(JsonText json) {
        this.json = json;
    }

    void write(Ratio ratio) {
        int hash = (ratio.part().hashCode() * 31 + ratio.whole().hashCode()) * 0x9e3779b9;
        int slot = hash >>> 16 & SLOTS - 1;
        Entry known = entries[slot];
        if (known != null && known.ratio().equals(ratio)) {
            json.piece(known.number());
            return;
        }
        int mark = json.mark();
        json.number(ratio.toDouble());
        entries[slot] = new Entry(ratio, json.since(mark));
    }
}
