package dev.weir.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The fast reading of lines in one format, without a String, eight bytes at a time.
 *
 * <p>It reads what nearly every line is: columns parted by single spaces, ended by a line feed; numbers of up to 16 digits,
 * IPv4 addresses, the known words. At anything else it gives up, and {@link PlainLine} reads the line again: it alone knows
 * what is malformed and why. So this class may refuse a good line, but never reads one differently.
 *
 * <p>Each column ends at the first byte that cannot belong to it, which one word tells without a branch; so the next column
 * is found while the value is still being computed. Columns that tell of the interface are compared with what its last line
 * said ({@link InterfaceTexts}), not read.
 *
 * <pre>
 *   2 123456789010 eni-1235b8ca 172.31.16.139 ... ACCEPT OK vpc-1a2b3c4d subnet-aaaa1111 i-01234567\n
 *                               |                           |
 *   NUMBER: the digits, shifted to the top of a word, are weighted in three products [1]
 *                               ADDRESS: three dots among 16 bytes give four octets, read side by side
 *                                                           STRETCH: three columns, compared at once
 * </pre>
 *
 * <p>[1] D. Lemire, "Quickly parsing eight digits", 2018; J. Lee, "Faster integer parsing", 2020.
 */
final class LineProgram {

    /** The answer for a line that is not read here. */
    static final int REFUSED = -1;

    private static final int FAULTY = -2;

    private static final int NUMBER = 1;
    private static final int ADDRESS = 2;
    private static final int LIKE = 3;
    private static final int TEXT = 4;
    private static final int STRETCH = 5;
    private static final int INTERFACE = 6;
    private static final int ACTION = 7;
    private static final int LOG_STATUS = 8;
    private static final int DIRECTION = 9;

