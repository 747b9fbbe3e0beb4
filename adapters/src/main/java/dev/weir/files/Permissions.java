package dev.weir.files;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * The array {@code IpPermissions} or {@code IpPermissionsEgress} of a group: one permission with several destinations is several
 * rules.
 *
 * <p>The protocol may come after the destinations, so these wait until the permission ends. A permission whose lists are all
 * empty permits nothing; one without any list may permit anything that its protocol and ports allow.
 */
final class Permissions {

    private static final int PROTOCOL = 0;
    private static final int FROM_PORT = 1;
    private static final int TO_PORT = 2;
    private static final int FIRST_LIST = 3;
    private static final Destinations.Kind[] LISTS = Destinations.Kind.values();
    private static final PropertyNameMatcher NAMES = GroupReader.names(
            "IpProtocol", "FromPort", "ToPort", LISTS[0].list(), LISTS[1].list(), LISTS[2].list(), LISTS[3].list());
    private static final PropertyNameMatcher[] ENTRY_NAMES = {
        GroupReader.names("CidrIp", "Description"),
        GroupReader.names("CidrIpv6", "Description"),
        GroupReader.names("PrefixListId", "Description"),
        GroupReader.names("GroupId", "Description", "UserId")
    };

    private final JsonParser parser;
    private final Destinations destinations;
    private final RuleFields fields;
    private final SecurityGroupRule.Known[] rules;
    private final Interned<Optional<String>> descriptions;
    private final Interned<Optional<String>> accounts;
    private Destinations.Meaning[] pending = new Destinations.Meaning[16];
    private long[] pendingLines = new long[16];
    private Object[] pendingDescriptions = new Object[16];
    private int count;

    Permissions(JsonParser parser, GroupReader.Memory memory) {
        this.parser = parser;
        this.destinations = memory.destinations;
        this.fields = memory.fields;
        this.rules = memory.rules;
        this.descriptions = memory.descriptions;
        this.accounts = memory.accounts;
    }

    /** Reads the array that {@code token} starts; anything else is a direction that was not read. */
    void read(
            JsonToken token,
            List<SecurityGroupRule> into,
            List<GroupReader.Issue> issues,
            String direction,
            Lines file) {
        if (token != JsonToken.START_ARRAY) {
            unread(into, issues, file, "the " + direction + " rules are " + Json.kind(token) + ", expected an array");
            parser.skipChildren();
            return;
        }
        for (JsonToken element = parser.nextToken();
                element != JsonToken.END_ARRAY && element != null;
                element = parser.nextToken()) {
            if (element == JsonToken.START_OBJECT) {
                permission(into, issues, direction, file);
            } else {
                unread(
                        into,
                        issues,
                        file,
                        "an " + direction + " rule is " + Json.kind(element) + ", expected an object");
                parser.skipChildren();
            }
        }
    }

    private void unread(List<SecurityGroupRule> into, List<GroupReader.Issue> issues, Lines file, String text) {
        Origin origin = file.origin(Json.line(parser));
        into.add(SecurityGroupRule.Unresolved.everything(origin + ": " + text));
        issues.add(new GroupReader.Issue(origin, text));
    }

    private void permission(
            List<SecurityGroupRule> into, List<GroupReader.Issue> issues, String direction, Lines file) {
        fields.clear();
        count = 0;
        int seen = 0;
        boolean twice = false;
        boolean hasList = false;
        long start = -1;
        int name;
        while ((name = parser.nextNameMatch(NAMES)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (name == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                break;
            }
            JsonToken token = parser.nextToken();
            if (name < 0 || token == null) {
                parser.skipChildren();
                continue;
            }
            twice |= (seen & 1 << name) != 0;
            seen |= 1 << name;
            if (name >= FIRST_LIST) {
                hasList |= token != JsonToken.VALUE_NULL;
                list(LISTS[name - FIRST_LIST], token);
            } else {
                field(name, token);
            }
        }
        RuleFields.Meaning meaning = fields.meaning();
        if (meaning.problem().isPresent() || twice || !hasList) {
            start = Json.line(parser);
        }
        if (twice) {
            unread(into, issues, file, "a key stands twice in an " + direction + " rule, so what it says is not known");
        }
        if (!hasList) {
            Origin origin = file.origin(start);
            String text = "an " + direction + " rule names no destination: expected `IpRanges`, `Ipv6Ranges`,"
                    + " `PrefixListIds` or `UserIdGroupPairs`";
            into.add(new SecurityGroupRule.Unresolved(
                    Optional.empty(),
                    SecurityGroupRule.Bound.of(meaning.service(), AddressSet.ALL),
                    origin + ": " + text));
            issues.add(new GroupReader.Issue(origin, text));
        }
        if (meaning.problem().isPresent()) {
            issues.add(new GroupReader.Issue(
                    file.origin(start),
                    "an " + direction + " rule: " + meaning.problem().get()));
        }
        for (int i = 0; i < count; i++) {
            into.add(rule(meaning, i, issues, direction, file));
        }
    }

    private void field(int name, JsonToken token) {
        if (name == PROTOCOL) {
            if (Json.isText(token)) {
                fields.protocol(protocol());
            } else {
                parser.skipChildren();
            }
        } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() < 8) {
            int port = parser.getIntValue();
            if (name == FROM_PORT) {
                fields.fromPort(port);
            } else {
                fields.toPort(port);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            String text = Json.isText(token) ? parser.getString() : Json.kind(token);
            if (name == FROM_PORT) {
                fields.fromPort(text);
            } else if (name == TO_PORT) {
                fields.toPort(text);
            }
            parser.skipChildren();
        }
    }

    private String protocol() {
        char[] characters = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = parser.getStringLength();
        if (length == 3) {
            if (characters[offset] == 't' && characters[offset + 1] == 'c' && characters[offset + 2] == 'p') {
                return "tcp";
            }
            if (characters[offset] == 'u' && characters[offset + 1] == 'd' && characters[offset + 2] == 'p') {
                return "udp";
            }
        } else if (length == 2 && characters[offset] == '-' && characters[offset + 1] == '1') {
            return "-1";
        }
        return new String(characters, offset, length);
    }

    private void list(Destinations.Kind kind, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            add(kind.unreadable(), Optional.empty());
            parser.skipChildren();
            return;
        }
        for (JsonToken element = parser.nextToken();
                element != JsonToken.END_ARRAY && element != null;
                element = parser.nextToken()) {
            if (element == JsonToken.START_OBJECT) {
                entry(kind);
            } else {
                add(kind.unreadable(), Optional.empty());
                parser.skipChildren();
            }
        }
    }

