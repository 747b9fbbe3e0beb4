package dev.weir.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A look at one group that is in the buffer from its first to its last byte: its own keys, and of the rest only where it ends.
 *
 * <p>Takes nothing but a well-formed object with a key, whose keys have no escapes and which has one id at most; the group is
 * noted when its end is reached, so that whoever looks at it again, because it was not taken, notes it once.
 */
final class WholeGroup {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GROUP_ID = word("GroupId\"");
    private static final long OWNER_ID = word("OwnerId\"");
    private static final long SECURITY = word("Security");
    private static final long GROUP_ARN = word("GroupArn");

    private final GroupIds ids;
    private final GroupOwners owners;
    private int at;
    private int keyFrom;
    private int keyTo;

    WholeGroup(GroupIds ids, GroupOwners owners) {
        this.ids = ids;
        this.owners = owners;
    }

    private static long word(String eight) {
        return (long) WORDS.get(eight.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Behind the group that begins with the brace before {@code from}; -1 where it was not taken. */
    int pass(byte[] bytes, int from, int end, boolean inSnapshot) {
        long id = 0;
        boolean hasId = false;
        at = from;
        while (true) {
            if (!string(bytes, end)) {
                return -1;
            }
            if (next(bytes, end) != ':') {
                return -1;
            }
            at++;
            int start = keyFrom;
            int size = keyTo - start;
            int character = next(bytes, end);
            if (character == '"') {
                boolean isId = isGroupId(bytes, start, size) || inSnapshot && isShortId(bytes, start, size);
                boolean isOwner = size == 7 && (long) WORDS.get(bytes, start) == OWNER_ID;
                boolean isArn = size == 16
                        && (long) WORDS.get(bytes, start) == SECURITY
                        && (long) WORDS.get(bytes, start + 8) == GROUP_ARN;
                if (isId || isOwner || isArn) {
                    int keyEnd = keyTo;
                    if (!string(bytes, end) || isId && hasId) {
                        return -1;
                    }
                    if (isId) {
                        id = GroupIds.hash(bytes, keyFrom, keyTo);
                        hasId = true;
                    } else if (isOwner) {
                        owners.owner(bytes, keyFrom, keyTo);
                    } else {
                        owners.arn(bytes, keyFrom, keyTo);
                    }
                    keyFrom = start;
                    keyTo = keyEnd;
                } else {
                    at = Brackets.endOfString(bytes, at + 1, end) + 1;
                }
            } else if (character == '[' || character == '{') {
                at = Brackets.endOfContainer(bytes, at + 1, end);
            } else {
                passScalar(bytes, end);
            }
            if (at <= 0) {
                return -1;
            }
            character = next(bytes, end);
            at++;
            if (character == '}') {
                if (hasId) {
                    ids.add(id);
                }
                return at;
            }
            if (character != ',') {
                return -1;
            }
        }
    }

    /** The last key of the group that was passed. */
    String lastKey(byte[] bytes) {
        return new String(bytes, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
    }

    private static boolean isGroupId(byte[] bytes, int from, int size) {
        return size == 7 && (long) WORDS.get(bytes, from) == GROUP_ID;
    }

    private static boolean isShortId(byte[] bytes, int from, int size) {
        return size == 2 && bytes[from] == 'i' && bytes[from + 1] == 'd';
    }

    /** The byte here after white space; 0 at the end. */
    private int next(byte[] bytes, int end) {
        while (at < end) {
            int character = bytes[at];
            if (character > ' ' || character < 0) {
                return character;
            }
            at++;
        }
        return 0;
    }

    /** Passes a string without escapes, after white space. */
    private boolean string(byte[] bytes, int end) {
        if (next(bytes, end) != '"') {
            return false;
        }
        int from = at + 1;
        int to = Brackets.endOfString(bytes, from, end);
        if (to < 0 || to + 8 > bytes.length || to - from > FileSurvey.LONGEST) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\\') {
                return false;
            }
        }
        keyFrom = from;
        keyTo = to;
        at = to + 1;
        return true;
    }

    private void passScalar(byte[] bytes, int end) {
        int from = at;
        while (at < end && isOfScalar(bytes[at])) {
            at++;
        }
        if (at == from) {
            at = -1;
        }
    }

    private static boolean isOfScalar(int character) {
        return character >= '0' && character <= '9'
                || character >= 'a' && character <= 'z'
                || character == '-'
                || character == '+'
                || character == '.'
                || character == 'E';
    }
}
