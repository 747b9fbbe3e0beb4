package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.patch.Edit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * HCL that says the same and looks otherwise: white space, line ends, comments, alignment, the order of arguments, lists on one
 * line or on many, quotes around keys, commas behind the last element.
 */
public final class Reformatted {

    private final SplittableRandom random;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Within> open = new ArrayDeque<>();
    private final int indentation;
    private String text = "";
    private int comments;

    /** What the tokens stand in. */
    private enum Within {
        BODY,
        OBJECT,
        TUPLE,
        /** Calls, indexes and for expressions, where nothing is changed. */
        OTHER,
        /** Nothing is changed there, nor in what opens there. */
        TEMPLATE
    }

    private Reformatted(SplittableRandom random) {
        this.random = random;
        this.indentation = random.nextInt(4);
        open.push(Within.BODY);
    }

    /** One of the ways to write a file. */
    public static String of(String file, String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String ordered = reordered(new SourceText(file, text), random);
        String styled = new Reformatted(random).spelt(new SourceText(file, ordered));
        boolean isCut = random.nextInt(5) == 0 && styled.endsWith("}\n");
        String cut = isCut ? styled.substring(0, styled.length() - 1) : styled;
        return random.nextInt(3) == 0 && !cut.contains("\r") ? cut.replace("\n", "\r\n") : cut;
    }

    /** Arguments of one block change places, each with the text of the other. */
    private static String reordered(SourceText source, SplittableRandom random) {
        List<Edit> edits = new ArrayList<>();
        reorder(HclReader.read(source), random, edits);
        return Edit.applied(source.text(), edits);
    }

