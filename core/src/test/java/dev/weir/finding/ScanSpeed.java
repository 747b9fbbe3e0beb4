package dev.weir.finding;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * How many groups a second a scan judges: run by hand, no test. The groups are made beforehand, so that only the judging and
 * the making of findings is timed.
 */
final class ScanSpeed {

    private static final int GROUPS = 200_000;
    private static final int ROUNDS = 8;

    private ScanSpeed() {}

    public static void main(String[] arguments) {
        List<List<SecurityGroupRule>> fleet = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            fleet.add(different(random, 1 + i % 12));
        }
        measure("one rule set", i -> Fixtures.rules("all 0.0.0.0/0"));
        measure("500 rule sets", i -> copy(fleet.get(i % fleet.size())));
        measure("all different, 3 rules", i -> different(random, 3));
        measure("all different, 10 rules", i -> different(random, 10));
    }

    private static List<SecurityGroupRule> copy(List<SecurityGroupRule> rules) {
        List<SecurityGroupRule> copy = new ArrayList<>();
        for (SecurityGroupRule rule : rules) {
            SecurityGroupRule.Known known = (SecurityGroupRule.Known) rule;
            Service service = known.service();
            Cidr cidr = ((Destination.Addresses) known.destination()).cidr();
            IpAddress base = cidr.base();
            copy.add(SecurityGroupRule.Known.of(
                    new Service(new Protocol(service.protocol().number()), service.from(), service.to()),
                    Destination.of(new Cidr(IpAddress.ipv4(base.low()), cidr.prefixLength()))));
        }
        return List.copyOf(copy);
    }

    private static List<SecurityGroupRule> different(SplittableRandom random, int count) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        int[] ports = {443, 80, 5432, 53, 123};
        for (int i = 0; i < count; i++) {
            Cidr cidr = Cidr.containing(IpAddress.ipv4(random.nextLong(1L << 32)), 16 + random.nextInt(17));
            Service service = Service.of(Protocol.TCP, PortRange.of(ports[random.nextInt(ports.length)]));
            rules.add(SecurityGroupRule.Known.of(service, Destination.of(cidr)));
        }
        return List.copyOf(rules);
    }

    private static void measure(String name, IntFunction<List<SecurityGroupRule>> rules) {
        List<SecurityGroup> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(Fixtures.group(Fixtures.SCOPE, "sg-%017x".formatted(i), rules.apply(i)));
        }
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long[] bytes = new long[1];
            Scan scan = new Scan(
                    Policy.DEFAULT, finding -> bytes[0] += finding.fingerprint().length());
            long start = System.nanoTime();
            groups.forEach(scan::securityGroup);
            scan.finish();
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, GROUPS / seconds);
        }
        System.out.printf("%-24s %,12.0f groups/s%n", name, best);
    }
}
