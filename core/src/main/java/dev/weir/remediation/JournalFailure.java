package dev.weir.remediation;

/** A journal that cannot be written, or that cannot be trusted: what is wrong, and the next step. */
public final class JournalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JournalFailure(String reason) {
        super(reason);
    }

    public JournalFailure(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** What is wrong, and the next step. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
