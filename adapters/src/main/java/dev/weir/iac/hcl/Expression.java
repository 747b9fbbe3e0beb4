package dev.weir.iac.hcl;

import dev.weir.iac.Span;
import java.util.List;
import java.util.Optional;

/** What stands behind an equals sign: a tree of what is written, each part with its place. It says nothing about values. */
public sealed interface Expression {

    /** Where it stands. */
    Span span();

    /** The text that it is; of what is no text, how it is written. */
    default String words() {
        return this instanceof Literal literal ? literal.text : span().text();
    }

    /** A text without templates in it, escapes resolved. */
    record Literal(String text, Span span) implements Expression {}

    /** A number as it is written. */
    record Numeral(String text, Span span) implements Expression {}

    /** {@code true}, {@code false} or {@code null}. */
    record Keyword(String word, Span span) implements Expression {}

    /** A quoted template or a heredoc: literals and interpolations in turn. */
    record Interpolation(List<Expression> parts, Span span) implements Expression {}

    /** A template directive, <code>%{ if …}</code> or <code>%{ for …}</code>, which is kept as text. */
    record Directive(Span span) implements Expression {}

    /** {@code (a)}. */
    record Parentheses(Expression inner, Span span) implements Expression {}

    /** {@code [a, b]}. */
    record Tuple(List<Expression> elements, Span span) implements Expression {}

    /** <code>{ a = b }</code>. */
    record Braces(List<Entry> entries, Span span) implements Expression {

        /** The value of the first entry whose key is this text. */
        public Optional<Expression> value(String key) {
            return entries.stream()
                    .filter(entry -> entry.key instanceof Literal name && name.text.equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /**
     * One entry of {@link Braces}.
     *
     * @param key a {@link Literal} where it is a bare word
     */
    record Entry(Expression key, Expression value) {

        /** The text of its key; empty where that is none. */
        public String name() {
            return key instanceof Literal literal ? literal.text : "";
        }

        public Span span() {
            return key.span().to(value.span());
        }
    }

    /** The first word of a reference. */
    record Root(String name, Span span) implements Expression {}

    /** {@code source.name}; of a number, {@code source.0}. */
    record Attribute(Expression source, String name, Span span) implements Expression {}

    /** {@code source[key]}. */
    record Index(Expression source, Expression key, Span span) implements Expression {}

    /**
     * {@code source[*].a[0]} or {@code source.*.a}.
     *
     * @param each what is taken of each element, which is the {@link Root} {@code *} in it
     */
    record Splat(Expression source, Expression each, Span span) implements Expression {}

    /**
     * {@code name(a, b...)}.
     *
     * @param isExpanded whether the last argument is a list of arguments
     */
    record Call(String name, List<Expression> arguments, boolean isExpanded, Span span) implements Expression {}

    /**
     * {@code [for k, v in c : r if t]}, or in braces with a key.
     *
     * @param isGrouped whether values of equal keys are gathered, as {@code ...} says
     */
    record For(
            Optional<String> keyName,
            String valueName,
            Expression collection,
            Optional<Expression> key,
            Expression result,
            Optional<Expression> test,
            boolean isGrouped,
            Span span)
            implements Expression {}

    /** {@code test ? yes : no}. */
    record Conditional(Expression test, Expression yes, Expression no, Span span) implements Expression {}

    /** {@code !a} or {@code -a}. */
    record Unary(String sign, Expression operand, Span span) implements Expression {}

    /** {@code a sign b}. */
    record Binary(Expression left, String sign, Expression right, Span span) implements Expression {}
}
