package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import java.util.ArrayList;
import java.util.List;

/** The comments of a text, which are no part of its tree. */
public final class Comments {

    private Comments() {}

    /** All of them in their order, each with the signs that open and close it; what is not HCL has none. */
    public static List<Span> of(SourceText source) {
        List<Span> comments = new ArrayList<>();
        for (int from = 0; from < source.text().length(); ) {
            Tokens tokens = Tokens.from(source, from);
            for (int token = 0; token < tokens.count(); token++) {
                if (tokens.kind(token) == Token.COMMENT) {
                    comments.add(new Span(source, tokens.start(token), tokens.end(token)));
                }
            }
            from = ReadInPart.nextBlock(source, tokens.end(tokens.count() - 1));
        }
        return comments;
    }

    /** The comments in a piece of text, and those that stand in the lines right above it. */
    public static List<Span> on(Span span) {
        List<Span> on = new ArrayList<>();
        for (Span comment : of(span.source())) {
            boolean isInside = span.holds(comment);
            boolean isAbove = comment.end() <= span.start() && comment.source().startsLine(comment.start());
            if (isAbove && !on.isEmpty() && on.get(on.size() - 1).lastLine() + 1 != comment.line()) {
                on.clear();
            }
            if (isInside || isAbove) {
                on.add(comment);
            }
        }
        on.removeIf(comment -> comment.end() <= span.start() && !leadsTo(comment, span, on));
        return on;
    }

    private static boolean leadsTo(Span comment, Span span, List<Span> all) {
        int line = comment.lastLine();
        for (Span other : all) {
            if (other.end() <= span.start() && other.line() == line + 1) {
                line = other.lastLine();
            }
        }
        return line + 1 == span.line();
    }
}
