package dev.weir.files;

import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Security groups out of one describe-security-groups document as the AWS CLI writes it, at a multiple of a JSON parser's speed.
 *
 * <p>The hot path of {@code weir scan}: no tokens, no tree, recurring texts and rules looked up by their bytes.
 *
 * <pre>
 *   {"SecurityGroups": [ {…}, {…}, {…}, … ]}
 *                        |    |    a group that is not plain: cut out by its brackets, read by {@link GroupReader}
 *                        |    a plain group: read here
 *   anything else, and every error of syntax: nothing more is read here; the caller starts again with {@link GroupReader}
 *   and leaves out the groups that were taken
 * </pre>
 */
final class PlainGroups {

    private static final int WINDOW = 1 << 18;
    private static final int DEEPEST = 20;
    private static final int GROUP_ID = 0;
    private static final int EGRESS = 1;
    private static final int INGRESS = 2;
    private static final int TAGS = 3;
    private static final int VPC = 4;
    private static final int ARN = 5;
    private static final int OWNER = 6;
    private static final int NAME = 7;
    private static final int DESCRIPTION = 8;
    private static final int OTHER = 9;
    private static final int NEEDED = 1 << GROUP_ID | 1 << EGRESS | 1 << INGRESS;
    private static final byte[] LIST = "SecurityGroups".getBytes(StandardCharsets.US_ASCII);

    private final PlainJson json;
    private final SourceFile file;
    private final GroupParts parts;
    private final GroupReader.Memory memory;
    private final GroupReader.Taker taker;
    private final PlainRules rules;
    private final PlainJson.Names names = new PlainJson.Names(
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
    private final PlainJson.Names tagNames = new PlainJson.Names("Key", "Value");
    private final PlainTexts<String> texts = new PlainTexts<>(10, text -> text);
    private final PlainTexts<Optional<String>> vpcs = new PlainTexts<>(10, Optional::of);
    private final GroupScopes scopes = new GroupScopes();
    private long taken;
    private boolean damaged;

    PlainGroups(InputStream in, SourceFile file, GroupParts parts, GroupReader.Memory memory, GroupReader.Taker taker) {
        this.json = new PlainJson(in, WINDOW);
        this.file = file;
        this.parts = parts;
        this.memory = memory;
        this.taker = taker;
        this.rules = new PlainRules(json);
    }

    /** Reads to the end of the file; false where something came that needs the other reader. */
    boolean read() throws IOException {
        json.refill();
        try {
            if (!isListOfGroups()) {
                return false;
            }
            if (!json.passes(']')) {
                do {
                    if (!element()) {
                        return false;
                    }
                    if (json.isLow()) {
                        json.refill();
                    }
                } while (json.hasNext(']'));
            }
            json.expect('}');
            json.peek();
            return json.isAtEnd();
        } catch (PlainJson.Odd odd) {
            return false;
        }
    }

    private boolean isListOfGroups() {
        json.expect('{');
        json.string();
        byte[] bytes = json.bytes();
        boolean isList = java.util.Arrays.equals(bytes, json.textFrom(), json.textEnd(), LIST, 0, LIST.length);
        if (isList) {
            json.expect(':');
            json.expect('[');
        }
        return isList;
    }

    /** How many elements of the list were taken. */
    long taken() {
        return taken;
    }

    /** Whether an element could not be read at all. */
    boolean isDamaged() {
        return damaged;
    }

    private boolean element() throws IOException {
        while (true) {
            json.peek();
            int start = json.at();
            long line = json.line();
            try {
                group(line);
                taken++;
                return true;
            } catch (PlainJson.Odd odd) {
                json.back(start, line);
            }
            if (json.bytes()[start] == '{' && json.passObject()) {
                return odd(start, line);
            }
            json.back(start, line);
            if (!json.refill()) {
                return false;
            }
        }
    }

    private boolean odd(int start, long line) {
        InputStream object = new ByteArrayInputStream(json.bytes(), start, json.at() - start);
        try (JsonParser parser = Json.parser(object)) {
            GroupReader reader = new GroupReader(parser, new Lines(file, line - 1), memory, taker);
            reader.readElement();
            damaged |= reader.isDamaged();
            taken++;
            return true;
        } catch (JacksonException wrong) {
            return false;
        }
    }

    private void group(long line) {
        json.expect('{');
        String id = "";
        String name = "";
        String description = "";
        String owner = "";
        String arn = "";
        Optional<String> vpc = Optional.empty();
        List<SecurityGroupRule> outbound = List.of();
        List<SecurityGroupRule> inbound = List.of();
        Map<String, String> tags = Map.of();
        int seen = 0;
        do {
            int member = json.name(names);
            if (member < 0) {
                json.value(DEEPEST);
                continue;
            }
            if ((seen & 1 << member) != 0 || member >= OTHER) {
                throw PlainJson.Odd.ODD;
            }
            seen |= 1 << member;
            switch (member) {
                case EGRESS -> outbound = parts == GroupParts.ALL ? rules.rules() : rules.outwardRules();
                case INGRESS -> {
                    if (parts == GroupParts.ALL) {
                        inbound = rules.rules();
                    } else {
                        rules.check();
                    }
                }
                case TAGS -> tags = tags();
                default -> json.string();
            }
            switch (member) {
                case GROUP_ID -> id = json.text();
                case NAME -> name = json.text();
                case ARN -> arn = json.text();
                case OWNER -> owner = texts.of(json);
                case VPC -> vpc = vpcs.of(json);
                case DESCRIPTION -> description = parts == GroupParts.ALL ? texts.of(json) : "";
                default -> {}
            }
        } while (json.hasNext('}'));
        if ((seen & NEEDED) != NEEDED || id.isEmpty()) {
            throw PlainJson.Odd.ODD;
        }
        taker.group(new SecurityGroup(
                scopes.of(owner, arn),
                id,
                name,
                description,
                vpc,
                arn.isEmpty() ? Optional.empty() : Optional.of(arn),
                outbound,
                inbound,
                tags,
                file.origin(line)));
    }

    private Map<String, String> tags() {
        json.expect('[');
        if (json.passes(']')) {
            return Map.of();
        }
        Map<String, String> tags = parts == GroupParts.ALL ? new TreeMap<>() : Map.of();
        do {
            json.expect('{');
            String key = "";
            String value = "";
            do {
                int name = json.name(tagNames);
                if (name < 0) {
                    throw PlainJson.Odd.ODD;
                }
                json.string();
                if (parts == GroupParts.ALL && name == 0) {
                    key = texts.of(json);
                } else if (parts == GroupParts.ALL) {
                    value = json.text();
                }
            } while (json.hasNext('}'));
            if (!key.isEmpty()) {
                tags.putIfAbsent(key, value);
            }
        } while (json.hasNext(']'));
        return tags;
    }
}
