package dev.weir.iac.hcl;

import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads HCL native syntax: arguments and blocks. What follows an equals sign is read by {@link ExpressionReader}. */
public final class HclReader {

    private final Cursor cursor;
    private final ExpressionReader expressions;

    private HclReader(SourceText source) {
        this.cursor = new Cursor(source, Tokens.of(source));
        this.expressions = new ExpressionReader(cursor);
    }

    /**
     * What a file holds.
     *
     * @throws BrokenHcl at the first place where it is not HCL
     */
    public static Body read(SourceText source) {
        HclReader reader = new HclReader(source);
        Body body = reader.body();
        if (!reader.cursor.is(Token.END)) {
            throw reader.cursor.expected("an argument, a block or the end of the file");
        }
        return body;
    }

    /**
     * The one expression that a text is.
     *
     * @throws BrokenHcl if it is none
     */
    public static Expression expression(SourceText source) {
        HclReader reader = new HclReader(source);
        Expression expression = reader.expressions.expression();
        if (!reader.cursor.is(Token.END)) {
            throw reader.cursor.expected("the end of the expression");
        }
        return expression;
    }

    private Body body() {
        cursor.enter();
        List<Argument> arguments = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        Set<String> given = new HashSet<>();
        int start = cursor.behind();
        for (; ; ) {
            cursor.passLines();
            if (!cursor.is(Token.IDENTIFIER)) {
                break;
            }
            one(arguments, blocks, given);
        }
        cursor.leave();
        return new Body(arguments, blocks, cursor.span(start, cursor.start()));
    }

    private void one(List<Argument> arguments, List<Block> blocks, Set<String> given) {
        int start = cursor.start();
        String name = cursor.take();
        if (cursor.is("=")) {
            if (!given.add(name)) {
                throw cursor.expected("each argument once, and `" + name + "` was given before");
            }
            cursor.advance();
            Expression value = expressions.expression();
            arguments.add(new Argument(name, value, cursor.span(start, cursor.behind())));
        } else {
            blocks.add(block(name, start));
        }
        if (!cursor.is(Token.NEWLINE) && !cursor.is(Token.END) && !cursor.is(Token.CLOSE_BRACE)) {
            throw cursor.expected("the end of the line behind `" + name + "`");
        }
    }

    private Block block(String type, int start) {
        List<String> labels = new ArrayList<>();
        while (!cursor.is(Token.OPEN_BRACE)) {
            if (cursor.is(Token.IDENTIFIER)) {
                labels.add(cursor.take());
            } else if (cursor.is(Token.QUOTE) && expressions.quoted() instanceof Expression.Literal label) {
                labels.add(label.text());
            } else {
                throw cursor.expected("`=`, or a label or `{` of a block, behind `" + type + "`");
            }
        }
        cursor.advance();
        Body body = body();
        if (!cursor.is(Token.CLOSE_BRACE)) {
            throw cursor.expected("an argument, a block or `}`, which closes the block `" + type + "`");
        }
        cursor.advance();
        return new Block(type, labels, body, cursor.span(start, cursor.behind()));
    }
}
