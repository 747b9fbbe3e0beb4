package dev.weir.flow;

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
 *   |              |            |
 *   |              TOKEN        ADDRESS: four non-digits in 16 bytes give the octets and the end at once
 *   NUMBER: the first blank in the word gives the length; shifted to the top, all digits are weighted in three products [1]
 * </pre>
 *
 * <p>The position moves from column to column, so what counts is how soon the end of a column is known, not how soon its
 * value is. [1] D. Lemire, "Quickly parsing eight digits", 2018; J. Lee, "Faster integer parsing", 2020.
 */
final class LineProgram {

    /** How far beyond the end of the line words may be read. */
    static final int PADDING = 32;

    private static final int SKIP = 0;
    private static final int NUMBER = 1;
    private static final int ADDRESS = 2;
    private static final int TOKEN = 3;
    private static final int ACTION = 4;
    private static final int LOG_STATUS = 5;
    private static final int DIRECTION = 6;
    private static final int TIMESTAMP = 7;

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

    private final int[] steps;
    /** The field of each step, by ordinal. */
    private final int[] fields;

    private final long[] largest;
    private final boolean tellsHeaders;

    private LineProgram(int[] steps, int[] fields, long[] largest, boolean tellsHeaders) {
        this.steps = steps;
        this.fields = fields;
        this.largest = largest;
        this.tellsHeaders = tellsHeaders;
    }

    /**
     * The program for lines of a format.
     *
     * @param prefix how many columns an export from CloudWatch Logs puts before it: 0, or 1 for a time, or 2 for a time and
     *     a stream
     * @param wanted the fields to parse; the other columns are skipped
     */
    static LineProgram of(FlowLogFormat format, int prefix, Set<FlowField> wanted) {
        List<String> columns = format.columns();
        int count = prefix + columns.size();
        int[] steps = new int[count];
        int[] fields = new int[count];
        long[] largest = new long[count];
        boolean tellsHeaders = false;
        for (int column = 0; column < count; column++) {
            if (column < prefix) {
                steps[column] = column == 0 ? TIMESTAMP : SKIP;
                continue;
            }
            Optional<FlowField> field =
                    FlowField.named(columns.get(column - prefix)).filter(wanted::contains);
            if (field.isPresent()) {
                steps[column] = step(field.get().kind());
                fields[column] = field.get().ordinal();
                largest[column] = field.get().largest();
                tellsHeaders |= steps[column] != TOKEN;
            }
        }
        return new LineProgram(steps, fields, largest, tellsHeaders);
    }

    private static int step(FlowField.Kind kind) {
        return switch (kind) {
            case NUMBER -> NUMBER;
            case ADDRESS -> ADDRESS;
            case TOKEN -> TOKEN;
            case ACTION -> ACTION;
            case LOG_STATUS -> LOG_STATUS;
            case DIRECTION -> DIRECTION;
        };
    }

    /** Whether a header line cannot pass for a record: some column is more than text. */
    boolean tellsHeaders() {
        return tellsHeaders;
    }

    /**
     * Reads the line that starts at {@code position} into the record.
     *
     * <p>A line feed must follow somewhere, and {@link #PADDING} readable bytes after it.
     *
     * @return the position after the line feed, or -1 if the line is for {@link PlainLine}
     */
    int read(byte[] bytes, int position, FlowRecord record) {
        int at = position;
        int last = steps.length - 1;
        if (bytes[at] <= ' ') {
            return -1;
        }
        for (int column = 0; column <= last; column++) {
            switch (steps[column]) {
                case SKIP:
                    at = end(bytes, at);
                    break;
                case NUMBER:
                    at = number(bytes, at, record, column);
                    break;
                case ADDRESS:
                    at = address(bytes, at, record, fields[column]);
                    break;
                case TOKEN:
                    at = token(bytes, at, record, fields[column]);
                    break;
                case ACTION:
                    at = action(bytes, at, record);
                    break;
                case LOG_STATUS:
                    at = logStatus(bytes, at, record);
                    break;
                case DIRECTION:
                    at = direction(bytes, at, record);
                    break;
                default:
                    at = timestamp(bytes, at);
                    break;
            }
            if (at < 0) {
                return -1;
            }
            if (column < last) {
                if (bytes[at] != ' ' || bytes[at + 1] <= ' ') {
                    return -1;
                }
                at++;
            }
        }
        return bytes[at] == '\n' ? at + 1 : -1;
    }

    /** The position of the next byte that is a space or a control character. */
    private static int end(byte[] bytes, int position) {
        int at = position;
        long blanks = Words.blanks(Words.at(bytes, at));
        while (blanks == 0) {
            at += 8;
            blanks = Words.blanks(Words.at(bytes, at));
        }
        return at + (Long.numberOfTrailingZeros(blanks) >>> 3);
    }

    private int number(byte[] bytes, int position, FlowRecord record, int column) {
        long word = Words.at(bytes, position);
        long blanks = Words.blanks(word);
        long value;
        int end;
        if (blanks != 0) {
            int length = Long.numberOfTrailingZeros(blanks) >>> 3;
            long digits = Words.digits(word, length);
            if (Words.notDigits(digits)) {
                return absent(bytes, position, record, fields[column]);
            }
            value = Words.value(digits);
            end = position + length;
        } else {
            long second = Words.at(bytes, position + 8);
            long more = Words.blanks(second);
            long digits = Words.digits(word, 8);
            if (more == 0 || Words.notDigits(digits)) {
                return -1;
            }
            value = Words.value(digits);
            int length = Long.numberOfTrailingZeros(more) >>> 3;
            if (length > 0) {
                long rest = Words.digits(second, length);
                if (Words.notDigits(rest)) {
                    return -1;
                }
                value = value * POWERS[length] + Words.value(rest);
            }
            end = position + 8 + length;
        }
        if (value > largest[column]) {
            return -1;
        }
        record.values[fields[column]] = value;
        return end;
    }

