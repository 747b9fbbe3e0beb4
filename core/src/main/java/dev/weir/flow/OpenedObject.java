package dev.weir.flow;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An object on its way to a reader: its bytes without the gzip around them, and what the first of them tell. */
public final class OpenedObject implements Closeable {

    private final InputStream stored;
    private final boolean gzip;
    private final PeekedStream content;
    private final byte[] head;

    private OpenedObject(InputStream stored) throws IOException {
        this.stored = stored;
        PeekedStream packed = new PeekedStream(stored, FlowContent.HEAD);
        gzip = Packing.isGzip(packed.head());
        content = gzip ? new PeekedStream(Packing.unpacked(packed), FlowContent.HEAD) : packed;
        head = content.head();
    }

    /**
     * Opens it; the caller closes it.
     *
     * @throws IOException if there is not one byte to be had
     */
    public static OpenedObject of(FlowObject object) throws IOException {
        InputStream stored = object.open(0);
        try {
            return new OpenedObject(stored);
        } catch (IOException failed) {
            stored.close();
            throw failed;
        }
    }

    /** Its first bytes, {@value FlowContent#HEAD} if there are so many. */
    public byte[] head() {
        return head.clone();
    }

    /** All of its bytes, from the first one. */
    public InputStream content() {
        return content;
    }

    boolean isGzip() {
        return gzip;
    }

    public boolean isParquet() {
        return Packing.isParquet(head);
    }

    /** Why bytes that begin so are not read, if they are not. */
    public Optional<String> declined() {
        return Packing.declined(head);
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
