package dev.weir.flow;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes with a name. */
record MemoryObject(String name, byte[] content) implements FlowObject {

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public InputStream open(long offset) {
        return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
    }
}
