package dev.weir.evidence;

import dev.weir.flow.TokenTable;
import java.util.Arrays;

/**
 * The lanes of the evidence: an interface, a flow log that watched it, and the addresses that it wore, by a small number.
 *
 * <p>An entry names its lane, so what is the same for a million entries is kept once. A lane's packet address is the one in
 * the packet where that differs from the interface's own: a pod, or a host behind an appliance. A lane of records that did not
 * say their direction has no address.
 */
public final class Lanes {

    private final TokenTable texts;
    private int[] interfaces = new int[64];
    private int[] flowLogs = new int[64];
    private int[] families = new int[64];
    /** Four words a lane: the local address, then the packet's. */
    private long[] addresses = new long[4 * 64];

    private int[] slots = new int[256];
    private int size;

    public Lanes(TokenTable texts) {
        this.texts = texts;
    }

    public int size() {
        return size;
    }

    /** The token of the interface. */
    public int networkInterface(int lane) {
        return interfaces[lane];
    }

    /** The token of the flow log, or {@link TokenTable#NONE}. */
    public int flowLog(int lane) {
        return flowLogs[lane];
    }

    public String interfaceText(int lane) {
        return texts.text(interfaces[lane]);
    }

    public String flowLogText(int lane) {
        return flowLogs[lane] < 0 ? "" : texts.text(flowLogs[lane]);
    }

    /** 4, 6, or 0 for a lane without an address. */
    public int family(int lane) {
        return families[lane] & 0xf;
    }

    /** 4, 6, or 0 where the packet's address is the interface's own. */
    public int packetFamily(int lane) {
        return families[lane] >>> 4 & 0xf;
    }

    /** How sure its direction is, where the lane was turned; 0 where the records said it. */
    public int orientation(int lane) {
        return families[lane] >>> 8;
    }

    public long high(int lane) {
        return addresses[4 * lane];
    }

    public long low(int lane) {
        return addresses[4 * lane + 1];
    }

    public long packetHigh(int lane) {
        return addresses[4 * lane + 2];
    }

    public long packetLow(int lane) {
        return addresses[4 * lane + 3];
    }

    public int find(
            int networkInterface,
            int flowLog,
            int family,
            long high,
            long low,
            int packetFamily,
            long packetHigh,
            long packetLow) {
        int slot = hash(networkInterface, flowLog, high, low, packetHigh, packetLow) & (slots.length - 1);
        int bothFamilies = family | packetFamily << 4;
        while (slots[slot] != 0) {
            int lane = slots[slot] - 1;
            if (interfaces[lane] == networkInterface
                    && flowLogs[lane] == flowLog
                    && families[lane] == bothFamilies
                    && addresses[4 * lane + 1] == low
                    && addresses[4 * lane] == high
                    && addresses[4 * lane + 3] == packetLow
                    && addresses[4 * lane + 2] == packetHigh) {
                return lane;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size == interfaces.length) {
            interfaces = Arrays.copyOf(interfaces, 2 * size);
            flowLogs = Arrays.copyOf(flowLogs, 2 * size);
            families = Arrays.copyOf(families, 2 * size);
            addresses = Arrays.copyOf(addresses, 8 * size);
        }
        interfaces[size] = networkInterface;
        flowLogs[size] = flowLog;
        families[size] = bothFamilies;
        addresses[4 * size] = high;
        addresses[4 * size + 1] = low;
        addresses[4 * size + 2] = packetHigh;
        addresses[4 * size + 3] = packetLow;
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int lane = 0; lane < size; lane++) {
            int slot = hash(interfaces[lane], flowLogs[lane], high(lane), low(lane), packetHigh(lane), packetLow(lane))
                    & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = lane + 1;
        }
    }

    private static int hash(int networkInterface, int flowLog, long high, long low, long packetHigh, long packetLow) {
        long hash = networkInterface * 0x9E3779B97F4A7C15L + flowLog;
        hash = (hash ^ high) * 0xBF58476D1CE4E5B9L + low;
        hash = (hash ^ hash >>> 29 ^ packetHigh) * 0x94D049BB133111EBL + packetLow;
        hash *= 0xD6E8FEB86659FD93L;
        return (int) (hash ^ hash >>> 32);
    }
}
