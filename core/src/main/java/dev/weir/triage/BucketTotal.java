package dev.weir.triage;

import dev.weir.finding.Exposure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of one bucket, and how much of all that is open they stand for.
 *
 * @param bucket which
 * @param groups worst first
 * @param opens their share of what all sorted groups open, 0 to 1; both families count alike
 * @param closes the share of the same that is closed once they are done, as far as known: a lower bound
 */
public record BucketTotal(Bucket bucket, List<TriagedGroup> groups, double opens, double closes) {

    public BucketTotal {
        groups = List.copyOf(groups);
    }

    /** The buckets that hold something, in their order. */
    public static List<BucketTotal> of(List<TriagedGroup> all) {
        Map<Bucket, List<TriagedGroup>> byBucket = new EnumMap<>(Bucket.class);
        double open = 0;
        for (TriagedGroup group : all) {
            byBucket.computeIfAbsent(group.bucket(), bucket -> new ArrayList<>())
                    .add(group);
            open += sum(group.before());
        }
        double whole = open == 0 ? 1 : open;
        List<BucketTotal> totals = new ArrayList<>();
        byBucket.forEach((bucket, groups) -> {
            double opens = groups.stream().mapToDouble(one -> sum(one.before())).sum();
            double closes = groups.stream().mapToDouble(BucketTotal::closed).sum();
            totals.add(new BucketTotal(bucket, groups, opens / whole, closes / whole));
        });
        return totals;
    }

    private static double closed(TriagedGroup group) {
        return group.after()
                .map(after -> Math.max(0, sum(group.before()) - sum(after)))
                .orElse(0.0);
    }

    private static double sum(Exposure exposure) {
        return exposure.ipv4().toDouble() + exposure.ipv6().toDouble();
    }
}
