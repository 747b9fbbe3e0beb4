package dev.weir.files;

import dev.weir.json.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A first look at a file: what kinds of documents it holds, and which security groups, accounts and Regions.
 *
 * <p>Groups are judged in a stream, so what judging them needs must be known first, and so must the ids that come twice. This
 * look finds both at several times the speed of a JSON parser, because it parses almost nothing:
 *
 * <pre>
 *   { "SecurityGroups": [ { "GroupId": "sg-1", "IpPermissionsEgress": [ { … } ], … }, … ], "NextToken": … }
 *   | document's keys    | | group's own keys                        |
 *   |                    | |                         deep: only quotes and brackets are looked at
 * </pre>
 *
 * <p>Three levels: the keys of a document, the keys of a group, and everything deeper, where strings are skipped eight bytes at
 * a time and brackets are counted. It judges no syntax: on text that is not JSON it finds little, and the parser that comes after
 * says what is wrong.
 */
final class FileSurvey {

    static final int LONGEST = 4096;
    private static final int KEYS_NAMED = 6;

    private final GroupIds ids;
    private final Set<FileKind> kinds = EnumSet.noneOf(FileKind.class);
    private final GroupOwners owners = new GroupOwners();
    private final WholeGroup wholeGroup;
    private final Set<String> unknownKeys = new LinkedHashSet<>();
    private Optional<String> schema = Optional.empty();
    private int first = -1;
    private boolean document;
    private boolean bareElements;

    // Where we are: containers open, and what they are as far down as it matters.
    private int depth;
    private int arrays; // how many of them, from the top, are arrays: documents lie in these
    private int documentDepth; // depth inside the document; 0 outside
    private int groupsDepth; // depth inside an array of groups; 0 outside
    private int groupDepth; // depth inside a group of that array; 0 outside
    private boolean key; // whether a string would be a key
    private boolean inString;
    private boolean escaped;
    private boolean capturing;
    private boolean capturedKey;
    private byte[] captured = new byte[LONGEST];
    private int length;
    private boolean unescape;
    private String lastKey = "";
    private final Set<String> documentKeys = new HashSet<>();
    private long bareGroup;
    private boolean hasBareGroup;

    FileSurvey(GroupIds ids) {
        this.ids = ids;
        this.wholeGroup = new WholeGroup(ids, owners);
    }

    /** What is in the stream, which is read to its end; an error of reading is left to the parser, which meets it again. */
    static FileSurvey of(InputStream content, GroupIds ids) throws IOException {
        FileSurvey survey = new FileSurvey(ids);
        byte[] buffer = new byte[1 << 17];
        int count;
        while ((count = content.read(buffer)) >= 0) {
            survey.take(buffer, count);
        }
        survey.end();
        return survey;
    }

    /** A look that starts behind a group of a {@code {"SecurityGroups": […]}} with nothing before that list. */
    static FileSurvey betweenGroups(GroupIds ids) {
        FileSurvey survey = new FileSurvey(ids);
        survey.first = '{';
        survey.document = true;
        survey.documentDepth = 1;
        survey.groupsDepth = 2;
        survey.depth = 2;
        survey.kinds.add(FileKind.SECURITY_GROUPS);
        survey.lastKey = "SecurityGroups";
        return survey;
    }

    /** Whether this look has come to where one {@link #betweenGroups} starts. */
    boolean isBetweenGroups() {
        return !inString
                && arrays == 0
                && documentDepth == 1
                && groupsDepth == 2
                && depth == 2
                && groupDepth == 0
                && documentKeys.isEmpty()
                && schema.isEmpty()
                && kinds.equals(EnumSet.of(FileKind.SECURITY_GROUPS));
    }

    /** Takes over what a look at the rest has found, which started {@link #betweenGroups} and has ended. */
    void goOnAs(FileSurvey rest) {
        ids.addAll(rest.ids);
        kinds.addAll(rest.kinds);
        owners.addAll(rest.owners);
        for (String key : rest.unknownKeys) {
            addUnknown(key);
        }
        schema = rest.schema;
        bareElements |= rest.bareElements;
    }

    /** No more bytes come. */
    void end() {
        endDocument();
    }

