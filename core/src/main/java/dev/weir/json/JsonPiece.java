package dev.weir.json;

import java.util.List;

/** An object that is written already: what stands in several places is made once, with blanks for what differs. */
public final class JsonPiece {

    private final byte[] bytes;
    private final List<Integer> blanks;

    JsonPiece(byte[] bytes, List<Integer> blanks) {
        this.bytes = bytes;
        this.blanks = blanks;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Before which of the bytes a blank is, ascending. */
    List<Integer> blanks() {
        return blanks;
    }
}