    private static final long ACCEPT_TEXT = text("ACCEPT");
    private static final long REJECT_TEXT = text("REJECT");
    private static final long OK_TEXT = text("OK");
    private static final long NODATA_TEXT = text("NODATA");
    private static final long SKIPDATA_TEXT = text("SKIPDATA");
    private static final long INGRESS_TEXT = text("ingress");
    private static final long EGRESS_TEXT = text("egress");
    private static final long SIX_BYTES = 0xffff_ffff_ffffL;

    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };

    private static final AtomicLong PROGRAMS = new AtomicLong();

    /** Tells this program from every other of the process; above 0. */
    private final long number = PROGRAMS.incrementAndGet();

    private final int width;
    /**
     * By column: the step 8 | the field, by ordinal 8 | the earlier column that nearly always says the same, or the number of
     * the stretch that begins there 16.
     */
    private final int[] steps;

    private final long[] largest;

    /** The first column and the column after the last of each stretch, in turn. */
    private final int[] stretches;

    /** How many stretches stand before the interface's id, so that what it last said is not known yet. */
    private final int early;

    private final boolean tellsHeaders;
    /** Whether a time stands before the record. */
    private final boolean timed;

    /** By column of an address: where it begins in the line, and where it ends. */
    private final int[] starts;

    private final int[] ends;
    /** Where the stretches of the line begin and end. */
    private final int[] bounds;

    private LineProgram(int prefix, List<Optional<FlowField>> columns) {
        width = prefix + columns.size();
        timed = prefix > 0;
        steps = new int[width];
        largest = new long[width];
        starts = new int[width];
        ends = new int[width];
        List<Integer> places = new ArrayList<>();
        int owner = prefix + columns.indexOf(Optional.of(FlowField.INTERFACE_ID));
        int before = 0;
        for (int index = 0; index < columns.size(); index++) {
            int column = prefix + index;
            if (columns.get(index).isPresent()) {
                FlowField field = columns.get(index).get();
                int step = step(field);
                int other = 0;
                largest[column] = field.largest();
                int like = prefix + like(field, columns);
                if (like >= prefix && like < column) {
                    step = LIKE;
                    other = like;
                }
                if (field.isOfInterface() && owner >= prefix) {
                    boolean goesOn = !places.isEmpty() && places.get(places.size() - 1) == column;
                    if (goesOn) {
                        places.set(places.size() - 1, column + 1);
                    } else {
                        other = places.size() / 2;
                        step = column > owner ? STRETCH : TEXT;
                        before += column > owner ? 0 : 1;
                        places.addAll(List.of(column, column + 1));
                    }
                }
                steps[column] = step | field.ordinal() << 8 | other << 16;
            }
        }
        early = before;
        stretches = places.stream().mapToInt(Integer::intValue).toArray();
        bounds = new int[stretches.length];
        tellsHeaders =
                columns.stream().flatMap(Optional::stream).anyMatch(field -> field.kind() != FlowField.Kind.TOKEN);
    }

    /**
     * The program for lines of a format.
     *
     * @param prefix how many columns an export from CloudWatch Logs puts before it: 0, or 1 for a time, or 2 for a time and
     *     a stream
     * @param wanted the fields to parse; the other columns are skipped
     */
    static LineProgram of(FlowLogFormat format, int prefix, Set<FlowField> wanted) {
        return new LineProgram(
                prefix,
                format.columns().stream()
                        .map(column -> FlowField.named(column).filter(wanted::contains))
                        .toList());
    }

    /** The addresses of a packet differ from those of the flow only behind middleboxes. */
    private static int like(FlowField field, List<Optional<FlowField>> columns) {
        return field == FlowField.PKT_SRCADDR
                ? columns.indexOf(Optional.of(FlowField.SRCADDR))
                : field == FlowField.PKT_DSTADDR ? columns.indexOf(Optional.of(FlowField.DSTADDR)) : -1;
    }

    private static int step(FlowField field) {
        return switch (field.kind()) {
            case NUMBER -> NUMBER;
            case ADDRESS -> ADDRESS;
            case TOKEN -> field == FlowField.INTERFACE_ID ? INTERFACE : TEXT;
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
     * Reads the line that begins at {@code from} into the record. A line feed follows somewhere, and after the last one are
     * {@link FlowLogParser#PADDING} bytes more.
     *
     * @return where the next line begins, or {@link #REFUSED}; what the record says is then of no meaning
     */
    int read(byte[] bytes, int from, FlowRecord record) {
        long[] values = record.values;
        int[] program = steps;
        int token = TokenTable.NONE;
        int row = -1;
        int known = -1;
        int at = from;
        int column = 0;
        while (true) {
            int step = program[column];
            int field = step >>> 8 & 0xff;
            int end;
            switch (step & 0xff) {
                case NUMBER -> {
                    long digits = EightBytes.digitsAt(bytes, at);
                    long marks = EightBytes.notDigitMarks(digits);
                    long value;
                    if (marks != 0) {
                        int bits = Long.numberOfTrailingZeros(marks) & 0x38;
                        value = EightBytes.value(digits << (64 - bits));
                        end = at + (bits >>> 3);
                        if (bits == 0) {
                            if (bytes[at] != '-') {
                                return REFUSED;
                            }
                            value = FlowRecord.ABSENT;
                            end = at + 1;
                        }
                    } else {
                        long lower = EightBytes.digitsAt(bytes, at + 8);
                        long ends = EightBytes.notDigitMarks(lower);
                        int bits = ends == 0 ? 64 : Long.numberOfTrailingZeros(ends) & 0x38;
                        value = EightBytes.value(digits);
                        if (bits != 0) {
                            value = value * POWERS[bits >>> 3] + EightBytes.value(lower << (64 - bits));
                        }
                        end = at + 8 + (bits >>> 3);
                    }
                    if (value > largest[column]) {
                        return REFUSED;
                    }
                    values[field] = value;
                }
                case ADDRESS -> {
                    end = address(bytes, at, field, record);
                    starts[column] = at;
                    ends[column] = end;
                }
                case LIKE -> {
                    end = repeated(bytes, at, step >>> 16, field, record);
                    if (end < 0) {
                        end = address(bytes, at, field, record);
                    }
                }
                case STRETCH -> {
                    int stretch = step >>> 16;
                    end = known < 0 ? -1 : record.texts.match(known, stretch, bytes, at);
                    if (end < 0) {
                        known = -1;
                        end = text(bytes, at, field, record);
                    } else {
                        int columns = stretches[2 * stretch + 1] - column;
                        for (int index = 0; index < columns; index++) {
                            values[program[column + index] >>> 8 & 0xff] = FlowRecord.unread(at, ~index);
                        }
                        column += columns - 1;
                    }
                }
                case INTERFACE -> {
                    end = EightBytes.blank(bytes, at);
                    row = record.texts.find(bytes, at, end);
                    token = row >= 0 ? record.texts.token(row) : token(bytes, at, end, record);
                    if (token == FAULTY) {
                        return REFUSED;
                    }
                    values[field] = token;
                    known = row >= 0 && record.texts.isOf(row, number) ? row : -1;
                    if (row < 0 && token >= 0) {
                        row = record.texts.add(bytes, at, end, token);
                    }
                }
                case TEXT -> end = text(bytes, at, field, record);
                case ACTION -> {
                    long word = EightBytes.at(bytes, at);
                    long six = word & SIX_BYTES;
                    int choice = six == ACCEPT_TEXT ? 0 : six == REJECT_TEXT ? 1 : -1;
                    end = at + (choice < 0 ? 1 : 6);
                    values[field] = choice;
                    if (choice < 0 && (byte) word != '-') {
                        return REFUSED;
                    }
                }
                case LOG_STATUS -> {
                    long word = EightBytes.at(bytes, at);
                    int choice = (word & 0xffff) == OK_TEXT
                            ? 0
                            : (word & SIX_BYTES) == NODATA_TEXT ? 1 : word == SKIPDATA_TEXT ? 2 : -1;
                    end = at + (choice == 0 ? 2 : choice == 1 ? 6 : choice == 2 ? 8 : 1);
                    values[field] = choice;
                    if (choice < 0 && (byte) word != '-') {
                        return REFUSED;
                    }
                }
                case DIRECTION -> {
                    long word = EightBytes.at(bytes, at);
                    int choice = (word & SIX_BYTES) == EGRESS_TEXT ? 1 : (word << 8 >>> 8) == INGRESS_TEXT ? 0 : -1;
                    end = at + (choice == 1 ? 6 : choice == 0 ? 7 : 1);
                    values[field] = choice;
                    if (choice < 0 && (byte) word != '-') {
                        return REFUSED;
                    }
                }
                default -> end = EightBytes.blank(bytes, at);
            }
            if (end <= at) {
                return REFUSED;
            }
            int separator = bytes[end];
            at = end + 1;
            column++;
            if (separator != ' ') {
                return separator == '\n' && column == width ? ended(bytes, from, at, row, known, record) : REFUSED;
            }
            if (column == width) {
                return REFUSED;
            }
        }
    }

    /** Takes the line that ends before {@code next}; the answer is {@code next}, or {@link #REFUSED}. */
    private int ended(byte[] bytes, int from, int next, int row, int known, FlowRecord record) {
        if (next - from > FlowLogParser.LONGEST_LINE
                || timed && !PlainLine.isTimestamp(bytes, from, EightBytes.blank(bytes, from))) {
            return REFUSED;
        }
        record.interfaceTexts =
                row < 0 ? 0 : stretches.length == 0 ? -number : version(bytes, from, row, known, record.texts);
        return next;
    }

    /** The version of what the line says of its interface. */
    private long version(byte[] bytes, int from, int row, int known, InterfaceTexts texts) {
        if (known >= 0) {
            int column = 0;
            int at = from;
            boolean repeats = true;
            for (int stretch = 0; repeats && stretch < early; stretch++) {
                for (; column < stretches[2 * stretch]; column++) {
                    at = EightBytes.blank(bytes, at) + 1;
                }
                int end = texts.match(known, stretch, bytes, at);
                repeats = end >= 0 && bytes[end] == ' ';
            }
            if (repeats) {
                return texts.version(known);
            }
        }
        int column = 0;
        int at = from;
        for (int index = 0; index < stretches.length; index++) {
            for (; column < stretches[index]; column++) {
                at = EightBytes.blank(bytes, at) + 1;
            }
            bounds[index] = at - (index & 1);
        }
        return texts.keep(row, number, bytes, bounds);
    }

    /** The token of an interface's id; {@link TokenTable#NONE} if it is absent, {@link #FAULTY} if none can be given. */
    private static int token(byte[] bytes, int from, int to, FlowRecord record) {
        if (to - from == 1 && bytes[from] == '-') {
            return TokenTable.NONE;
        }
        int token = record.tokens().intern(bytes, from, to);
        return token == TokenTable.NONE ? FAULTY : token;
    }

    private static int text(byte[] bytes, int from, int field, FlowRecord record) {
        int end = EightBytes.blank(bytes, from);
        boolean absent = end - from == 1 && bytes[from] == '-';
        record.values[field] = absent ? FlowRecord.ABSENT : FlowRecord.unread(from, end - from);
        return end;
    }

    /** The octets of IPv4 are found by the first three bytes that are no digits. The answer is the end, or -1. */
    private static int address(byte[] bytes, int from, int field, FlowRecord record) {
        int marks = (int) EightBytes.nonDigitBits(EightBytes.at(bytes, from));
        int dot1 = Integer.numberOfTrailingZeros(marks);
        if (bytes[from + dot1] != '.') {
            return other(bytes, from, field, record);
        }
        marks |= (int) EightBytes.nonDigitBits(EightBytes.at(bytes, from + 8)) << 8;
        marks &= marks - 1;
        int dot2 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int dot3 = Integer.numberOfTrailingZeros(marks);
        marks &= marks - 1;
        int length = Integer.numberOfTrailingZeros(marks);
        if (length > 15) {
            return other(bytes, from, field, record);
        }
        long address = Ipv4Text.parted(bytes, from, dot1, dot2, dot3, length);
        if (address < 0) {
            return other(bytes, from, field, record);
        }
        record.values[field] = 4;
        record.high[field] = 0;
        record.low[field] = address;
        return from + length;
    }

    /** Copies the address of an earlier column if this one says the same; the answer is the end, or -1. */
    private int repeated(byte[] bytes, int from, int column, int field, FlowRecord record) {
        int start = starts[column];
        int length = ends[column] - start;
        if (length < 8
                || EightBytes.at(bytes, start + length - 8) != EightBytes.at(bytes, from + length - 8)
                || EightBytes.at(bytes, start) != EightBytes.at(bytes, from)
                || length > 16 && !EightBytes.equal(bytes, start, bytes, from, length)) {
            return -1;
        }
        int copied = steps[column] >>> 8 & 0xff;
        record.values[field] = record.values[copied];
        record.high[field] = record.high[copied];
        record.low[field] = record.low[copied];
        return from + length;
    }

    /** Absent, IPv6 or nothing; the answer is the end, or -1. */
    private static int other(byte[] bytes, int from, int field, FlowRecord record) {
        int quick = Ipv6Text.quickly(bytes, from, record.high, record.low, field);
        if (quick >= 0 && bytes[quick] <= ' ') {
            record.values[field] = 6;
            return quick;
        }
        int end = EightBytes.blank(bytes, from);
        if (end - from == 1 && bytes[from] == '-') {
            record.values[field] = FlowRecord.ABSENT;
            return end;
        }
        record.values[field] = 6;
        return Ipv6Text.parse(bytes, from, end, record.high, record.low, field) ? end : -1;
    }

    private static long text(String word) {
        long bytes = 0;
        for (int index = word.length() - 1; index >= 0; index--) {
            bytes = bytes << 8 | word.charAt(index);
        }
        return bytes;
    }
}
