package dev.weir.files;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final int LONGEST = 4096;

    private final GroupIds ids;
    private final Set<FileKind> kinds = EnumSet.noneOf(FileKind.class);
    private final Set<String> accounts = new LinkedHashSet<>();
    private final Set<String> regions = new LinkedHashSet<>();
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
    private byte[] lastOwner = new byte[0];
    private byte[] lastRegion = new byte[0];
    private final RecurringTexts<Boolean> arraysOfGroups = new RecurringTexts<>();

    FileSurvey(GroupIds ids) {
        this.ids = ids;
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
        addUpTo(3, accounts, rest.accounts);
        addUpTo(3, regions, rest.regions);
        addUpTo(6, unknownKeys, rest.unknownKeys);
        schema = rest.schema;
        bareElements |= rest.bareElements;
    }

    private static void addUpTo(int most, Set<String> known, Set<String> more) {
        for (String one : more) {
            if (known.size() < most) {
                known.add(one);
            }
        }
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
        return accounts;
    }

    Set<String> regions() {
        return regions;
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
                case '{' -> open(true);
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

    private int deep(byte[] bytes, int from, int end) {
        boolean begins = groupDepth > 0 && depth == groupDepth + 1 && from > 0 && bytes[from - 1] == '[';
        if (!begins) {
            return passDeep(bytes, from, end);
        }
        int known = arraysOfGroups.find(bytes, from - 1, end);
        if (known > 0) {
            depth--;
            return from - 1 + known;
        }
        int to = passDeep(bytes, from, end);
        if (depth == groupDepth) {
            arraysOfGroups.put(bytes, from - 1, to, Boolean.TRUE);
        }
        return to;
    }

    private int passDeep(byte[] bytes, int from, int end) {
        int floor = groupDepth > 0 ? groupDepth : groupsDepth > 0 ? groupsDepth : documentDepth;
        int open = depth;
        int at = from;
        while (at < end) {
            int character = bytes[at++];
            if (character == '"') {
                int close = endOfString(bytes, at, end);
                if (close < 0) {
                    depth = open;
                    inString = true;
                    capturing = false;
                    return at;
                }
                at = close + 1;
            } else if ((character & 0xdf) == 0x5b) { // [ or {
                open++;
            } else if ((character & 0xdf) == 0x5d) { // ] or }
                open--;
                if (open <= floor) {
                    break;
                }
            }
        }
        depth = open;
        return at;
    }

    /** The closing quote, or -1 where the string goes on beyond the buffer; from inside the string, not in an escape. */
    private static int endOfString(byte[] bytes, int from, int end) {
        int at = from;
        while (true) {
            while (at + 8 <= end) {
                long word = (long) WORDS.get(bytes, at);
                long quote = word ^ QUOTES;
                long backslash = word ^ BACKSLASHES;
                long hit = ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash) & HIGHS;
                if (hit != 0) {
                    at += Long.numberOfTrailingZeros(hit) >>> 3;
                    break;
                }
                at += 8;
            }
            if (at >= end) {
                return -1;
            }
            if (bytes[at] == '"') {
                return at;
            }
            at += bytes[at] == '\\' ? 2 : 1;
        }
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
        int close = endOfString(bytes, from, end);
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
            bytes = unescaped();
            size = bytes.length;
        }
        if (capturedKey) {
            lastKey = name(bytes, size);
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
            case "OwnerId" -> owner(bytes, size);
            case "SecurityGroupArn" -> arn(bytes, size);
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

    /** The constants for the keys that come once per group, so that they cost no allocation. */
    private static String name(byte[] bytes, int size) {
        int last = size == 0 ? 0 : bytes[size - 1];
        if (size == 7 && last == 'd') {
            if (bytes[0] == 'G' && bytes[1] == 'r' && bytes[5] == 'I') {
                return exactly("GroupId", bytes);
            }
            if (bytes[0] == 'O') {
                return exactly("OwnerId", bytes);
            }
        }
        if (size == 16 && bytes[0] == 'S' && last == 'n') {
            return exactly("SecurityGroupArn", bytes);
        }
        return switch (size) {
            case 4, 5, 8, 9, 11, 13, 19 -> commonName(bytes, size);
            default -> new String(bytes, 0, size, StandardCharsets.UTF_8);
        };
    }

    private static String commonName(byte[] bytes, int size) {
        String guess = switch (size) {
            case 4 -> "Tags";
            case 5 -> "VpcId";
            case 9 -> "GroupName";
            case 11 -> "Description";
            case 13 -> "IpPermissions";
            case 19 -> "IpPermissionsEgress";
            default -> "";
        };
        if (guess.length() != size) {
            return new String(bytes, 0, size, StandardCharsets.UTF_8);
        }
        return bytes[0] == guess.charAt(0) ? exactly(guess, bytes) : new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private static String exactly(String name, byte[] bytes) {
        for (int i = 0; i < name.length(); i++) {
            if (bytes[i] != name.charAt(i)) {
                return new String(bytes, 0, name.length(), StandardCharsets.UTF_8);
            }
        }
        return name;
    }

    private void documentKey() {
        FileKind kind = FileKind.BY_CONTAINER.get(lastKey);
        if (kind != null) {
            kinds.add(kind);
        } else if (documentKeys.size() < 64) {
            documentKeys.add(lastKey);
            if (unknownKeys.size() < 6) {
                unknownKeys.add(lastKey);
            }
        }
    }

    private void groupId(byte[] bytes, int size) {
        long hash = GroupIds.HASH_START;
        boolean ascii = true;
        for (int i = 0; i < size; i++) {
            hash = GroupIds.step(hash, bytes[i] & 0xff);
            ascii &= bytes[i] >= 0;
        }
        if (!ascii) {
            hash = GroupIds.HASH_START;
            String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
            for (int i = 0; i < text.length(); i++) {
                hash = GroupIds.step(hash, text.charAt(i) & 0xff);
            }
        }
        hash = GroupIds.finish(hash);
        if (groupDepth > 0) {
            ids.add(hash);
        } else if (!hasBareGroup) {
            bareGroup = hash;
            hasBareGroup = true;
        }
    }

    private void owner(byte[] bytes, int size) {
        if (isSame(lastOwner, bytes, 0, size)) {
            return;
        }
        lastOwner = java.util.Arrays.copyOf(bytes, size);
        if (accounts.size() < 3) {
            PathScope.account(new String(bytes, 0, size, StandardCharsets.UTF_8))
                    .ifPresent(accounts::add);
        }
    }

    private void arn(byte[] bytes, int size) {
        int colons = 0;
        int from = 0;
        int at = 0;
        for (; at < size; at++) {
            if (bytes[at] == ':' && ++colons == 4) {
                break;
            }
            if (bytes[at] == ':' && colons == 3) {
                from = at + 1;
            }
        }
        if (colons != 4 || at <= from || isSame(lastRegion, bytes, from, at - from)) {
            return;
        }
        lastRegion = java.util.Arrays.copyOfRange(bytes, from, at);
        if (regions.size() < 3) {
            regions.add(new String(lastRegion, StandardCharsets.UTF_8));
        }
    }

    private static boolean isSame(byte[] known, byte[] bytes, int from, int size) {
        return known.length == size && java.util.Arrays.equals(known, 0, size, bytes, from, from + size);
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

    private byte[] unescaped() {
        String text = new String(captured, 0, length, StandardCharsets.UTF_8);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\' || i + 1 >= text.length()) {
                plain.append(character);
                continue;
            }
            char kind = text.charAt(++i);
            if (kind == 'u' && i + 4 < text.length() && isHex(text, i + 1)) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(
                        switch (kind) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            default -> kind;
                        });
            }
        }
        return plain.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
