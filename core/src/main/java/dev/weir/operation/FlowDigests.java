package dev.weir.operation;

import dev.weir.flow.FlowObject;
import java.io.IOException;

/** The digests of some objects' bytes; who asks for one may have to wait for it. */
public interface FlowDigests {

    /**
     * The digest of this object.
     *
     * @throws IOException if it could not be read, with the reason
     */
    String of(FlowObject object) throws IOException;
}
