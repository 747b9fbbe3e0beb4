package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowObject;
import java.util.List;

/** Who opens flow-log objects and makes evidence of them: threads of this process, or the machines of a cluster. */
public interface FlowReaders {

    /**
     * The digests of objects, begun.
     *
     * @param objects all that may be read
     * @param asked those of which it must be known before anything is read
     */
    FlowDigests digests(List<FlowObject> objects, List<FlowObject> asked);

    /**
     * Reads each of the objects once.
     *
     * @param before what was observed already
     * @return that and what was learned; the readings in the order of the objects
     */
    FlowEvidence.FlowsRead read(
            List<FlowObject> objects, FlowDigests digests, Evidence before, OperationListener listener);
}
