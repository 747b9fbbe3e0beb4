package dev.weir.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenUntilTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

    private final List<Finding> findings = new ArrayList<>();

    private static SecurityGroupRule.Known rule(String destination, String description) {
        return new SecurityGroupRule.Known(
                Optional.empty(),
                Service.ALL,
                Destination.of(Cidr.parse(destination)),
                Optional.of(description),
                Map.of());
    }

    private static SecurityGroup open(String... descriptions) {
        return Fixtures.group(
                Fixtures.SCOPE,
                "sg-1",
                Stream.of(descriptions).map(text -> rule("0.0.0.0/0", text)).toList());
    }

    private ScanSummary scan(SecurityGroup... groups) {
        findings.clear();
        Scan scan = new Scan(Policy.DEFAULT, findings::add).ofSome();
        scan.on(TODAY, Baseline.NONE, List.of());
        Arrays.asList(groups).forEach(scan::securityGroup);
        return scan.finish();
    }

    private static Optional<OpenUntil> of(String description) {
        return OpenUntil.of(rule("0.0.0.0/0", description));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weir:open-until=2026-12-31                              | 2026-12-31 | ''",
                "vendor moves (weir:open-until=2026-12-31)               | 2026-12-31 | vendor moves",
                "vendor [weir:open-until=2026-12-31] moves               | 2026-12-31 | vendor moves",
                "CHG-7, weir:open-until=2026-12-31; ask web              | 2026-12-31 | CHG-7, ; ask web",
                "weir:open-until=2026-12-31 weir:open-until=2027-01-31 a | 2027-01-31 | a",
                "weir:open-until=soon weir:open-until=2027-01-31 a       | 2027-01-31 | a",
            })
    void holdsADayAndAReason(String description, LocalDate until, String reason) {
        assertThat(of(description).orElseThrow().until()).hasValue(until);
        assertThat(of(description).orElseThrow().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "weir:open-until=",
        "weir:open-until=2026-02-30",
        "weir:open-until=31.12.2026",
        "weir:open-until=2026-12"
    })
    void holdsOnNoDayWhereNoneIsWritten(String description) {
        assertThat(of(description).orElseThrow().until()).isEmpty();
        assertThat(scan(open(description)).problems().toString()).contains("without a day");
    }

    @ParameterizedTest
    @CsvSource({"all traffic", "xweir:open-until=2026-12-31", "weir: open-until=2026-12-31", "open-until=2026-12-31"})
    void isNothingElse(String description) {
        assertThat(of(description)).isEmpty();
        assertThat(scan(open(description)).fail()).isEqualTo(2);
    }

    @Test
    void isCountedApartToTheEndOfItsDay() {
        ScanSummary summary = scan(open("the vendor moves, weir:open-until=2026-11-28"));
        Suppression decision = findings.get(0).suppression().orElseThrow();

        assertThat(summary.clean()).isTrue();
        assertThat(summary.groupsSuppressed()).isOne();
        assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.FAIL);
        assertThat(decision.where()).isEqualTo(Suppression.Where.IN_RULE);
        assertThat(decision.reason()).hasValue("the vendor moves,");
        assertThat(decision.until()).hasValue(TODAY);
    }

    @Test
    void failsLoudlyAfter() {
        ScanSummary summary = scan(open("the vendor moves weir:open-until=2026-11-27"));

        assertThat(summary.complete()).isFalse();
        assertThat(summary.groupsFailing()).isOne();
        assertThat(summary.problems()).hasSize(1);
        assertThat(summary.problems().toString())
                .contains("`0.0.0.0/0` of `sg-1` was to be open until 2026-11-27, and still is; help: ");
    }

    @Test
    void saysNothingOfARuleThatOpensNothing() {
        ScanSummary summary = scan(
                Fixtures.group(Fixtures.SCOPE, "sg-1", List.of(rule("203.0.113.0/28", "weir:open-until=2020-01-01"))));

        assertThat(summary.clean()).isTrue();
    }

    /** Hidden exactly where each rule that opens may, and till the first of them is over. */
    @Test
    void hidesWhatEachOfItsRulesMayOpen() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<LocalDate> days = random.ints(1 + random.nextInt(3), -2, 4)
                    .mapToObj(TODAY::plusDays)
                    .toList();
            boolean isOneUnmarked = random.nextInt(4) == 0;
            List<String> descriptions = new ArrayList<>(
                    days.stream().map(day -> "weir:open-until=" + day).toList());
            if (isOneUnmarked) {
                descriptions.add(random.nextInt(descriptions.size() + 1), "all");
            }
            long over =
                    days.stream().filter(day -> day.isBefore(TODAY)).distinct().count();

            ScanSummary summary = scan(open(descriptions.toArray(String[]::new)));

            boolean isHidden = over == 0 && !isOneUnmarked;
            assertThat(summary.groupsSuppressed()).as("seed %d", seed).isEqualTo(isHidden ? 1 : 0);
            assertThat(summary.problems()).as("seed %d", seed).hasSize((int) over);
            findings.forEach(finding -> assertThat(finding.suppression().flatMap(Suppression::until))
                    .isEqualTo(isHidden ? days.stream().min(LocalDate::compareTo) : Optional.empty()));
        }
    }
}
