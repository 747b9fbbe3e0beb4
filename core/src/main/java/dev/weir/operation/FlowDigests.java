package dev.weir.operation;

import java.io.IOException;

/** The digests of some objects' bytes; who asks for one may have to wait for it. */
public interface FlowDigests {

    /**
     * The digest of the object with this name.
     *
     * @throws IOException if it could not be read, with the reason
     */
    String of(String name) throws IOException;
}
