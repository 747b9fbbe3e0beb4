package dev.weir.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where worlds are played: the hosts, the wire between them, the time, and the chance that picks among them. */
final class Stage {

    /** 2026-11-02 06:00 UTC. */
    static final long START = 1_793_599_200L;

    static final int DAY = 86_400;

    final SplittableRandom random;
    /** The first second after the last. */
    final long to;

    final List<Host> hosts = new ArrayList<>();
    final Wire wire;

    Stage(long seed, long seconds) {
        random = new SplittableRandom(seed);
        to = START + seconds;
        wire = new Wire(random, to, hosts);
    }

    /** Puts up a host that is there all the time. */
    void host(String name, int subnet, List<String> groups) {
        host(name, subnet, groups, START - DAY, Long.MAX_VALUE);
    }

    /** Puts up a host at the next free address; what wears no group belongs to no instance. */
    void host(String name, int subnet, List<String> groups, long born, long dies) {
        host(name, subnet, hosts.size() + 10, groups, born, dies);
    }

    /** Puts up a host at an address that may have been another's before. */
    void host(String name, int subnet, int number, List<String> groups, long born, long dies) {
        hosts.add(new Host(
                "eni-" + name,
                "10.0." + subnet + "." + number,
                "2001:db8:1:" + subnet + "::" + number,
                groups,
                "subnet-" + subnet,
                groups.isEmpty() ? "" : "i-" + name,
                born,
                dies));
    }

    /** Puts up another interface of an instance that is there all the time, with an address and groups of its own. */
    void leg(Host instance, String name, int subnet, List<String> groups) {
        host(name, subnet, groups);
        Host alone = hosts.remove(hosts.size() - 1);
        hosts.add(new Host(
                alone.networkInterface(),
                alone.address(),
                alone.address6(),
                groups,
                alone.subnet(),
                instance.instance(),
                alone.born(),
                alone.dies()));
    }

    List<Host> tier(String name) {
        return hosts.stream()
                .filter(host -> host.networkInterface().startsWith("eni-" + name))
                .toList();
    }

    Host one(String name) {
        return pick(tier(name));
    }

    <T> T pick(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    static long noon(int day) {
        return START + (long) day * DAY + DAY / 2;
    }

    /** A second of that day. */
    long time(int day) {
        return START + (long) day * DAY + random.nextInt(DAY - 600);
    }

    long anyTime() {
        return time(random.nextInt((int) ((to - START) / DAY)));
    }

    /** A second of the host's life. */
    long anyTime(Host host) {
        long first = Math.max(START, host.born());
        long last = Math.min(to, host.dies()) - 400;
        return first + random.nextLong(Math.max(1, last - first));
    }
}
