package dev.weir.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fast reading of a line in one format: what to do with each column, without a String and eight bytes at a time.
 *
 * <p>It reads what nearly every line is: columns parted by single spaces, ended by a line feed; numbers of up to 16 digits,
 * IPv4 addresses, the known words. At anything else it gives up, and {@link PlainLine} reads the line again: it alone knows
 * what is malformed and why. So this class may refuse a good line, but never reads one differently.
 *
 * <pre>
 *   2 123456789010 eni-1235b8ca 172.31.16.139 ... ACCEPT OK\n
 *    |            |            |             |         |  |    {@link Blanks}: where columns end, all of them first
 *   NUMBER: the digits, shifted to the top of a word, are weighted in three products [1]
 *                              ADDRESS: three dots among 16 bytes give four octets, read side by side
 * </pre>
 *
 * <p>[1] D. Lemire, "Quickly parsing eight digits", 2018; J. Lee, "Faster integer parsing", 2020.
 */
final class LineProgram {

    private static final int NUMBER = 0;
    private static final int ADDRESS = 1;
    private static final int TOKEN = 2;
    private static final int INTERFACE = 3;
    private static final int ACTION = 4;
    private static final int LOG_STATUS = 5;
    private static final int DIRECTION = 6;

    private static final long ACCEPT_TEXT = text("ACCEPT");
    private static final long REJECT_TEXT = text("REJECT");
    private static final long OK_TEXT = text("OK");
    private static final long NODATA_TEXT = text("NODATA");
    private static final long SKIPDATA_TEXT = text("SKIPDATA");
    private static final long INGRESS_TEXT = text("ingress");
    private static final long EGRESS_TEXT = text("egress");

    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };

    /** The least octet that is written with this many digits. */
    private static final int[] LEAST_OF_LENGTH = {0, 0, 10, 100};

    /** How many columns a line has. */
    private final int width;
    /** The columns to read, ascending; the others are skipped. */
    private final int[] columns;

    private final int[] steps;
    /** The field of each step, by ordinal. */
    private final int[] fields;

    private final long[] largest;
    private final boolean tellsHeaders;
    /** Whether a time stands before the record. */
    private final boolean timed;

    private LineProgram(int width, int[] columns, int[] steps, List<FlowField> wanted, boolean timed) {
        this.timed = timed;
        this.width = width;
        this.columns = columns;
        this.steps = steps;
        this.fields = wanted.stream().mapToInt(FlowField::ordinal).toArray();
        this.largest = wanted.stream().mapToLong(FlowField::largest).toArray();
        this.tellsHeaders = wanted.stream().anyMatch(field -> field.kind() != FlowField.Kind.TOKEN);
    }

    /**
     * The program for lines of a format.
     *
     * @param prefix how many columns an export from CloudWatch Logs puts before it: 0, or 1 for a time, or 2 for a time and
     *     a stream
     * @param wanted the fields to parse; the other columns are skipped
     */
    static LineProgram of(FlowLogFormat format, int prefix, Set<FlowField> wanted) {
        List<FlowField> fields = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < format.columns().size(); column++) {
            Optional<FlowField> field =
                    FlowField.named(format.columns().get(column)).filter(wanted::contains);
            if (field.isPresent()) {
                fields.add(field.get());
                columns.add(prefix + column);
            }
        }
        return new LineProgram(
                prefix + format.columns().size(),
                columns.stream().mapToInt(Integer::intValue).toArray(),
                fields.stream().mapToInt(LineProgram::step).toArray(),
                fields,
                prefix > 0);
    }

    private static int step(FlowField field) {
        return switch (field.kind()) {
            case NUMBER -> NUMBER;
            case ADDRESS -> ADDRESS;
            case TOKEN -> field == FlowField.INTERFACE_ID ? INTERFACE : TOKEN;
            case ACTION -> ACTION;
            case LOG_STATUS -> LOG_STATUS;
            case DIRECTION -> DIRECTION;
        };
    }

    /** Whether a header line cannot pass for a record: some column is more than text. */
    boolean tellsHeaders() {
        return tellsHeaders;
    }

    /** How many columns, and so blanks, a line has. */
    int width() {
        return width;
    }

    /**
     * Reads the line that starts at {@code start} into the record.
     *
     * @param blanks the positions of the blanks from {@code start} on, those of this line from {@code first} on; as many as
     *     the line has columns, at least
     * @return the position after the line feed, or -1 if the line is for {@link PlainLine}
     */
    int read(byte[] bytes, int start, int[] blanks, int first, FlowRecord record) {
        int last = first + width - 1;
        int wrong = 0;
        int before = start - 1;
        for (int index = first; index < last; index++) {
            int blank = blanks[index];
            wrong |= bytes[blank] ^ ' ' | blank - before - 2 & 0x8000_0000;
            before = blank;
        }
        int feed = blanks[last];
        wrong |= bytes[feed] ^ '\n' | feed - before - 2 & 0x8000_0000;
        if (wrong != 0 || timed && !PlainLine.isTimestamp(bytes, start, blanks[first])) {
            return -1;
        }
        for (int index = 0; index < steps.length; index++) {
            int column = columns[index];
            int from = column == 0 ? start : blanks[first + column - 1] + 1;
            int length = blanks[first + column] - from;
            if (!read(bytes, from, length, index, record)) {
                return -1;
            }
        }
        return feed + 1;
    }

    private boolean read(byte[] bytes, int from, int length, int index, FlowRecord record) {
        int field = fields[index];
        if (length == 1 && bytes[from] == '-') {
            record.values[field] = FlowRecord.ABSENT;
            return true;
        }
        switch (steps[index]) {
            case NUMBER:
                return number(bytes, from, length, record, field, largest[index]);
            case ADDRESS:
                return address(bytes, from, length, record, field);
            case TOKEN:
                record.values[field] = FlowRecord.unread(from, length);
                return length <= Tokens.LONGEST;
            case INTERFACE:
                int token = record.tokens().intern(bytes, from, from + length);
                record.values[field] = token;
                return token >= 0;
            default:
                return choice(Words.start(bytes, from, length), length, steps[index], record, field);
        }
    }

    private static boolean number(byte[] bytes, int from, int length, FlowRecord record, int field, long largest) {
        long word = Words.at(bytes, from);
        long value;
        if (length <= 8) {
            long digits = Words.digits(word, length);
            value = Words.value(digits);
            if (Words.notDigits(digits)) {
                return false;
            }
        } else {
            if (length > 16) {
                return false;
            }
            long upper = Words.digits(word, 8);
            long lower = Words.digits(Words.at(bytes, from + 8), length - 8);
            if (Words.notDigits(upper) || Words.notDigits(lower)) {
                return false;
            }
            value = Words.value(upper) * POWERS[length - 8] + Words.value(lower);
        }
        record.values[field] = value;
        return value <= largest;
    }

    /** IPv4; the octets are found by the first three bytes that are no digits. */
    private static boolean address(byte[] bytes, int from, int length, FlowRecord record, int field) {
        if (length > 15) {
            return ipv6(bytes, from, length, record, field);
        }
        int marks =
                (int) (Words.nonDigitBits(Words.at(bytes, from)) | Words.nonDigitBits(Words.at(bytes, from + 8)) << 8);
        int dot1 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot2 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot3 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        if (Integer.numberOfTrailingZeros(marks) != length) {
            return ipv6(bytes, from, length, record, field);
        }
        int octet1 = octet(bytes, from, dot1);
        int octet2 = octet(bytes, from + dot1 + 1, dot2 - dot1 - 1);
        int octet3 = octet(bytes, from + dot2 + 1, dot3 - dot2 - 1);
        int octet4 = octet(bytes, from + dot3 + 1, length - dot3 - 1);
        int dots = (bytes[from + dot1] ^ '.') | (bytes[from + dot2] ^ '.') | (bytes[from + dot3] ^ '.');
        if (dots != 0 || (octet1 | octet2 | octet3 | octet4) < 0) {
            return ipv6(bytes, from, length, record, field);
        }
        record.values[field] = 4;
        record.high[field] = 0;
        record.low[field] = (octet1 << 24 | octet2 << 16 | octet3 << 8 | octet4) & 0xffff_ffffL;
        return true;
    }

    /** The value of one to three digits up to 255 without a leading zero, else negative; no branch, as lengths vary. */
    private static int octet(byte[] bytes, int from, int length) {
        int digits = (Words.intAt(bytes, from) ^ 0x30303030) << 24 - 8 * length;
        int value = (digits & 0xff) * 100 + (digits >>> 8 & 0xff) * 10 + (digits >>> 16 & 0xff);
        int wrong = length - 1 | 3 - length | value - LEAST_OF_LENGTH[length & 3] | 255 - value;
        return value | wrong & 0x8000_0000;
    }

    private static boolean ipv6(byte[] bytes, int from, int length, FlowRecord record, int field) {
        record.values[field] = 6;
        return Ipv6Text.parse(bytes, from, from + length, record.high, record.low, field);
    }

    /** One of the known words, which are told by their first eight bytes and their length. */
    private static boolean choice(long word, int length, int step, FlowRecord record, int field) {
        int choice;
        if (length > 8) {
            return false;
        } else if (step == ACTION) {
            choice = word == ACCEPT_TEXT ? 0 : word == REJECT_TEXT ? 1 : -1;
        } else if (step == LOG_STATUS) {
            choice = word == OK_TEXT ? 0 : word == NODATA_TEXT ? 1 : word == SKIPDATA_TEXT ? 2 : -1;
        } else {
            choice = word == INGRESS_TEXT ? 0 : word == EGRESS_TEXT ? 1 : -1;
        }
        record.values[field] = choice;
        return choice >= 0;
    }

    private static long text(String word) {
        long bytes = 0;
        for (int index = word.length() - 1; index >= 0; index--) {
            bytes = bytes << 8 | word.charAt(index);
        }
        return bytes;
    }
}
