package dev.weir.ec2;

import dev.weir.inventory.Destination;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonValue;
import dev.weir.json.Quoted;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The four kinds of far end, each with its list in a permission. */
public enum FarEndKind {
    IPV4(Keys.IP_RANGES, Keys.CIDR_IP, AddressSet.ALL_IPV4),
    IPV6(Keys.IPV6_RANGES, Keys.CIDR_IPV6, AddressSet.ALL_IPV6),
    PREFIX_LIST(Keys.PREFIX_LIST_IDS, Keys.PREFIX_LIST_ID, AddressSet.ALL),
    /** A security group is never the world, so one that cannot be read is bounded by nothing. */
    GROUP(Keys.GROUP_PAIRS, Keys.GROUP_ID, AddressSet.EMPTY);

    static final FarEndKind[] ALL = values();

    private final String list;
    private final String field;
    private final AddressSet widest;

    FarEndKind(String list, String field, AddressSet widest) {
        this.list = list;
        this.field = field;
        this.widest = widest;
    }

    /** The key of the list. */
    String list() {
        return list;
    }

    /** What an entry of the list says; the SDKs for .NET and Java once had CIDRs as texts, and still write them so. */
    FarEnd entry(JsonValue entry, Remembered remembered) {
        if (this == IPV4 && entry instanceof JsonValue.Text cidr) {
            return remembered.named(this, cidr.text());
        }
        if (!(entry instanceof JsonObject object) || object.repeated().contains(field)) {
            return unreadable();
        }
        JsonValue value = object.members().get(field);
        if (value == null && this == PREFIX_LIST) {
            value = object.members().get(Keys.PREFIX_LIST_ID_OF_DOTNET);
        }
        if (!(value instanceof JsonValue.Text text) || text.text().isEmpty()) {
            return unreadable();
        }
        Optional<String> account = this == GROUP ? object.readText(Keys.USER_ID).value() : Optional.empty();
        return account.isPresent()
                ? FarEnd.of(new Destination.Group(text.text(), account))
                : remembered.named(this, text.text());
    }

    /** What a far end of this kind can be that does not say which it is. */
    FarEnd unreadable() {
        return FarEnd.unreadable(widest, "an entry of `" + list + "` has no readable `" + field + "`");
    }

    /** The same of a listed rule, which names it in the field {@code key}. */
    FarEnd unreadableField(String key) {
        return FarEnd.unreadable(widest, "the rule has no readable `" + key + "`");
    }

    /** The far end that has this name, which the field {@code key} holds. */
    FarEnd named(String name, String key) {
        return switch (this) {
            case IPV4, IPV6 -> {
                try {
                    yield FarEnd.of(Destination.of(Cidr.canonical(name)));
                } catch (IllegalArgumentException wrong) {
                    String said = String.valueOf(wrong.getMessage()).replace("`" + name + "`", Quoted.of(name));
                    yield FarEnd.unreadable(widest, "in `" + key + "`, " + said);
                }
            }
            case PREFIX_LIST -> FarEnd.of(new Destination.PrefixList(name));
            case GROUP -> FarEnd.of(new Destination.Group(name, Optional.empty()));
        };
    }

    /** Far ends by name: few differ in a fleet, and those that are one object are compared at no cost. */
    static final class Remembered {

        private static final int MOST = 4096;

        private final Map<FarEndKind, Map<String, FarEnd>> known = new EnumMap<>(FarEndKind.class);

        FarEnd named(FarEndKind kind, String name) {
            Map<String, FarEnd> ofKind = known.computeIfAbsent(kind, unused -> new HashMap<>());
            FarEnd before = ofKind.get(name);
            if (before != null) {
                return before;
            }
            if (ofKind.size() > MOST) {
                ofKind.clear();
            }
            FarEnd named = kind.named(name, kind.field);
            ofKind.put(name, named);
            return named;
        }
    }
}
