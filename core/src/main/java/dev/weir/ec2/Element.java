package dev.weir.ec2;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import dev.weir.json.JsonMember;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An object in an answer, asked for its fields. A field that is absent, or null, is left out; one that cannot be read is told, so
 * that nobody takes it for left out unknowingly.
 *
 * @param json its fields
 * @param id the id of the thing that it belongs to, for messages
 * @param at the place of a line
 * @param told takes what is wrong
 */
record Element(JsonObject json, String id, Function<Long, Origin> at, Consumer<Problem> told) {

    static Element of(JsonObject json, String id, AnswerPlace place) {
        return new Element(json, id, place::at, place::wrong);
    }

    /** The same, where losing a field means that the list is read in part. */
    Element losingTo(AnswerPlace place) {
        return new Element(json, id, at, place::lost);
    }

    /** The same, telling someone else. */
    Element telling(Consumer<Problem> other) {
        return new Element(json, id, at, other);
    }

    Origin origin() {
        return at.apply(json.line());
    }

    void wrong(long line, String text) {
        told.accept(new Problem(at.apply(line), "in " + Quoted.of(id) + ": " + text));
    }

    void wrong(String text) {
        wrong(json.line(), text);
    }

    private <T> Optional<T> told(JsonMember<T> member) {
        if (member instanceof JsonMember.Unreadable<T> unreadable) {
            wrong(unreadable.line(), unreadable.why());
        }
        return member.value();
    }

    Optional<String> text(String key) {
        return told(json.readText(key));
    }

    /** An id, which is no number: one read as a text would be that of nothing. */
    Optional<String> id(String key) {
        if (json.members().get(key) instanceof JsonValue.Number) {
            wrong(Quoted.of(key) + " is a number, expected a text");
            return Optional.empty();
        }
        return text(key);
    }

    boolean isTrue(String key) {
        return told(json.readTruth(key)).orElse(false);
    }

    Optional<Element> object(String key) {
        return told(json.readObject(key)).map(this::child);
    }

    private Element child(JsonObject child) {
        return new Element(child, id, at, told);
    }

    /** The objects of a list; elements that are none are told. */
    List<Element> objects(String key) {
        List<Element> objects = new ArrayList<>();
        for (JsonValue element : told(json.readElements(key)).orElse(List.of())) {
            if (element instanceof JsonObject object) {
                objects.add(child(object));
            } else {
                wrong(
                        element.line(),
                        "an element of " + Quoted.of(key) + " is " + element.kind() + ", expected an object");
            }
        }
        return objects;
    }

    /** Tags as AWS writes them: an array of objects with {@code Key} and {@code Value}. */
    Map<String, String> tags(String key) {
        List<Element> pairs = objects(key);
        if (pairs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> tags = new TreeMap<>();
        for (Element tag : pairs) {
            Optional<String> name = tag.text(Keys.TAG_KEY);
            if (name.isPresent()) {
                tags.putIfAbsent(name.get(), tag.text(Keys.TAG_VALUE).orElse(""));
            }
        }
        return tags;
    }

    String nameTag() {
        return tags(Keys.TAGS).getOrDefault("Name", "");
    }

    Optional<Cidr> cidr(String key) {
        return text(key).flatMap(text -> parsed(text, "a CIDR", Cidr::canonical));
    }

    Optional<IpAddress> address(String key) {
        return text(key).flatMap(text -> parsed(text, "an IP address", IpAddress::parse));
    }

    private <T> Optional<T> parsed(String text, String expected, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException malformed) {
            wrong(Quoted.of(text) + " is not " + expected + "; it was left out");
            return Optional.empty();
        }
    }

    /** Owner and Region as the element says them itself. */
    Scope scope() {
        Scope scope = new Scope(
                text(Keys.OWNER_ID).flatMap(ScopeNames::account),
                text(Keys.AVAILABILITY_ZONE).flatMap(ScopeNames::regionOfZone));
        for (String arn : ARNS) {
            if (json.has(arn)) {
                scope = text(arn).map(ScopeNames::ofArn).map(scope::orElse).orElse(scope);
            }
        }
        return scope;
    }

    private static final List<String> ARNS = List.of(
            Keys.SUBNET_ARN, Keys.PREFIX_LIST_ARN, Keys.NETWORK_INTERFACE_ARN, Keys.ROUTE_TABLE_ARN, Keys.VPC_ARN);
}
