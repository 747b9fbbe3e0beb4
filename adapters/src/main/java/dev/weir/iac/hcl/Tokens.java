package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * The tokens of a text, which tile it: each starts where the one before ends, white space and comments too.
 *
 * <pre>
 *   name = "a-${var.b[0]}"     what a brace or a quote means depends on what is open, so there is a stack:
 *          |  |          |       code -> quote -> code of an interpolation -> quote -> code
 * </pre>
 *
 * <p>Source: HCL native syntax specification, and scan_tokens.rl of hashicorp/hcl for what that leaves open.
 */
final class Tokens {

    /** Deeper than any text that a person keeps. */
    static final int DEEPEST = 200;

    private static final Token[] KINDS = Token.values();

    private final SourceText source;
    private final String text;
    private final int first;
    private final Deque<Mode> open = new ArrayDeque<>();
    private byte[] kinds;
    private int[] ends;
    private int count;
    private int at;
    private Optional<BrokenHcl> failure = Optional.empty();

    /** What is open: code up to a brace, a quoted template, or a heredoc up to its marker. */
    private record Mode(Kind kind, String marker, int start) {
        enum Kind {
            CODE,
            INTERPOLATION,
            QUOTED,
            HEREDOC
        }
    }

    private Tokens(SourceText source, int from, int size) {
        this.source = source;
        this.text = source.text();
        this.first = from;
        this.at = from;
        this.kinds = new byte[16 + size / 3];
        this.ends = new int[16 + size / 3];
    }

    /**
     * The tokens of a whole file.
     *
     * @throws BrokenHcl where no token can be
     */
    static Tokens of(SourceText source) {
        Tokens tokens = from(source, 0);
        tokens.failure.ifPresent(broken -> {
            throw broken;
        });
        return tokens;
    }

    /** The tokens from a place on, where nothing is open, as far as there can be any: then {@link Token#BROKEN} follows. */
    static Tokens from(SourceText source, int offset) {
        Tokens tokens = new Tokens(source, offset, source.text().length() - offset);
        if (offset < source.start()) {
            tokens.at = source.start();
            tokens.add(Token.SPACE);
        }
        try {
            tokens.scan(new Mode(Mode.Kind.CODE, "", offset));
        } catch (BrokenHcl broken) {
            tokens.failure = Optional.of(broken);
            tokens.add(Token.BROKEN);
        }
        return tokens;
    }

    /** Why there are no more. */
    Optional<BrokenHcl> failure() {
        return failure;
    }

    /** The tokens of a text that is one template without quotes, as in JSON. */
    static Tokens ofTemplate(SourceText source) {
        Tokens tokens = new Tokens(source, 0, source.text().length());
        tokens.scan(new Mode(Mode.Kind.HEREDOC, "", 0));
        return tokens;
    }

    int count() {
        return count;
    }

    Token kind(int token) {
        return KINDS[kinds[token]];
    }

    int start(int token) {
        return token == 0 ? first : ends[token - 1];
    }

    int end(int token) {
        return ends[token];
    }

    private void scan(Mode outermost) {
        open.push(outermost);
        while (at < text.length()) {
            switch (open.getFirst().kind) {
                case CODE, INTERPOLATION -> code();
                case QUOTED -> quoted();
                case HEREDOC -> heredoc();
            }
        }
        Mode left = open.getFirst();
        if (open.size() > 1) {
            throw broken(left.start, "this " + called(left.kind) + " is not closed before the end of the file");
        }
        add(Token.END);
    }

    private static String called(Mode.Kind kind) {
        return switch (kind) {
            case CODE -> "brace";
            case INTERPOLATION -> "template sequence";
            case QUOTED -> "quoted text";
            case HEREDOC -> "heredoc";
        };
    }

