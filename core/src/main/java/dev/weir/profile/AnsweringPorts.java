package dev.weir.profile;

import java.util.HashMap;
import java.util.Map;

/** On which days an (address, port) was seen to answer a SYN: what no scanner can make of a port that nobody serves. */
final class AnsweringPorts {

    private static final AddressPorts NONE = new AddressPorts();

    private final Map<Integer, AddressPorts> days = new HashMap<>();

    void add(int day, int family, int protocol, long high, long low, int port) {
        days.computeIfAbsent(day, unused -> new AddressPorts()).add(family, protocol, high, low, port);
    }

    /** Whether it answered on one of these days. */
    boolean contains(int firstDay, int lastDay, int family, int protocol, long high, long low, int port) {
        for (int day = firstDay; day <= lastDay; day++) {
            if (days.getOrDefault(day, NONE).contains(family, protocol, high, low, port)) {
                return true;
            }
        }
        return false;
    }
}
