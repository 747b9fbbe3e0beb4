package dev.weir.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.ResourceFilter;
import dev.weir.operation.OperationListener;
import dev.weir.operation.TriageOperation;
import dev.weir.plan.PlanSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Organisations of which everything is known: each group in its right bucket, each family found, each outlier named. */
class FleetTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static TriageOperation.Result triage(FleetMaker.Fleet fleet) {
        return new TriageOperation(
                        new TriageOperation.Request(
                                PlanSettings.of("test", NOW),
                                List.of(),
                                List.of(fleet.snapshot()),
                                Optional.of(fleet.evidence()),
                                LocalDate.of(2026, 11, 22),
                                List.of(),
                                ResourceFilter.ALL),
                        OperationListener.NONE)
                .run();
    }

    private static void sortsAll(FleetMaker.Fleet fleet, TriageOperation.Result result) {
        Map<String, Bucket> found = new TreeMap<>();
        result.groups().forEach(group -> {
            assertThat(found.put(group.group().id(), group.bucket())).isNull();
        });
        assertThat(found).isEqualTo(fleet.buckets());
    }

    private static double adjustedRandIndex(Map<String, Integer> truth, List<Family> families) {
        Map<List<Integer>, Integer> cells = new HashMap<>();
        Map<Integer, Integer> byTruth = new HashMap<>();
        Map<Integer, Integer> byFamily = new HashMap<>();
        int groups = 0;
        for (int family = 0; family < families.size(); family++) {
            for (String id : families.get(family).ids()) {
                int known = truth.getOrDefault(id, -1);
                cells.merge(List.of(known, family), 1, Integer::sum);
                byTruth.merge(known, 1, Integer::sum);
                byFamily.merge(family, 1, Integer::sum);
                groups++;
            }
        }
        assertThat(groups).isEqualTo(truth.size());
        double together = pairs(cells);
        double expected = pairs(byTruth) * pairs(byFamily) / (groups * (groups - 1.0) / 2);
        double most = (pairs(byTruth) + pairs(byFamily)) / 2;
        return most == expected ? 1.0 : (together - expected) / (most - expected);
    }

    private static double pairs(Map<?, Integer> sizes) {
        return sizes.values().stream()
                .mapToDouble(size -> size * (size - 1.0) / 2)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyGroupIsInItsBucketAndInItsFamily(long seed) {
        FleetMaker.Fleet fleet = FleetMaker.alike(seed, 300, 6, 15);

        TriageOperation.Result result = triage(fleet);

        sortsAll(fleet, result);
        assertThat(adjustedRandIndex(fleet.families(), result.families()))
                .as("seed " + seed)
                .isEqualTo(1.0);
        assertThat(result.families())
                .filteredOn(family -> family.usual().isPresent())
                .allSatisfy(family -> assertThat(family.outliers()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void oneOutlierInTenStaysInItsFamilyAndIsNamed(long seed) {
        FleetMaker.Fleet fleet = FleetMaker.withOutliers(seed, 300, 6, 15);

        TriageOperation.Result result = triage(fleet);

        sortsAll(fleet, result);
        assertThat(fleet.outliers()).isNotEmpty();
        assertThat(adjustedRandIndex(fleet.families(), result.families()))
                .as("seed " + seed)
                .isGreaterThanOrEqualTo(0.95);
        List<String> named = result.families().stream()
                .flatMap(family -> family.outliers().stream())
                .map(member -> member.group().group().id())
                .sorted()
                .toList();
        assertThat(named).as("seed " + seed).isEqualTo(List.copyOf(fleet.outliers()));
    }

    @Test
    @Tag("deep")
    void tenThousandGroupsOfFortyAccounts() {
        for (long seed = 7; seed < 9; seed++) {
            FleetMaker.Fleet alike = FleetMaker.alike(seed, 10_000, 40, 30);
            TriageOperation.Result result = triage(alike);
            sortsAll(alike, result);
            assertThat(adjustedRandIndex(alike.families(), result.families())).isEqualTo(1.0);

            FleetMaker.Fleet odd = FleetMaker.withOutliers(seed, 10_000, 40, 30);
            TriageOperation.Result of = triage(odd);
            sortsAll(odd, of);
            assertThat(adjustedRandIndex(odd.families(), of.families())).isGreaterThanOrEqualTo(0.95);
        }
    }
}
