package dev.weir.ranges;

import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that somebody publishes, out of the document that they publish.
 *
 * <p>JSON of any shape, since each has its own: AWS's ip-ranges.json, Google's cloud.json, Azure's service tags, GitHub's meta,
 * Fastly's, Atlassian's. A text that is a CIDR counts wherever it stands; a single address only in an array, because elsewhere it may be
 * somebody's version number. Or text, a CIDR or an address to begin each line, with {@code #} before what is no address.
 *
 * @param addresses all of them, of both families
 * @param version what the document says of its own version or time; empty if it does not
 */
public record PublishedRanges(AddressSet addresses, Optional<String> version) {

    private static final Pattern CIDR =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]+|(?=[0-9A-Fa-f.]*+:)[0-9A-Fa-f:.]++/[0-9]+");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[0-9A-Fa-f.]*+:)[0-9A-Fa-f:.]++");

    /** Longer than any CIDR, and short enough to show. */
    private static final int LONGEST = 80;

    /** Where the publishers that are known to us say it. */
    private static final List<String> VERSIONS =
            List.of("createDate", "creationTime", "changeNumber", "lastUpdated", "syncToken");

    /**
     * Reads a document.
     *
     * @param bytes what it holds
     * @param part names from the outermost object inwards, such as {@code actions}; empty for all of it
     * @param where members that an object must have, such as {@code service} {@code S3}: then only addresses in such objects count
     * @throws IllegalArgumentException if there is no address, or a text that looks like a CIDR is none
     */
    public static PublishedRanges read(byte[] bytes, List<String> part, Map<String, String> where) {
        if (bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
            throw new IllegalArgumentException("it is compressed; help: unpack it first, as with `gunzip`");
        }
        boolean isJson = first(bytes) == '{' || first(bytes) == '[';
        if (!isJson && !(part.isEmpty() && where.isEmpty())) {
            throw new IllegalArgumentException("it is no JSON, of which `part` or `where` could choose");
        }
        PublishedRanges read = isJson ? ofJson(bytes, part, where) : ofText(new String(bytes, StandardCharsets.UTF_8));
        if (read.addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    part.isEmpty() && where.isEmpty()
                            ? "it holds no address"
                            : "no address is in what `part` and `where` choose of it");
        }
        return read;
    }

    private static char first(byte[] bytes) {
        for (byte each : bytes) {
            boolean isMark = each == (byte) 0xEF || each == (byte) 0xBB || each == (byte) 0xBF;
            if (!isMark && !Character.isWhitespace(each)) {
                return (char) each;
            }
        }
        return ' ';
    }

    private static PublishedRanges ofText(String text) {
        List<Cidr> cidrs = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int n = 0; n < lines.size(); n++) {
            String line =
                    lines.get(n).replace("\uFEFF", "").replaceFirst("#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            String word = line.split("[\\s,;]", 2)[0];
            if (word.length() > LONGEST) {
                throw new IllegalArgumentException("line " + (n + 1) + " begins with `" + word.substring(0, LONGEST)
                        + "…`, expected a CIDR or an address");
            }
            try {
                cidrs.add(cidr(word));
            } catch (IllegalArgumentException none) {
                throw new IllegalArgumentException("line " + (n + 1) + ": " + none.getMessage(), none);
            }
        }
        return new PublishedRanges(AddressSet.of(cidrs), Optional.empty());
    }

    private static Cidr cidr(String word) {
        return word.indexOf('/') < 0 ? Cidr.host(IpAddress.parse(word)) : Cidr.canonical(word);
    }

    private static PublishedRanges ofJson(byte[] bytes, List<String> part, Map<String, String> where) {
        try (JsonReader reader = JsonReader.ofOthers(new ByteArrayInputStream(bytes))) {
            if (!reader.next()) {
                throw new IllegalArgumentException("it is empty");
            }
            JsonValue root = reader.value();
            if (reader.next()) {
                throw new IllegalArgumentException("more follows after its one value, at line " + reader.line());
            }
            JsonValue chosen = root;
            for (String name : part) {
                Optional<JsonValue> inner = chosen instanceof JsonObject object
                        ? Optional.ofNullable(object.members().get(name))
                        : Optional.empty();
                chosen = inner.orElseThrow(() -> new IllegalArgumentException("it has no `" + name + "`, of `part`"));
            }
            List<Cidr> cidrs = new ArrayList<>();
            collect(chosen, where, where.isEmpty(), false, cidrs);
            return new PublishedRanges(AddressSet.of(cidrs), version(root));
        } catch (BrokenJson broken) {
            throw new IllegalArgumentException(
                    "it is not whole JSON: line " + broken.line() + ": " + broken.getMessage(), broken);
        }
    }

    private static Optional<String> version(JsonValue root) {
        return root instanceof JsonObject object
                ? VERSIONS.stream()
                        .flatMap(name -> object.readText(name).value().stream().map(said -> name + " " + said))
                        .findFirst()
                : Optional.empty();
    }

    private static void collect(
            JsonValue value, Map<String, String> where, boolean counts, boolean inArray, List<Cidr> into) {
        if (value instanceof JsonObject object) {
            boolean inside = counts
                    || where.entrySet().stream()
                            .allMatch(one -> object.readText(one.getKey())
                                    .value()
                                    .filter(one.getValue()::equals)
                                    .isPresent());
            object.members().values().forEach(member -> collect(member, where, inside, false, into));
        } else if (value instanceof JsonValue.Array array) {
            array.elements().forEach(element -> collect(element, where, counts, true, into));
        } else if (counts && value instanceof JsonValue.Text text) {
            String word = text.text().strip();
            if (CIDR.matcher(word).matches() || inArray && ADDRESS.matcher(word).matches()) {
                try {
                    into.add(cidr(word));
                } catch (IllegalArgumentException none) {
                    throw new IllegalArgumentException("line " + text.line() + ": " + none.getMessage(), none);
                }
            }
        }
    }
}