    private static void reorder(Body body, SplittableRandom random, List<Edit> edits) {
        List<Argument> movable = body.arguments().stream()
                .filter(argument -> !argument.span().text().contains("<<"))
                .toList();
        if (movable.size() > 1 && body.blocks().isEmpty() && random.nextInt(3) == 0) {
            int place = random.nextInt(movable.size() - 1);
            Span one = movable.get(place).span();
            Span other = movable.get(place + 1).span();
            edits.add(new Edit(one.start(), one.end(), other.text()));
            edits.add(new Edit(other.start(), other.end(), one.text()));
        }
        for (Block block : body.blocks()) {
            reorder(block.body(), random, edits);
        }
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private String spelt(SourceText source) {
        Tokens tokens = Tokens.of(source);
        text = source.text();
        for (int token = 0; token < tokens.count(); token++) {
            one(tokens, token, textOf(tokens, token));
        }
        return out.toString();
    }

    private void one(Tokens tokens, int token, String piece) {
        Within within = open.element();
        switch (tokens.kind(token)) {
            case SPACE -> space(tokens, token, piece);
            case NEWLINE -> newline(tokens, token, piece);
            case OPEN_BRACE -> {
                push(isBody(tokens, token) ? Within.BODY : isFor(tokens, token) ? Within.OTHER : Within.OBJECT);
                out.append(piece);
            }
            case OPEN_BRACKET -> {
                boolean isList = token > 0 && !isOperand(tokens.kind(token - 1)) && !isFor(tokens, token);
                push(isList ? Within.TUPLE : Within.OTHER);
                out.append(piece);
                breakLine();
            }
            case OPEN_PARENTHESIS -> {
                push(Within.OTHER);
                out.append(piece);
            }
            case INTERPOLATION, DIRECTIVE, QUOTE, HEREDOC -> {
                open.push(Within.TEMPLATE);
                out.append(piece);
            }
            case CLOSE_BRACKET -> {
                Token last = significant(tokens, token, -1);
                boolean isFilled =
                        last != Token.OPEN_BRACKET && !endsWith(tokens, token, ",") && !hasHeredoc(tokens, token);
                if (within == Within.TUPLE && isFilled && oneIn(4)) {
                    comma();
                }
                open.pop();
                out.append(piece);
            }
            case CLOSE_BRACE, CLOSE_PARENTHESIS, END_TEMPLATE, END_QUOTE, END_HEREDOC -> {
                open.pop();
                out.append(piece);
            }
            case IDENTIFIER -> out.append(isKey(tokens, token) && oneIn(4) ? "\"" + piece + "\"" : piece);
            case SIGN -> sign(tokens, token, piece);
            default -> out.append(piece);
        }
    }

    private void push(Within within) {
        open.push(open.element() == Within.TEMPLATE ? Within.TEMPLATE : within);
    }

    private boolean mayChange() {
        return open.element() != Within.OTHER && open.element() != Within.TEMPLATE;
    }

    private static boolean isOperand(Token kind) {
        return kind == Token.IDENTIFIER || kind == Token.CLOSE_BRACKET || kind == Token.CLOSE_PARENTHESIS;
    }

    /** The nearest token that is neither space nor comment nor newline, that way. */
    private static Token significant(Tokens tokens, int from, int step) {
        int at = neighbour(tokens, from, step);
        return at < 0 || at >= tokens.count() ? Token.END : tokens.kind(at);
    }

    private static int neighbour(Tokens tokens, int from, int step) {
        int at = from + step;
        while (at >= 0
                && at < tokens.count()
                && (tokens.kind(at) == Token.SPACE
                        || tokens.kind(at) == Token.NEWLINE
                        || tokens.kind(at) == Token.COMMENT)) {
            at += step;
        }
        return at;
    }

    private boolean endsWith(Tokens tokens, int token, String sign) {
        return isSign(tokens, neighbour(tokens, token, -1), sign);
    }

    private boolean isSign(Tokens tokens, int token, String sign) {
        return token >= 0
                && token < tokens.count()
                && tokens.kind(token) == Token.SIGN
                && sign.equals(textOf(tokens, token));
    }

    private String textOf(Tokens tokens, int token) {
        return text.substring(tokens.start(token), tokens.end(token));
    }

    private static boolean hasHeredoc(Tokens tokens, int token) {
        return significant(tokens, token, -1) == Token.END_HEREDOC;
    }

    /** Whether a brace opens a block: no {@code =} or other sign stands before it in its line. */
    private boolean isBody(Tokens tokens, int brace) {
        if (open.element() != Within.BODY) {
            return false;
        }
        for (int at = brace - 1;
                at >= 0 && tokens.kind(at) != Token.NEWLINE && tokens.kind(at) != Token.OPEN_BRACE;
                at--) {
            if (tokens.kind(at) == Token.SIGN) {
                return false;
            }
        }
        return true;
    }

    private boolean isFor(Tokens tokens, int bracket) {
        int next = neighbour(tokens, bracket, 1);
        return next < tokens.count()
                && tokens.kind(next) == Token.IDENTIFIER
                && textOf(tokens, next).equals("for");
    }

    private boolean isKey(Tokens tokens, int token) {
        int next = neighbour(tokens, token, 1);
        Token before = significant(tokens, token, -1);
        boolean begins = before == Token.OPEN_BRACE || endsWith(tokens, token, ",") || lineBegins(tokens, token);
        return open.element() == Within.OBJECT && begins && (isSign(tokens, next, "=") || isSign(tokens, next, ":"));
    }

    private static boolean lineBegins(Tokens tokens, int token) {
        int at = token - 1;
        while (at >= 0 && (tokens.kind(at) == Token.SPACE || tokens.kind(at) == Token.COMMENT)) {
            at--;
        }
        return at < 0 || tokens.kind(at) == Token.NEWLINE;
    }

    private void space(Tokens tokens, int token, String piece) {
        boolean isIndentation = token == 0 || tokens.kind(token - 1) == Token.NEWLINE;
        if (open.element() == Within.TEMPLATE) {
            out.append(piece);
            return;
        }
        if (isIndentation) {
            out.append(
                    switch (indentation) {
                        case 0 -> piece.replace("  ", "\t");
                        case 1 -> piece + piece;
                        case 2 -> "";
                        default -> piece;
                    });
            return;
        }
        boolean endsLine = token + 1 < tokens.count() && tokens.kind(token + 1) == Token.NEWLINE;
        if (endsLine || !mayChange()) {
            out.append(piece);
            return;
        }
        out.append(
                switch (random.nextInt(12)) {
                    case 0 -> "   ";
                    case 1 -> "\t";
                    case 2 -> " /* keep " + comments++ + " } ] */ ";
                    default -> piece;
                });
    }

    private void newline(Tokens tokens, int token, String piece) {
        boolean isAfterComment = token > 0 && tokens.kind(token - 1) == Token.COMMENT;
        boolean isAfterHeredoc = significant(tokens, token, -1) == Token.END_HEREDOC;
        boolean mayJoin = !isAfterComment && !isAfterHeredoc && open.element() == Within.OBJECT && oneIn(6);
        boolean isAtEdge = significant(tokens, token, -1) == Token.OPEN_BRACE
                || significant(tokens, token, 1) == Token.CLOSE_BRACE
                || endsWith(tokens, token, ",");
        if (mayJoin
                && tokens.kind(Math.min(token + 1, tokens.count() - 1)) != Token.COMMENT
                && !commentFollows(tokens, token)) {
            out.append(isAtEdge || isBlank(tokens, token) ? " " : ", ");
            return;
        }
        boolean maySay = mayChange() && !isAfterComment && !isAfterHeredoc && oneIn(8);
        if (maySay) {
            out.append(oneIn(2) ? " # keep " : " // keep ").append(comments++).append(" } ] <<EOT");
        }
        out.append(piece);
        if (open.element() == Within.BODY && oneIn(10)) {
            out.append(oneIn(2) ? piece : "# keep " + comments++ + " egress {" + piece);
        }
    }

    /** Whether the line holds nothing, so that the one before it ended what it held. */
    private static boolean isBlank(Tokens tokens, int token) {
        return lineBegins(tokens, token);
    }

    private static boolean commentFollows(Tokens tokens, int token) {
        for (int at = token + 1; at < tokens.count(); at++) {
            if (tokens.kind(at) == Token.COMMENT) {
                return true;
            }
            if (tokens.kind(at) != Token.SPACE && tokens.kind(at) != Token.NEWLINE) {
                return false;
            }
        }
        return false;
    }

    private void breakLine() {
        if (open.element() == Within.TUPLE && oneIn(6)) {
            out.append(oneIn(3) ? " # keep " + comments++ + " ]" : "").append('\n');
        }
    }

    /** A comma behind the last element; not where its line ends with a comment, which must not take it in. */
    private void comma() {
        int blank = out.length();
        while (blank > 0 && Character.isWhitespace(out.charAt(blank - 1))) {
            blank--;
        }
        String line = out.substring(out.lastIndexOf("\n", blank - 1) + 1, blank);
        if (!line.contains("#") && !line.contains("//") && !line.contains("*/")) {
            out.insert(blank, ',');
        }
    }

    private void sign(Tokens tokens, int token, String piece) {
        Within within = open.element();
        if (within == Within.OBJECT && (piece.equals("=") || piece.equals(":"))) {
            out.append(oneIn(6) ? piece.equals("=") ? ":" : "=" : piece);
        } else if (within == Within.BODY && piece.equals("=")) {
            out.append(oneIn(8) ? "  =  " : piece);
        } else {
            out.append(piece);
            if (piece.equals(",") && !commentInLine(tokens, token)) {
                breakLine();
            }
        }
    }

    private static boolean commentInLine(Tokens tokens, int token) {
        for (int at = token + 1; at < tokens.count() && tokens.kind(at) != Token.NEWLINE; at++) {
            if (tokens.kind(at) == Token.COMMENT) {
                return true;
            }
        }
        return false;
    }
}
