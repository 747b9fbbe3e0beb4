package dev.weir.evidence;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How much a port looks like a service: well known, registered, or ephemeral.
 *
 * <p>Below 1024 and in the table of common services is 0; else below 32768, where Linux starts its ephemeral range, is 1; the
 * rest is 2. (VPC User Guide, network ACLs, "Ephemeral ports": load balancers, NAT gateways and Lambda use 1024 to 65535, so a
 * rank decides nothing against a SYN.)
 */
public final class ServicePorts {

    public static final int FIRST_EPHEMERAL = 32_768;
    /** The first port that a program without privileges calls from, and load balancers, NAT gateways and functions. */
    public static final int FIRST_UNPRIVILEGED = 1024;

    /** From here on up to {@link #FIRST_UNPRIVILEGED} programs with privileges call from, such as clients of file servers. */
    public static final int FIRST_RESERVED = 512;

    /** Services on ports that programs with privileges also call from, ascending. */
    private static final int[] AMONG_RESERVED = {
        512, 513, 514, 515, 520, 521, 525, 530, 540, 543, 544, 546, 547, 548, 554, 556, 563, 587, 591, 593, 601, 623,
        625, 631, 636, 639, 641, 646, 647, 648, 660, 666, 674, 691, 694, 749, 750, 751, 752, 753, 754, 782, 808, 843,
        847, 853, 860, 873, 888, 902, 903, 989, 990, 992, 993, 994, 995
    };

    private static final int[] COMMON = {
        1080, 1194, 1433, 1434, 1521, 1522, 1645, 1646, 1701, 1720, 1723, 1812, 1813, 1883, 1935, 2049, 2181, 2375,
        2376, 2377, 2379, 2380, 2484, 2888, 3000, 3128, 3260, 3268, 3269, 3306, 3307, 3389, 3478, 3479, 3544, 3690,
        3799, 3888, 4000, 4317, 4318, 4369, 4443, 4444, 4500, 4505, 4506, 4646, 4647, 4648, 4789, 5000, 5001, 5044,
        5060, 5061, 5222, 5269, 5349, 5353, 5355, 5432, 5433, 5439, 5601, 5666, 5671, 5672, 5900, 5938, 5984, 5985,
        5986, 6081, 6379, 6380, 6432, 6443, 6514, 6666, 6667, 6783, 6831, 7000, 7001, 7077, 7199, 7474, 7687, 7946,
        8000, 8008, 8009, 8020, 8042, 8080, 8081, 8082, 8083, 8086, 8088, 8089, 8125, 8126, 8172, 8182, 8200, 8201,
        8300, 8301, 8302, 8333, 8400, 8443, 8472, 8500, 8501, 8530, 8531, 8600, 8649, 8834, 8883, 8888, 8889, 9000,
        9001, 9042, 9090, 9091, 9092, 9093, 9094, 9095, 9096, 9097, 9098, 9099, 9100, 9142, 9160, 9182, 9200, 9300,
        9301, 9389, 9411, 9418, 9443, 9600, 9901, 9997, 9998, 9999, 10000, 10050, 10051, 10250, 10255, 10256, 10257,
        10259, 11211, 11311, 11434, 14250, 14268, 15672, 16379, 16686, 18080, 19302, 20000, 24224, 25565, 25672, 26257,
        26379, 27017, 27018, 27019, 28015, 30303, 31337
    };

    private static final BitSet TABLE = table();

    private ServicePorts() {}

    private static BitSet table() {
        BitSet table = new BitSet(FIRST_EPHEMERAL);
        table.set(0, FIRST_UNPRIVILEGED);
        for (int port : COMMON) {
            table.set(port);
        }
        return table;
    }

    /** The ports from {@link #FIRST_UNPRIVILEGED} on that a table calls services, ascending. */
    public static List<Integer> named() {
        return Arrays.stream(COMMON).boxed().toList();
    }

    /** Whether a port looks at least as much like a service as another, so that ports alone do not say it only calls. */
    public static boolean mayServe(int port, int other) {
        return rank(port) <= rank(other);
    }

    /** Whether a client with privileges may call from a port below {@link #FIRST_UNPRIVILEGED}, and no service is known there. */
    public static boolean isReserved(int port) {
        return port >= FIRST_RESERVED && port < FIRST_UNPRIVILEGED && Arrays.binarySearch(AMONG_RESERVED, port) < 0;
    }

    /** Whether a table calls the port a service and everybody may call from it all the same. */
    public static boolean isNamed(int port) {
        return port >= FIRST_UNPRIVILEGED && rank(port) == 0;
    }

    /** 0 service, 1 registered, 2 ephemeral; two ports of one rank are a tie. */
    public static int rank(int port) {
        return port >= FIRST_EPHEMERAL ? 2 : TABLE.get(port) ? 0 : 1;
    }
}
