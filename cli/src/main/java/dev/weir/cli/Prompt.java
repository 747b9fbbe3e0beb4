package dev.weir.cli;

import dev.weir.operation.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks before something is changed. */
final class Prompt {

    static final Grammar.Option YES = Grammar.Option.flag("--yes", "Do not ask before changing something.");

    private Prompt() {}

    /**
     * Returns if the answer is {@code yes}, and nothing else.
     *
     * @param what is to be done, such as {@code make this change}
     * @param to what it is done to, and what will be different
     * @throws FailureException if it is not
     */
    static void ask(Arguments arguments, ProcessContext surroundings, String what, String to) {
        if (arguments.has(YES)) {
            return;
        }
        surroundings.tell("To " + what + " " + to + ", type `yes`; anything else leaves everything as it is.");
        if (!answer().equals("yes")) {
            throw new FailureException(
                    "not confirmed, so weir did not " + what + "; help: only `yes` is accepted, or `--yes`");
        }
    }

    /** One line and no more, because a later question reads the next. */
    private static String answer() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
