package dev.weir.traffic;

import dev.weir.evidence.Lanes;

/**
 * Who began a conversation of one day, as far as it can be told.
 *
 * @param kind initiated here, answered here, or not to be told
 * @param confidence how sure
 */
record Verdict(Kind kind, Confidence confidence) {

    enum Kind {
        INITIATED,
        ANSWERED,
        AMBIGUOUS
    }

    static final Verdict ANSWERED = new Verdict(Kind.ANSWERED, Confidence.MEDIUM);
    static final Verdict AMBIGUOUS = new Verdict(Kind.AMBIGUOUS, Confidence.LOW);

    static Verdict initiated(Confidence confidence) {
        return new Verdict(Kind.INITIATED, confidence);
    }

    boolean isLearned() {
        return kind != Kind.ANSWERED;
    }

    boolean isAmbiguous() {
        return kind == Kind.AMBIGUOUS;
    }

    /** The same verdict where the direction of the records rests on this, see {@link Lanes#orientation}. */
    Verdict resting(int orientation) {
        return switch (orientation) {
            case Orientation.RECORDED -> this;
            case Orientation.INVENTORY -> new Verdict(kind, confidence.or(Confidence.HIGH));
            case Orientation.INFERRED -> new Verdict(kind, confidence.or(Confidence.MEDIUM));
            default -> AMBIGUOUS;
        };
    }
}
