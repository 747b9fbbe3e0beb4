package dev.weir.evidence;

import java.util.Arrays;

/**
 * The entries of the evidence, flat: an open-addressed table of int indexes into segments of {@code long}s.
 *
 * <p>Eight words an entry, twelve where it names two addresses or an IPv6 one. It grows by whole segments; nothing is copied
 * but the index.
 *
 * <pre>
 * KEY      side 4 | protocol 8 | IPv4 peer 32, or the families of the addresses | port 16
 * PLACE    lane 32 | day since 1970, 16 | 0
 * CERTAIN  SYNs toward the service 32 | SYN-ACKs from it 32
 * RECORDS  undecided records toward it 32 | from it 32
 * BYTES    both ways
 * PACKETS  toward 32 | from 32
 * TIMES    first second of the day toward 17 | from 17 | last second either way 17 | traffic paths 8
 * PORTS    AWS service 24 | handle of the opposite ports 40 ({@link PortSets})
 * + PEER, OTHER: two words each
 * </pre>
 *
 * <p>Counts stop at 2<sup>32</sup>-1: a sum that stops is still associative.
 */
public final class EntryTable {

    static final int KEY = 0;
    static final int PLACE = 1;
    static final int CERTAIN = 2;
    static final int RECORDS = 3;
    static final int BYTES = 4;
    static final int PACKETS = 5;
    static final int TIMES = 6;
    static final int PORTS = 7;
    static final int PEER_HIGH = 8;
    static final int PEER_LOW = 9;
    static final int OTHER_HIGH = 10;
    static final int OTHER_LOW = 11;

    /** A second of the day that was not seen; a day has 86 400, and a record that begins in it may end a little after it. */
    public static final int NEVER = 0x1ffff;

    static final int LATEST = NEVER - 1;

    private static final long WORD = 0xffff_ffffL;
    private static final long UNSEEN = (long) NEVER << 42 | (long) NEVER << 25;

    private static final int SEGMENT_BITS = 12;
    private static final int SEGMENT_MASK = (1 << SEGMENT_BITS) - 1;

    private final int words;
    final PortSets ports = new PortSets();
    private long[][] segments = new long[8][];
    /**
     * Index + 1 of an entry in as many bits as the slots need, above them the same bits of its hash: an entry is rarely in the cache,
     * and of two that want one place the slot tells which is meant. 0 for a free one.
     */
    private int[] slots = new int[1 << 10];

    private int size;

    EntryTable(int words) {
        this.words = words;
    }

    static EntryTable narrow() {
        return new EntryTable(PORTS + 1);
    }

    static EntryTable wide() {
        return new EntryTable(OTHER_LOW + 1);
    }

    public int size() {
        return size;
    }

    public boolean isWide() {
        return words > PORTS + 1;
    }

    /** The side of an entry's key, see {@link ServiceSide}. */
    public int sideOf(int entry) {
        return side(word(entry, KEY));
    }

    public int portOf(int entry) {
        return port(word(entry, KEY));
    }

    public int laneOf(int entry) {
        return lane(word(entry, PLACE));
    }

    /** The family of an entry's end, 4 or 6, in the wide table: end 0 is the one that the key takes for the service. */
    public int family(int entry, int end) {
        return (int) (peer(word(entry, KEY)) >>> 4 * end) & 0xf;
    }

    /** The upper half of the address of an entry's end, likewise. */
    public long high(int entry, int end) {
        return word(entry, PEER_HIGH + 2 * end);
    }

    /** Its lower half, or the whole address of IPv4. */
    public long low(int entry, int end) {
        return word(entry, PEER_LOW + 2 * end);
    }

    /** Whether an entry counts SYNs or SYN-ACKs. */
    public boolean isCertain(int entry) {
        return word(entry, CERTAIN) != 0;
    }

    /** Whether an entry counts records that nothing decides. */
    public boolean isUndecided(int entry) {
        return word(entry, RECORDS) != 0;
    }

    public boolean hasPorts(int entry) {
        return portsHandle(entry) != 0;
    }

    long word(int entry, int word) {
        return segments[entry >>> SEGMENT_BITS][(entry & SEGMENT_MASK) * words + word];
    }

