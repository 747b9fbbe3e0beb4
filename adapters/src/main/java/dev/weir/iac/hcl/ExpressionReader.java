package dev.weir.iac.hcl;

import dev.weir.iac.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expressions, by precedence. Source: HCL native syntax specification, section "Expressions". */
record ExpressionReader(Cursor cursor) {

    /** From the loosest to the tightest. */
    private static final List<List<String>> SIGNS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of(">=", "<=", ">", "<"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    /** A chain of operators or accesses is a tree that leans to one side, as deep as the chain is long. */
    private static final int LONGEST_CHAIN = 500;

    Expression expression() {
        cursor.enter();
        Expression test = binary(0);
        if (cursor.passes("?")) {
            Expression yes = expression();
            if (!cursor.passes(":")) {
                throw cursor.expected("`:` and what holds otherwise");
            }
            Expression no = expression();
            test = new Expression.Conditional(test, yes, no, test.span().to(no.span()));
        }
        cursor.leave();
        return test;
    }

    private Expression binary(int level) {
        if (level == SIGNS.size()) {
            return unary();
        }
        Expression left = binary(level + 1);
        int length = 0;
        for (String sign = sign(level); !sign.isEmpty(); sign = sign(level)) {
            length = longer(length);
            cursor.advance();
            Expression right = binary(level + 1);
            left = new Expression.Binary(left, sign, right, left.span().to(right.span()));
        }
        return left;
    }

    private int longer(int length) {
        if (length > LONGEST_CHAIN) {
            throw cursor.expected("at most " + LONGEST_CHAIN + " operators in a row, which is what is read");
        }
        return length + 1;
    }

    private String sign(int level) {
        if (cursor.is(Token.SIGN)) {
            for (String sign : SIGNS.get(level)) {
                if (cursor.is(sign)) {
                    return sign;
                }
            }
        }
        return "";
    }

    private Expression unary() {
        int start = cursor.start();
        if (cursor.is("!") || cursor.is("-")) {
            cursor.enter();
            String sign = cursor.take();
            Expression operand = unary();
            cursor.leave();
            return new Expression.Unary(sign, operand, cursor.span(start, cursor.behind()));
        }
        return accesses(term(), start, true);
    }

    private Expression accesses(Expression term, int start, boolean takesBrackets) {
        Expression source = term;
        int length = 0;
        for (; ; ) {
            length = longer(length);
            if (cursor.is(".")) {
                cursor.advance();
                if (cursor.passes("*")) {
                    return splat(source, start, true);
                }
                source = attribute(source, start);
            } else if (takesBrackets && cursor.is(Token.OPEN_BRACKET)) {
                int lines = openBracket();
                if (cursor.passes("*")) {
                    closeBracket(lines);
                    return splat(source, start, false);
                }
                source = index(source, start, lines);
            } else {
                return source;
            }
        }
    }

    private int openBracket() {
        cursor.advance();
        return cursor.ignoreLines();
    }

    private void closeBracket(int lines) {
        close(Token.CLOSE_BRACKET, "`]`", lines);
    }

    private void close(Token sign, String called, int lines) {
        if (!cursor.is(sign)) {
            throw cursor.expected(called);
        }
        cursor.lines(lines);
        cursor.advance();
    }

    private Expression index(Expression source, int start, int lines) {
        Expression key = expression();
        closeBracket(lines);
        return new Expression.Index(source, key, cursor.span(start, cursor.behind()));
    }

    /** Behind a dot: a name, or the index of the older form {@code list.0}, of which two look like one number. */
    private Expression attribute(Expression source, int start) {
        if (cursor.is(Token.IDENTIFIER)) {
            String name = cursor.take();
            return new Expression.Attribute(source, name, cursor.span(start, cursor.behind()));
        }
        if (!cursor.is(Token.NUMBER)) {
            throw cursor.expected("a name behind `.`");
        }
        Expression each = source;
        for (String place : cursor.take().split("\\.", -1)) {
            Span span = cursor.span(start, cursor.behind());
            each = new Expression.Index(each, new Expression.Numeral(place, span), span);
        }
        return each;
    }

    /** Of the two forms, {@code .*} takes names only, and what is in brackets behind it is of the whole list. */
    private Expression splat(Expression source, int start, boolean isOfNames) {
        Expression element = new Expression.Root("*", cursor.span(start, cursor.behind()));
        Expression each = accesses(element, start, !isOfNames);
        Expression splat = new Expression.Splat(source, each, cursor.span(start, cursor.behind()));
        return isOfNames ? accesses(splat, start, true) : splat;
    }

    private Expression term() {
        int start = cursor.start();
        if (cursor.is(Token.NUMBER)) {
            String text = cursor.take();
            return new Expression.Numeral(text, cursor.span(start, cursor.behind()));
        }
        if (cursor.is(Token.IDENTIFIER)) {
            return word(start);
        }
        if (cursor.is(Token.QUOTE)) {
            return quoted();
        }
        if (cursor.is(Token.HEREDOC)) {
            return heredoc(start);
        }
        if (cursor.is(Token.OPEN_PARENTHESIS)) {
            cursor.advance();
            int lines = cursor.ignoreLines();
            Expression inner = expression();
            close(Token.CLOSE_PARENTHESIS, "an operator or `)`", lines);
            return new Expression.Parentheses(inner, cursor.span(start, cursor.behind()));
        }
        if (cursor.is(Token.OPEN_BRACKET)) {
            return tuple(start);
        }
        if (cursor.is(Token.OPEN_BRACE)) {
            return braces(start);
        }
        throw cursor.expected("an expression");
    }

    private Expression word(int start) {
        StringBuilder name = new StringBuilder(cursor.take());
        while (cursor.passes("::")) {
            name.append("::").append(cursor.is(Token.IDENTIFIER) ? cursor.take() : "");
        }
        if (cursor.is(Token.OPEN_PARENTHESIS)) {
            return call(name.toString(), start);
        }
        Span span = cursor.span(start, cursor.behind());
        String word = name.toString();
        return word.equals("true") || word.equals("false") || word.equals("null")
                ? new Expression.Keyword(word, span)
                : new Expression.Root(word, span);
    }

    private Expression call(String name, int start) {
        cursor.advance();
        int lines = cursor.ignoreLines();
        List<Expression> arguments = new ArrayList<>();
        boolean isExpanded = false;
        while (!cursor.is(Token.CLOSE_PARENTHESIS) && !isExpanded) {
            arguments.add(expression());
            isExpanded = cursor.passes("...");
            if (!cursor.passes(",") && !cursor.is(Token.CLOSE_PARENTHESIS)) {
                throw cursor.expected("`,` or `)` in the call of `" + name + "`");
            }
        }
        close(Token.CLOSE_PARENTHESIS, "`)` in the call of `" + name + "`", lines);
        return new Expression.Call(name, arguments, isExpanded, cursor.span(start, cursor.behind()));
    }

    private Expression tuple(int start) {
        int lines = openBracket();
        if (cursor.is("for")) {
            return forEach(start, lines, Token.CLOSE_BRACKET);
        }
        List<Expression> elements = new ArrayList<>();
        while (!cursor.is(Token.CLOSE_BRACKET)) {
            elements.add(expression());
            if (!cursor.passes(",") && !cursor.is(Token.CLOSE_BRACKET)) {
                throw cursor.expected("`,` or `]`");
            }
        }
        closeBracket(lines);
        return new Expression.Tuple(elements, cursor.span(start, cursor.behind()));
    }

    private Expression braces(int start) {
        cursor.advance();
        int lines = cursor.ignoreLines();
        if (cursor.is("for")) {
            return forEach(start, lines, Token.CLOSE_BRACE);
        }
        List<Expression.Entry> entries = new ArrayList<>();
        cursor.countLines();
        while (!cursor.is(Token.CLOSE_BRACE)) {
            Expression key = bareKey(expression());
            if (!cursor.passes("=") && !cursor.passes(":")) {
                throw cursor.expected("`=` behind the key of an object");
            }
            entries.add(new Expression.Entry(key, expression()));
            boolean isSeparated = cursor.passes(",") || cursor.is(Token.NEWLINE);
            if (!isSeparated && !cursor.is(Token.CLOSE_BRACE)) {
                throw cursor.expected("`,`, the end of the line or `}` in an object");
            }
            cursor.passLines();
        }
        close(Token.CLOSE_BRACE, "`}`", lines);
        return new Expression.Braces(entries, cursor.span(start, cursor.behind()));
    }

    /** A bare word is the key itself, not what it refers to; only in parentheses is it a reference. */
    private static Expression bareKey(Expression key) {
        if (key instanceof Expression.Root root) {
            return new Expression.Literal(root.name(), root.span());
        }
        return key instanceof Expression.Keyword word ? new Expression.Literal(word.word(), word.span()) : key;
    }

    private Expression forEach(int start, int lines, Token closing) {
        cursor.advance();
        String first = name();
        Optional<String> keyName = Optional.empty();
        if (cursor.passes(",")) {
            keyName = Optional.of(first);
            first = name();
        }
        if (!cursor.passes("in")) {
            throw cursor.expected("`in` and what to go over");
        }
        Expression collection = expression();
        if (!cursor.passes(":")) {
            throw cursor.expected("`:` and what each element becomes");
        }
        Expression result = expression();
        Optional<Expression> key = Optional.empty();
        boolean isGrouped = false;
        if (closing == Token.CLOSE_BRACE) {
            if (!cursor.passes("=>")) {
                throw cursor.expected("`=>` behind the key");
            }
            key = Optional.of(result);
            result = expression();
            isGrouped = cursor.passes("...");
        }
        Optional<Expression> test = cursor.passes("if") ? Optional.of(expression()) : Optional.empty();
        close(closing, "the end of the `for` expression", lines);
        Span span = cursor.span(start, cursor.behind());
        return new Expression.For(keyName, first, collection, key, result, test, isGrouped, span);
    }

    private String name() {
        if (!cursor.is(Token.IDENTIFIER)) {
            throw cursor.expected("a name");
        }
        return cursor.take();
    }

    /** A quoted template, of which nothing but the quotes may be left. */
    Expression quoted() {
        int start = cursor.start();
        cursor.advanceInTemplate();
        List<Expression> parts = new TemplateReader(cursor, this).parts(Token.END_QUOTE, true);
        cursor.advance();
        return template(parts, cursor.span(start, cursor.behind()));
    }

    private Expression heredoc(int start) {
        boolean isIndented = cursor.text().startsWith("<<-");
        cursor.advanceInTemplate();
        List<Expression> parts = new TemplateReader(cursor, this).parts(Token.END_HEREDOC, false);
        cursor.advance();
        Span span = cursor.span(start, cursor.behind());
        return template(isIndented ? Indentation.without(parts) : parts, span);
    }

    static Expression template(List<Expression> parts, Span span) {
        StringBuilder text = new StringBuilder();
        for (Expression part : parts) {
            if (!(part instanceof Expression.Literal literal)) {
                return new Expression.Interpolation(parts, span);
            }
            text.append(literal.text());
        }
        return new Expression.Literal(text.toString(), span);
    }
}
