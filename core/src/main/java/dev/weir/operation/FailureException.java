package dev.weir.operation;

import java.io.Serial;

/** The operation could not do what it was asked; the message says what, why and what next. */
public final class FailureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public FailureException(String sentence) {
        super(sentence);
    }

    public FailureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
