package dev.weir.flow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The value of one field as text, read without haste; {@code -} is absent. */
final class FieldText {

    private static final List<String> ACTIONS = List.of("ACCEPT", "REJECT");
    private static final List<String> STATUSES = List.of("OK", "NODATA", "SKIPDATA");
    private static final List<String> DIRECTIONS = List.of("ingress", "egress");

    private FieldText() {}

    /**
     * Reads {@code bytes[from, to)} into a field of the record.
     *
     * @return what is wrong with it, or an empty text
     */
    static String read(byte[] bytes, int from, int to, FlowField field, FlowRecord record) {
        record.put(field, FlowRecord.ABSENT);
        if (to - from == 1 && bytes[from] == '-') {
            return "";
        }
        boolean taken = switch (field.kind()) {
            case NUMBER -> number(bytes, from, to, field, record);
            case ADDRESS -> address(bytes, from, to, field, record);
            case TOKEN -> token(bytes, from, to, field, record);
            case ACTION -> choice(bytes, from, to, field, record, ACTIONS);
            case LOG_STATUS -> choice(bytes, from, to, field, record, STATUSES);
            case DIRECTION -> choice(bytes, from, to, field, record, DIRECTIONS);
        };
        return taken ? "" : fault(new String(bytes, from, to - from, StandardCharsets.UTF_8), field);
    }

    private static boolean number(byte[] bytes, int from, int to, FlowField field, FlowRecord record) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value > (field.largest() - digit) / 10) {
                return false;
            }
            value = value * 10 + digit;
        }
        record.put(field, value);
        return to > from;
    }

    private static boolean address(byte[] bytes, int from, int to, FlowField field, FlowRecord record) {
        long ipv4 = Ipv4Text.parse(bytes, from, to);
        if (ipv4 >= 0) {
            record.putIpv4(field, ipv4);
            return true;
        }
        return record.putIpv6(field, bytes, from, to);
    }

    static boolean isAddress(byte[] text) {
        return Ipv4Text.parse(text, 0, text.length) >= 0
                || Ipv6Text.parse(text, 0, text.length, new long[1], new long[1], 0);
    }

    /** A text that cannot be kept makes the field absent; only an interface cannot do without. */
    private static boolean token(byte[] bytes, int from, int to, FlowField field, FlowRecord record) {
        int token = record.tokens().intern(bytes, from, to);
        record.put(field, token);
        return token != TokenTable.NONE || field != FlowField.INTERFACE_ID;
    }

    private static boolean choice(
            byte[] bytes, int from, int to, FlowField field, FlowRecord record, List<String> words) {
        for (int choice = 0; choice < words.size(); choice++) {
            byte[] word = words.get(choice).getBytes(StandardCharsets.US_ASCII);
            if (Arrays.equals(bytes, from, to, word, 0, word.length)) {
                record.put(field, choice);
                return true;
            }
        }
        return false;
    }

    /** The sentence about a value that the field cannot have. */
    static String fault(String found, FlowField field) {
        String expected = switch (field.kind()) {
            case NUMBER -> "a number from 0 to " + field.largest();
            case ADDRESS -> "an IPv4 or IPv6 address";
            case TOKEN -> "at most " + TokenTable.LONGEST + " bytes, in a table with room";
            case ACTION -> String.join(" or ", ACTIONS);
            case LOG_STATUS -> String.join(" or ", STATUSES);
            case DIRECTION -> String.join(" or ", DIRECTIONS);
        };
        return "`" + field + "` is `" + excerpt(found) + "`, expected " + expected;
    }

    /** The text as it may be shown: printable ASCII, at most 40 characters. */
    static String excerpt(String text) {
        String shown = text.length() > 40 ? text.substring(0, 39) + "…" : text;
        return shown.replaceAll("[^ -~…]", "?");
    }
}
