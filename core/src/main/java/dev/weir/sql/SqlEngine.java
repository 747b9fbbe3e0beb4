package dev.weir.sql;

import java.util.Optional;

/** An engine that answers statements on one table, in the SQL of Trino, which is also that of Athena. */
public interface SqlEngine {

    /** Where the table is, as people say it, such as {@code athena:flow_logs.vpc}; the same on every day, and told of nothing else. */
    String name();

    /**
     * The table as it is now; costs nothing.
     *
     * @throws SqlFailure if the engine cannot be asked or has no such table
     */
    FlowTable table() throws SqlFailure;

    /**
     * Runs a statement; may be called by several threads.
     *
     * @throws SqlFailure if it cannot be run
     */
    SqlRows run(String statement) throws SqlFailure;

    /** Stops every statement that still runs, because nobody waits for its answer any more. */
    void stop();

    /** What all statements so far have read and cost, as a sentence, where the engine tells. */
    Optional<String> cost();
}
