package dev.weir.iac.hcl;

import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a character of a file is part of.
 *
 * @param blocks from the outermost to the innermost
 * @param argument in the innermost of them
 * @param expressions of the argument, from the whole value to the smallest part
 */
public record Place(List<Block> blocks, Optional<Argument> argument, List<Expression> expressions) {

    /** What stands there. */
    public static Place in(Body file, int offset) {
        List<Block> blocks = new ArrayList<>();
        Body body = file;
        for (Optional<Block> next = block(body, offset); next.isPresent(); next = block(body, offset)) {
            blocks.add(next.get());
            body = next.get().body();
        }
        Optional<Argument> argument = body.arguments().stream()
                .filter(one -> one.span().holds(offset))
                .findFirst();
        return new Place(
                blocks, argument, argument.map(one -> path(one.value(), offset)).orElse(List.of()));
    }

    /** The parts of an expression that a character lies in, from the whole to the smallest. */
    public static List<Expression> path(Expression whole, int offset) {
        List<Expression> path = new ArrayList<>();
        collect(whole, offset, path);
        return path;
    }

    private static Optional<Block> block(Body body, int offset) {
        return body.blocks().stream()
                .filter(block -> block.span().holds(offset))
                .findFirst();
    }

    private static void collect(Expression expression, int offset, List<Expression> into) {
        if (expression.span().holds(offset)) {
            into.add(expression);
            parts(expression).forEach(part -> collect(part, offset, into));
        }
    }

    /** The collections among the parts of an expression are where elements are put in and taken out. */
    private static List<Expression> parts(Expression expression) {
        if (expression instanceof Expression.Parentheses parentheses) {
            return List.of(parentheses.inner());
        }
        if (expression instanceof Expression.Tuple tuple) {
            return tuple.elements();
        }
        if (expression instanceof Expression.Braces braces) {
            List<Expression> all = new ArrayList<>();
            braces.entries().forEach(entry -> {
                all.add(entry.key());
                all.add(entry.value());
            });
            return all;
        }
        if (expression instanceof Expression.Call call) {
            return call.arguments();
        }
        if (expression instanceof Expression.Conditional either) {
            return List.of(either.test(), either.yes(), either.no());
        }
        return expression instanceof Expression.For loop ? List.of(loop.collection(), loop.result()) : List.of();
    }
}
