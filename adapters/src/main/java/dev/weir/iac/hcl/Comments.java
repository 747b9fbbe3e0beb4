package dev.weir.iac.hcl;

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
            boolean isInside = comment.start() >= span.start() && comment.end() <= span.end();
            boolean isAbove = comment.end() <= span.start() && isAlone(comment);
            if (isAbove && !on.isEmpty() && !touch(on.get(on.size() - 1), comment)) {
                on.clear();
            }
            if (isInside || isAbove) {
                on.add(comment);
            }
        }
        on.removeIf(comment -> comment.end() <= span.start() && !leadsTo(comment, span, on));
        return on;
    }

    private static boolean isAlone(Span comment) {
        int lineStart = comment.source().text().lastIndexOf('\n', comment.start() - 1) + 1;
        return comment.source().text().substring(lineStart, comment.start()).isBlank();
    }

    private static boolean touch(Span above, Span below) {
        return lastLine(above) + 1 == below.line();
    }

    private static int lastLine(Span span) {
        return span.source().line(Math.max(span.start(), span.end() - 1));
    }

    private static boolean leadsTo(Span comment, Span span, List<Span> all) {
        int line = lastLine(comment);
        for (Span other : all) {
            if (other.end() <= span.start() && other.line() == line + 1) {
                line = lastLine(other);
            }
        }
        return line + 1 == span.line();
    }
}
