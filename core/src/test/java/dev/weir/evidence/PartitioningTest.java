package dev.weir.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.ProfileCodec;
import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import dev.weir.world.World;
import dev.weir.world.WorldMaker;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence is the same however its records are split, ordered, saved and merged. */
class PartitioningTest {

    private static World world(long seed) {
        return WorldMaker.of(seed, 30, 30)
                .watchedBy(FlowLog.version5("fl-5", 60).losing(50))
                .watchedBy(FlowLog.version5("fl-6", 60))
                .watchedBy(FlowLog.version2("fl-2", 600))
                .make();
    }

    /** The same lines in any order, in files of any size. */
    private static List<LogFile> shuffled(World world, SplittableRandom random) {
        Map<FlowLog, List<String>> lines = new LinkedHashMap<>();
        Map<FlowLog, String> headers = new LinkedHashMap<>();
        for (LogFile file : world.files()) {
            lines.computeIfAbsent(file.flowLog(), unused -> new ArrayList<>()).addAll(file.lines());
            headers.put(file.flowLog(), file.header());
        }
        List<LogFile> files = new ArrayList<>();
        lines.forEach((flowLog, all) -> {
            Collections.shuffle(all, new Random(random.nextLong()));
            for (int from = 0; from < all.size(); ) {
                int to = Math.min(all.size(), from + 1 + random.nextInt(200));
                files.add(new LogFile("part", flowLog, all.subList(from, to), headers.getOrDefault(flowLog, "")));
                from = to;
            }
        });
        Collections.shuffle(files, new Random(random.nextLong()));
        return files;
    }

    private static byte[] observe(List<LogFile> files) {
        ProfileBuilder builder = new ProfileBuilder();
        files.forEach(file -> Observing.read(builder, file));
        return ProfileCodec.encode(builder.evidence());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void partitioningDoesNotMatter(long seed) {
        World world = world(seed);
        byte[] whole = observe(world.files());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3; round++) {
            int parts = 1 + random.nextInt(6);
            List<ProfileBuilder> builders = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                builders.add(new ProfileBuilder());
            }
            shuffled(world, random).forEach(file -> Observing.read(builders.get(random.nextInt(parts)), file));
            while (builders.size() > 1) {
                ProfileBuilder one = builders.remove(random.nextInt(builders.size()));
                ProfileBuilder other = builders.remove(random.nextInt(builders.size()));
                if (random.nextBoolean()) {
                    byte[] saved = ProfileCodec.encode(other.evidence());
                    builders.add(one.merge(ProfileCodec.decode(saved)));
                } else {
                    builders.add(one.merge(other));
                }
            }

            assertThat(ProfileCodec.encode(builders.get(0).evidence()))
                    .as("seed %d, round %d, %d parts", seed, round, parts)
                    .isEqualTo(whole);
        }
    }

    /** Threads that fill one evidence at once, some of them more than one file, with IPv6 and without a direction too. */
    @ParameterizedTest
    @ValueSource(longs = {14, 15, 16, 17})
    void threadsMayFillOneEvidence(long seed) throws InterruptedException {
        World world = world(seed);
        byte[] whole = observe(world.files());
        Evidence shared = Evidence.empty();
        Queue<LogFile> files = new ConcurrentLinkedQueue<>(shuffled(world, new SplittableRandom(seed)));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            Thread thread = new Thread(() -> {
                ProfileBuilder builder = new ProfileBuilder(shared);
                for (LogFile file = files.poll(); file != null; file = files.poll()) {
                    Observing.read(builder, file);
                    builder.observed(input(Thread.currentThread().getName()));
                }
                builder.evidence();
            });
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(ProfileCodec.encode(shared.withoutInputs()))
                .as("seed %d", seed)
                .isEqualTo(whole);
    }

    @Test
    void aCutProfileIsTheProfileOfItsDays() {
        World world = world(21);
        Evidence evidence = ProfileCodec.decode(observe(world.files()));
        LocalDate first = firstDay(evidence);

        Evidence firstDay = evidence.cut(first, first);
        Evidence rest = evidence.cut(first.plusDays(1), first.plusDays(9));

        assertThat(firstDay.entries()).isPositive().isLessThan(evidence.entries());
        assertThat(ProfileCodec.encode(rest.merge(firstDay))).isEqualTo(ProfileCodec.encode(evidence));
        assertThat(firstDay.sourceDays.keySet()).allMatch(key -> key.day() == first.toEpochDay());
    }

    private static LocalDate firstDay(Evidence evidence) {
        return LocalDate.ofEpochDay(evidence.sourceDays.keySet().stream()
                .mapToInt(SourceDay.Key::day)
                .min()
                .orElseThrow());
    }

    @Test
    void aBuilderGoesOnAfterASave() {
        World world = world(22);
        List<LogFile> files = world.files();
        int half = files.size() / 2;
        Evidence saved = ProfileCodec.decode(observe(files.subList(0, half)));

        ProfileBuilder builder = new ProfileBuilder(saved);
        files.subList(half, files.size()).forEach(file -> Observing.read(builder, file));

        assertThat(ProfileCodec.encode(builder.evidence())).isEqualTo(observe(files));
    }

    @Test
    void whatIsAddedAfterASaveIsSavedInItsPlace() {
        World world = world(24);
        List<LogFile> files = world.files();
        ProfileBuilder builder = new ProfileBuilder();

        for (LogFile file : files) {
            Observing.read(builder, file);
            assertThat(ProfileCodec.encode(builder.evidence())).isNotEmpty();
        }

        assertThat(ProfileCodec.encode(builder.evidence())).isEqualTo(observe(files));
    }

    private static ObservedInput input(String digest) {
        return new ObservedInput(digest, digest + ".log", 1, 0, Optional.empty());
    }

    @Test
    void theSameInputIsNotObservedTwice() {
        ProfileBuilder builder = new ProfileBuilder();

        assertThat(builder.observed(input("aa"))).isTrue();
        assertThat(builder.observed(input("aa"))).isFalse();
    }

    @Test
    void mergingAProfileIntoItselfChangesNothing() {
        World world = world(23);
        ProfileBuilder builder = new ProfileBuilder();
        builder.observed(input("aa"));
        world.files().forEach(file -> Observing.read(builder, file));
        byte[] saved = ProfileCodec.encode(builder.evidence());

        builder.merge(ProfileCodec.decode(saved));

        assertThat(ProfileCodec.encode(builder.evidence())).isEqualTo(saved);
    }

    @Test
    void refusesToCountSharedInputsTwice() {
        ProfileBuilder one = new ProfileBuilder();
        one.observed(input("aa"));
        one.observed(input("bb"));
        ProfileBuilder other = new ProfileBuilder();
        other.observed(input("bb"));
        other.observed(input("cc"));

        assertThatThrownBy(() -> one.merge(other.evidence()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bb.log");
    }
}
