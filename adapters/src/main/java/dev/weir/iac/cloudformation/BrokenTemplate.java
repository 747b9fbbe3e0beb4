package dev.weir.iac.cloudformation;

/** A text is neither JSON nor YAML, or more than a template can be. */
final class BrokenTemplate extends Exception {

    private static final long serialVersionUID = 1;

    private final long line;

    BrokenTemplate(String sentence, long line, Throwable cause) {
        super(sentence, cause);
        this.line = line;
    }

    BrokenTemplate(String sentence, long line) {
        super(sentence);
        this.line = line;
    }

    /** The line that was come to, from 1. */
    long line() {
        return line;
    }

    /** What is wrong, in a sentence. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
