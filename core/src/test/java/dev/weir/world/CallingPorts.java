package dev.weir.world;

import java.util.SplittableRandom;

/** The ports that a kind of caller calls from (VPC User Guide, network ACLs, "Ephemeral ports"). */
enum CallingPorts {
    LINUX(32_768, 60_999),
    WINDOWS(49_152, 65_535),
    /** Load balancers, NAT gateways, functions, and resolvers that draw their ports themselves. */
    ANY(1024, 65_535),
    /** Windows up to 2003, and appliances of that age. */
    OLD(1025, 5000),
    /** Clients of file servers: ports that only a privileged program may take, and that no table names. */
    RESERVED(904, 988),
    /** Ports that tables of services name. */
    NAMED(0, 0);

    private static final int[] NAMES = {
        1433, 1521, 1883, 2049, 2181, 2380, 2484, 3000, 3306, 3389, 4317, 4500, 5000, 5061, 5349, 5432, 5666, 5672,
        5985, 6379, 7000, 7946, 8080, 8086, 8125, 8443, 8500, 9000, 9090, 9100, 9200, 9418, 10_000, 11_211, 15_672,
        20_000, 27_017
    };

    private final int first;
    private final int last;

    CallingPorts(int first, int last) {
        this.first = first;
        this.last = last;
    }

    int draw(SplittableRandom random) {
        return this == NAMED ? NAMES[random.nextInt(NAMES.length)] : first + random.nextInt(last - first + 1);
    }
}
