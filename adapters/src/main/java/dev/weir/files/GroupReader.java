package dev.weir.files;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * Security groups out of the documents of one file, one by one: describe-security-groups as the AWS CLI writes it, several
 * documents, arrays of them, and bare groups.
 *
 * <p>The hot path of {@code weir scan}: field names are matched on their bytes, recurring texts and rules are looked up by the
 * parser's own characters, and no tree is built.
 */
final class GroupReader {

    /** What takes the groups. */
    interface Taker {
        void group(SecurityGroup group);

        void problem(Problem problem);
    }

    private static final int SECURITY_GROUPS = 0;
    private static final int NEXT_TOKEN = 1;
    private static final int GROUP_ID = 2;
    private static final int EGRESS = 3;
    private static final int INGRESS = 4;
    private static final int TAGS = 5;
    private static final int VPC = 6;
    private static final int ARN = 7;
    private static final int OWNER = 8;
    private static final int NAME = 9;
    private static final int DESCRIPTION = 10;
    private static final int RULE_ID = 11;
    private static final int INTERFACE_ID = 12;
    private static final PropertyNameMatcher GROUP_NAMES = names(
            "SecurityGroups",
            "NextToken",
            "GroupId",
            "IpPermissionsEgress",
            "IpPermissions",
            "Tags",
            "VpcId",
            "SecurityGroupArn",
            "OwnerId",
            "GroupName",
            "Description",
            "SecurityGroupRuleId",
            "NetworkInterfaceId");
    private static final PropertyNameMatcher TAG_NAMES = names("Key", "Value");

    private final JsonParser parser;
    private final Lines file;
    private final Taker taker;
    private final Permissions permissions;
    private final Interned<String> texts;
    private final Interned<Optional<String>> optionalTexts;
    private final GroupScopes scopes = new GroupScopes();
    private long toLeaveOut;
    private boolean listed;
    private boolean leftOver;
    private boolean damaged;
    private long leftOverLine;

    GroupReader(JsonParser parser, Lines file, Memory memory, Taker taker) {
        this.parser = parser;
        this.file = file;
        this.taker = taker;
        this.permissions = new Permissions(parser, memory);
        this.texts = memory.texts;
        this.optionalTexts = memory.optionalTexts;
    }

    /** What is remembered from file to file. */
    static final class Memory {
        private final Interned<String> texts = new Interned<>(10, text -> text);
        private final Interned<Optional<String>> optionalTexts = new Interned<>(10, Optional::of);
        final Destinations destinations = new Destinations();
        final RuleFields fields = new RuleFields();
        final SecurityGroupRule.Known[] rules = new SecurityGroupRule.Known[1 << 11];
        final Interned<Optional<String>> descriptions = new Interned<>(10, Optional::of);
        final Interned<Optional<String>> accounts = new Interned<>(8, Optional::of);
    }

    static PropertyNameMatcher names(String... names) {
        List<Named> named = new ArrayList<>();
        for (String name : names) {
            named.add(Named.fromString(name));
        }
        return Json.FACTORY.constructNameMatcher(named, false);
    }

    /** Whether the file had a listing of groups, an empty one included. */
    boolean hasListing() {
        return listed;
    }

    /** Whether the last listing in the file has more pages. */
    boolean hasMore() {
        return leftOver;
    }

    /** The line of the token that says so. */
    long leftOverLine() {
        return leftOverLine;
    }

    /** Whether an element could not be read at all. */
    boolean isDamaged() {
        return damaged;
    }

    /** Leaves out the first so many elements of the first list, because they were taken already. */
    GroupReader leavingOut(long elements) {
        toLeaveOut = elements;
        return this;
    }

    /** Reads one element of {@code SecurityGroups}, which is all there is. */
    void readElement() {
        element(parser.nextToken());
    }

