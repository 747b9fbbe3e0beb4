package dev.weir.flow;

import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import java.util.Arrays;
import java.util.Optional;

/**
 * One record of a VPC flow log, as a view that is filled again for every record.
 *
 * <p>A receiver copies what it keeps: after {@link FlowSink#record} returns, the same object holds the next record. Only
 * primitives are inside, so a billion records make no garbage.
 *
 * <p>Every field can be absent: the format has no such column, the line says {@code -}, or the reader was not asked for it.
 * Absent numbers are -1, absent tokens {@link TokenTable#NONE}, absent addresses have family 0, absent choices are
 * {@code NONE}. On NODATA and SKIPDATA records nearly everything is absent. Times are seconds since 1970.
 */
public final class FlowRecord {

    /** A number that the record does not give. */
    public static final long ABSENT = -1;

    private static final int FIELDS = FlowField.values().length;

    private static final int INTERFACE_ID = slot(FlowField.INTERFACE_ID);
    private static final int SRCADDR = slot(FlowField.SRCADDR);
    private static final int DSTADDR = slot(FlowField.DSTADDR);
    private static final int SRCPORT = slot(FlowField.SRCPORT);
    private static final int DSTPORT = slot(FlowField.DSTPORT);
    private static final int PROTOCOL = slot(FlowField.PROTOCOL);
    private static final int PACKETS = slot(FlowField.PACKETS);
    private static final int BYTES = slot(FlowField.BYTES);
    private static final int START = slot(FlowField.START);
    private static final int END = slot(FlowField.END);
    private static final int ACTION = slot(FlowField.ACTION);
    private static final int LOG_STATUS = slot(FlowField.LOG_STATUS);
    private static final int TCP_FLAGS = slot(FlowField.TCP_FLAGS);
    private static final int PKT_SRCADDR = slot(FlowField.PKT_SRCADDR);
    private static final int PKT_DSTADDR = slot(FlowField.PKT_DSTADDR);
    private static final int FLOW_DIRECTION = slot(FlowField.FLOW_DIRECTION);
    private static final int TRAFFIC_PATH = slot(FlowField.TRAFFIC_PATH);

    private static final FlowAction[] ACTIONS = FlowAction.values();
    private static final LogStatus[] STATUSES = LogStatus.values();
    private static final FlowDirection[] DIRECTIONS = FlowDirection.values();

    private final TokenTable tokens;
    /** By field: a number, a token or its place, the ordinal of a choice, or of an address the family (4, 6). */
    final long[] values = new long[FIELDS];
    /** Like the values, addresses only: the upper and lower 64 bits. */
    final long[] high = new long[PKT_DSTADDR + 1];

    final long[] low = new long[PKT_DSTADDR + 1];
    /** What the lines of each interface said, for the reader of lines. */
    final InterfaceTexts texts = new InterfaceTexts();

    long interfaceTexts;

    /** Where texts that are not looked up yet stand. */
    byte[] text = new byte[0];

    private int flowLog = TokenTable.NONE;
    private long line;
    private long count = 1;
    private int hours;

    /** An empty record whose tokens are numbers of this table. */
    public FlowRecord(TokenTable tokens) {
        this.tokens = tokens;
        clear();
    }

    /** The table that names the tokens of this record. */
    public TokenTable tokens() {
        return tokens;
    }

    /**
     * The flow log that the record came from ({@code fl-…}), as a token; {@link TokenTable#NONE} where the object's name does
     * not tell. Several flow logs of one interface repeat the same records.
     */
    public int flowLog() {
        return flowLog;
    }

    /** The line of the object, or the row of a Parquet file, from 1. */
    public long line() {
        return line;
    }

    /**
     * How many records it stands for: 1, unless an engine brought together those that are filed the same. Then start is the earliest,
     * end the latest, packets and bytes are sums, and 0 says that all of them were counted before, and only a port is new.
     */
    public long count() {
        return count;
    }

    /** Where it stands for many: the hours of the day of its start, UTC, that they covered, bit 0 the first; else 0. */
    public int hours() {
        return hours;
    }