    /** The kinds of documents found. */
    Set<FileKind> kinds() {
        return kinds;
    }

    Set<String> accounts() {
        return owners.accounts();
    }

    Set<String> regions() {
        return owners.regions();
    }

    /** Whether the file holds elements without their container. */
    boolean hasBareElements() {
        return bareElements;
    }

    /** The value of a document's {@code schema}. */
    Optional<String> schema() {
        return schema;
    }

    /** Whether there is nothing but white space. */
    boolean isEmpty() {
        return first < 0;
    }

    /** Whether the first character is one that JSON starts with an object or array. */
    boolean looksLikeJson() {
        return first == '{' || first == '[';
    }

    /** What was found where nothing was recognised, for a message. */
    String found() {
        if (schema.isPresent()) {
            return "found a " + Quoted.of(schema.get()) + " file";
        }
        if (!document) {
            return looksLikeJson() ? "found JSON without an object in it" : "found text that is not JSON";
        }
        if (unknownKeys.isEmpty()) {
            return "found an empty JSON object";
        }
        return "found a JSON object with "
                + String.join(", ", unknownKeys.stream().map(Quoted::of).toList());
    }

    /** Looks at the next bytes of the file. */
    void take(byte[] bytes, int end) {
        int at = 0;
        while (at < end) {
            if (inString) {
                at = string(bytes, at, end);
                continue;
            }
            if (isDeep()) {
                at = deep(bytes, at, end);
                continue;
            }
            int character = bytes[at++];
            if (first < 0 && character > ' ') {
                first = character;
            }
            switch (character) {
                case '"' -> {
                    startString();
                    at = wholeString(bytes, at, end);
                }
                case '{' -> at = object(bytes, at, end);
                case '[' -> open(false);
                case '}', ']' -> close();
                case ',' -> key = isKeyLevel();
                case ':' -> key = false;
                default -> {}
            }
        }
    }

    /** Whether nothing at this depth matters but when it ends. */
    private boolean isDeep() {
        if (groupDepth > 0) {
            return depth > groupDepth;
        }
        return documentDepth > 0 && depth > documentDepth && (groupsDepth == 0 || depth > groupsDepth);
    }

    private boolean isKeyLevel() {
        return depth == documentDepth && documentDepth > 0 || depth == groupDepth && groupDepth > 0;
    }

    /** Passes a group as a whole where that can be done; else just opens the object. */
    private int object(byte[] bytes, int from, int end) {
        if (groupsDepth > 0 && groupDepth == 0 && depth == groupsDepth) {
            int to = wholeGroup.pass(bytes, from, end, kinds.contains(FileKind.SNAPSHOT));
            if (to > 0) {
                lastKey = wholeGroup.lastKey(bytes);
                key = false;
                return to;
            }
        }
        open(true);
        return from;
    }

    private int deep(byte[] bytes, int from, int end) {
        int floor = groupDepth > 0 ? groupDepth : groupsDepth > 0 ? groupsDepth : documentDepth;
        boolean ends = true; // whether what opens here may end before the buffer does
        int at = from;
        while (at < end) {
            int character = bytes[at++];
            if (character == '"') {
                int close = Brackets.endOfString(bytes, at, end);
                if (close < 0) {
                    inString = true;
                    capturing = false;
                    return at;
                }
                at = close + 1;
            } else if ((character & 0xdf) == '[') {
                int to = ends ? Brackets.endOfContainer(bytes, at, end) : -1;
                ends = to > 0;
                depth += ends ? 0 : 1;
                at = ends ? to : at;
            } else if ((character & 0xdf) == ']') {
                depth--;
                if (depth <= floor) {
                    break;
                }
            }
        }
        return at;
    }

    private void startString() {
        inString = true;
        escaped = false;
        length = 0;
        unescape = false;
        capturedKey = key;
        capturing = key || isValueOfInterest();
    }

    private boolean isValueOfInterest() {
        if (!isKeyLevel()) {
            return false;
        }
        return switch (lastKey) {
            case "GroupId", "OwnerId", "SecurityGroupArn", "id", "schema" -> true;
            default -> false;
        };
    }

