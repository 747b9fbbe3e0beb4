package dev.weir.iac.hcl;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Terraform's JSON syntax into the tree of the native one, each part with its place: every text is a template, and what
 * is a block is known by its name alone.
 *
 * <p>Source: Terraform documentation, "JSON Configuration Syntax".
 */
public final class JsonSyntax {

    /** How many labels the blocks of a file have; negative of any other key of a file, which is left out. */
    private static int labels(String type) {
        return switch (type) {
            case "resource", "data" -> 2;
            case "variable", "output", "module", "provider" -> 1;
            case "locals", "terraform", "import", "removed" -> 0;
            default -> -1;
        };
    }

    /** Names of blocks inside of blocks. */
    private static final Set<String> INNER =
            Set.of("egress", "ingress", "entry", "dynamic", "content", "lifecycle", "assume_role", "timeouts");

    private final SourceText source;
    private final JsonReader json;
    private int depth;

    private JsonSyntax(SourceText source, JsonReader json) {
        this.source = source;
        this.json = json;
    }

    /**
     * What a file holds.
     *
     * @throws BrokenHcl where it is not JSON, or no configuration
     */
    public static Body read(SourceText source) {
        Expression whole = tree(source);
        if (!(whole instanceof Expression.Braces braces)) {
            throw new BrokenHcl(source, whole.span().start(), "found no JSON object; expected a configuration");
        }
        List<Block> blocks = new ArrayList<>();
        for (Expression.Entry entry : braces.entries()) {
            if (labels(entry.name()) >= 0) {
                blocks(entry.name(), labels(entry.name()), List.of(), entry.value(), blocks);
            }
        }
        return new Body(List.of(), blocks, whole.span());
    }

    /**
     * The whole of a file, without a word about what is a block.
     *
     * @throws BrokenHcl where it is not JSON
     */
    public static Expression tree(SourceText source) {
        check(source);
        try (JsonReader json = JsonReader.ofCode(source.text().substring(source.start()))) {
            if (!json.next()) {
                throw new BrokenHcl(source, source.start(), "found nothing; expected a JSON object");
            }
            JsonSyntax reader = new JsonSyntax(source, json);
            Expression tree = reader.value();
            if (json.next()) {
                throw new BrokenHcl(source, reader.start(), "found more behind the JSON object; expected its end");
            }
            return tree;
        }
    }

    /**
     * The values of variables that a file holds, as arguments.
     *
     * @throws BrokenHcl where it is not JSON, or no object
     */
    public static Body values(SourceText source) {
        if (tree(source) instanceof Expression.Braces braces) {
            return body(braces, true);
        }
        throw new BrokenHcl(source, source.start(), "found no JSON object; expected the values of variables");
    }

    /** Whether it is JSON is for the one reader of JSON to say; from then on only places are new. */
    private static void check(SourceText source) {
        byte[] bytes = source.text().substring(source.start()).getBytes(StandardCharsets.UTF_8);
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(bytes))) {
            while (json.next()) {
                json.value();
            }
        } catch (BrokenJson broken) {
            int offset = Math.min(source.text().length(), source.offset(broken.line(), 1));
            throw new BrokenHcl(source, offset, broken.wrong(), broken);
        }
    }

    private static void blocks(String type, int labels, List<String> given, Expression value, List<Block> into) {
        if (value instanceof Expression.Tuple tuple) {
            tuple.elements().forEach(element -> blocks(type, labels, given, element, into));
        } else if (value instanceof Expression.Braces braces && labels > 0) {
            for (Expression.Entry entry : braces.entries()) {
                List<String> more = new ArrayList<>(given);
                more.add(entry.name());
                blocks(type, labels - 1, more, entry.value(), into);
            }
        } else if (value instanceof Expression.Braces braces) {
            into.add(new Block(type, given, body(braces, type.equals("locals")), braces.span()));
        } else if (!(value instanceof Expression.Keyword)) {
            String problem = "found no JSON object; expected the block `" + type + "`";
            throw new BrokenHcl(value.span().source(), value.span().start(), problem);
        }
    }

    private static Body body(Expression.Braces braces, boolean isPlain) {
        List<Argument> arguments = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Expression.Entry entry : braces.entries()) {
            String name = entry.name();
            if (!isPlain && INNER.contains(name) && isBlock(entry.value())) {
                blocks(name, name.equals("dynamic") ? 1 : 0, List.of(), entry.value(), blocks);
            } else if (!name.equals("//")) {
                arguments.add(new Argument(name, entry.value(), entry.span()));
            }
        }
        return new Body(arguments, blocks, braces.span());
    }

    private static boolean isBlock(Expression value) {
        return value instanceof Expression.Braces
                || value instanceof Expression.Tuple tuple
                        && !tuple.elements().isEmpty()
                        && tuple.elements().stream().allMatch(Expression.Braces.class::isInstance);
    }

    private int start() {
        return source.start() + json.offset();
    }

    private Span since(int start) {
        return new Span(source, start, source.start() + json.offsetReached());
    }

    private Expression value() {
        int start = start();
        depth++;
        if (depth > Tokens.DEEPEST) {
            throw new BrokenHcl(
                    source, start, "this is nested deeper than " + Tokens.DEEPEST + " levels, which is not read");
        }
        Expression value =
                json.isObject() ? object(start) : json.isArray() ? array(start) : scalar(start, json.isString());
        depth--;
        return value;
    }

    private Expression object(int start) {
        List<Expression.Entry> entries = new ArrayList<>();
        Set<String> given = new HashSet<>();
        json.enter();
        while (json.next()) {
            String key = json.name();
            int keyStart = source.start() + json.nameOffset();
            if (!given.add(key) && !key.equals("//")) {
                throw new BrokenHcl(
                        source, keyStart, "the key `" + key + "` stands twice in one object; expected it once");
            }
            Span span = new Span(source, keyStart, behindQuotes(keyStart));
            entries.add(new Expression.Entry(new Expression.Literal(key, span), value()));
        }
        return new Expression.Braces(entries, since(start));
    }

    private Expression array(int start) {
        List<Expression> elements = new ArrayList<>();
        json.enter();
        while (json.next()) {
            elements.add(value());
        }
        return new Expression.Tuple(elements, since(start));
    }

    private Expression scalar(int start, boolean isString) {
        Optional<String> text = json.text();
        if (text.isPresent()) {
            return isString ? template(text.get(), since(start)) : new Expression.Numeral(text.get(), since(start));
        }
        String word = json.value() instanceof JsonValue.Truth truth ? String.valueOf(truth.value()) : "null";
        return new Expression.Keyword(word, since(start));
    }

    private int behindQuotes(int start) {
        int end = start + 1;
        while (source.text().charAt(end) != '"') {
            end += source.text().charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static Expression template(String string, Span span) {
        if (!string.contains("${") && !string.contains("%{")) {
            return new Expression.Literal(string, span);
        }
        SourceText inner = SourceText.writtenAt(span, string);
        Cursor cursor = new Cursor(inner, Tokens.ofTemplate(inner));
        List<Expression> parts = new TemplateReader(cursor, new ExpressionReader(cursor)).parts(Token.END, false);
        return ExpressionReader.template(parts, span);
    }
}
