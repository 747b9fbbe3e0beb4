package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryTable;
import dev.weir.flow.TokenTable;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A list of observations, flat, in segments.
 *
 * <pre>
 * WHO          interface 32 | day since 1970, 16 | confidence 8 | ambiguous 8
 * WHAT         protocol 8 | port 16 | family 8 | AWS service 32
 * WHERE        IPv4 address 32, or the number of an IPv6 address | connections 32
 * BYTES
 * PACKETS
 * TIMES        first second of the day 17 | last 17 | traffic paths 25
 * </pre>
 *
 * <p>Connections stop at {@link #MOST_CONNECTIONS}.
 */
final class Observations {

    private static final int WHO = 0;
    private static final int WHAT = 1;
    private static final int WHERE = 2;
    private static final int BYTES = 3;
    private static final int PACKETS = 4;
    private static final int TIMES = 5;
    private static final int WORDS = 6;

    /** At which connections stop. */
    static final long MOST_CONNECTIONS = 0xffff_ffffL;

    private static final long COUNT = MOST_CONNECTIONS;
    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_MASK = (1 << SEGMENT_BITS) - 1;
    private static final Confidence[] CONFIDENCES = Confidence.values();

    private final TokenTable texts;
    private long[][] segments = new long[8][];
    private int size;
    /** Upper and lower half of each IPv6 address. */
    private long[] wide = new long[16];

    private int wides;

    Observations(TokenTable texts) {
        this.texts = texts;
    }

    int size() {
        return size;
    }

    /** Adds all of another list after what is here, giving back its memory on the way; it is of no more use. */
    void absorb(Observations other) {
        for (int row = 0; row < other.size; row++) {
            int at = room();
            long[] words = segments[size >>> SEGMENT_BITS];
            System.arraycopy(other.segments[row >>> SEGMENT_BITS], (row & SEGMENT_MASK) * WORDS, words, at, WORDS);
            if (isIpv6(size)) {
                int address = 2 * (int) (words[at + WHERE] >>> 32);
                words[at + WHERE] =
                        kept(other.wide[address], other.wide[address + 1]) << 32 | words[at + WHERE] & COUNT;
            }
            size++;
            if ((row & SEGMENT_MASK) == SEGMENT_MASK) {
                other.segments[row >>> SEGMENT_BITS] = new long[0];
            }
        }
    }

    /** Makes room for a row; the answer is its place in its segment. */
    private int room() {
        int segment = size >>> SEGMENT_BITS;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        if (segments[segment] == null) {
            segments[segment] = new long[WORDS << SEGMENT_BITS];
        }
        return (size & SEGMENT_MASK) * WORDS;
    }

    void add(
            int networkInterface,
            int protocol,
            int port,
            int family,
            long high,
            long low,
            long connections,
            DayFacts facts,
            Confidence confidence,
            boolean ambiguous) {
        int at = room();
        long[] words = segments[size >>> SEGMENT_BITS];
        words[at + WHO] = (long) networkInterface << 32
                | (long) facts.day << 16
                | (long) confidence.ordinal() << 8
                | (ambiguous ? 1 : 0);
        words[at + WHAT] = (long) protocol << 56 | (long) port << 40 | (long) family << 32 | (facts.service + 1L);
        words[at + WHERE] = (family == 6 ? kept(high, low) : low) << 32 | Math.min(connections, COUNT);
        words[at + BYTES] = facts.bytes;
        words[at + PACKETS] = facts.packetsToward + facts.packetsFrom;
        words[at + TIMES] = (long) facts.first() << 42 | (long) facts.last << 25 | facts.paths;
        size++;
    }

    /** Keeps an IPv6 address; the answer is its number. Neighbouring rows of one peer share it. */
    private long kept(long high, long low) {
        if (wides == 0 || wide[2 * wides - 2] != high || wide[2 * wides - 1] != low) {
            if (2 * wides == wide.length) {
                wide = Arrays.copyOf(wide, 2 * wide.length);
            }
            wide[2 * wides] = high;
            wide[2 * wides + 1] = low;
            wides++;
        }
        return wides - 1L;
    }

    private IpAddress destination(int row) {
        long where = word(row, WHERE) >>> 32;
        return isIpv6(row) ? IpAddress.ipv6(wide[2 * (int) where], wide[2 * (int) where + 1]) : IpAddress.ipv4(where);
    }

    private boolean isIpv6(int row) {
        return (word(row, WHAT) >>> 32 & 0xff) == 6;
    }

    private long word(int row, int word) {
        return segments[row >>> SEGMENT_BITS][(row & SEGMENT_MASK) * WORDS + word];
    }

    int interfaceToken(int row) {
        return (int) (word(row, WHO) >>> 32);
    }

    int day(int row) {
        return (int) (word(row, WHO) >>> 16) & 0xffff;
    }

    long connections(int row) {
        return word(row, WHERE) & COUNT;
    }

    boolean isAmbiguous(int row) {
        return (word(row, WHO) & 1) != 0;
    }

    long firstSecond(int row) {
        return day(row) * 86_400L + (word(row, TIMES) >>> 42 & EntryTable.NEVER);
    }

    long lastSecond(int row) {
        return day(row) * 86_400L + (word(row, TIMES) >>> 25 & EntryTable.NEVER);
    }

    Observation get(int row) {
        long what = word(row, WHAT);
        int service = (int) (what & 0xffff_ffffL) - 1;
        Set<Integer> paths = new TreeSet<>();
        for (int path = 1; path <= 8; path++) {
            if ((word(row, TIMES) & 1L << path - 1) != 0) {
                paths.add(path);
            }
        }
        return new Observation(
                texts.text(interfaceToken(row)),
                LocalDate.ofEpochDay(day(row)),
                service((int) (what >>> 56) & 0xff, (int) (what >>> 40) & 0xffff),
                destination(row),
                connections(row),
                word(row, BYTES),
                word(row, PACKETS),
                Instant.ofEpochSecond(firstSecond(row)),
                Instant.ofEpochSecond(lastSecond(row)),
                CONFIDENCES[(int) (word(row, WHO) >>> 8) & 0xff],
                isAmbiguous(row),
                service < 0 ? Optional.empty() : Optional.of(texts.text(service)),
                paths);
    }

    private static Service service(int number, int port) {
        Protocol protocol = new Protocol(number);
        return protocol.hasPorts()
                ? Service.of(protocol, PortRange.of(port))
                : Service.of(protocol, OptionalInt.empty(), OptionalInt.empty());
    }
}
