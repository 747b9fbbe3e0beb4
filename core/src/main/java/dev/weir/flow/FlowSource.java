package dev.weir.flow;

import dev.weir.catalogue.MadeList;
import dev.weir.inventory.Problem;
import java.util.List;

/** Where flow logs come from: files and folders, a bucket, a log group. */
public interface FlowSource {

    /** The objects to read, in a fixed order, and what could not be listed. */
    Listed list();

    /** These of its objects will be opened, about in this order: time to fetch ahead what is far away. */
    default void willBeRead(List<FlowObject> order) {}

    /** What was asked for by name: passing over one of these would leave a question unanswered. */
    List<String> named();

    /**
     * What a source holds.
     *
     * @param objects to read, sorted by name; of what is listed by the million each look makes another one
     * @param outside how many objects were left out because their names lie outside the selection; they were not opened
     * @param beside what lies beside flow logs by its name, and was not opened
     * @param problems what could not be listed; the result is incomplete
     */
    record Listed(List<FlowObject> objects, long outside, PassedOver beside, List<Problem> problems) {
        public Listed {
            objects = MadeList.copyOf(objects);
            problems = List.copyOf(problems);
        }
    }
}
