package dev.weir.organization;

import java.io.Serial;

/** An account lets nobody in, or does not say which Regions it has enabled. */
public final class AccessRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String call;

    /**
     * @param call what was refused, such as {@code AssumeRole}
     * @param sentence why, and the next step; lower case, no full stop
     */
    public AccessRefused(String call, String sentence, Throwable cause) {
        super(sentence, cause);
        this.call = call;
    }

    /** What was refused. */
    public String call() {
        return call;
    }

    /** Why, and the next step; lower case, no full stop. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