    void word(int entry, int word, long value) {
        segments[entry >>> SEGMENT_BITS][(entry & SEGMENT_MASK) * words + word] = value;
    }

    /** The words of an entry begin in this array at {@link #base}. */
    long[] segment(int entry) {
        return segments[entry >>> SEGMENT_BITS];
    }

    int base(int entry) {
        return (entry & SEGMENT_MASK) * words;
    }

    static long key(int side, int protocol, long peerOrFamilies, int port) {
        return (long) side << 56 | (long) protocol << 48 | peerOrFamilies << 16 | port;
    }

    static long place(int lane, int day) {
        return (long) lane << 32 | (long) day << 16;
    }

    public static int hash(long key, long place) {
        long hash = (key ^ place * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        hash *= 0xD6E8FEB86659FD93L;
        return (int) (hash ^ hash >>> 29);
    }

    static int hash(long key, long place, long peerHigh, long peerLow, long otherHigh, long otherLow) {
        long addresses = peerHigh * 31 + peerLow;
        addresses = addresses * 0xBF58476D1CE4E5B9L + otherHigh;
        addresses = addresses * 0x94D049BB133111EBL + otherLow;
        return hash(key ^ addresses, place ^ (addresses >>> 31));
    }

    /**
     * Reads what {@link #find} and counting will read of the first {@code count} of these hashes, so that it is near when they come: each
     * slot, then both ends of each entry, which mostly lie in two cache lines, then each set of ports. Others may be adding entries.
     *
     * @param likely is given the entry that each hash most likely means, or -1
     * @param handles is given its ports
     * @return a sum of what was read, so that reading is not optimised away
     */
    long touch(int[] hashes, int count, int[] likely, long[] handles) {
        int[] index = slots;
        int mask = index.length - 1;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += index[hashes[i] & mask];
        }
        for (int i = 0; i < count; i++) {
            int hash = hashes[i];
            int slot = hash & mask;
            int found = index[slot];
            while (found != 0 && !isOf(found, hash, mask)) {
                slot = (slot + 1) & mask;
                found = index[slot];
            }
            likely[i] = (found & mask) - 1;
        }
        long[][] all = segments;
        int last = words - 1;
        for (int i = 0; i < count; i++) {
            int entry = likely[i];
            int at = entry >>> SEGMENT_BITS;
            long[] segment = at < all.length ? all[at] : null;
            handles[i] = 0;
            if (segment != null) {
                int base = (entry & SEGMENT_MASK) * words;
                sum += segment[base] + segment[base + last];
                handles[i] = segment[base + PORTS] & 0xff_ffff_ffffL;
            }
        }
        return sum + ports.touch(handles, count);
    }

