package dev.weir.traffic;

import dev.weir.evidence.Lanes;
import java.util.HashMap;
import java.util.Map;

/**
 * On which days a (local address, port) was seen to answer a SYN: what no scanner can make of a port that nobody serves.
 *
 * <p>Peers answer too, and there are far more of them; nobody asks for those, so they are not kept.
 */
final class AnsweringPorts {

    private static final int KNOWN = 1;
    private static final AddressPorts NONE = new AddressPorts();

    /** The addresses of the lanes, with no protocol and port. */
    private final AddressPorts local = new AddressPorts();

    private final Map<Integer, AddressPorts> days = new HashMap<>();

    AnsweringPorts(Lanes lanes) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            local.add(KNOWN, lanes.family(lane), 0, lanes.high(lane), lanes.low(lane), 0);
        }
    }

    void add(int day, int family, int protocol, long high, long low, int port) {
        if (local.has(KNOWN, family, 0, high, low, 0)) {
            days.computeIfAbsent(day, unused -> new AddressPorts()).add(KNOWN, family, protocol, high, low, port);
        }
    }

    /** Whether it answered on one of these days. */
    boolean contains(int firstDay, int lastDay, int family, int protocol, long high, long low, int port) {
        for (int day = firstDay; day <= lastDay; day++) {
            if (days.getOrDefault(day, NONE).has(KNOWN, family, protocol, high, low, port)) {
                return true;
            }
        }
        return false;
    }
}
