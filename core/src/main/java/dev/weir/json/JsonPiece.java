package dev.weir.json;

/** An object that is written already: what stands in several places is made once. */
public final class JsonPiece {

    private final byte[] bytes;

    JsonPiece(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
