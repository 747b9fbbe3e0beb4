package dev.weir.flow;

/** Threads of a pass that have no object left to begin, and so may take part in one that another began. */
public interface FlowHelpers {

    /** There are none. */
    FlowHelpers NONE = (object, part, record, sink) -> part.read(record, sink);

    /** What several threads may do side by side. */
    @FunctionalInterface
    interface Part {

        /**
         * Takes from what is left until nothing is. A helper's sink hears the object's begin before, and never its end.
         *
         * @param record this thread's own
         * @param sink this thread's own
         */
        void read(FlowRecord record, FlowSink sink);
    }

    /** Does it with this thread's record and sink and with every helper's; returns when all have returned. */
    void share(FlowObject object, Part part, FlowRecord record, FlowSink sink);
}
