package dev.weir.bench;

import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.net.TrafficSet;
import dev.weir.recommendation.Constraints;
import dev.weir.recommendation.Destinations;
import dev.weir.recommendation.Optimiser;
import dev.weir.recommendation.OptimiserAnswer;
import dev.weir.recommendation.OptimiserRequest;
import dev.weir.recommendation.Quota;
import dev.weir.recommendation.Recommendation;
import dev.weir.recommendation.TrafficClass;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The narrowest 60 rules for 100,000 destinations, from shuffled numbers to written rules, beside {@link Arrays#sort} of the
 * same numbers; and the planning of 5,000 groups in one process.
 *
 * <p>Times of two forks do not divide well on a busy machine: {@link #main} runs both in turn in one warm process and prints
 * the ratio of the medians.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class OptimiserBenchmark {

    private static final int DESTINATIONS = 100_000;
    private static final Constraints SIXTY_RULES = Constraints.of(TrafficSet.ALL, Quota.of(60));

    /** How the destinations lie in the address space. */
    public enum Shape {
        /** Anywhere, alike. */
        UNIFORM,
        /** In 200 networks: some of it dense, some in sixteen /24s, some spread over a /16. */
        CLUSTERED,
        /** All of two /16s but a few addresses: almost every prefix is worth naming. */
        DENSE
    }

    @Param
    private Shape shape = Shape.UNIFORM;

    private long[] shuffled = new long[0];

    @Setup
    public void draw() {
        shuffled = destinations(shape, new SplittableRandom(20261122));
    }

    @Benchmark
    public long[] sort() {
        long[] sorted = shuffled.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Benchmark
    public Recommendation sixtyRules() {
        return sixtyRules(shuffled);
    }

    private static Recommendation sixtyRules(long[] numbers) {
        TrafficClass https = TrafficClass.of(Service.tcp(443), destinations(numbers));
        return best(Optimiser.recommend(new OptimiserRequest(List.of(https), List.of(), SIXTY_RULES)));
    }

    private static Destinations destinations(long[] numbers) {
        return Destinations.of(Arrays.stream(numbers).mapToObj(IpAddress::ipv4).toList());
    }

    /** Groups as they are: a few classes with a few dozen destinations each. */
    @Benchmark
    public long fiveThousandGroups() {
        SplittableRandom random = new SplittableRandom(5000);
        TrafficSet old = TrafficSet.of(Service.ALL, AddressSet.ALL);
        long rules = 0;
        for (int group = 0; group < 5000; group++) {
            List<TrafficClass> classes = new ArrayList<>();
            int count = 1 + random.nextInt(8);
            for (int port = 0; port < count; port++) {
                long[] numbers = new long[1 + random.nextInt(40)];
                Arrays.setAll(numbers, i -> 0x0a000000L | random.nextInt(1 << 20));
                classes.add(TrafficClass.of(Service.tcp(1000 + port), destinations(numbers)));
            }
            Constraints constraints = Constraints.of(old, Quota.of(60));
            rules += best(Optimiser.recommend(new OptimiserRequest(classes, List.of(), constraints)))
                    .rules()
                    .size();
        }
        return rules;
    }

    private static Recommendation best(OptimiserAnswer answer) {
        return answer.match(
                tradeoff -> tradeoff.best(),
                overQuota -> {
                    throw new IllegalStateException(overQuota.toString());
                },
                notPermitted -> {
                    throw new IllegalStateException(notPermitted.toString());
                });
    }

    private static long[] destinations(Shape shape, SplittableRandom random) {
        long[] networks = new long[200];
        Arrays.setAll(networks, i -> random.nextLong(1L << 32) & ~0xffffL);
        Set<Long> drawn = new HashSet<>();
        while (drawn.size() < DESTINATIONS) {
            long network = networks[random.nextInt(networks.length)];
            drawn.add(
                    switch (shape) {
                        case UNIFORM -> random.nextLong(1L << 32);
                        case CLUSTERED -> network + inCluster(random);
                        case DENSE -> 0x0a000000L + random.nextInt(1 << 17);
                    });
        }
        long[] shuffled = drawn.stream().mapToLong(Long::longValue).sorted().toArray();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long swap = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swap;
        }
        return shuffled;
    }

    private static long inCluster(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(1 << 16);
            case 1 -> random.nextInt(16) << 8 | random.nextInt(256);
            default -> random.nextInt(1024);
        };
    }

    /**
     * Sorts and optimises in turn, warm, and prints the medians of 41 rounds and their ratio, for each shape: by the clock,
     * and by the processor time of the thread, which other work on the machine does not stretch.
     */
    public static void main(String[] arguments) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (Shape shape : Shape.values()) {
            race(shape, "clock", System::nanoTime);
            race(shape, "processor", threads::getCurrentThreadCpuTime);
        }
    }

    private static void race(Shape shape, String measure, LongSupplier nanoseconds) {
        long[] shuffled = destinations(shape, new SplittableRandom(20261122));
        long[] sorting = new long[41];
        long[] optimising = new long[41];
        long kept = 0;
        for (int round = -40; round < sorting.length; round++) {
            long start = nanoseconds.getAsLong();
            long[] sorted = shuffled.clone();
            Arrays.sort(sorted);
            long between = nanoseconds.getAsLong();
            kept += sorted[round & 1] + sixtyRules(shuffled).rules().size();
            long end = nanoseconds.getAsLong();
            if (round >= 0) {
                sorting[round] = between - start;
                optimising[round] = end - between;
            }
        }
        Arrays.sort(sorting);
        Arrays.sort(optimising);
        double sort = sorting[20] / 1e6;
        double optimise = optimising[20] / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-9s %-9s sort %.1f ms, sixty rules %.1f ms, ratio %.2f (limit 10, goal 5; check %d)%n",
                shape,
                measure,
                sort,
                optimise,
                optimise / sort,
                kept);
    }
}
