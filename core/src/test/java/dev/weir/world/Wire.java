package dev.weir.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Everything that hosts say to each other, packet by packet, and the truth about who began it. */
final class Wire {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int SYN_ACK = 18;

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int GRE = 47;

    private final SplittableRandom random;
    /** One after the last second of the world. */
    private final long to;

    private final List<Host> hosts;
    final List<Packet> packets = new ArrayList<>();
    final Map<Long, Initiated> truth = new HashMap<>();
    final Map<Long, Long> begunAt = new HashMap<>();
    final Set<Long> denied = new TreeSet<>();
    private long connections;

    Wire(SplittableRandom random, long to, List<Host> hosts) {
        this.random = random;
        this.to = to;
        this.hosts = hosts;
    }

    enum Life {
        SHORT,
        LONG
    }

    /** A TCP connection from the first SYN to the last FIN, from an ephemeral port of Linux. */
    void tcp(String client, String server, int port, long at, Life life) {
        long connection = begin(at, client, TCP, server, port, false);
        int local = ephemeral();
        exchange(client, server, local, port, at, life, connection);
    }

    void exchange(String client, String server, int local, int port, long at, Life life, long connection) {
        send(at, client, server, local, port, TCP, SYN, 60, connection, false);
        send(at, server, client, port, local, TCP, SYN_ACK, 60, connection, false);
        long time = at + random.nextInt(2);
        long end = life == Life.LONG ? to + 100 : at + random.nextInt(200);
        while (time <= end) {
            send(time, client, server, local, port, TCP, 0, 200 + random.nextInt(1000), connection, false);
            send(time, server, client, port, local, TCP, 0, 200 + random.nextInt(9000), connection, false);
            time += life == Life.LONG ? 240 + random.nextInt(600) : 1 + random.nextInt(60);
        }
        finish(end, client, server, local, port, connection);
    }

    /** From that port, for so many seconds, with a word each way every so often. */
    void tcp(String client, int local, String server, int port, long at, long lasting, long every) {
        long connection = begin(at, client, TCP, server, port, false);
        send(at, client, server, local, port, TCP, SYN, 60, connection, false);
        send(at, server, client, port, local, TCP, SYN_ACK, 60, connection, false);
        for (long time = at; time <= Math.min(to, at + lasting); time += every) {
            for (int word = 0; word < 2; word++) {
                send(time, client, server, local, port, TCP, 0, 200 + random.nextInt(1000), connection, false);
                send(time, server, client, port, local, TCP, 0, 200 + random.nextInt(9000), connection, false);
            }
        }
        finish(at + lasting, client, server, local, port, connection);
    }

    private void finish(long end, String client, String server, int local, int port, long connection) {
        send(end, client, server, local, port, TCP, FIN, 52, connection, false);
        send(end, server, client, port, local, TCP, FIN, 52, connection, false);
    }

    void exchangeQuickly(String client, String server, int port, long at, long connection) {
        send(at, client, server, port, port, TCP, SYN, 60, connection, false);
        send(at, server, client, port, port, TCP, SYN_ACK, 60, connection, false);
        send(at + 1, client, server, port, port, TCP, FIN, 52, connection, false);
        send(at + 1, server, client, port, port, TCP, FIN, 52, connection, false);
    }

    void unanswered(String client, String server, int port, long at) {
        long connection = begin(at, client, TCP, server, port, false);
        int local = ephemeral();
        for (int attempt : new int[] {0, 1, 3, 7, 15, 31, 63}) {
            send(at + attempt, client, server, local, port, TCP, SYN, 60, connection, false);
        }
    }

    /** Stopped by the sender's own group or network ACL. */
    void rejected(String client, String server, int port, long at) {
        long connection = begin(at, client, TCP, server, port, true);
        int local = ephemeral();
        for (int attempt : new int[] {0, 1, 3}) {
            send(at + attempt, client, server, local, port, TCP, SYN, 60, connection, true);
        }
    }

    /** A SYN to a closed port, and the reset. */
    void refused(String client, int local, String server, int port, long at) {
        long connection = begin(at, client, TCP, server, port, false);
        send(at, client, server, local, port, TCP, SYN, 60, connection, false);
        send(at, server, client, port, local, TCP, RST, 40, connection, false);
    }

    /** A SYN to an open port by somebody who only wanted to know. */
    void halfOpen(String client, int local, String server, int port, long at) {
        long connection = begin(at, client, TCP, server, port, false);
        send(at, client, server, local, port, TCP, SYN, 40, connection, false);
        send(at, server, client, port, local, TCP, SYN_ACK, 44, connection, false);
        send(at, client, server, local, port, TCP, RST, 40, connection, false);
    }

    void udp(String client, String server, int local, int port, long at, int rounds) {
        long connection = begin(at, client, UDP, server, port, false);
        for (int i = 0; i < rounds; i++) {
            send(at + i, client, server, local, port, UDP, 0, 80, connection, false);
            send(at + i, server, client, port, local, UDP, 0, 180, connection, false);
        }
    }

    void oneWay(String client, String server, int local, int port, long at) {
        long connection = begin(at, client, UDP, server, port, false);
        for (int i = 0; i < 5; i++) {
            send(at + 40L * i, client, server, local, port, UDP, 0, 300, connection, false);
        }
    }

    void ping(String client, String server, long at) {
        long connection = begin(at, client, ICMP, server, 0, false);
        for (int i = 0; i < 4; i++) {
            send(at + i, client, server, 0, 0, ICMP, 0, 84, connection, false);
            send(at + i, server, client, 0, 0, ICMP, 0, 84, connection, false);
        }
    }

    void tunnel(String client, String server, long at) {
        long connection = begin(at, client, GRE, server, 0, false);
        send(at, client, server, 0, 0, GRE, 0, 500, connection, false);
        send(at + 1, server, client, 0, 0, GRE, 0, 500, connection, false);
    }

    /** A connection that began then; nobody's where no host ever holds the client's address. */
    long begin(long at, String client, int protocol, String server, int port, boolean refused) {
        long connection = ++connections;
        begunAt.put(connection, at);
        List<Host> holders = hosts.stream().filter(host -> host.holds(client)).toList();
        for (Host host : holders) {
            if (holders.size() == 1 || host.lives(at)) {
                truth.put(connection, new Initiated(host.networkInterface(), protocol, server, port));
                if (refused) {
                    denied.add(connection);
                }
            }
        }
        return connection;
    }

    void send(
            long at,
            String source,
            String destination,
            int sourcePort,
            int destinationPort,
            int protocol,
            int flags,
            int bytes,
            long connection,
            boolean refused) {
        packets.add(new Packet(
                at, source, destination, sourcePort, destinationPort, protocol, flags, bytes, connection, refused));
    }

    int ephemeral() {
        return 32_768 + random.nextInt(28_232);
    }
}
