package dev.weir.cli;

import java.io.Serial;

/** The command could not do what it was asked; the message says what, why and what next. */
final class FailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    FailureException(String sentence) {
        super(sentence);
    }

    FailureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