    private void add(Token kind) {
        if (count == ends.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        kinds[count] = (byte) kind.ordinal();
        ends[count] = at;
        count++;
    }

    private void add(Token kind, int length) {
        at += length;
        add(kind);
    }

    private BrokenHcl broken(int offset, String sentence) {
        return new BrokenHcl(source, offset, sentence);
    }

    private void push(Mode.Kind kind, String marker) {
        if (open.size() > DEEPEST) {
            throw broken(at, "this is nested deeper than " + DEEPEST + " levels, which is not read");
        }
        open.push(new Mode(kind, marker, at));
    }

    private boolean stands(String sign) {
        return text.startsWith(sign, at);
    }

    private char next(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private void code() {
        char first = text.charAt(at);
        if (first == ' ' || first == '\t') {
            at = source.behindBlanks(at);
            add(Token.SPACE);
        } else if (first == '\n' || first == '\r' && next(1) == '\n') {
            add(Token.NEWLINE, first == '\n' ? 1 : 2);
        } else if (first == '#' || first == '/' && next(1) == '/') {
            at = source.lineEnd(at);
            add(Token.COMMENT);
        } else if (first == '/' && next(1) == '*') {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw broken(at, "this comment is not closed before the end of the file; expected `*/`");
            }
            add(Token.COMMENT, end + 2 - at);
        } else if (first >= '0' && first <= '9') {
            number();
        } else if (isStart(text.codePointAt(at))) {
            while (at < text.length() && isPart(text.codePointAt(at))) {
                at += Character.charCount(text.codePointAt(at));
            }
            add(Token.IDENTIFIER);
        } else {
            sign(first);
        }
    }

    private static boolean isStart(int character) {
        return character == '_' || Character.isUnicodeIdentifierStart(character);
    }

    private static boolean isPart(int character) {
        return character == '-'
                || Character.isUnicodeIdentifierPart(character) && !Character.isIdentifierIgnorable(character);
    }

    private void number() {
        digits();
        if (next(0) == '.' && isDigit(next(1))) {
            at++;
            digits();
        }
        int sign = next(1) == '+' || next(1) == '-' ? 1 : 0;
        if ((next(0) == 'e' || next(0) == 'E') && isDigit(next(1 + sign))) {
            at += 1 + sign;
            digits();
        }
        add(Token.NUMBER);
    }

    private void digits() {
        while (isDigit(next(0))) {
            at++;
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private void sign(char first) {
        switch (first) {
            case '"' -> {
                push(Mode.Kind.QUOTED, "");
                add(Token.QUOTE, 1);
            }
            case '{' -> {
                push(Mode.Kind.CODE, "");
                add(Token.OPEN_BRACE, 1);
            }
            case '}' -> closeBrace();
            case '[' -> add(Token.OPEN_BRACKET, 1);
            case ']' -> add(Token.CLOSE_BRACKET, 1);
            case '(' -> add(Token.OPEN_PARENTHESIS, 1);
            case ')' -> add(Token.CLOSE_PARENTHESIS, 1);
            case '~' -> {
                if (next(1) != '}') {
                    throw unexpected();
                }
                closeBrace();
            }
            case '<' -> {
                if (next(1) == '<') {
                    openHeredoc();
                } else {
                    add(Token.SIGN, next(1) == '=' ? 2 : 1);
                }
            }
            default -> otherSign(first);
        }
    }

    private void otherSign(char first) {
        char second = next(1);
        if (stands("...")) {
            add(Token.SIGN, 3);
        } else if ("=!>".indexOf(first) >= 0 && second == '='
                || first == '=' && second == '>'
                || first == '&' && second == '&'
                || first == '|' && second == '|'
                || first == ':' && second == ':') {
            add(Token.SIGN, 2);
        } else if ("=.,:?!+-*/%>".indexOf(first) >= 0) {
            add(Token.SIGN, 1);
        } else {
            throw unexpected();
        }
    }

    private BrokenHcl unexpected() {
        int character = text.codePointAt(at);
        String shown = Character.isISOControl(character)
                ? "U+%04X".formatted(character)
                : "`" + Character.toString(character) + "`";
        return broken(at, "found " + shown + ", which means nothing here; expected HCL");
    }

    private void closeBrace() {
        int length = text.charAt(at) == '~' ? 2 : 1;
        Mode left = open.getFirst();
        if (left.kind == Mode.Kind.INTERPOLATION) {
            open.pop();
            add(Token.END_TEMPLATE, length);
        } else if (open.size() == 1 || length == 2) {
            throw broken(at, "found `}`, and no brace is open");
        } else {
            open.pop();
            add(Token.CLOSE_BRACE, 1);
        }
    }

    private void openHeredoc() {
        int from = at + (next(2) == '-' ? 3 : 2);
        int end = from;
        while (end < text.length() && isPart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        String marker = text.substring(from, end);
        int newline = text.startsWith("\r\n", end) ? 2 : 1;
        if (marker.isEmpty() || !text.startsWith("\n", end + newline - 1)) {
            throw broken(at, "this heredoc has no marker alone behind `<<`; expected `<<NAME` at the end of a line");
        }
        push(Mode.Kind.HEREDOC, marker);
        at = end + newline;
        add(Token.HEREDOC);
        closeHeredoc(marker);
    }

    /** At the start of a line: ends the heredoc if the line holds its marker and nothing else. */
    private void closeHeredoc(String marker) {
        if (marker.isEmpty()) {
            return;
        }
        int from = source.behindBlanks(at);
        if (!text.startsWith(marker, from)) {
            return;
        }
        int end = from + marker.length();
        int rest = end;
        while (rest < text.length() && " \t\r".indexOf(text.charAt(rest)) >= 0) {
            rest++;
        }
        if (rest == text.length() || text.charAt(rest) == '\n') {
            open.pop();
            at = end;
            add(Token.END_HEREDOC);
        }
    }

    private void quoted() {
        int from = at;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '"') {
                literal(from);
                open.pop();
                add(Token.END_QUOTE, 1);
                return;
            }
            if (character == '\n') {
                throw broken(open.getFirst().start, "this quoted text is not closed in its line; expected `\"`");
            }
            if (opensTemplate(from)) {
                return;
            }
            at += character == '\\' && next(1) != '\n' ? 2 : 1;
        }
        at = text.length();
        literal(from);
    }

    private void heredoc() {
        int from = at;
        String marker = open.getFirst().marker;
        while (at < text.length()) {
            if (text.charAt(at) == '\n') {
                at++;
                literal(from);
                closeHeredoc(marker);
                return;
            }
            if (text.charAt(at) == '\r' && next(1) != '\n') {
                throw unexpected();
            }
            if (opensTemplate(from)) {
                return;
            }
            at++;
        }
        literal(from);
    }

    private void literal(int from) {
        if (at > from) {
            add(Token.LITERAL);
        }
    }

    /** Goes into a template sequence if one stands here, and over the escape of one. */
    private boolean opensTemplate(int from) {
        char sign = text.charAt(at);
        if (sign != '$' && sign != '%') {
            return false;
        }
        if (next(1) == sign && next(2) == '{') {
            at += 2; // the brace is a literal, and the caller goes over it
            return false;
        }
        if (next(1) != '{') {
            return false;
        }
        literal(from);
        push(Mode.Kind.INTERPOLATION, "");
        add(sign == '$' ? Token.INTERPOLATION : Token.DIRECTIVE, next(2) == '~' ? 3 : 2);
        return true;
    }
}
