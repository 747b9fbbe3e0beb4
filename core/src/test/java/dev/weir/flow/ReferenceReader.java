package dev.weir.flow;

import dev.weir.net.IpAddress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The obvious reader of flow logs, slow and by the book: {@code String.split}, one map for each record. The oracle for
 * {@link FlowLogParser}, with which it shares the names of the fields and nothing else.
 */
final class ReferenceReader {

    final List<String> records = new ArrayList<>();
    final List<Long> malformed = new ArrayList<>();
    private List<String> columns;
    private final Set<FlowField> wanted;

    ReferenceReader(List<String> columns, Set<FlowField> wanted) {
        this.columns = columns;
        this.wanted = wanted;
    }

    /** Reads a whole text; bytes stand for the characters of the same numbers. */
    void read(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\n", -1);
        for (int index = 0; index < lines.length; index++) {
            String line = lines[index];
            if (line.length() > FlowLogParser.LONGEST_LINE) {
                malformed.add(index + 1L);
                continue;
            }
            String stripped = line.replaceAll("[ \t\r]+$", "").replaceAll("^[ \t]+", "");
            if (!stripped.isEmpty()) {
                line(index + 1L, stripped);
            }
        }
    }

    private void line(long number, String line) {
        if (line.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            malformed.add(number);
            return;
        }
        String[] fields = line.split("[ \t]+");
        if (line.matches("version account-id.*")) {
            columns = List.of(fields);
            return;
        }
        if (fields.length != columns.size()) {
            malformed.add(number);
            return;
        }
        TreeMap<FlowField, String> values = new TreeMap<>();
        for (int index = 0; index < fields.length; index++) {
            FlowField field = FlowField.named(columns.get(index)).orElse(null);
            if (field == null || !wanted.contains(field) || fields[index].equals("-")) {
                continue;
            }
            String value = value(field, fields[index]);
            if (value.equals("wrong")) {
                malformed.add(number);
                return;
            }
            if (!value.isEmpty()) {
                values.put(field, value);
            }
        }
        StringBuilder text = new StringBuilder();
        values.forEach((field, value) ->
                text.append(text.isEmpty() ? "" : " ").append(field).append("=").append(value));
        records.add(number + ": " + text);
    }

    private static String value(FlowField field, String text) {
        switch (field.kind()) {
            case NUMBER:
                if (!text.matches("[0-9]+")) {
                    return "wrong";
                }
                BigInteger number = new BigInteger(text);
                return number.compareTo(BigInteger.valueOf(field.largest())) > 0 ? "wrong" : number.toString();
            case ADDRESS:
                try {
                    return IpAddress.parse(text).toString();
                } catch (IllegalArgumentException wrong) {
                    return "wrong";
                }
            case TOKEN:
                if (text.length() > TokenTable.LONGEST) {
                    return field == FlowField.INTERFACE_ID ? "wrong" : "";
                }
                return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            case ACTION:
                return text.matches("ACCEPT|REJECT") ? text : "wrong";
            case LOG_STATUS:
                return text.matches("OK|NODATA|SKIPDATA") ? text : "wrong";
            case DIRECTION:
                return text.matches("ingress|egress") ? text : "wrong";
        }
        throw new AssertionError(field);
    }
}
