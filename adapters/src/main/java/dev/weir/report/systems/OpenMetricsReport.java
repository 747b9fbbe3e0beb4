package dev.weir.report.systems;

import dev.weir.finding.Finding;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.Scope;
import dev.weir.report.Report;
import dev.weir.report.Run;
import dev.weir.report.Words;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of a scan as OpenMetrics text, for a textfile collector or a push gateway: how many findings of each reading,
 * status and severity there are in each account and Region, how far each was read, and whether all was.
 *
 * <p>Groups are not named: a series for each would outlive it. A status that does not occur has no sample.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a>
 */
public final class OpenMetricsReport implements Report {

    private final OutputStream out;
    private final Run run;
    private final Map<Series, Long> findings = new TreeMap<>(Series.ORDER);

    private record Series(Scope scope, String reading, String status, String severity) {

        static final Comparator<Series> ORDER = Comparator.comparing(Series::scope)
                .thenComparing(Series::reading)
                .thenComparing(Series::status)
                .thenComparing(Series::severity);

        Labels labels() {
            return scopeLabels(scope).merge(Labels.of("reading", reading, "severity", severity, "status", status));
        }
    }

    public OpenMetricsReport(OutputStream out, Run run) {
        this.out = out;
        this.run = run;
    }

    @Override
    public void finding(Finding finding) {
        String status = finding.suppression().isPresent() ? "suppressed" : Words.of(finding.verdict());
        Series series =
                new Series(finding.subject().scope(), finding.reading().id(), status, Words.of(finding.severity()));
        findings.merge(series, 1L, Long::sum);
    }

    private static Labels scopeLabels(Scope scope) {
        return Labels.of(
                "account", scope.account().orElse(""),
                "region", scope.region().orElse(""));
    }

    @Override
    public void finish(ScanSummary summary) {
        GaugeSnapshot.Builder counted = gauge("weir_findings", "Findings by reading, status and severity.");
        findings.forEach((series, count) -> counted.dataPoint(point(series.labels(), count)));
        GaugeSnapshot.Builder groups = gauge("weir_security_groups", "Security groups that were judged.");
        GaugeSnapshot.Builder read = gauge("weir_scope_read", "1 where an account and Region was read whole.");
        for (ScanSummary.ScopeStatus scope : summary.scopes()) {
            Labels labels = scopeLabels(scope.scope());
            groups.dataPoint(point(labels, scope.securityGroups()));
            read.dataPoint(point(labels, scope.status() == ScanSummary.Status.READ ? 1 : 0));
        }
        MetricSnapshots all = MetricSnapshots.of(
                counted.build(),
                groups.build(),
                read.build(),
                one("weir_scan_complete", "1 if everything was read.", summary.complete() ? 1 : 0),
                one(
                        "weir_scan_problems",
                        "What could not be read or is wrong.",
                        summary.problems().size()),
                one("weir_scan_clean", "1 if nothing is as severe as --fail-on.", summary.clean() ? 1 : 0),
                one(
                        "weir_scan_timestamp_seconds",
                        "When the scan was made.",
                        run.at().getEpochSecond()));
        try {
            OpenMetricsTextFormatWriter.create().write(out, all);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeSnapshot one(String name, String help, double value) {
        return gauge(name, help).dataPoint(point(Labels.EMPTY, value)).build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
