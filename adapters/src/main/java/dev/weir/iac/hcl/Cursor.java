package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;

/** A place among the tokens of a text, past white space and comments, and where line ends mean nothing, past these too. */
final class Cursor {

    private final SourceText source;
    private final Tokens tokens;
    private int at;
    private int behind;
    private int depth;
    private int withoutLines;

    Cursor(SourceText source, Tokens tokens) {
        this.source = source;
        this.tokens = tokens;
        skip();
    }

    private void skip() {
        Token kind = tokens.kind(at);
        while (kind == Token.SPACE || kind == Token.COMMENT || withoutLines > 0 && kind == Token.NEWLINE) {
            at++;
            kind = tokens.kind(at);
        }
    }

    /** Goes one level deeper. */
    void enter() {
        depth++;
        if (depth > Tokens.DEEPEST) {
            throw new BrokenHcl(
                    source, start(), "this is nested deeper than " + Tokens.DEEPEST + " levels, which is not read");
        }
    }

    void leave() {
        depth--;
    }

    /** From here on line ends mean nothing, as between parentheses; returns what {@link #lines} restores. */
    int ignoreLines() {
        int before = withoutLines;
        withoutLines = 1;
        skip();
        return before;
    }

    /** From here on line ends count, as between braces. */
    void countLines() {
        withoutLines = 0;
    }

    /** Past all line ends that stand here. */
    void passLines() {
        while (is(Token.NEWLINE)) {
            advance();
        }
    }

    /** Line ends count, or not, as before. Call it before going past the closing sign. */
    void lines(int before) {
        withoutLines = before;
    }

    boolean is(Token kind) {
        return tokens.kind(at) == kind;
    }

    /** Whether this sign or word stands here. */
    boolean is(String text) {
        Token kind = tokens.kind(at);
        return (kind == Token.SIGN || kind == Token.IDENTIFIER)
                && tokens.end(at) - tokens.start(at) == text.length()
                && source.text().startsWith(text, tokens.start(at));
    }

    /** The text of this token. */
    String text() {
        return source.text().substring(tokens.start(at), tokens.end(at));
    }

    /** The text of this token, which is then behind. */
    String take() {
        String text = text();
        advance();
        return text;
    }

    void advance() {
        behind = tokens.end(at);
        if (!is(Token.END)) {
            at++;
        }
        skip();
    }

    /** Past this token, with all that follows it: of templates nothing is skipped. */
    void advanceInTemplate() {
        behind = tokens.end(at);
        at++;
    }

    /** Past this sign, if it stands here. */
    boolean passes(String sign) {
        boolean stands = is(sign);
        if (stands) {
            advance();
        }
        return stands;
    }

    /** Where this token starts. */
    int start() {
        return tokens.start(at);
    }

    /** Where the last token ended that was gone past. */
    int behind() {
        return behind;
    }

    SourceText source() {
        return source;
    }

    Span span(int start, int end) {
        return new Span(source, start, end);
    }

    BrokenHcl expected(String what) {
        if (is(Token.BROKEN)) {
            return tokens.failure().orElseThrow();
        }
        String found = switch (tokens.kind(at)) {
            case END -> "the end of the file";
            case NEWLINE -> "the end of the line";
            default -> "`" + (text().length() > 40 ? text().substring(0, 40) + "…" : text()) + "`";
        };
        return new BrokenHcl(source, start(), "found " + found + "; expected " + what);
    }
}
