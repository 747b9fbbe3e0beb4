package dev.weir.bench;

import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSink;
import dev.weir.flow.FlowText;
import dev.weir.gzip.GzipMembers;
import dev.weir.parquet.FlowParquet;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One whole process of {@link FlowRace}: reads the flow logs of a folder and prints a figure that proves it.
 *
 * <p>Arguments: {@code inflate} (by java.util.zip, and nothing done with the text), {@code inflate-weir} (the same by weir's own
 * decoder), {@code parse} (every record with the fields that a profile needs, summed up) or {@code profile} (evidence, merged),
 * these two of Parquet too; the folder; the number of threads.
 */
public final class FlowRead {

    /** What a profile asks of a record. */
    static final Set<FlowField> EVIDENCE = new ProfileBuilder().fields();

    private static final List<FlowContent> CONTENTS = List.of(new FlowParquet(), new FlowText(List.of()));

    private FlowRead() {}

    public static void main(String[] arguments) throws IOException {
        List<FlowObject> objects;
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            objects = files.sorted().map(FlowRead::object).toList();
        }
        int threads = Integer.parseInt(arguments[2]);
        System.out.println(
                switch (arguments[0]) {
                    case "inflate" -> inflate(objects, threads, in -> new GZIPInputStream(in, 65_536));
                    case "inflate-weir" -> inflate(objects, threads, GzipMembers::new);
                    case "parse" -> parse(objects, threads);
                    case "profile" -> profile(objects, threads);
                    default ->
                        throw new IllegalArgumentException(
                                "inflate, inflate-weir, parse or profile, found " + arguments[0]);
                });
    }

    /** What gives the bytes inside a gzip file. */
    private interface Inflation {
        InputStream of(InputStream file) throws IOException;
    }

    private static String inflate(List<FlowObject> objects, int threads, Inflation inflation) {
        AtomicInteger next = new AtomicInteger();
        AtomicLong total = new AtomicLong();
        List<Thread> workers = Stream.generate(() -> new Thread(() -> {
                    byte[] chunk = new byte[65_536];
                    for (int turn = next.getAndIncrement(); turn < objects.size(); turn = next.getAndIncrement()) {
                        try (InputStream in = inflation.of(objects.get(turn).open(0))) {
                            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                                total.addAndGet(count);
                            }
                        } catch (IOException failed) {
                            throw new java.io.UncheckedIOException(failed);
                        }
                    }
                }))
                .limit(threads)
                .toList();
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return total + " bytes of text";
    }

    private static String parse(List<FlowObject> objects, int threads) {
        FlowPass.PassResult<Sum> outcome = new FlowPass(CONTENTS, threads).over(objects, Sum::new, reading -> {});
        long records =
                outcome.readings().stream().mapToLong(FlowReading::records).sum();
        long lost = outcome.readings().stream()
                .filter(reading -> !reading.complete())
                .count();
        long sum = outcome.sinks().stream().mapToLong(sink -> sink.sum).sum();
        return records + " records, " + lost + " objects incomplete, sum " + sum;
    }

    private static String profile(List<FlowObject> objects, int threads) {
        FlowPass.PassResult<ProfileBuilder> outcome =
                new FlowPass(CONTENTS, threads).over(objects, ProfileBuilder::new, reading -> {});
        ProfileBuilder all = new ProfileBuilder();
        outcome.sinks().forEach(all::merge);
        return all.evidence().records() + " records, " + all.evidence().entries() + " entries";
    }

    /** The least that a receiver can do and still have looked. */
    private static final class Sum implements FlowSink {
        private long sum;

        @Override
        public Set<FlowField> fields() {
            return EVIDENCE;
        }

        @Override
        public void record(FlowRecord record) {
            sum += record.bytes() + record.dstLow() + record.srcPort() + record.interfaceId() + record.tcpFlags();
        }
    }

    private static FlowObject object(Path file) {
        return new FlowObject() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public long size() {
                return file.toFile().length();
            }

            @Override
            public InputStream open(long offset) throws IOException {
                InputStream in = new FileInputStream(file.toFile());
                in.skipNBytes(offset);
                return in;
            }
        };
    }
}