    /** Passes a string that is in the buffer as a whole and has no escape that matters; else stays where it starts. */
    private int wholeString(byte[] bytes, int from, int end) {
        int close = Brackets.endOfString(bytes, from, end);
        if (close < 0 || close - from > LONGEST) {
            return from;
        }
        if (capturing) {
            for (int at = from; at < close; at++) {
                if (bytes[at] == '\\') {
                    return from;
                }
            }
            length = close - from;
            System.arraycopy(bytes, from, captured, 0, length);
            endCapture();
        }
        inString = false;
        return close + 1;
    }

    private int string(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int character = bytes[at++];
            if (escaped) {
                escaped = false;
            } else if (character == '\\') {
                escaped = true;
                unescape = true;
            } else if (character == '"') {
                inString = false;
                if (capturing) {
                    endCapture();
                }
                return at;
            }
            if (capturing && length < LONGEST) {
                captured[length++] = (byte) character;
            }
        }
        return at;
    }

    private void open(boolean object) {
        depth++;
        if (documentDepth == 0) {
            if (object) {
                documentDepth = depth;
                document = true;
                documentKeys.clear();
                hasBareGroup = false;
                lastKey = "";
            } else if (depth == arrays + 1) {
                arrays++;
            }
        } else if (groupsDepth > 0 && groupDepth == 0 && object && depth == groupsDepth + 1) {
            groupDepth = depth;
            lastKey = "";
        } else if (!object
                && depth == documentDepth + 1
                && (lastKey.equals("SecurityGroups") || lastKey.equals("securityGroups"))) {
            groupsDepth = depth;
        }
        key = object && isKeyLevel();
    }

    private void close() {
        if (depth > 0) {
            depth--;
        }
        if (groupDepth > depth) {
            groupDepth = 0;
        }
        if (groupsDepth > depth) {
            groupsDepth = 0;
        }
        if (documentDepth > depth) {
            endDocument();
            documentDepth = 0;
        }
        if (arrays > depth) {
            arrays = depth;
        }
    }

    private void endCapture() {
        byte[] bytes = captured;
        int size = length;
        if (unescape) {
            bytes = Escapes.undone(captured, length);
            size = bytes.length;
        }
        if (capturedKey) {
            lastKey = new String(bytes, 0, size, StandardCharsets.UTF_8);
            if (groupDepth == 0) {
                documentKey();
            }
            return;
        }
        switch (lastKey) {
            case "GroupId" -> groupId(bytes, size);
            case "id" -> {
                if (groupDepth > 0 && kinds.contains(FileKind.SNAPSHOT)) {
                    groupId(bytes, size);
                }
            }
            case "OwnerId" -> owners.owner(bytes, 0, size);
            case "SecurityGroupArn" -> owners.arn(bytes, 0, size);
            case "schema" -> {
                if (groupDepth == 0 && schema.isEmpty()) {
                    String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
                    schema = Optional.of(text);
                    if (text.startsWith("weir.snapshot/")) {
                        kinds.add(FileKind.SNAPSHOT);
                    }
                }
            }
            default -> {}
        }
    }

    private void documentKey() {
        FileKind kind = FileKind.BY_CONTAINER.get(lastKey);
        if (kind != null) {
            kinds.add(kind);
        } else if (documentKeys.size() < 64) {
            documentKeys.add(lastKey);
            addUnknown(lastKey);
        }
    }

    private void addUnknown(String name) {
        if (unknownKeys.size() < KEYS_NAMED) {
            unknownKeys.add(name);
        }
    }

    private void groupId(byte[] bytes, int size) {
        long hash = GroupIds.hash(bytes, 0, size);
        if (groupDepth > 0) {
            ids.add(hash);
        } else if (!hasBareGroup) {
            bareGroup = hash;
            hasBareGroup = true;
        }
    }

    private void endDocument() {
        if (documentDepth == 0) {
            return;
        }
        Optional<FileKind> bare =
                kinds.contains(FileKind.SNAPSHOT) ? Optional.empty() : FileKind.ofElement(documentKeys);
        if (bare.isPresent()) {
            kinds.add(bare.get());
            bareElements = true;
            if (bare.get() == FileKind.SECURITY_GROUPS && hasBareGroup) {
                ids.add(bareGroup);
            }
        }
        documentKeys.clear();
    }
}