    public boolean has(FlowField field) {
        return value(slot(field)) != ABSENT;
    }

    /** The value of a numeric field, or -1. */
    public long number(FlowField field) {
        return values[slot(field)];
    }

    /** The token of a text field, or {@link TokenTable#NONE}. The text is looked up when it is first asked for. */
    public int token(FlowField field) {
        return token(slot(field));
    }

    private int token(int index) {
        long value = value(index);
        if (value < ABSENT) {
            int from = (int) (~value >>> 32);
            value = tokens.intern(text, from, from + (int) ~value);
            values[index] = value;
        }
        return (int) value;
    }

    /**
     * Whether a text field says what this token says, for a receiver that expects the same again: cheaper than
     * {@link #token}, which looks the text up.
     */
    public boolean says(FlowField field, int token) {
        long value = value(slot(field));
        if (value >= ABSENT) {
            return value == token;
        }
        int from = (int) (~value >>> 32);
        return tokens.is(token, text, from, from + (int) ~value);
    }

    /**
     * The value of a text that stands in {@link #text} and is not looked up yet: below {@link #ABSENT}.
     *
     * @param length of the text; or {@code ~n} where it is the n-th of a stretch of columns that begins at {@code from}
     */
    static long unread(int from, int length) {
        return ~((long) from << 32 | length & 0xffff_ffffL);
    }

    /** The value, where it is a text in a stretch of columns with its own place. */
    private long value(int index) {
        long value = values[index];
        if (value < ABSENT && (int) ~value < 0) {
            int from = (int) (~value >>> 32);
            for (int columns = ~(int) ~value; columns > 0; columns--) {
                from = EightBytes.blank(text, from) + 1;
            }
            int length = EightBytes.blank(text, from) - from;
            value = length == 1 && text[from] == '-' ? ABSENT : unread(from, length);
            values[index] = value;
        }
        return value;
    }

    /**
     * A number for all that the record says of its interface beside the id ({@link FlowField#isOfInterface}): equal numbers of
     * records with the same {@link #tokens()} and {@link #interfaceId()} say the same. 0 where it is not known.
     */
    public long interfaceTexts() {
        return interfaceTexts;
    }

    public int interfaceId() {
        return token(INTERFACE_ID);
    }

    /** 4, 6, or 0 when absent. */
    public int srcFamily() {
        return family(SRCADDR);
    }

    public long srcHigh() {
        return high[SRCADDR];
    }

    /** An IPv4 address as an unsigned 32-bit number, or the lower half of an IPv6 address. */
    public long srcLow() {
        return low[SRCADDR];
    }

    /** 4, 6, or 0 when absent. */
    public int dstFamily() {
        return family(DSTADDR);
    }

    public long dstHigh() {
        return high[DSTADDR];
    }

    /** An IPv4 address as an unsigned 32-bit number, or the lower half of an IPv6 address. */
    public long dstLow() {
        return low[DSTADDR];
    }

    /** 4, 6, or 0 when absent. */
    public int pktSrcFamily() {
        return family(PKT_SRCADDR);
    }

    public long pktSrcHigh() {
        return high[PKT_SRCADDR];
    }

    public long pktSrcLow() {
        return low[PKT_SRCADDR];
    }

    /** 4, 6, or 0 when absent. */
    public int pktDstFamily() {
        return family(PKT_DSTADDR);
    }

    public long pktDstHigh() {
        return high[PKT_DSTADDR];
    }

    public long pktDstLow() {
        return low[PKT_DSTADDR];
    }

    /**
     * The address in a field.
     *
     * @throws IllegalStateException if the record has none there
     */
    public IpAddress address(FlowField field) {
        int index = slot(field);
        return switch (family(index)) {
            case 4 -> IpAddress.ipv4(low[index]);
            case 6 -> IpAddress.ipv6(high[index], low[index]);
            default -> throw new IllegalStateException("the record has no `" + field + "`");
        };
    }

    public int srcPort() {
        return (int) values[SRCPORT];
    }

    public int dstPort() {
        return (int) values[DSTPORT];
    }

