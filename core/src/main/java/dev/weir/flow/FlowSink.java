package dev.weir.flow;

import java.util.Set;

/**
 * Takes flow records, object by object.
 *
 * <p>Order of the calls: {@link #begin}, then {@link #format} before the first record and again whenever the columns change
 * (joined files repeat their header), {@link #record} for every record, {@link #end}. A sink is used by one thread; a reader
 * with several threads asks for one sink per thread.
 */
public interface FlowSink {

    /** Which fields the sink looks at; readers may leave the others absent. The same for the life of the sink. */
    default Set<FlowField> fields() {
        return FlowField.all();
    }

    /** An object is about to be read. */
    default void begin(FlowObject object) {}

    /** The columns of the records to come. */
    default void format(FlowLogFormat format) {}

    /** One record, NODATA and SKIPDATA included. The receiver copies what it keeps. */
    void record(FlowRecord record);

    /** The object was read, or as much of it as could be. */
    default void end(FlowReading reading) {}
}
