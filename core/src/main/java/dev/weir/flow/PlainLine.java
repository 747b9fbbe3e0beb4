package dev.weir.flow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line, read without haste: parted on runs of blanks, every column checked, and a reason where it is no record.
 *
 * <p>This is what a line means; {@link LineProgram} is only faster.
 */
final class PlainLine {

    private static final int MOST_FIELDS = FlowLogFormat.MOST_COLUMNS + 2;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Set<String> OUTCOMES = Set.of("ACCEPT", "REJECT", "NODATA", "SKIPDATA");

    private byte[] bytes = new byte[0];
    /** Where field i starts (2i) and ends (2i + 1). */
    private final int[] bounds = new int[2 * MOST_FIELDS];

    private int count;

    /**
     * Parts a line into its fields.
     *
     * @return what is wrong with it, or an empty text
     */
    String split(byte[] source, int from, int to) {
        bytes = source;
        count = 0;
        int end = to;
        while (end > from && (isBlank(source[end - 1]) || source[end - 1] == '\r')) {
            end--;
        }
        int at = from;
        while (at < end) {
            if (isBlank(source[at])) {
                at++;
                continue;
            }
            if (count == MOST_FIELDS) {
                return "more than " + FlowLogFormat.MOST_COLUMNS + " columns";
            }
            bounds[2 * count] = at;
            while (at < end && !isBlank(source[at])) {
                if (source[at] >= 0 && source[at] < ' ') {
                    return "control character 0x%02x in column %d".formatted(source[at], count + 1);
                }
                at++;
            }
            bounds[2 * count + 1] = at;
            count++;
        }
        return "";
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t';
    }

    /** How many fields the line has. */
    int count() {
        return count;
    }

    /** The text of a field, for messages and decisions, not for values. */
    String text(int field) {
        int from = bounds[2 * field];
        return new String(bytes, from, bounds[2 * field + 1] - from, StandardCharsets.UTF_8);
    }

    /** The text of the fields from {@code first} on, parted by single spaces. */
    String textFrom(int first) {
        StringBuilder text = new StringBuilder();
        for (int field = first; field < count; field++) {
            text.append(field == first ? "" : " ").append(text(field));
        }
        return text.toString();
    }

    /** How many leading fields were added by an export from CloudWatch Logs: a time, or a time and the stream's name. */
    int prefix() {
        if (count < 2 || !isTimestamp(bytes, bounds[0], bounds[1])) {
            return 0;
        }
        String second = text(1);
        boolean stream = second.startsWith("eni-")
                && (second.endsWith("-all") || second.endsWith("-accept") || second.endsWith("-reject"));
        return stream ? 2 : 1;
    }

    /** Whether this is an ISO 8601 time, as far as it takes to tell one from every field of a flow log. */
    static boolean isTimestamp(byte[] bytes, int from, int to) {
        return to - from >= 20
                && to - from <= 35
                && bytes[from] >= '0'
                && bytes[from] <= '9'
                && bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && bytes[from + 10] == 'T'
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':';
    }

    /** Whether the fields from {@code first} on can only be AWS's default format. */
    boolean isDefaultFormat(int first) {
        if (count - first != FlowLogFormat.DEFAULT.columns().size()
                || !text(first).equals("2")) {
            return false;
        }
        String account = text(first + 1);
        String status = text(first + 13);
        return (account.matches("[0-9]{12}") || account.equals("unknown") || account.equals("-"))
                && text(first + 10).matches("[0-9]{1,12}")
                && text(first + 11).matches("[0-9]{1,12}")
                && (status.equals("OK") || status.equals("NODATA") || status.equals("SKIPDATA"));
    }

    /** Whether a field from {@code first} on is one that only records of Transit Gateway flow logs have. */
    boolean isTransitGateway(int first) {
        for (int field = first; field < count; field++) {
            if (bytes[bounds[2 * field]] == 't' && text(field).startsWith("tgw-")
                    || text(field).equals("TransitGateway")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a line of an unknown format looks like a flow log's, or like its header misspelt. */
    boolean isMeantAsRecord() {
        int addresses = 0;
        int names = 0;
        int numbers = 0;
        int words = 0;
        for (String word : textFrom(0).split("[\\s,;|\"]+")) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            addresses += FieldText.isAddress(text) ? 1 : 0;
            names += FlowField.spelt(word).filter(FlowField::isOfFlow).isPresent() ? 1 : 0;
            numbers += NUMBER.matcher(word).matches() ? 1 : 0;
            words += OUTCOMES.contains(word) ? 1 : 0;
            if (word.startsWith("eni-")) {
                return true;
            }
        }
        return addresses >= 2 || names >= 2 || words > 0 && numbers > 0;
    }

    /**
     * Reads the fields from {@code first} on into the record.
     *
     * @param columns the field of each column, empty where it is to be skipped
     * @return what is wrong, or an empty text
     */
    String read(int first, List<Optional<FlowField>> columns, FlowRecord record) {
        if (count - first != columns.size()) {
            return "found " + (count - first) + " columns, expected " + columns.size();
        }
        for (int column = 0; column < columns.size(); column++) {
            Optional<FlowField> field = columns.get(column);
            if (field.isPresent()) {
                int index = 2 * (first + column);
                String fault = FieldText.read(bytes, bounds[index], bounds[index + 1], field.get(), record);
                if (!fault.isEmpty()) {
                    return fault;
                }
            }
        }
        return "";
    }
}
