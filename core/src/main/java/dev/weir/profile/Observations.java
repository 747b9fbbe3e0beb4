package dev.weir.profile;

import dev.weir.flow.Tokens;
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

/** A list of observations, flat: eight {@code long}s each, in segments. */
final class Observations {

    private static final int WORDS = 8;
    private static final int SEGMENT_BITS = 10;
    private static final int SEGMENT_MASK = (1 << SEGMENT_BITS) - 1;
    private static final Confidence[] CONFIDENCES = Confidence.values();

    private final Tokens texts;
    private long[][] segments = new long[8][];
    private int size;

    Observations(Tokens texts) {
        this.texts = texts;
    }

    int size() {
        return size;
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
        int segment = size >>> SEGMENT_BITS;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        if (segments[segment] == null) {
            segments[segment] = new long[WORDS << SEGMENT_BITS];
        }
        long[] words = segments[segment];
        int at = (size & SEGMENT_MASK) * WORDS;
        words[at] = (long) networkInterface << 32
                | (long) facts.day << 16
                | (long) confidence.ordinal() << 8
                | (ambiguous ? 1 : 0);
        words[at + 1] = (long) protocol << 56 | (long) port << 40 | (long) family << 32 | (facts.service + 1L);
        words[at + 2] = high;
        words[at + 3] = low;
        words[at + 4] = connections;
        words[at + 5] = facts.bytes;
        words[at + 6] = facts.packetsToward + facts.packetsFrom;
        words[at + 7] = (long) facts.first() << 42 | (long) facts.last << 25 | facts.paths;
        size++;
    }

    private long word(int row, int word) {
        return segments[row >>> SEGMENT_BITS][(row & SEGMENT_MASK) * WORDS + word];
    }

    int interfaceToken(int row) {
        return (int) (word(row, 0) >>> 32);
    }

    int day(int row) {
        return (int) (word(row, 0) >>> 16) & 0xffff;
    }

    long connections(int row) {
        return word(row, 4);
    }

    boolean isAmbiguous(int row) {
        return (word(row, 0) & 1) != 0;
    }

    long firstSecond(int row) {
        return day(row) * 86_400L + (word(row, 7) >>> 42 & EntryTable.NEVER);
    }

    long lastSecond(int row) {
        return day(row) * 86_400L + (word(row, 7) >>> 25 & EntryTable.NEVER);
    }

    Observation get(int row) {
        long what = word(row, 1);
        int family = (int) (what >>> 32) & 0xff;
        int service = (int) (what & 0xffff_ffffL) - 1;
        Set<Integer> paths = new TreeSet<>();
        for (int path = 1; path <= 8; path++) {
            if ((word(row, 7) & 1L << path - 1) != 0) {
                paths.add(path);
            }
        }
        return new Observation(
                texts.text(interfaceToken(row)),
                LocalDate.ofEpochDay(day(row)),
                service((int) (what >>> 56) & 0xff, (int) (what >>> 40) & 0xffff),
                family == 6 ? IpAddress.ipv6(word(row, 2), word(row, 3)) : IpAddress.ipv4(word(row, 3)),
                connections(row),
                word(row, 5),
                word(row, 6),
                Instant.ofEpochSecond(firstSecond(row)),
                Instant.ofEpochSecond(lastSecond(row)),
                CONFIDENCES[(int) (word(row, 0) >>> 8) & 0xff],
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
