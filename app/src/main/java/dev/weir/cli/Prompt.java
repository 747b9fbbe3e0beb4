package dev.weir.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks before something is changed. */
final class Prompt {

    static final Grammar.Option YES =
            new Grammar.Option("--yes", "", Grammar.Times.FLAG, "Do not ask before changing something.");

    private Prompt() {}

    /**
     * Returns if the answer is {@code yes}, and nothing else.
     *
     * @throws FailureException if it is not
     */
    static void ask(Arguments arguments, Surroundings surroundings, String what) {
        if (arguments.has(YES)) {
            return;
        }
        surroundings.say("To " + what + ", type `yes`; anything else leaves everything as it is.");
        if (!answer().equals("yes")) {
            throw new FailureException("not confirmed: nothing was changed; help: only `yes` is accepted, or `--yes`");
        }
    }

    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