    /** Reads the entries {@code [from, to)} of an order likewise: both ends of each, which may lie in two cache lines. */
    long touch(int[] order, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            long[] segment = segment(order[i]);
            int base = base(order[i]);
            sum += segment[base + KEY] + segment[base + words - 1];
        }
        return sum;
    }

    /** The entry with this key, made if it is not there; narrow tables only. */
    int find(int hash, long key, long place) {
        reserve();
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            int found = slots[slot];
            if (found == 0) {
                return insert(slot, hash, key, place);
            }
            if (isOf(found, hash, mask)) {
                int entry = (found & mask) - 1;
                long[] segment = segments[entry >>> SEGMENT_BITS];
                int base = (entry & SEGMENT_MASK) * words;
                if (segment[base] == key && segment[base + PLACE] == place) {
                    return entry;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The entry with this key and these addresses, made if it is not there; wide tables only. */
    int find(int hash, long key, long place, long peerHigh, long peerLow, long otherHigh, long otherLow) {
        reserve();
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            int found = slots[slot];
            if (found == 0) {
                int made = insert(slot, hash, key, place);
                word(made, PEER_HIGH, peerHigh);
                word(made, PEER_LOW, peerLow);
                word(made, OTHER_HIGH, otherHigh);
                word(made, OTHER_LOW, otherLow);
                return made;
            }
            if (isOf(found, hash, mask)) {
                int entry = (found & mask) - 1;
                long[] segment = segments[entry >>> SEGMENT_BITS];
                int base = (entry & SEGMENT_MASK) * words;
                if (segment[base] == key
                        && segment[base + PLACE] == place
                        && segment[base + PEER_LOW] == peerLow
                        && segment[base + OTHER_LOW] == otherLow
                        && segment[base + PEER_HIGH] == peerHigh
                        && segment[base + OTHER_HIGH] == otherHigh) {
                    return entry;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Whether an entry, or -1, is the one with this key; narrow tables only. */
    boolean is(int entry, long key, long place) {
        return entry >= 0 && word(entry, KEY) == key && word(entry, PLACE) == place;
    }

    int find(long key, long place, long peerHigh, long peerLow, long otherHigh, long otherLow) {
        return find(
                hash(key, place, peerHigh, peerLow, otherHigh, otherLow),
                key,
                place,
                peerHigh,
                peerLow,
                otherHigh,
                otherLow);
    }

    /** Whether a slot that is not free may hold the entry with this hash. */
    private static boolean isOf(int slot, int hash, int mask) {
        return ((slot ^ hash) & ~mask) == 0;
    }

    private int insert(int slot, int hash, long key, long place) {
        int made = append(key, place);
        slots[slot] = slot(made, hash, slots.length - 1);
        return made;
    }

    private static int slot(int entry, int hash, int mask) {
        return hash & ~mask | entry + 1;
    }

    /** A new entry with this key and these addresses, which is not there: the index is made anew when something is looked up. */
    int added(long key, long place) {
        dropIndex();
        return append(key, place);
    }

    private int append(long key, long place) {
        int segment = size >>> SEGMENT_BITS;
        if (segment == segments.length) {
            segments = Arrays.copyOf(segments, 2 * segments.length);
        }
        if (segments[segment] == null) {
            segments[segment] = new long[words << SEGMENT_BITS];
        }
        int made = size++;
        word(made, KEY, key);
        word(made, PLACE, place);
        word(made, TIMES, UNSEEN);
        return made;
    }

    private void reserve() {
        if (isFull(slots.length)) {
            grow();
        }
    }

    /** Whether entries fill three quarters of so many slots: twice the index costs more memory than longer searches cost time. */
    private boolean isFull(int length) {
        return size + (size >> 2) + (size >> 4) + 1 >= length;
    }

    /** Gives the index back, once all is there; what finds an entry after that makes it again. */
    void dropIndex() {
        if (slots.length > 1) {
            slots = new int[1];
        }
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            throw new IllegalStateException(
                    "more than 600 million distinct keys; help: observe a shorter period, and " + "merge the profiles");
        }
        int length = Math.max(1 << 10, slots.length * 2);
        while (isFull(length)) {
            length *= 2;
        }
        slots = new int[length];
        int mask = slots.length - 1;
        for (int entry = 0; entry < size; entry++) {
            int hash = hashOf(entry);
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = slot(entry, hash, mask);
        }
    }

    private int hashOf(int entry) {
        long key = word(entry, KEY);
        long place = word(entry, PLACE);
        return isWide()
                ? hash(
                        key,
                        place,
                        word(entry, PEER_HIGH),
                        word(entry, PEER_LOW),
                        word(entry, OTHER_HIGH),
                        word(entry, OTHER_LOW))
                : hash(key, place);
    }

    /** Whether this entry is the last of its segment, which can be given back when every entry in it was taken. */
    boolean endsSegment(int entry) {
        return (entry & SEGMENT_MASK) == SEGMENT_MASK;
    }

    /** Gives a segment back; the table is then of no more use. */
    void drop(int entry) {
        segments[entry >>> SEGMENT_BITS] = new long[0];
    }

    /**
     * Counts so many records, of which bytes and packets are sums; {@code certain} is 0, 1 for a SYN toward the service, 2 for a
     * SYN-ACK from it.
     */
    void count(
            int entry,
            long records,
            boolean toward,
            int certain,
            long bytes,
            long packets,
            int start,
            int end,
            int paths) {
        long[] segment = segments[entry >>> SEGMENT_BITS];
        int base = (entry & SEGMENT_MASK) * words;
        long few = Math.min(records, WORD);
        if (certain == 0) {
            segment[base + RECORDS] = plus(segment[base + RECORDS], toward ? few << 32 : few);
        } else {
            segment[base + CERTAIN] = plus(segment[base + CERTAIN], certain == 1 ? few << 32 : few);
        }
        segment[base + BYTES] = sum(segment[base + BYTES], bytes);
        long passed = Math.min(packets, WORD);
        segment[base + PACKETS] = plus(segment[base + PACKETS], toward ? passed << 32 : passed);
        segment[base + TIMES] =
                times(segment[base + TIMES], toward ? start : NEVER, toward ? NEVER : start, end, paths);
    }

    void addPort(int entry, int port) {
        long[] segment = segments[entry >>> SEGMENT_BITS];
        int at = (entry & SEGMENT_MASK) * words + PORTS;
        long word = segment[at];
        segment[at] = word & ~0xff_ffff_ffffL | ports.add(word & 0xff_ffff_ffffL, port);
    }

    /** The token of the AWS service, or -1. */
    int service(int entry) {
        return (int) (word(entry, PORTS) >>> 40) - 1;
    }

    void putService(int entry, int service) {
        word(entry, PORTS, word(entry, PORTS) & 0xff_ffff_ffffL | (long) (service + 1) << 40);
    }

    long portsHandle(int entry) {
        return word(entry, PORTS) & 0xff_ffff_ffffL;
    }

    void putPorts(int entry, long handle) {
        word(entry, PORTS, word(entry, PORTS) & ~0xff_ffff_ffffL | handle);
    }

    /** Adds all that {@code other} holds in an entry, but for its AWS service, whose number belongs to its own evidence. */
    void merge(int entry, EntryTable other, int from) {
        long[] segment = segment(entry);
        int base = base(entry);
        long[] others = other.segment(from);
        int otherBase = other.base(from);
        segment[base + CERTAIN] = plus(segment[base + CERTAIN], others[otherBase + CERTAIN]);
        segment[base + RECORDS] = plus(segment[base + RECORDS], others[otherBase + RECORDS]);
        segment[base + BYTES] = sum(segment[base + BYTES], others[otherBase + BYTES]);
        segment[base + PACKETS] = plus(segment[base + PACKETS], others[otherBase + PACKETS]);
        long times = others[otherBase + TIMES];
        segment[base + TIMES] = times(segment[base + TIMES], toward(times), from(times), last(times), paths(times));
        addPorts(entry, other, from);
    }

    /** Adds the opposite ports that {@code other} holds in an entry. */
    void addPorts(int entry, EntryTable other, int from) {
        putPorts(entry, ports.union(portsHandle(entry), other.ports, other.portsHandle(from)));
    }

    /** Two counts of 32 bits added, each stopping at its largest. */
    static long plus(long counts, long more) {
        long upper = Math.min(WORD, (counts >>> 32) + (more >>> 32));
        long lower = Math.min(WORD, (counts & WORD) + (more & WORD));
        return upper << 32 | lower;
    }

    public static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static long upper(long counts) {
        return counts >>> 32;
    }

    static long lower(long counts) {
        return counts & WORD;
    }

    private static long times(long times, int toward, int from, int last, int paths) {
        return (long) Math.min(toward(times), toward) << 42
                | (long) Math.min(from(times), from) << 25
                | (long) Math.max(last(times), last) << 8
                | paths(times)
                | paths;
    }

    static int toward(long times) {
        return (int) (times >>> 42) & NEVER;
    }

    static int from(long times) {
        return (int) (times >>> 25) & NEVER;
    }

    static int last(long times) {
        return (int) (times >>> 8) & NEVER;
    }

    static int paths(long times) {
        return (int) times & 0xff;
    }

    static int side(long key) {
        return (int) (key >>> 56) & 0xf;
    }

    static int protocol(long key) {
        return (int) (key >>> 48) & 0xff;
    }

    static long peer(long key) {
        return key >>> 16 & WORD;
    }

    static int port(long key) {
        return (int) key & 0xffff;
    }

    static int lane(long place) {
        return (int) (place >>> 32);
    }

    static int day(long place) {
        return (int) (place >>> 16) & 0xffff;
    }
}
