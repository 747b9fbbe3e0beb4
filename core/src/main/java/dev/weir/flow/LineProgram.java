package dev.weir.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fast reading of lines in one format: column by column over some lines, without a String, eight bytes at a time.
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
    /** For each step the earlier step whose column nearly always says the same, or -1. */
    private final int[] likes;

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
        this.likes = wanted.stream().mapToInt(field -> like(field, wanted)).toArray();
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

    /** The addresses of a packet differ from those of the flow only behind middleboxes. */
    private static int like(FlowField field, List<FlowField> wanted) {
        int other = field == FlowField.PKT_SRCADDR
                ? wanted.indexOf(FlowField.SRCADDR)
                : field == FlowField.PKT_DSTADDR ? wanted.indexOf(FlowField.DSTADDR) : -1;
        return other < wanted.indexOf(field) ? other : -1;
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
     * How many of the next lines have the shape of the format: as many columns, single spaces between them.
     *
     * @param blanks the positions of the blanks; the one before {@code first} stands before the first line
     * @param count how many blanks there are
     * @return at most {@link FlowRecord#ROWS}
     */
    int shapely(byte[] bytes, int[] blanks, int first, int count) {
        int rows = 0;
        int next = first;
        while (rows < FlowRecord.ROWS && next + width <= count) {
            int last = next + width - 1;
            int wrong = 0;
            int before = blanks[next - 1];
            int feed = blanks[last];
            wrong |= FlowLogParser.LONGEST_LINE - (feed - before - 1);
            int spaces = ' ';
            for (int index = next; index < last; index++) {
                int blank = blanks[index];
                wrong |= blank - before - 2;
                // Blanks are 0x00 to 0x20, and of these the space alone has this bit.
                spaces &= bytes[blank];
                before = blank;
            }
            wrong |= feed - before - 2;
            if (wrong < 0 | spaces != ' ' | bytes[feed] != '\n') {
                return rows;
            }
            rows++;
            next += width;
        }
        return rows;
    }

    /**
     * Reads lines into the rows of the record, column by column.
     *
     * @param rows how many lines, all shapely
     * @param refused is set for each row whose line is for {@link PlainLine}
     */
    void read(byte[] bytes, int[] blanks, int first, int rows, FlowRecord record, boolean[] refused) {
        Arrays.fill(refused, 0, rows, false);
        if (timed) {
            for (int row = 0; row < rows; row++) {
                int blank = first + row * width;
                refused[row] = !PlainLine.isTimestamp(bytes, blanks[blank - 1] + 1, blanks[blank]);
            }
        }
        for (int index = 0; index < steps.length; index++) {
            int like = likes[index] < 0 ? 0 : columns[index] - columns[likes[index]];
            int likeField = likes[index] < 0 ? 0 : fields[likes[index]];
            Column column = new Column(
                    bytes, blanks, first + columns[index], width, rows, fields[index], refused, like, likeField);
            switch (steps[index]) {
                case NUMBER:
                    numbers(column, record, largest[index]);
                    break;
                case ADDRESS:
                    addresses(column, record);
                    break;
                case TOKEN:
                    texts(column, record);
                    break;
                case INTERFACE:
                    tokens(column, record);
                    break;
                default:
                    choices(column, record, steps[index]);
                    break;
            }
        }
    }

    /**
     * One column of some lines: the blank that ends it in row r is {@code blanks[first + r * width]}.
     *
     * @param like how many columns before it one stands that nearly always says the same and has been read; 0 for none
     * @param likeField what that one says
     */
    private record Column(
            byte[] bytes,
            int[] blanks,
            int first,
            int width,
            int rows,
            int field,
            boolean[] refused,
            int like,
            int likeField) {}

    private static void numbers(Column column, FlowRecord record, long largest) {
        byte[] bytes = column.bytes;
        int[] blanks = column.blanks;
        long[] values = record.values;
        int slot = column.field * FlowRecord.ROWS;
        int blank = column.first;
        for (int row = 0; row < column.rows; row++, blank += column.width) {
            int from = blanks[blank - 1] + 1;
            int length = blanks[blank] - from;
            long word = Words.at(bytes, from);
            long digits = Words.digits(word, Math.min(8, length));
            long value = Words.value(digits);
            boolean wrong = Words.notDigits(digits);
            if (length > 8) {
                long lower = Words.digits(Words.at(bytes, from + 8), Math.min(8, length - 8));
                wrong |= Words.notDigits(lower) | length > 16;
                value = value * POWERS[Math.min(8, length - 8)] + Words.value(lower);
            }
            if (wrong | value > largest) {
                value = FlowRecord.ABSENT;
                column.refused[row] |= length != 1 || bytes[from] != '-';
            }
            values[slot + row] = value;
        }
    }

    /** IPv4 side by side; the octets are found by the first three bytes that are no digits. */
    private static void addresses(Column column, FlowRecord record) {
        byte[] bytes = column.bytes;
        int[] blanks = column.blanks;
        int slot = column.field * FlowRecord.ROWS;
        int blank = column.first;
        int like = column.like;
        for (int row = 0; row < column.rows; row++, blank += column.width) {
            int from = blanks[blank - 1] + 1;
            int length = blanks[blank] - from;
            if (like != 0 && repeats(column, record, row, blank, from, length)) {
                continue;
            }
            int marks = (int)
                    (Words.nonDigitBits(Words.at(bytes, from)) | Words.nonDigitBits(Words.at(bytes, from + 8)) << 8);
            int dot1 = Integer.numberOfTrailingZeros(marks);
            marks &= marks - 1;
            int dot2 = Integer.numberOfTrailingZeros(marks);
            marks &= marks - 1;
            int dot3 = Integer.numberOfTrailingZeros(marks);
            marks &= marks - 1;
            if (length > 15 || Integer.numberOfTrailingZeros(marks) != length) {
                other(column, record, row, from, length);
                continue;
            }
            int octet1 = octet(bytes, from, dot1);
            int octet2 = octet(bytes, from + dot1 + 1, dot2 - dot1 - 1);
            int octet3 = octet(bytes, from + dot2 + 1, dot3 - dot2 - 1);
            int octet4 = octet(bytes, from + dot3 + 1, length - dot3 - 1);
            int dots = (bytes[from + dot1] ^ '.') | (bytes[from + dot2] ^ '.') | (bytes[from + dot3] ^ '.');
            if ((octet1 | octet2 | octet3 | octet4 | dots | -dots) < 0) {
                column.refused[row] = true;
                continue;
            }
            record.values[slot + row] = 4;
            record.high[slot + row] = 0;
            record.low[slot + row] = (octet1 << 24 | octet2 << 16 | octet3 << 8 | octet4) & 0xffff_ffffL;
        }
    }

    /** Copies the address of the column before that nearly always has the same, if it has; few bytes tell. */
    private static boolean repeats(Column column, FlowRecord record, int row, int blank, int from, int length) {
        byte[] bytes = column.bytes;
        int other = blank - column.like;
        int start = column.blanks[other - 1] + 1;
        if (length > 15
                || length < 8
                || column.blanks[other] - start != length
                || Words.at(bytes, start) != Words.at(bytes, from)
                || Words.at(bytes, start + length - 8) != Words.at(bytes, from + length - 8)
                || column.refused[row]) {
            return false;
        }
        int slot = column.field * FlowRecord.ROWS + row;
        int copied = column.likeField * FlowRecord.ROWS + row;
        record.values[slot] = record.values[copied];
        record.high[slot] = record.high[copied];
        record.low[slot] = record.low[copied];
        return true;
    }

    /** Absent, IPv6 or nothing. */
    private static void other(Column column, FlowRecord record, int row, int from, int length) {
        byte[] bytes = column.bytes;
        int slot = column.field * FlowRecord.ROWS + row;
        if (length == 1 && bytes[from] == '-') {
            record.values[slot] = FlowRecord.ABSENT;
        } else if (Ipv6Text.parse(bytes, from, from + length, record.high, record.low, slot)) {
            record.values[slot] = 6;
        } else {
            column.refused[row] = true;
        }
    }

    /** The value of one to three digits up to 255 without a leading zero, else negative; no branch, as lengths vary. */
    private static int octet(byte[] bytes, int from, int length) {
        int digits = (Words.intAt(bytes, from) ^ 0x30303030) << 24 - 8 * length;
        int value = (digits & 0xff) * 100 + (digits >>> 8 & 0xff) * 10 + (digits >>> 16 & 0xff);
        int wrong = length - 1 | 3 - length | value - LEAST_OF_LENGTH[length & 3] | 255 - value;
        return value | wrong & 0x8000_0000;
    }

    private static void texts(Column column, FlowRecord record) {
        byte[] bytes = column.bytes;
        int[] blanks = column.blanks;
        int slot = column.field * FlowRecord.ROWS;
        int blank = column.first;
        for (int row = 0; row < column.rows; row++, blank += column.width) {
            int from = blanks[blank - 1] + 1;
            int length = blanks[blank] - from;
            boolean absent = length == 1 & bytes[from] == '-';
            record.values[slot + row] = absent ? FlowRecord.ABSENT : FlowRecord.unread(from, length);
        }
    }

    private static void tokens(Column column, FlowRecord record) {
        byte[] bytes = column.bytes;
        int[] blanks = column.blanks;
        int slot = column.field * FlowRecord.ROWS;
        int blank = column.first;
        Tokens tokens = record.tokens();
        for (int row = 0; row < column.rows; row++, blank += column.width) {
            int from = blanks[blank - 1] + 1;
            int to = blanks[blank];
            boolean absent = to - from == 1 && bytes[from] == '-';
            int token = absent ? Tokens.NONE : tokens.intern(bytes, from, to);
            record.values[slot + row] = token;
            column.refused[row] |= token == Tokens.NONE & !absent;
        }
    }

    /** One of the known words, which are told by their first eight bytes and their length. */
    private static void choices(Column column, FlowRecord record, int step) {
        byte[] bytes = column.bytes;
        int[] blanks = column.blanks;
        int slot = column.field * FlowRecord.ROWS;
        int blank = column.first;
        for (int row = 0; row < column.rows; row++, blank += column.width) {
            int from = blanks[blank - 1] + 1;
            int length = blanks[blank] - from;
            long word = Words.start(bytes, from, length);
            int choice;
            if (step == ACTION) {
                choice = word == ACCEPT_TEXT ? 0 : word == REJECT_TEXT ? 1 : -1;
            } else if (step == LOG_STATUS) {
                choice = word == OK_TEXT ? 0 : word == NODATA_TEXT ? 1 : word == SKIPDATA_TEXT ? 2 : -1;
            } else {
                choice = word == INGRESS_TEXT ? 0 : word == EGRESS_TEXT ? 1 : -1;
            }
            record.values[slot + row] = choice;
            column.refused[row] |= length > 8 | choice < 0 & word != '-';
        }
    }

    private static long text(String word) {
        long bytes = 0;
        for (int index = word.length() - 1; index >= 0; index--) {
            bytes = bytes << 8 | word.charAt(index);
        }
        return bytes;
    }
}
