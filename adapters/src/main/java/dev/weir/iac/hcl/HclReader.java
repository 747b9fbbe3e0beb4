package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.ReadInPart.Lost;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads HCL native syntax: arguments and blocks. What follows an equals sign is read by {@link ExpressionReader}. */
public final class HclReader {

    /** More broken pieces than this are told as one. */
    private static final int MOST_LOST = 20;

    private final Cursor cursor;
    private final ExpressionReader expressions;
    private Optional<Block> head = Optional.empty();

    private HclReader(SourceText source) {
        this(source, Tokens.of(source));
    }

    private HclReader(SourceText source, Tokens tokens) {
        this.cursor = new Cursor(source, tokens);
        this.expressions = new ExpressionReader(cursor);
    }

    /**
     * The text that these bytes are.
     *
     * @throws BrokenHcl if they are not UTF-8
     */
    public static SourceText text(String name, byte[] utf8) {
        CharBuffer characters = CharBuffer.allocate(utf8.length);
        CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), characters, true);
        SourceText read = new SourceText(name, characters.flip().toString());
        if (end.isError()) {
            throw new BrokenHcl(
                    read,
                    read.text().length(),
                    "this is not UTF-8; expected text in UTF-8",
                    new MalformedInputException(end.length()));
        }
        return read;
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

    /** What a file holds, as far as it is HCL: behind what is none, reading goes on where the next block begins. */
    public static ReadInPart inPart(SourceText source) {
        List<Argument> arguments = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<Lost> lost = new ArrayList<>();
        int end = source.text().length();
        for (int from = 0; from < end; ) {
            from = readFrom(source, from, arguments, blocks, lost);
        }
        return new ReadInPart(new Body(arguments, blocks, new Span(source, 0, end)), lost);
    }

    /** Reads up to what is broken; returns where reading goes on. */
    private static int readFrom(
            SourceText source, int from, List<Argument> arguments, List<Block> blocks, List<Lost> lost) {
        HclReader reader = new HclReader(source, Tokens.from(source, from));
        Set<String> given = new HashSet<>();
        int start = from;
        try {
            for (reader.cursor.passLines(); !reader.cursor.is(Token.END); reader.cursor.passLines()) {
                start = reader.cursor.start();
                if (!reader.cursor.is(Token.IDENTIFIER)) {
                    throw reader.cursor.expected("an argument, a block or the end of the file");
                }
                reader.line(arguments, blocks, given);
                start = reader.cursor.behind();
                reader.head = Optional.empty();
            }
            return source.text().length();
        } catch (BrokenHcl broken) {
            boolean isLast = lost.size() + 1 == MOST_LOST;
            int next = isLast ? source.text().length() : ReadInPart.nextBlock(source, start + 1);
            lost.add(new Lost(broken, new Span(source, start, next), reader.head));
            return next;
        }
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
        for (cursor.passLines(); cursor.is(Token.IDENTIFIER); cursor.passLines()) {
            line(arguments, blocks, given);
        }
        cursor.leave();
        return new Body(arguments, blocks, cursor.span(start, cursor.start()));
    }

    /** The body of a block that begins and ends in one line: one argument or nothing, as Terraform has it. */
    private Body oneLine() {
        cursor.enter();
        int start = cursor.behind();
        List<Argument> arguments = new ArrayList<>();
        if (cursor.is(Token.IDENTIFIER)) {
            int from = cursor.start();
            String name = cursor.take();
            if (!cursor.is("=")) {
                throw cursor.expected("`=` behind `" + name + "`: in one line, a block has one argument");
            }
            arguments.add(argument(name, from));
        }
        cursor.leave();
        return new Body(arguments, List.of(), cursor.span(start, cursor.start()));
    }

    private Argument argument(String name, int start) {
        cursor.advance();
        Expression value = expressions.expression();
        return new Argument(name, value, cursor.span(start, cursor.behind()));
    }

    private void line(List<Argument> arguments, List<Block> blocks, Set<String> given) {
        int start = cursor.start();
        String name = cursor.take();
        if (cursor.is("=")) {
            if (!given.add(name)) {
                throw cursor.expected("each argument once, and `" + name + "` was given before");
            }
            arguments.add(argument(name, start));
        } else {
            blocks.add(block(name, start));
        }
        if (!cursor.is(Token.NEWLINE) && !cursor.is(Token.END)) {
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
        if (head.isEmpty()) {
            Span span = cursor.span(start, cursor.start());
            head = Optional.of(new Block(type, labels, new Body(List.of(), List.of(), span), span));
        }
        cursor.advance();
        Body body = cursor.is(Token.NEWLINE) ? body() : oneLine();
        if (!cursor.is(Token.CLOSE_BRACE)) {
            throw cursor.expected("an argument, a block or `}`, which closes the block `" + type + "`");
        }
        cursor.advance();
        return new Block(type, labels, body, cursor.span(start, cursor.behind()));
    }
}
