package dev.weir.traffic;

import dev.weir.evidence.Lanes;
import java.util.Arrays;
import java.util.List;

/**
 * Who began a conversation of one day, as far as it can be told.
 *
 * @param kind initiated here, answered here, or not to be told
 * @param confidence how sure
 */
record Initiation(Kind kind, Confidence confidence) {

    enum Kind {
        INITIATED,
        ANSWERED,
        AMBIGUOUS
    }

    /** By confidence: a verdict is drawn for every entry. */
    private static final List<Initiation> INITIATED = Arrays.stream(Confidence.values())
            .map(confidence -> new Initiation(Kind.INITIATED, confidence))
            .toList();

    static final Initiation ANSWERED = new Initiation(Kind.ANSWERED, Confidence.MEDIUM);
    static final Initiation AMBIGUOUS = new Initiation(Kind.AMBIGUOUS, Confidence.LOW);

    static Initiation initiated(Confidence confidence) {
        return INITIATED.get(confidence.ordinal());
    }

    boolean isLearned() {
        return kind != Kind.ANSWERED;
    }

    boolean isAmbiguous() {
        return kind == Kind.AMBIGUOUS;
    }

    /** The same verdict where the direction of the records rests on this, see {@link Lanes#orientation}. */
    Initiation resting(int orientation) {
        return switch (orientation) {
            case Orientation.RECORDED -> this;
            case Orientation.INVENTORY -> new Initiation(kind, confidence.or(Confidence.HIGH));
            case Orientation.INFERRED -> new Initiation(kind, confidence.or(Confidence.MEDIUM));
            default -> AMBIGUOUS;
        };
    }
}
