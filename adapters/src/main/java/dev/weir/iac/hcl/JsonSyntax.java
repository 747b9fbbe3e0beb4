package dev.weir.iac.hcl;

import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Terraform's JSON syntax into the tree of the native one, each part with its place: every text is a template, and what
 * is a block is known by its name alone.
 *
 * <p>Source: Terraform documentation, "JSON Configuration Syntax".
 */
public final class JsonSyntax {

    /** How many labels the blocks of a file have; any other key of a file is left out. */
    private static final Map<String, Integer> LABELS = Map.of(
            "resource",
            2,
            "data",
            2,
            "variable",
            1,
            "output",
            1,
            "module",
            1,
            "provider",
            1,
            "locals",
            0,
            "terraform",
            0,
            "import",
            0,
            "removed",
            0);

    /** Names of blocks inside of blocks. */
    private static final Set<String> INNER =
            Set.of("egress", "ingress", "entry", "dynamic", "content", "lifecycle", "assume_role", "timeouts");

    private final SourceText source;
    private final String text;
    private int at;
    private int depth;

    private JsonSyntax(SourceText source) {
        this.source = source;
        this.text = source.text();
        this.at = source.start();
    }

    /**
     * What a file holds.
     *
     * @throws BrokenHcl where it is not JSON, or no configuration
     */
    public static Body read(SourceText source) {
        JsonSyntax reader = new JsonSyntax(source);
        Expression whole = tree(source);
        if (!(whole instanceof Expression.Braces braces)) {
            throw new BrokenHcl(source, whole.span().start(), "found no JSON object; expected a configuration");
        }
        List<Block> blocks = new ArrayList<>();
        for (Expression.Entry entry : braces.entries()) {
            Integer labels = LABELS.get(name(entry));
            if (labels != null) {
                reader.blocks(name(entry), labels, List.of(), entry.value(), blocks);
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
        return new JsonSyntax(source).value();
    }

    /**
     * The values of variables that a file holds, as arguments.
     *
     * @throws BrokenHcl where it is not JSON, or no object
     */
    public static Body values(SourceText source) {
        check(source);
        JsonSyntax reader = new JsonSyntax(source);
        if (reader.value() instanceof Expression.Braces braces) {
            return reader.body(braces, true);
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

    private static String name(Expression.Entry entry) {
        return entry.key() instanceof Expression.Literal literal ? literal.text() : "";
    }

    private void blocks(String type, int labels, List<String> given, Expression value, List<Block> into) {
        if (value instanceof Expression.Tuple tuple) {
            tuple.elements().forEach(element -> blocks(type, labels, given, element, into));
        } else if (value instanceof Expression.Braces braces && labels > 0) {
            for (Expression.Entry entry : braces.entries()) {
                List<String> more = new ArrayList<>(given);
                more.add(name(entry));
                blocks(type, labels - 1, more, entry.value(), into);
            }
        } else if (value instanceof Expression.Braces braces) {
            into.add(new Block(type, given, body(braces, type.equals("locals")), braces.span()));
        } else if (!(value instanceof Expression.Keyword)) {
            throw new BrokenHcl(
                    source, value.span().start(), "found no JSON object; expected the block `" + type + "`");
        }
    }

    private Body body(Expression.Braces braces, boolean isPlain) {
        List<Argument> arguments = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        for (Expression.Entry entry : braces.entries()) {
            String name = name(entry);
            if (!isPlain && INNER.contains(name) && isBlock(entry.value())) {
                blocks(name, name.equals("dynamic") ? 1 : 0, List.of(), entry.value(), blocks);
            } else if (!name.equals("//")) {
                arguments.add(new Argument(
                        name, entry.value(), entry.key().span().to(entry.value().span())));
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

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Span since(int start) {
        return new Span(source, start, at);
    }

    private Expression value() {
        space();
        depth++;
        if (depth > Tokens.DEEPEST) {
            throw new BrokenHcl(
                    source, at, "this is nested deeper than " + Tokens.DEEPEST + " levels, which is not read");
        }
        Expression value = switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> template();
            default -> word();
        };
        depth--;
        space();
        return value;
    }

    private Expression object() {
        int start = at;
        List<Expression.Entry> entries = new ArrayList<>();
        Set<String> given = new HashSet<>();
        at++;
        space();
        while (text.charAt(at) != '}') {
            int keyStart = at;
            String key = string();
            if (!given.add(key) && !key.equals("//")) {
                throw new BrokenHcl(
                        source, keyStart, "the key `" + key + "` stands twice in one object; expected it once");
            }
            Expression name = new Expression.Literal(key, since(keyStart));
            space();
            at++;
            entries.add(new Expression.Entry(name, value()));
            at += text.charAt(at) == ',' ? 1 : 0;
            space();
        }
        at++;
        return new Expression.Braces(entries, since(start));
    }

    private Expression array() {
        int start = at;
        List<Expression> elements = new ArrayList<>();
        at++;
        space();
        while (text.charAt(at) != ']') {
            elements.add(value());
            at += text.charAt(at) == ',' ? 1 : 0;
            space();
        }
        at++;
        return new Expression.Tuple(elements, since(start));
    }

    private Expression word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return Character.isLetter(word.charAt(0))
                ? new Expression.Keyword(word, since(start))
                : new Expression.Numeral(word, since(start));
    }

    private Expression template() {
        int start = at;
        String string = string();
        Span span = since(start);
        if (!string.contains("${") && !string.contains("%{")) {
            return new Expression.Literal(string, span);
        }
        SourceText inner = SourceText.writtenAt(span, string);
        Cursor cursor = Cursor.ofTemplate(inner);
        List<Expression> parts = new TemplateReader(cursor, new ExpressionReader(cursor)).parts(Token.END, false);
        return ExpressionReader.template(parts, span);
    }

    private String string() {
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        String raw = text.substring(at + 1, end);
        at = end + 1;
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    private static String unescaped(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int place = 0; place < raw.length(); place++) {
            char character = raw.charAt(place);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            place++;
            switch (raw.charAt(place)) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(raw.substring(place + 1, place + 5), 16));
                    place += 4;
                }
                default -> plain.append(raw.charAt(place));
            }
        }
        return plain.toString();
    }
}
