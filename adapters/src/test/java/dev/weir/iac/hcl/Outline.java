package dev.weir.iac.hcl;

import java.util.stream.Collectors;

/** A tree in one line of parentheses, so that a test can say what it expects. */
final class Outline {

    private Outline() {}

    static String of(Body body) {
        String arguments = body.arguments().stream()
                .map(argument -> argument.name() + "=" + of(argument.value()))
                .collect(Collectors.joining(" "));
        String blocks = body.blocks().stream()
                .map(block -> block.type() + block.labels() + "{" + of(block.body()) + "}")
                .collect(Collectors.joining(" "));
        return (arguments + " " + blocks).strip();
    }

    static String of(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return "'" + literal.text().replace("\n", "\\n") + "'";
        }
        if (expression instanceof Expression.Numeral number) {
            return number.text();
        }
        if (expression instanceof Expression.Keyword word) {
            return word.word();
        }
        if (expression instanceof Expression.Root root) {
            return root.name();
        }
        if (expression instanceof Expression.Interpolation template) {
            return "(template " + all(template.parts()) + ")";
        }
        if (expression instanceof Expression.Tuple tuple) {
            return "[" + all(tuple.elements()) + "]";
        }
        if (expression instanceof Expression.Braces braces) {
            return braces.entries().stream()
                    .map(entry -> of(entry.key()) + ":" + of(entry.value()))
                    .collect(Collectors.joining(" ", "{", "}"));
        }
        if (expression instanceof Expression.Attribute attribute) {
            return "(. " + of(attribute.source()) + " " + attribute.name() + ")";
        }
        if (expression instanceof Expression.Index index) {
            return "(at " + of(index.source()) + " " + of(index.key()) + ")";
        }
        if (expression instanceof Expression.Splat splat) {
            return "(splat " + of(splat.source()) + " " + of(splat.each()) + ")";
        }
        if (expression instanceof Expression.Call call) {
            return "(" + call.name() + " " + all(call.arguments()) + (call.isExpanded() ? "..." : "") + ")";
        }
        if (expression instanceof Expression.Conditional either) {
            return "(if " + of(either.test()) + " " + of(either.yes()) + " " + of(either.no()) + ")";
        }
        if (expression instanceof Expression.Unary unary) {
            return "(" + unary.sign() + " " + of(unary.operand()) + ")";
        }
        if (expression instanceof Expression.Binary binary) {
            return "(" + binary.sign() + " " + of(binary.left()) + " " + of(binary.right()) + ")";
        }
        return expression instanceof Expression.Parentheses inner
                ? of(inner.inner())
                : expression.getClass().getSimpleName();
    }

    private static String all(Iterable<Expression> expressions) {
        StringBuilder all = new StringBuilder();
        expressions.forEach(one -> all.append(all.length() == 0 ? "" : " ").append(of(one)));
        return all.toString();
    }
}
