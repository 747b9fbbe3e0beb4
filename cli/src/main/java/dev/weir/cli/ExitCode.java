package dev.weir.cli;

/** What the process ends with: a promise to scripts. */
final class ExitCode {

    /** Done, and clean. */
    static final int CLEAN = 0;

    /** Failed, or incomplete: something unread, malformed or refused. Outranks {@link #FOUND}. */
    static final int INCOMPLETE = 1;

    /** What was typed cannot be meant. */
    static final int USAGE = 2;

    /** Done, and the answer is not clean. */
    static final int FOUND = 3;

    private ExitCode() {}
}
