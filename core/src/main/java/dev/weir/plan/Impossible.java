package dev.weir.plan;

/** What was asked cannot be: ends the work on one group. */
final class Impossible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Impossible(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
