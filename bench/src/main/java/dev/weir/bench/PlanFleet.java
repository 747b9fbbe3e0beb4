package dev.weir.bench;

import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Destination;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.plan.ObservedTraffic;
import dev.weir.plan.PlanSettings;
import dev.weir.plan.Planner;
import dev.weir.traffic.InventoryHistory;
import dev.weir.traffic.ProfileSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plans a fleet in one process: so many groups (default 5,000), each with an interface and a few destinations over 30 days.
 *
 * <p>Run it with a small heap, such as {@code -Xmx128m}: plans are let go as they are made, so memory does not grow with them.
 */
public final class PlanFleet {

    private static final Scope SCOPE = Scope.of("111122223333", "eu-west-1");
    private static final Origin ORIGIN = Origin.of("bench");
    private static final long START = 1_793_491_200L;
    private static final int DAYS = 30;

    private PlanFleet() {}

    /** Makes the fleet, plans it and prints how long it took and what it held. */
    public static void main(String[] arguments) throws IOException {
        int groups = arguments.length == 0 ? 5_000 : Integer.parseInt(arguments[0]);
        Snapshot snapshot = snapshot(groups);
        long began = System.nanoTime();
        ObservedTraffic traffic =
                new ObservedTraffic(observe(groups).evidence(), InventoryHistory.of(snapshot), ProfileSettings.DEFAULT);
        long observed = System.nanoTime();
        Planner planner =
                new Planner(snapshot, PlanSettings.of("bench", Instant.ofEpochSecond(START + DAYS * 86_400L)));
        long rules = 0;
        long most = 0;
        for (int i = 0; i < groups; i++) {
            rules += planner.fromTraffic("sg-" + i, traffic)
                    .match(plan -> plan.result().size(), sentence -> {
                        throw new IllegalStateException(sentence);
                    });
            if (i % 500 == 499) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                long used = runtime.totalMemory() - runtime.freeMemory() >> 20;
                most = Math.max(most, used);
                System.out.printf("%d groups: %d MB held, %.1f s%n", i + 1, used, (System.nanoTime() - observed) / 1e9);
            }
        }
        System.out.printf(
                "%d groups, %d rules; observed in %.1f s, planned in %.1f s, at most %d MB held%n",
                groups, rules, (observed - began) / 1e9, (System.nanoTime() - observed) / 1e9, most);
    }

    private static Snapshot snapshot(int groups) {
        Snapshot.Builder builder = new Snapshot.Builder();
        for (int i = 0; i < groups; i++) {
            builder.securityGroup(new SecurityGroup(
                    SCOPE,
                    "sg-" + i,
                    "group " + i,
                    "",
                    Optional.of("vpc-1"),
                    Optional.empty(),
                    List.of(SecurityGroupRule.Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV4))),
                    List.of(),
                    Map.of(),
                    ORIGIN));
            builder.networkInterface(new NetworkInterface(
                    SCOPE,
                    "eni-" + i,
                    List.of("sg-" + i),
                    true,
                    Optional.of("vpc-1"),
                    Optional.of("subnet-1"),
                    "interface",
                    "",
                    Optional.empty(),
                    ConnectionTracking.UNKNOWN,
                    false,
                    List.of(address(i)),
                    true,
                    List.of(),
                    List.of(),
                    Map.of(),
                    ORIGIN));
        }
        return builder.build();
    }

    private static IpAddress address(int number) {
        return IpAddress.ipv4((10L << 24) + number + 1);
    }

    private static ProfileBuilder observe(int groups) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        ProfileBuilder builder = new ProfileBuilder();
        TokenTable tokens = new TokenTable();
        FlowRecord record = new FlowRecord(tokens);
        record.flowLog(tokens.intern("fl-1"));
        FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
        StringBuilder text =
                new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets"
                        + " bytes start end action log-status tcp-flags flow-direction\n");
        for (int i = 0; i < groups; i++) {
            for (int to = 0; to < 4; to++) {
                String peer = "172.16." + random.nextInt(256) + "." + random.nextInt(256);
                for (int day = 0; day < DAYS; day += 3) {
                    long at = START + day * 86_400L + random.nextInt(80_000);
                    text.append("5 111122223333 eni-%d %s %s %d %d 6 4 400 %d %d ACCEPT OK 2 egress%n"
                            .formatted(
                                    i,
                                    address(i),
                                    peer,
                                    32_768 + random.nextInt(28_000),
                                    to == 0 ? 5432 : 443,
                                    at,
                                    at + 20));
                }
            }
        }
        parser.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        parser.finish();
        return builder;
    }
}