    public int protocol() {
        return (int) values[PROTOCOL];
    }

    public long packets() {
        return values[PACKETS];
    }

    public long bytes() {
        return values[BYTES];
    }

    /** The second of the first packet of the interval. */
    public long start() {
        return values[START];
    }

    /** The second of the last packet of the interval. */
    public long end() {
        return values[END];
    }

    public FlowAction action() {
        int choice = (int) values[ACTION];
        return choice < 0 ? FlowAction.NONE : ACTIONS[choice];
    }

    public LogStatus logStatus() {
        int choice = (int) values[LOG_STATUS];
        return choice < 0 ? LogStatus.NONE : STATUSES[choice];
    }

    public FlowDirection flowDirection() {
        int choice = (int) values[FLOW_DIRECTION];
        return choice < 0 ? FlowDirection.NONE : DIRECTIONS[choice];
    }

    /** The TCP flags of the interval, OR-ed; 0 for an interval of plain ACKs; -1 when absent. */
    public int tcpFlags() {
        return (int) values[TCP_FLAGS];
    }

    public int trafficPath() {
        return (int) values[TRAFFIC_PATH];
    }

    /** Readers: makes every field absent. */
    public void clear() {
        Arrays.fill(values, ABSENT);
        interfaceTexts = 0;
        line = 0;
        count = 1;
        hours = 0;
    }

    static int slot(FlowField field) {
        return field.ordinal();
    }

    /** Readers: an IPv4 address, as an unsigned 32-bit number. */
    void putIpv4(FlowField field, long address) {
        int index = slot(field);
        values[index] = 4;
        high[index] = 0;
        low[index] = address;
    }

    /** Reads an IPv6 address; the answer is whether it is one. */
    boolean putIpv6(FlowField field, byte[] bytes, int from, int to) {
        int index = slot(field);
        boolean taken = Ipv6Text.parse(bytes, from, to, high, low, index);
        values[index] = taken ? 6 : ABSENT;
        return taken;
    }

    /** Readers: the flow log of the records to come. */
    public void flowLog(int token) {
        flowLog = token;
    }

    /** Readers: where the record stands. */
    public void line(long number) {
        line = number;
    }

    /** Readers: that it stands for many, as {@link #count} and {@link #hours} say. */
    void group(long records, int covered) {
        count = records;
        hours = covered;
    }

    /** Readers: a number, a token or the ordinal of a choice; {@link #ABSENT} takes it away. */
    public void put(FlowField field, long value) {
        values[slot(field)] = value;
    }

    /**
     * Readers: a number that may be out of the field's range.
     *
     * @return empty if the field took it, else what was found and what was expected
     */
    Optional<String> putNumber(FlowField field, long value) {
        if (field.kind() != FlowField.Kind.NUMBER || value < 0 || value > field.largest()) {
            put(field, ABSENT);
            return Optional.of(FieldText.fault(Long.toString(value), field));
        }
        put(field, value);
        return Optional.empty();
    }

    /** Readers: an address. */
    public void putAddress(FlowField field, IpAddress address) {
        int index = slot(field);
        values[index] = address.family() == IpFamily.IPV4 ? 4 : 6;
        high[index] = address.high();
        low[index] = address.low();
    }

    private int family(int index) {
        return Math.max(0, (int) values[index]);
    }

    /** The fields that are present, as {@code name=value}, for messages and tests. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        for (FlowField field : FlowField.values()) {
            String value = has(field) ? text(field) : "";
            if (!value.isEmpty()) {
                shown.append(shown.isEmpty() ? "" : " ")
                        .append(field)
                        .append('=')
                        .append(value);
            }
        }
        return shown.toString();
    }

    private String text(FlowField field) {
        return switch (field.kind()) {
            case NUMBER -> Long.toString(number(field));
            case ADDRESS -> address(field).toString();
            case TOKEN -> token(field) < 0 ? "" : tokens.text(token(field));
            case ACTION -> action().name();
            case LOG_STATUS -> logStatus().name();
            case DIRECTION -> flowDirection().name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
