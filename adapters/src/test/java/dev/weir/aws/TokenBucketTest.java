package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenBucketTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** A bucket as AWS draws it: tokens that are there, in pieces of an interval; a debt is what was promised. */
    private static final class Model {

        private final long interval;
        private final long capacity;
        private long level;
        private long last;

        Model(int burst, long interval, long now) {
            this.interval = interval;
            this.capacity = burst * interval;
            this.level = capacity;
            this.last = now;
        }

        long take(long now) {
            level = Math.min(capacity, level + now - last) - interval;
            last = now;
            return Math.max(0, -level);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverGivesMoreInAnyWindowThanTheRateAndWaitsNoLongerThanItMust(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int burst = random.nextInt(1, 60);
        long interval = random.nextLong(1, 2_000_000_000L);
        long now = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        TokenBucket bucket = new TokenBucket(burst, interval, now);
        Model model = new Model(burst, interval, now);
        List<Long> went = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            now += random.nextInt(3) == 0 ? random.nextLong(3 * interval + 1) : random.nextLong(interval / 8 + 1);
            if (random.nextInt(40) == 0) {
                now += burst * interval;
            }
            long wait = bucket.take(now);

            assertThat(wait).as("seed %d, call %d", seed, call).isEqualTo(model.take(now));
            went.add(now + wait);
        }
        for (int first = 0; first < went.size(); first++) {
            for (int last = first; last < went.size(); last++) {
                long window = went.get(last) - went.get(first);
                if (last - first + 1 > burst + window / interval) {
                    fail("seed %d: %d calls in a window of %d ns", seed, last - first + 1, window);
                }
            }
        }
    }

    @Test
    void givesAllAtOnceAndThenOneEachInterval() {
        TokenBucket bucket = new TokenBucket(3, 10, 0);

        assertThat(LongStream.generate(() -> bucket.take(0)).limit(6)).containsExactly(0L, 0L, 0L, 10L, 20L, 30L);
        assertThat(bucket.take(60)).isZero();
    }

    @Test
    void takesHalfOfWhatAwsPublishesForReads() {
        TokenBucket half = Ec2Rates.of("DescribeSecurityGroups").bucket(0.5, 0);

        assertThat(LongStream.generate(() -> half.take(0)).limit(52).filter(wait -> wait > 0))
                .containsExactly(100_000_000L, 200_000_000L);
    }

    @Test
    void takesLessForChangesOfRules() {
        TokenBucket whole = Ec2Rates.of("AuthorizeSecurityGroupEgress").bucket(1, 0);

        assertThat(LongStream.generate(() -> whole.take(0)).limit(51).filter(wait -> wait > 0))
                .containsExactly(200_000_000L);
    }

    @Test
    void aSmallShareIsStillOneCall() {
        TokenBucket little = Ec2Rates.of("DescribeVpcs").bucket(0.01, 0);

        assertThat(LongStream.generate(() -> little.take(0)).limit(3))
                .containsExactly(0L, 5_000_000_000L, 10_000_000_000L);
    }
}
