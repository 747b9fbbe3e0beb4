package dev.weir.remediation;

/** A journal that cannot be written, or that cannot be trusted: what is wrong, and the next step. */
public final class JournalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public JournalFailure(String reason) {
        super(reason);
        this.reason = reason;
    }

    public JournalFailure(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** What is wrong, and the next step. */
    public String reason() {
        return reason;
    }
}
