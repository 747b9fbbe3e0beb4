package dev.weir.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final String CHECK = "cfd-f0b-f05";

    private final List<Finding> findings = new ArrayList<>();

    private ScanSummary scan(Suppression suppression, SecurityGroup... groups) {
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        scan.on(TODAY, Baseline.NONE, List.of());
        scan.suppression(suppression);
        List.of(groups).forEach(scan::securityGroup);
        return scan.finish();
    }

    private static Suppression suppression(String until, String reason, String address) {
        return new Suppression(CHECK, Optional.of(LocalDate.parse(until)), Optional.of(reason), at(12, address));
    }

    private static Origin at(long line, String address) {
        return Origin.of("main.tf", line).called(new Origin.Address("infra", address));
    }

    private static SecurityGroup open(String address, String... rules) {
        List<SecurityGroupRule> outbound = new ArrayList<>();
        for (String rule : rules) {
            outbound.add(SecurityGroupRule.Known.of(Service.ALL, Destination.of(Cidr.ALL_IPV4))
                    .at(at(20, rule)));
        }
        return new SecurityGroup(
                Scope.UNKNOWN,
                address,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                outbound,
                List.of(),
                Map.of(),
                at(1, address));
    }

    @Test
    void hidesAFindingAndCountsItApartUntilItsLastDay() {
        ScanSummary summary = scan(
                suppression("2026-11-28", "the proxy", "sg.web"), open("sg.web[\"a\"]", "r"), open("sg.other", "r"));

        assertThat(summary.suppressed()).isEqualTo(2);
        assertThat(summary.fail()).isEqualTo(2);
        assertThat(summary.groupsSuppressed()).isEqualTo(1);
        assertThat(summary.groupsFailing()).isEqualTo(1);
        assertThat(summary.complete()).isTrue();
        assertThat(findings).hasSize(4);
        assertThat(findings.get(0).suppression()).isPresent();
        assertThat(findings.get(0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(findings.get(2).suppression()).isEmpty();
    }

    @Test
    void isCleanWhereAllThatFailsIsSuppressed() {
        assertThat(scan(suppression("2026-11-28", "the proxy", "sg.web"), open("sg.web", "r"))
                        .clean())
                .isTrue();
    }

    @Test
    void failsLoudlyOnceExpired() {
        ScanSummary summary = scan(suppression("2026-11-27", "the proxy", "sg.web"), open("sg.web", "r"));

        assertThat(summary.suppressed()).isZero();
        assertThat(summary.fail()).isEqualTo(2);
        assertThat(summary.complete()).isFalse();
        assertThat(summary.problems().toString()).contains("main.tf:12").contains("expired on 2026-11-27");
    }

    @Test
    void failsLoudlyWithoutAReasonAndOfAnUnknownCheck() {
        ScanSummary noReason = scan(suppression("2027-01-01", " ", "sg.web"), open("sg.web", "r"));
        ScanSummary noCheck = scan(
                new Suppression("cfd-f0b-f06", Optional.empty(), Optional.of("why"), at(3, "sg.web")),
                open("sg.web", "r"));

        assertThat(noReason.problems().toString()).contains("gives no reason");
        assertThat(noCheck.problems().toString()).contains("which is no check of weir");
        assertThat(noReason.fail() + noCheck.fail()).isEqualTo(4);
    }

    @Test
    void onARuleHidesOnlyWhatThatRuleOpensAlone() {
        ScanSummary alone = scan(suppression("2027-01-01", "why", "rule.a"), open("sg.web", "rule.a"));
        ScanSummary beside = scan(suppression("2027-01-01", "why", "rule.a"), open("sg.web", "rule.a", "rule.b"));

        assertThat(alone.suppressed()).isEqualTo(2);
        assertThat(beside.suppressed()).isZero();
        assertThat(beside.fail()).isEqualTo(2);
    }
}
