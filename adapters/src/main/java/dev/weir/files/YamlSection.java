package dev.weir.files;

import dev.weir.net.Cidr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.Schema;

/** One map of a file that people write: keys with texts, lists and other maps. What is not as expected is named by its place. */
final class YamlSection {

    final String place;
    private final Map<String, Object> values = new TreeMap<>();

    private YamlSection(String place) {
        this.place = place;
    }

    /**
     * The map that a file of version 1 is, which has no parts but these.
     *
     * @throws IllegalArgumentException if it is not YAML, too deep, empty, no map, or another one
     */
    static YamlSection load(byte[] bytes, Schema scalars, Set<String> parts) {
        YamlSection top = of("the file", parsed(bytes, scalars));
        top.only(parts);
        if (!"1".equals(top.text("version"))) {
            throw new IllegalArgumentException(
                    "`version` is `" + top.text("version") + "`, expected 1: this weir reads no other");
        }
        return top;
    }

    private static Object parsed(byte[] bytes, Schema scalars) {
        Object root;
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel("file")
                    .setSchema(scalars)
                    .setCodePointLimit(Math.max(1, bytes.length))
                    .build();
            root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
        } catch (YamlEngineException wrong) {
            throw new IllegalArgumentException(
                    "it is not YAML: "
                            + String.valueOf(wrong.getMessage()).strip().replaceAll("\\s+", " "),
                    wrong);
        } catch (NullPointerException unknownTag) {
            // What the library's failsafe schema does with a tag that it has no constructor for.
            throw new IllegalArgumentException("it has a tag such as `!!name` that means nothing here", unknownTag);
        } catch (StackOverflowError deep) {
            throw new IllegalArgumentException("it is nested too deep", deep);
        }
        if (root == null) {
            throw new IllegalArgumentException("it is empty; expected `version: 1` and what was decided");
        }
        return root;
    }

    static YamlSection of(String place, Object value) {
        YamlSection section = new YamlSection(place);
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(place + " is no map of keys and values");
        }
        map.forEach((key, one) -> {
            if (one != null) {
                section.values.put(String.valueOf(key), one);
            }
        });
        return section;
    }

    void only(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("%s has the unknown key `%s`; expected %s"
                        .formatted(
                                place,
                                key,
                                String.join(", ", known.stream().sorted().toList())));
            }
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean holdsMap(String key) {
        return values.get(key) instanceof Map;
    }

    Set<String> keys() {
        return values.keySet();
    }

    String text(String key) {
        Object value = values.getOrDefault(key, "");
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException(place + ": `" + key + "` is no single value");
        }
        return String.valueOf(value);
    }

    Optional<String> optional(String key) {
        return values.containsKey(key) ? Optional.of(text(key)) : Optional.empty();
    }

    int number(String key) {
        String text = values.containsKey(key) ? text(key) : "0";
        if (!text.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(place + ": `" + key + "` is `" + text + "`, expected a number");
        }
        return Integer.parseInt(text);
    }

    YamlSection section(String key) {
        return values.containsKey(key) ? of("`" + key + "`", values.get(key)) : new YamlSection("`" + key + "`");
    }

    <T> List<T> each(String key, Function<YamlSection, T> reading) {
        List<T> all = new ArrayList<>();
        for (Object element : list(key)) {
            all.add(reading.apply(of("`" + key + "` " + (all.size() + 1), element)));
        }
        return all;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(key)) {
            if (element instanceof Map || element instanceof List || element == null) {
                throw new IllegalArgumentException(place + ": `" + key + "` is no list of texts");
            }
            texts.add(String.valueOf(element));
        }
        return texts;
    }

    /** The CIDRs of a list, at least one; the range that they make has this name. */
    List<Cidr> cidrs(String key, String name) {
        List<Cidr> cidrs = texts(key).stream().map(Cidr::parse).toList();
        if (cidrs.isEmpty()) {
            throw new IllegalArgumentException(place + ": `" + name + "` holds no CIDR");
        }
        return cidrs;
    }

    /** The map {@code tag}, which has a key, and may have a value, unless it is empty. */
    YamlSection tag() {
        YamlSection tag = section("tag");
        tag.only(Set.of("key", "value"));
        if (!tag.isEmpty() && tag.text("key").isEmpty()) {
            throw new IllegalArgumentException(tag.place + " names no `key`");
        }
        return tag;
    }

    /** A text, or a list of them. */
    List<String> oneOrMore(String key) {
        return values.get(key) instanceof List
                ? texts(key)
                : optional(key).stream().toList();
    }

    private List<?> list(String key) {
        Object value = values.getOrDefault(key, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        if (value.equals("")) {
            return List.of();
        }
        throw new IllegalArgumentException(place + ": `" + key + "` is no list");
    }
}
