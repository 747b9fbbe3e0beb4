package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeOrganization;
import dev.weir.fake.FakeOrganization.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole organization in one command, as a process that is killed half-way and begun again: every group judged once, nothing
 * asked twice, no bucket emptied, and nobody kept waiting by the Region that has most.
 */
class ManyAccountsIT {

    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2");
    private static final int BURST = 50;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @TempDir
    Path folder = Path.of("");

    private Process scan(FakeOrganization fake, int heap, Path out, Path err) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "scan",
                "--organization",
                "--state",
                folder.resolve("state").toString(),
                "--format",
                "json"));
        REGIONS.forEach(region -> command.addAll(List.of("--region", region)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", fake.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_REGION", "eu-west-1",
                        "AWS_CONFIG_FILE", "/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
        return builder.start();
    }

    /** The accounts and Regions that are kept whole. */
    private Set<String> kept() throws IOException {
        Path state = folder.resolve("state");
        if (!Files.isDirectory(state)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(state, 2)) {
            return files.filter(file -> file.toString().endsWith(".json.gz.sha256"))
                    .map(file -> state.relativize(file)
                            .toString()
                            .replace(".json.gz.sha256", "")
                            .replace('/', ' '))
                    .filter(scope -> REGIONS.contains(scope.substring(scope.indexOf(' ') + 1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private void wholeOrganization(int accounts, int groups, int busyGroups, int heap)
            throws IOException, InterruptedException {
        String refusing = FakeOrganization.account(accounts / 3);
        String busy = FakeOrganization.account(1);
        try (FakeOrganization fake =
                FakeOrganization.of(accounts, groups).refuse(refusing).busy(busy, REGIONS.get(0), busyGroups)) {
            Path out = folder.resolve("scan.json");
            Path err = folder.resolve("stderr.txt");
            Process killed = scan(fake, heap, out, err);
            await(() -> fake.calls().stream()
                            .filter(call -> call.action().equals("DescribeVpcs"))
                            .count()
                    > accounts * 2L);
            killed.destroyForcibly().waitFor();
            Set<String> kept = kept();
            List<Call> before = fake.calls();
            fake.forget();

            Process second = scan(fake, heap, out, err);
            assertThat(second.waitFor(20, TimeUnit.MINUTES)).isTrue();
            List<Call> after = fake.calls();
            JsonNode json = JsonMapper.shared().readTree(Files.readString(out));
            String told = Files.readString(err);

            assertThat(second.exitValue()).as(told).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(json.at("/summary/securityGroups").asInt())
                    .isEqualTo((accounts - 1) * 4 * groups - groups + busyGroups);
            assertThat(json.get("errors").toString())
                    .contains("AssumeRole in account " + refusing)
                    .doesNotContain(busy);
            assertThat(kept).hasSizeGreaterThan(accounts / 2);
            assertThat(after)
                    .filteredOn(call -> call.action().startsWith("Describe"))
                    .extracting(call -> call.account() + " " + call.region())
                    .doesNotContainAnyElementsOf(kept);
            for (List<Call> run : List.of(before, after)) {
                buckets(run).forEach(ManyAccountsIT::assertBelow);
            }
            List<Long> slow = Stream.of(before, after)
                    .map(run -> buckets(run)
                            .getOrDefault(busy + " " + REGIONS.get(0) + " DescribeSecurityGroups", List.of()))
                    .filter(times -> times.size() >= busyGroups)
                    .findFirst()
                    .orElse(List.of());
            assertThat(slow).as("pages of the busy Region").hasSizeGreaterThanOrEqualTo(busyGroups);
            assertThat(Stream.concat(before.stream(), after.stream())
                            .filter(call -> call.at() > slow.get(0) && call.at() < slow.get(slow.size() - 1))
                            .map(call -> call.account() + " " + call.region())
                            .distinct())
                    .as("others that were asked while the busy one was read")
                    .hasSizeGreaterThan(10);
        }
    }

    private static Map<String, List<Long>> buckets(List<Call> calls) {
        return calls.stream()
                .filter(call -> call.action().startsWith("Describe"))
                .collect(Collectors.groupingBy(
                        Call::bucket, TreeMap::new, Collectors.mapping(Call::at, Collectors.toList())));
    }

    /** Half of AWS's 100 at once and 20 a second; what was held up on the way may arrive as one more. */
    private static void assertBelow(String bucket, List<Long> times) {
        for (int first = 0; first < times.size(); first++) {
            for (int last = first; last < times.size(); last++) {
                long window = times.get(last) - times.get(first);
                assertThat((long) last - first).as(bucket).isLessThanOrEqualTo(BURST + window / INTERVAL.toNanos());
            }
        }
    }

    @Test
    void judgesAnOrganizationOnceWhateverIsKilledRefusedOrBusy() throws IOException, InterruptedException {
        wholeOrganization(24, 5, 70, 128);
    }

    @Test
    @Tag("deep")
    void judgesFortyThousandGroupsOfTwoHundredAccounts() throws IOException, InterruptedException {
        wholeOrganization(200, 50, 150, 256);
    }
}
