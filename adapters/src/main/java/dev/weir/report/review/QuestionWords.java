package dev.weir.report.review;

import dev.weir.net.IpFamily;
import dev.weir.review.Doubt;
import dev.weir.review.Question;

/** Sentences about questions. */
final class QuestionWords {

    private QuestionWords() {}

    /** The question, and why it is asked. */
    static String of(Question question) {
        String range = where(question);
        String address = question.range().prefixLength() == 0 ? "addresses " + range : range;
        return switch (question.kind()) {
            case UNDECIDED_ONCE ->
                "Who began the traffic with " + address
                        + "? Records do not tell, and it was seen on one day alone: often a scanner, or the answer to a"
                        + " single call. yes: they call it; no: they only answer.";
            case UNDECIDED ->
                "Who began the traffic with " + address
                        + "? Records do not tell. yes: they call it; no: they only answer.";
            case CHANGING ->
                "Is what lies " + (question.range().prefixLength() == 0 ? "" : "in ") + range
                        + " needed? It was not seen every week, so that its port stays open to the world, or a rule may"
                        + " soon be wrong. yes to all of a port: rules name what was seen, and nothing else.";
            case ONCE ->
                "Is what lies " + (question.range().prefixLength() == 0 ? "" : "in ") + range
                        + " needed? It was called on one day alone.";
        };
    }

    /** The neighbourhood; where that is everything, so in words. */
    static String where(Question question) {
        return question.range().prefixLength() == 0
                ? "all over " + (question.range().family() == IpFamily.IPV4 ? "IPv4" : "IPv6")
                : question.range().toString();
    }

    /** Why, in two or three words. */
    static String why(Doubt.Kind kind) {
        return switch (kind) {
            case UNDECIDED_ONCE -> "who began it, seen once";
            case UNDECIDED -> "who began it";
            case CHANGING -> "keeps changing";
            case ONCE -> "seen once";
        };
    }
}
