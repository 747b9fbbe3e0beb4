package dev.weir.json;

/** A text is not JSON, was cut off, or goes beyond what weir reads; what stood complete before was read. */
public final class BrokenJson extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String wrong;
    private final String reason;
    private final long line;

    BrokenJson(String wrong, String reason, long line, Throwable cause) {
        super(wrong + "; what stood complete before was read", cause);
        this.wrong = wrong;
        this.reason = reason;
        this.line = line;
    }

    /** What is wrong and at which column, for who reads all of a text or nothing. */
    public String wrong() {
        return wrong;
    }

    /** The line that was come to, from 1. */
    public long line() {
        return line;
    }

    /** Whether it stopped at a comment, which programs such as editors allow in their own files, and no answer of AWS has. */
    public boolean isComment() {
        return reason.startsWith("Unexpected character ('/'");
    }

    /** What the parser says, without its own place and hints; the message is a whole sentence with the column. */
    public String reason() {
        return reason;
    }
}