    /** Reads every document of the file; a syntax error ends in the parser's exception, after what stood before it was taken. */
    void read() {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                document();
            }
        }
    }

    private void document() {
        Draft draft = new Draft(Json.line(parser));
        if (fields(draft)) {
            listed = true;
            leftOver = draft.hasToken;
        }
        if (!draft.id.isEmpty() && !draft.isOther) {
            listed = true;
            finish(draft);
        }
    }

    /** Reads the fields of a document or group; whether there was a list of groups among them. */
    private boolean fields(Draft draft) {
        boolean list = false;
        int name;
        while ((name = parser.nextNameMatch(GROUP_NAMES)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            if (name == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                break;
            }
            JsonToken token = parser.nextToken();
            if (name < 0) {
                parser.skipChildren();
            } else if (name == SECURITY_GROUPS && !draft.isElement) {
                list = true;
                groups(token);
            } else {
                field(draft, name, token);
            }
        }
        return list;
    }

    private void groups(JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            damaged = true;
            taker.problem(new Problem(
                    file.origin(Json.line(parser)),
                    "`SecurityGroups` is " + Json.kind(token) + ", expected an array; its groups were not read"));
            parser.skipChildren();
            return;
        }
        for (JsonToken element = parser.nextToken();
                element != JsonToken.END_ARRAY && element != null;
                element = parser.nextToken()) {
            if (toLeaveOut > 0) {
                toLeaveOut--;
                parser.skipChildren();
            } else {
                element(element);
            }
        }
    }

    private void element(JsonToken element) {
        long line = Json.line(parser);
        if (element == JsonToken.START_OBJECT) {
            Draft draft = new Draft(line);
            draft.isElement = true;
            fields(draft);
            finish(draft);
        } else {
            damaged = true;
            taker.problem(new Problem(
                    file.origin(line),
                    "an element of `SecurityGroups` is " + Json.kind(element) + ", expected an object"));
            parser.skipChildren();
        }
    }

    private void field(Draft draft, int name, JsonToken token) {
        int bit = 1 << name;
        if ((draft.seen & bit) != 0 && name != NEXT_TOKEN && name != TAGS) {
            draft.twice(file.origin(Json.line(parser)), parser.currentName());
        }
        draft.seen |= bit;
        switch (name) {
            case EGRESS -> permissions.read(token, draft.outbound, draft.issues, "outbound", file);
            case INGRESS -> permissions.read(token, draft.inbound, draft.issues, "inbound", file);
            case TAGS -> tags(draft, token);
            case RULE_ID, INTERFACE_ID -> {
                draft.isOther = true;
                parser.skipChildren();
            }
            case NEXT_TOKEN -> {
                draft.hasToken = token == JsonToken.VALUE_STRING && parser.getStringLength() > 0;
                leftOverLine = Json.line(parser);
                parser.skipChildren();
            }
            default -> {
                if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
                    text(draft, name);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void text(Draft draft, int name) {
        switch (name) {
            case GROUP_ID -> draft.id = draft.id.isEmpty() ? parser.getString() : draft.id;
            case VPC -> draft.vpc = optionalTexts.of(characters(), parser.getStringOffset(), parser.getStringLength());
            case ARN -> draft.arn = parser.getString();
            case OWNER -> draft.owner = texts.of(characters(), parser.getStringOffset(), parser.getStringLength());
            case NAME -> draft.name = parser.getString();
            case DESCRIPTION ->
                draft.description = texts.of(characters(), parser.getStringOffset(), parser.getStringLength());
            default -> {}
        }
    }

    private char[] characters() {
        return parser.getStringCharacters();
    }

    private void tags(Draft draft, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (JsonToken element = parser.nextToken();
                element != JsonToken.END_ARRAY && element != null;
                element = parser.nextToken()) {
            if (element != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            String key = "";
            String value = "";
            int name;
            while ((name = parser.nextNameMatch(TAG_NAMES)) != PropertyNameMatcher.MATCH_END_OBJECT) {
                JsonToken part = parser.nextToken();
                if (name < 0 || part == null || !Json.isText(part)) {
                    parser.skipChildren();
                } else if (name == 0) {
                    key = texts.of(characters(), parser.getStringOffset(), parser.getStringLength());
                } else {
                    value = parser.getString();
                }
            }
            if (!key.isEmpty()) {
                draft.tag(key, value);
            }
        }
    }

    private void finish(Draft draft) {
        if (draft.id.isEmpty()) {
            damaged = true;
            taker.problem(new Problem(
                    file.origin(draft.line), "a security group has no readable `GroupId`; it was not judged"));
            return;
        }
        if ((draft.seen & 1 << EGRESS) == 0) {
            draft.outbound.add(SecurityGroupRule.Unresolved.everything(file.origin(draft.line)
                    + ": the group has no `IpPermissionsEgress`, so its outbound rules were not read"));
        }
        if ((draft.seen & 1 << INGRESS) == 0) {
            draft.inbound.add(SecurityGroupRule.Unresolved.everything(file.origin(draft.line)
                    + ": the group has no `IpPermissions`, so its inbound rules were not read"));
        }
        for (Issue issue : draft.issues) {
            taker.problem(new Problem(issue.origin, "in " + Quoted.of(draft.id) + ": " + issue.text));
        }
        taker.group(new SecurityGroup(
                scopes.of(draft.owner, draft.arn),
                draft.id,
                draft.name,
                draft.description,
                draft.vpc,
                draft.arn.isEmpty() ? Optional.empty() : Optional.of(draft.arn),
                draft.outbound,
                draft.inbound,
                draft.tags,
                file.origin(draft.line)));
    }

    /** Something wrong in a group whose id may still be to come. */
    record Issue(Origin origin, String text) {}

    /** A group as far as it was read. */
    private static final class Draft {
        private final long line;
        private final List<SecurityGroupRule> outbound = new ArrayList<>(4);
        private final List<SecurityGroupRule> inbound = new ArrayList<>(4);
        private final List<Issue> issues = new ArrayList<>(0);
        private Map<String, String> tags = Map.of();
        private String id = "";
        private String name = "";
        private String description = "";
        private Optional<String> vpc = Optional.empty();
        private String arn = "";
        private String owner = "";
        private int seen;
        private boolean hasToken;
        private boolean isElement;
        private boolean isOther;

        Draft(long line) {
            this.line = line;
        }

        void tag(String key, String value) {
            if (tags.isEmpty()) {
                tags = new TreeMap<>();
            }
            tags.putIfAbsent(key, value);
        }

        void twice(Origin origin, String name) {
            String text = "the key " + Quoted.of(name) + " stands twice in the group";
            issues.add(new Issue(origin, text + "; expected once, so what it says is not known"));
            SecurityGroupRule unclear = SecurityGroupRule.Unresolved.everything(origin + ": " + text);
            outbound.add(unclear);
            inbound.add(unclear);
        }
    }
}
