package dev.weir.iac.hcl;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands between the quotes or markers of a template: literals, interpolations and directives. */
record TemplateReader(Cursor cursor, ExpressionReader expressions) {

    /**
     * The parts up to the token that ends them, which is then next.
     *
     * @param isQuoted whether a backslash escapes
     */
    List<Expression> parts(Token end, boolean isQuoted) {
        cursor.enter();
        List<Expression> parts = new ArrayList<>();
        boolean strips = false;
        while (!cursor.is(end)) {
            int start = cursor.start();
            if (cursor.is(Token.LITERAL)) {
                String text = isQuoted ? unescaped(cursor.text(), start) : withoutTemplateEscapes(cursor.text());
                cursor.advanceInTemplate();
                parts.add(new Expression.Literal(
                        strips ? text.stripLeading() : text, cursor.span(start, cursor.behind())));
                strips = false;
            } else if (cursor.is(Token.INTERPOLATION) || cursor.is(Token.DIRECTIVE)) {
                boolean isDirective = cursor.is(Token.DIRECTIVE);
                if (cursor.text().endsWith("~")) {
                    stripLast(parts);
                }
                parts.add(isDirective ? directive(start) : interpolation());
                strips = cursor.text().startsWith("~");
                cursor.advanceInTemplate();
            } else {
                throw cursor.expected("the end of the template");
            }
        }
        cursor.leave();
        return parts;
    }

    private static void stripLast(List<Expression> parts) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last) instanceof Expression.Literal literal) {
            parts.set(last, new Expression.Literal(literal.text().stripTrailing(), literal.span()));
        }
    }

    private Expression interpolation() {
        cursor.advance();
        int lines = cursor.ignoreLines();
        Expression value = expressions.expression();
        if (!cursor.is(Token.END_TEMPLATE)) {
            throw cursor.expected("an operator or `}`, which ends the interpolation");
        }
        cursor.lines(lines);
        return value;
    }

    /** Its words are gone over, since what they do to the text is not followed. */
    private Expression directive(int start) {
        while (!cursor.is(Token.END_TEMPLATE)) {
            if (cursor.is(Token.END) || cursor.is(Token.BROKEN)) {
                throw cursor.expected("`}`, which ends the directive");
            }
            cursor.advanceInTemplate();
        }
        return new Expression.Directive(cursor.span(start, cursor.start()));
    }

    private static String withoutTemplateEscapes(String text) {
        return text.contains("{") ? text.replace("$${", "${").replace("%%{", "%{") : text;
    }

    private String unescaped(String text, int start) {
        if (text.indexOf('\\') < 0) {
            return withoutTemplateEscapes(text);
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int place = 0; place < text.length(); place++) {
            char character = text.charAt(place);
            boolean isDoubled = (character == '$' || character == '%') && text.startsWith(character + "{", place + 1);
            if (isDoubled) {
                plain.append(character).append('{');
                place += 2;
            } else if (character == '\\') {
                place += escape(text, place, start, plain);
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    /** Writes what the escape at this place means; returns how many characters follow the backslash. */
    private int escape(String text, int place, int start, StringBuilder plain) {
        char kind = place + 1 < text.length() ? text.charAt(place + 1) : ' ';
        switch (kind) {
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case '"', '\\' -> plain.append(kind);
            case 'u', 'U' -> {
                int digits = kind == 'u' ? 4 : 8;
                int end = Math.min(text.length(), place + 2 + digits);
                try {
                    plain.appendCodePoint(Integer.parseInt(text, place + 2, end, 16));
                } catch (IllegalArgumentException none) {
                    throw new BrokenHcl(
                            cursor.source(),
                            start + place,
                            "this escape has no " + digits + " digits of a character",
                            none);
                }
                return digits + 1;
            }
            default ->
                throw new BrokenHcl(
                        cursor.source(),
                        start + place,
                        "this is no escape; expected \\n, \\r, \\t, \\\", \\\\, \\uNNNN or \\UNNNNNNNN");
        }
        return 1;
    }
}