    private void entry(Destinations.Kind kind) {
        Destinations.Meaning meaning = kind.unreadable();
        boolean twice = false;
        boolean read = false;
        Optional<String> description = Optional.empty();
        Optional<String> account = Optional.empty();
        PropertyNameMatcher names = ENTRY_NAMES[kind.ordinal()];
        int name;
        while ((name = parser.nextNameMatch(names)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (name == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                break;
            }
            JsonToken token = parser.nextToken();
            if (name < 0 || token != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            char[] characters = parser.getStringCharacters();
            int offset = parser.getStringOffset();
            int length = parser.getStringLength();
            if (name == 0) {
                twice = read;
                read = true;
                meaning = length == 0 ? meaning : destinations.of(kind, characters, offset, length);
            } else if (length > 0 && name == 1) {
                description = descriptions.of(characters, offset, length);
            } else if (length > 0) {
                account = accounts.of(characters, offset, length);
            }
        }
        if (twice) {
            meaning = kind.unreadable();
        } else if (account.isPresent() && meaning.destination().isPresent()) {
            meaning = Destinations.Meaning.of(
                    new Destination.Group(meaning.destination().get().text(), account));
        }
        add(meaning, description);
    }

    private void add(Destinations.Meaning meaning, Optional<String> description) {
        if (count == pending.length) {
            pending = Arrays.copyOf(pending, count * 2);
            pendingLines = Arrays.copyOf(pendingLines, count * 2);
            pendingDescriptions = Arrays.copyOf(pendingDescriptions, count * 2);
        }
        pending[count] = meaning;
        pendingDescriptions[count] = description;
        if (meaning.destination().isEmpty()) {
            pendingLines[count] = Json.line(parser);
        }
        count++;
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality"
    }) // only descriptions are stored; one that is equal is made anew
    private SecurityGroupRule rule(
            RuleFields.Meaning meaning, int index, List<GroupReader.Issue> issues, String direction, Lines file) {
        Destinations.Meaning far = pending[index];
        Service service = meaning.service();
        if (far.destination().isEmpty()) {
            Origin origin = file.origin(pendingLines[index]);
            issues.add(new GroupReader.Issue(origin, "an " + direction + " rule: " + far.problem()));
            return new SecurityGroupRule.Unresolved(
                    Optional.empty(), far.bound(service), origin + ": " + far.problem());
        }
        if (meaning.problem().isPresent()) {
            Origin origin = file.origin(Json.line(parser));
            return new SecurityGroupRule.Unresolved(
                    Optional.empty(),
                    far.bound(service),
                    origin + ": " + meaning.problem().get());
        }
        Optional<String> description = (Optional<String>) pendingDescriptions[index];
        Destination destination = far.destination().get();
        if (description.isPresent()) {
            return new SecurityGroupRule.Known(Optional.empty(), service, destination, description, Map.of());
        }
        int slot = (far.seed() + meaning.from() * 31 + meaning.to()) * 0x9e3779b9 >>> 21;
        SecurityGroupRule.Known remembered = rules[slot];
        if (remembered == null || remembered.service() != service || remembered.destination() != destination) {
            remembered = SecurityGroupRule.Known.of(service, destination);
            rules[slot] = remembered;
        }
        return remembered;
    }
}
