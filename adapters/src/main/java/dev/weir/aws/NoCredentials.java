package dev.weir.aws;

import java.io.Serial;

/** There is nobody to call AWS as: no credentials, a profile that does not exist, a session that is over. */
final class NoCredentials extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoCredentials(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    NoCredentials(String sentence) {
        super(sentence);
    }

    /** What is missing and the next step; lower case, no full stop. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
