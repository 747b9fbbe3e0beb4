package dev.weir.sql;

import java.io.IOException;

/** An engine did not answer, or said no: one sentence, which says what to do where that is known. */
public final class SqlFailure extends IOException {

    private static final long serialVersionUID = 1;

    public SqlFailure(String sentence) {
        super(sentence);
    }

    public SqlFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
