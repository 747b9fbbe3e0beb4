package dev.weir.parquet;

import dev.weir.flow.FlowHelpers;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowRows;
import dev.weir.flow.FlowSink;
import dev.weir.flow.MalformedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * One reading of one file, whose row groups any number of threads may take. All are read, so that what is lost does not depend on
 * which thread met a broken one first.
 */
final class ParquetReading {

    /** Those that need classes or native code that are not here. */
    private static final Set<CompressionCodecName> UNREAD =
            Set.of(CompressionCodecName.LZ4, CompressionCodecName.BROTLI, CompressionCodecName.LZO);

    private final FlowObject object;
    private final FlowHelpers helpers;
    private final AtomicInteger next = new AtomicInteger();

    /** What each thread read. */
    private final List<FlowReading> readings = new ArrayList<>();
    /** By row group, why it was not read to its end. */
    private final SortedMap<Integer, String> problems = new TreeMap<>();

    private Optional<String> declined = Optional.empty();

    ParquetReading(FlowObject object, FlowHelpers helpers) {
        this.object = object;
        this.helpers = helpers;
    }

    FlowReading read(FlowRecord record, FlowSink sink) {
        try {
            readGroups(record, sink);
        } catch (BrokenFile broken) {
            problems.put(-1, broken.problem());
        }
        List<MalformedLine> samples = readings.stream()
                .flatMap(reading -> reading.samples().stream())
                .sorted(Comparator.comparingLong(MalformedLine::line))
                .limit(FlowRows.SAMPLES)
                .toList();
        return new FlowReading(
                object.name(),
                readings.stream().mapToLong(FlowReading::records).sum(),
                readings.stream().mapToLong(FlowReading::malformed).sum(),
                samples,
                declined,
                problems.values().stream().findFirst());
    }

    private void readGroups(FlowRecord record, FlowSink sink) throws BrokenFile {
        FileFooter file = BrokenFile.by(0, () -> FileFooter.of(object));
        LeafColumns leaves = file.leaves();
        List<FileFooter.Group> groups = file.groups();
        declined = leaves.columns().foreign("Parquet of other columns");
        if (declined.isPresent()) {
            return;
        }
        List<LeafColumns.Leaf> wanted = leaves.wanted(new FlowRows(record, sink));
        Optional<String> unread = wanted.isEmpty()
                ? Optional.of("has no column of a flow log that is asked for; help: is this a flow log")
                : unread(groups, wanted);
        if (unread.isPresent()) {
            problems.put(-1, unread.get());
            return;
        }
        long[] firsts = new long[groups.size()];
        Arrays.fill(firsts, 1);
        for (int i = 1; i < firsts.length; i++) {
            firsts[i] = firsts[i - 1] + groups.get(i - 1).rows();
        }
        helpers.share(object, (its, taker) -> take(leaves, groups, firsts, its, taker), record, sink);
    }

    /** Why the columns cannot be read, if the file's description of itself tells. */
    private Optional<String> unread(List<FileFooter.Group> groups, List<LeafColumns.Leaf> wanted) {
        Set<List<String>> paths = new HashSet<>();
        wanted.forEach(leaf -> paths.add(List.of(leaf.column().getPath())));
        for (FileFooter.Group group : groups) {
            for (FileFooter.Chunk chunk : group.chunks()) {
                if (chunk.size() < 0 || chunk.start() < 0 || chunk.size() > object.size() - chunk.start()) {
                    return Optional.of("is corrupt Parquet: column `" + chunk.name()
                            + "` lies outside of the file; help: was it copied whole");
                }
                boolean asked = paths.contains(chunk.path());
                if (asked && UNREAD.contains(chunk.codec())) {
                    return Optional.of("is Parquet compressed with " + chunk.codec()
                            + ", expected zstd, snappy, gzip or LZ4_RAW; help: write it again with one of these");
                }
            }
        }
        return Optional.empty();
    }

    /** Takes row groups until none is left. */
    private void take(
            LeafColumns leaves, List<FileFooter.Group> groups, long[] firsts, FlowRecord record, FlowSink sink) {
        if (next.get() >= groups.size()) {
            return;
        }
        try (ParquetRows rows = new ParquetRows(object, leaves, record, sink)) {
            for (int group = next.getAndIncrement(); group < groups.size(); group = next.getAndIncrement()) {
                try {
                    rows.read(groups.get(group), firsts[group]);
                } catch (BrokenFile broken) {
                    failed(group, broken.problem());
                }
            }
            add(rows);
        }
    }

    private synchronized void failed(int group, String problem) {
        problems.put(group, problem);
    }

    private synchronized void add(ParquetRows rows) {
        readings.add(rows.batch().rows().reading(object, Optional.empty(), Optional.empty()));
        if (rows.batch().hasPassedOver()) {
            declined = Optional.of("OCSF events of other classes");
        }
    }
}
