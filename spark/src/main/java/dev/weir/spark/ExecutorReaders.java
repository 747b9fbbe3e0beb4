package dev.weir.spark;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.operation.FlowDigests;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.FlowReaders;
import dev.weir.operation.OperationListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Readers that are executors of a cluster: each takes some of the objects, and parts merge on the executors until one is left.
 *
 * <p>A file that AWS named and that the profile holds under the same name is not opened again, not even for its digest: AWS gives a
 * name once.
 */
final class ExecutorReaders implements FlowReaders {

    /**
     * Bytes of a share, give or take half: some ten seconds of one core, so that not much is lost with a machine, its part takes
     * no more memory than an executor has, and few parts merge.
     */
    private static final long SHARE = 1L << 30;

    private final JavaSparkContext spark;
    private final Broadcast<JobPart> part;
    private final Map<String, String> observed = new HashMap<>();
    private final Map<String, String> digests = new HashMap<>();

    ExecutorReaders(JavaSparkContext spark, JobPart part, Evidence before) {
        this.spark = spark;
        this.part = spark.broadcast(part);
        for (ObservedInput input : before.inputs()) {
            if (input.problem().isEmpty()) {
                observed.put(input.name(), input.digest());
            }
        }
    }

    @Override
    public FlowDigests digests(List<FlowObject> objects, List<FlowObject> asked) {
        List<ClusterObject> unknown = new ArrayList<>();
        for (FlowObject object : asked) {
            ClusterObject one = ClusterObject.of(object);
            String before = observed.get(one.name());
            if (one.told().isPresent()) {
                digests.put(one.name(), one.told().get());
            } else if (before != null && one.key().flowLog().isPresent()) {
                digests.put(one.name(), content(before));
            } else {
                unknown.add(one);
            }
        }
        Map<String, String> failed = new HashMap<>();
        if (!unknown.isEmpty()) {
            Broadcast<JobPart> told = part;
            spark.parallelize(unknown, slices(unknown))
                    .map(object -> told.value().digest(object))
                    .collect()
                    .forEach(one -> (one.found() ? digests : failed).put(one.name(), one.text()));
        }
        return object -> {
            String name = object.name();
            String digest = digests.get(name);
            if (digest == null) {
                throw new IOException(failed.getOrDefault(name, "no digest of it was asked for"));
            }
            return digest;
        };
    }

    /** The part of a digest that tells the bytes. */
    private static String content(String digest) {
        int selected = digest.indexOf('|');
        return selected < 0 ? digest : digest.substring(0, selected);
    }

    @Override
    public FlowEvidence.FlowsRead read(
            List<FlowObject> objects, FlowDigests known, Evidence before, OperationListener listener) {
        List<ClusterObject> mine = new ArrayList<>();
        for (FlowObject object : objects) {
            String digest = digests.get(object.name());
            ClusterObject one = ClusterObject.of(object);
            mine.add(digest == null ? one : one.known(digest));
        }
        List<List<ClusterObject>> shares = shares(mine, slices(mine));
        if (shares.isEmpty()) {
            return withEvidence(ReadPart.ofNothing().read(), before, List.of());
        }
        Broadcast<JobPart> told = part;
        ReadPart all = spark.parallelize(shares, shares.size())
                .map(share -> told.value().read(share))
                .treeAggregate(ReadPart.ofNothing(), ReadPart::and, ReadPart::and, 2);
        return withEvidence(all.read(), before.absorb(all.read().evidence()), objects);
    }

    private static FlowEvidence.FlowsRead withEvidence(
            FlowEvidence.FlowsRead read, Evidence evidence, List<FlowObject> order) {
        Map<String, FlowReading> byName = new HashMap<>();
        read.readings().forEach(reading -> byName.put(reading.object(), reading));
        return new FlowEvidence.FlowsRead(
                evidence,
                order.stream().map(object -> byName.get(object.name())).toList(),
                List.of(),
                0,
                read.losses(),
                read.beside(),
                read.problems());
    }

    /** Into how many shares these are cut: as many for each core, and none too long. */
    private int slices(List<ClusterObject> objects) {
        long bytes = objects.stream().mapToLong(ClusterObject::size).sum();
        long cores = spark.defaultParallelism();
        long turns = Math.max(1, Math.round((double) bytes / SHARE / cores));
        return (int) Math.min(objects.size(), turns * cores);
    }

    /**
     * Neighbours by name stay together, because they are of one day and one account and so share their keys, and each share has about
     * as many bytes.
     */
    private static List<List<ClusterObject>> shares(List<ClusterObject> objects, int count) {
        long bytes = objects.stream().mapToLong(object -> object.size() + 1).sum();
        List<List<ClusterObject>> shares = new ArrayList<>();
        long before = 0;
        for (ClusterObject object : objects) {
            long middle = before + object.size() / 2;
            int share = (int) Math.min(count - 1L, (long) ((double) middle / bytes * count));
            while (shares.size() <= share) {
                shares.add(new ArrayList<>());
            }
            shares.get(share).add(object);
            before += object.size() + 1;
        }
        shares.removeIf(List::isEmpty);
        return shares;
    }
}
