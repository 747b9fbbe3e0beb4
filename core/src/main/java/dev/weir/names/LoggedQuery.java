package dev.weir.names;

import dev.weir.json.JsonMember;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import dev.weir.net.IpAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one object of a query log, and the query that they make.
 *
 * <p>[1] "Values that appear in VPC Resolver query logs" in the developer guide of Route 53. Answers carry {@code Rdata}, {@code
 * Type} and {@code Class}: neither whose record each is, nor how long it holds.
 */
final class LoggedQuery {

    private static final Set<String> TEXTS = Set.of(
            "query_timestamp", "query_name", "query_type", "query_class", "rcode", "vpc_id", "srcaddr", "transport");

    /** Four characters for each of the 255 bytes that a name has at most, if all of them are escaped. */
    private static final int LONGEST_NAME = 1020;

    private final long line;
    private final Map<String, String> texts = new HashMap<>();
    private Optional<JsonValue> answers = Optional.empty();
    private Optional<JsonObject> sources = Optional.empty();

    LoggedQuery(long line) {
        this.line = line;
    }

    /** A member that cannot be what the log says it is. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String what) {
            super(what);
        }
    }

    long line() {
        return line;
    }

    /** Takes the member that the reader came to, if it is one of a query. */
    void take(JsonReader json) {
        String name = json.name();
        if (TEXTS.contains(name)) {
            json.text().ifPresent(text -> texts.putIfAbsent(name, text));
        } else if (name.equals("answers") && json.isArray()) {
            answers = Optional.of(json.value());
        } else if (name.equals("srcids") && json.isObject() && json.value() instanceof JsonObject ids) {
            sources = Optional.of(ids);
        }
    }

    /** Whether this is a query at all: no other log has these members together. */
    boolean isQuery() {
        return texts.containsKey("query_name")
                && texts.containsKey("query_timestamp")
                && texts.containsKey("query_type");
    }

    Query query() throws Unreadable {
        List<IpAddress> addresses = new ArrayList<>();
        List<String> chain = new ArrayList<>();
        boolean answered =
                text("rcode").equalsIgnoreCase("NOERROR") && text("query_class").equalsIgnoreCase("IN");
        if (answered && answers.isPresent() && answers.get() instanceof JsonValue.Array array) {
            for (JsonValue one : array.elements()) {
                if (one instanceof JsonObject answer) {
                    take(answer, addresses, chain);
                }
            }
        }
        return new Query(
                time(text("query_timestamp")),
                name(text("query_name")),
                Optional.ofNullable(texts.get("vpc_id")).filter(id -> !id.isEmpty()),
                address("srcaddr", text("srcaddr")),
                source("instance"),
                source("resolver_endpoint").isPresent(),
                addresses,
                addresses.isEmpty() ? List.of() : chain);
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }

    private Optional<String> source(String name) {
        return sources.map(ids -> ids.readText(name)).flatMap(JsonMember::value).filter(id -> !id.isEmpty());
    }

    private static void take(JsonObject answer, List<IpAddress> addresses, List<String> chain) throws Unreadable {
        String type = answer.readText("Type").value().orElse("");
        String data = answer.readText("Rdata").value().orElse("");
        switch (type) {
            case "A", "AAAA" -> addresses.add(address("the answer", data));
            case "CNAME" -> chain.add(name(data));
            default -> {
                // Neither an address nor on the way to one.
            }
        }
    }

    private static Instant time(String text) throws Unreadable {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw wrong("query_timestamp", text, "a time such as `2026-11-21T06:20:00Z`");
        }
    }

    private static IpAddress address(String what, String text) throws Unreadable {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException none) {
            throw wrong(what, text, "an address");
        }
    }

    /** In lower case, for some resolvers ask in a mix of cases that means nothing, and without the dot of the root. */
    private static String name(String text) throws Unreadable {
        String name = (text.endsWith(".") ? text.substring(0, text.length() - 1) : text).toLowerCase(Locale.ROOT);
        if (name.isEmpty() && !text.equals(".") || name.length() > LONGEST_NAME) {
            throw wrong("a name", text, "1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static Unreadable wrong(String what, String found, String expected) {
        return new Unreadable(what + " is `" + QueryLog.excerpt(found) + "`, expected " + expected);
    }
}