    /** IPv4; the octets are found by the first four bytes that are no digits. */
    private static int address(byte[] bytes, int position, FlowRecord record, int field) {
        long first = Words.nonDigitBits(Words.at(bytes, position));
        long second = Words.nonDigitBits(Words.at(bytes, position + 8));
        int marks = (int) (first | second << 8);
        int dot1 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot2 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot3 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int end = Integer.numberOfTrailingZeros(marks);
        if (end > 15) {
            return absentOrIpv6(bytes, position, record, field);
        }
        int octet1 = octet(bytes, position, dot1);
        int octet2 = octet(bytes, position + dot1 + 1, dot2 - dot1 - 1);
        int octet3 = octet(bytes, position + dot2 + 1, dot3 - dot2 - 1);
        int octet4 = octet(bytes, position + dot3 + 1, end - dot3 - 1);
        boolean dotted = bytes[position + dot1] == '.' & bytes[position + dot2] == '.' & bytes[position + dot3] == '.';
        if (!dotted || (octet1 | octet2 | octet3 | octet4) < 0 || bytes[position + end] > ' ') {
            return absentOrIpv6(bytes, position, record, field);
        }
        record.values[field] = 4;
        record.high[field] = 0;
        record.low[field] = (octet1 << 24 | octet2 << 16 | octet3 << 8 | octet4) & 0xffff_ffffL;
        return position + end;
    }

    /** The value of one to three digits up to 255 without a leading zero, else negative; no branch, as lengths vary. */
    private static int octet(byte[] bytes, int from, int length) {
        int digits = (Words.intAt(bytes, from) ^ 0x30303030) << 24 - 8 * length;
        int value = (digits & 0xff) * 100 + (digits >>> 8 & 0xff) * 10 + (digits >>> 16 & 0xff);
        int wrong = length - 1 | 3 - length | value - LEAST_OF_LENGTH[length & 3] | 255 - value;
        return value | wrong & 0x8000_0000;
    }

    private static int absentOrIpv6(byte[] bytes, int position, FlowRecord record, int field) {
        int end = end(bytes, position);
        if (end - position == 1) {
            return absent(bytes, position, record, field);
        }
        return Ipv6Text.parse(bytes, position, end, record.high, record.low, field) ? family(record, field, end) : -1;
    }

    private static int family(FlowRecord record, int field, int end) {
        record.values[field] = 6;
        return end;
    }

    private static int token(byte[] bytes, int position, FlowRecord record, int field) {
        int end = end(bytes, position);
        if (end - position == 1 && bytes[position] == '-') {
            return absent(bytes, position, record, field);
        }
        int token = record.tokens().intern(bytes, position, end);
        record.values[field] = token;
        return token < 0 ? -1 : end;
    }

    private static int action(byte[] bytes, int position, FlowRecord record) {
        long word = Words.at(bytes, position) & 0xffff_ffff_ffffL;
        if (word == ACCEPT_TEXT || word == REJECT_TEXT) {
            FlowAction action = word == ACCEPT_TEXT ? FlowAction.ACCEPT : FlowAction.REJECT;
            record.values[FlowField.ACTION.ordinal()] = action.ordinal();
            return ends(bytes, position + 6);
        }
        return absent(bytes, position, record, FlowField.ACTION.ordinal());
    }

    private static int logStatus(byte[] bytes, int position, FlowRecord record) {
        int field = FlowField.LOG_STATUS.ordinal();
        long word = Words.at(bytes, position);
        if ((word & 0xffff) == OK_TEXT) {
            record.values[field] = LogStatus.OK.ordinal();
            return ends(bytes, position + 2);
        }
        if ((word & 0xffff_ffff_ffffL) == NODATA_TEXT) {
            record.values[field] = LogStatus.NODATA.ordinal();
            return ends(bytes, position + 6);
        }
        if (word == SKIPDATA_TEXT) {
            record.values[field] = LogStatus.SKIPDATA.ordinal();
            return ends(bytes, position + 8);
        }
        return absent(bytes, position, record, field);
    }

    private static int direction(byte[] bytes, int position, FlowRecord record) {
        int field = FlowField.FLOW_DIRECTION.ordinal();
        long word = Words.at(bytes, position);
        if ((word & 0xffff_ffff_ffffL) == EGRESS_TEXT) {
            record.values[field] = FlowDirection.EGRESS.ordinal();
            return ends(bytes, position + 6);
        }
        if ((word & 0xff_ffff_ffff_ffffL) == INGRESS_TEXT) {
            record.values[field] = FlowDirection.INGRESS.ordinal();
            return ends(bytes, position + 7);
        }
        return absent(bytes, position, record, field);
    }

    private static int timestamp(byte[] bytes, int position) {
        int end = end(bytes, position);
        return PlainLine.isTimestamp(bytes, position, end) ? end : -1;
    }

    private static int absent(byte[] bytes, int position, FlowRecord record, int field) {
        record.values[field] = FlowRecord.ABSENT;
        return bytes[position] == '-' ? ends(bytes, position + 1) : -1;
    }

    /** The position, if a column can end there. */
    private static int ends(byte[] bytes, int position) {
        byte next = bytes[position];
        return next == ' ' || next == '\n' ? position : -1;
    }

    private static long text(String word) {
        long bytes = 0;
        for (int index = word.length() - 1; index >= 0; index--) {
            bytes = bytes << 8 | word.charAt(index);
        }
        return bytes;
    }
}
