package dev.weir.finding;

import java.math.BigInteger;
import java.util.List;

/**
 * The check as docs/checks/cfd-f0b-f05.md tells it, point by point over a small world: 2 protocols x 8 blocks of 8,192 ports x 256 IPv4
 * blocks of a /8 and 256 IPv6 blocks of a /8. It uses nothing of weir; each block weighs as many public addresses as it has.
 */
final class SmallWorld {

    static final int BLOCKS = 256;
    static final int PORT_BLOCKS = 8;
    static final int PORTS_OF_A_BLOCK = 65_536 / PORT_BLOCKS;

    static final BigInteger IPV4_WORLD = BigInteger.valueOf(3_702_258_434L);
    static final BigInteger IPV6_WORLD = new BigInteger("42529741020188316757504082004699774979");

    private static final BigInteger[] IPV4 = ipv4();
    private static final BigInteger[] IPV6 = ipv6();

    private SmallWorld() {}

    /** How many addresses of each /8 the IANA registry calls globally reachable, counted by hand. */
    private static BigInteger[] ipv4() {
        BigInteger[] weights = new BigInteger[BLOCKS];
        for (int block = 0; block < BLOCKS; block++) {
            long left = 1 << 24;
            switch (block) {
                case 0, 10, 127 -> left = 0;
                case 100 -> left -= 1 << 22;
                case 169 -> left -= 1 << 16;
                case 172 -> left -= 1 << 20;
                case 192 -> left -= 256 - 2 + 256 + 256 + 65_536;
                case 198 -> left -= 2 * 65_536 + 256;
                case 203 -> left -= 256;
                default -> left = block < 224 ? left : 0;
            }
            weights[block] = BigInteger.valueOf(left);
        }
        return weights;
    }

    /** 20::/8 to 3f::/8 lie in 2000::/3; 20::/8 has what the others leave of the published total. */
    private static BigInteger[] ipv6() {
        BigInteger[] weights = new BigInteger[BLOCKS];
        BigInteger left = IPV6_WORLD;
        for (int block = 0; block < BLOCKS; block++) {
            boolean publicBlock = 0x20 < block && block < 0x40;
            weights[block] = publicBlock ? BigInteger.ONE.shiftLeft(120) : BigInteger.ZERO;
            if (block == 0x3f) {
                weights[block] = weights[block].subtract(BigInteger.ONE.shiftLeft(108));
            }
            left = left.subtract(weights[block]);
        }
        weights[0x20] = left;
        return weights;
    }

    static BigInteger ipv4Total() {
        return List.of(IPV4).stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * Some addresses.
     *
     * @param ipv4 which /8 of IPv4
     * @param ipv6 which /8 of IPv6
     * @param nat64 which /8 of IPv4 through 64:ff9b::/96
     */
    record Where(boolean[] ipv4, boolean[] ipv6, boolean[] nat64) {

        static Where nowhere() {
            return new Where(new boolean[BLOCKS], new boolean[BLOCKS], new boolean[BLOCKS]);
        }
    }

    /**
     * A rule.
     *
     * @param protocol number, -1 for all
     * @param fromPort first block of ports
     * @param toPort last block of ports
     * @param known what it certainly permits
     * @param most what it can permit at most
     */
    record Rule(int protocol, int fromPort, int toPort, Where known, Where most) {

        private boolean covers(int someProtocol, int port) {
            if (protocol == -1) {
                return true;
            }
            return protocol == someProtocol && fromPort <= port && port <= toPort;
        }
    }

    /** The verdict: whether the known part fails, and whether it would if the unresolved were the world. */
    static String verdict(List<Rule> rules, boolean allPorts, int worldPermille, int portsPermille) {
        if (fails(rules, true, allPorts, worldPermille, portsPermille)) {
            return "fail";
        }
        return fails(rules, false, allPorts, worldPermille, portsPermille) ? "unknown" : "pass";
    }

    private static boolean fails(
            List<Rule> rules, boolean known, boolean allPorts, int worldPermille, int portsPermille) {
        for (int protocol : new int[] {6, 17}) {
            int open = openPorts(rules, known, protocol, worldPermille);
            if (allPorts ? open * 1000L >= portsPermille * 65_536L : open > 0) {
                return true;
            }
        }
        return false;
    }

    static int openPorts(List<Rule> rules, boolean known, int protocol, int worldPermille) {
        int open = 0;
        for (int port = 0; port < PORT_BLOCKS; port++) {
            BigInteger[] reached = reached(rules, known, protocol, port);
            if (isWorld(reached[0], IPV4_WORLD, worldPermille) || isWorld(reached[1], IPV6_WORLD, worldPermille)) {
                open += PORTS_OF_A_BLOCK;
            }
        }
        return open;
    }

    private static boolean isWorld(BigInteger addresses, BigInteger world, int worldPermille) {
        return addresses.multiply(BigInteger.valueOf(1000)).compareTo(world.multiply(BigInteger.valueOf(worldPermille)))
                >= 0;
    }

    /** How many public addresses of IPv4 and of IPv6 this port reaches. */
    static BigInteger[] reached(List<Rule> rules, boolean known, int protocol, int port) {
        BigInteger ipv4 = BigInteger.ZERO;
        BigInteger ipv6 = BigInteger.ZERO;
        for (int block = 0; block < BLOCKS; block++) {
            boolean reaches4 = false;
            boolean reaches6 = false;
            for (Rule rule : rules) {
                if (rule.covers(protocol, port)) {
                    Where where = known ? rule.known() : rule.most();
                    reaches4 |= where.ipv4()[block] || where.nat64()[block];
                    reaches6 |= where.ipv6()[block];
                }
            }
            ipv4 = reaches4 ? ipv4.add(IPV4[block]) : ipv4;
            ipv6 = reaches6 ? ipv6.add(IPV6[block]) : ipv6;
        }
        return new BigInteger[] {ipv4, ipv6};
    }

    /** How many (TCP or UDP port, public address) points the known part permits, per family. */
    static BigInteger[] points(List<Rule> rules) {
        BigInteger[] points = {BigInteger.ZERO, BigInteger.ZERO};
        for (int protocol : new int[] {6, 17}) {
            for (int port = 0; port < PORT_BLOCKS; port++) {
                BigInteger[] reached = reached(rules, true, protocol, port);
                points[0] = points[0].add(reached[0].multiply(BigInteger.valueOf(PORTS_OF_A_BLOCK)));
                points[1] = points[1].add(reached[1].multiply(BigInteger.valueOf(PORTS_OF_A_BLOCK)));
            }
        }
        return points;
    }
}
