package dev.weir.cli;

import dev.weir.operation.FailureException;

/** One command: what it understands, and what it does. */
interface Command {

    Grammar grammar();

    /**
     * Does it, and gives the exit code.
     *
     * @throws UsageException if the arguments cannot be meant
     * @throws FailureException if it cannot be done
     */
    int run(Arguments arguments, ProcessContext surroundings);
}
