package dev.weir.report.trend;

import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.operation.trend.Trend;
import dev.weir.report.systems.CsvTable;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A trend as comma-separated values: one record for each period and reading; of one in which nothing was read, empty fields. */
public final class TrendCsv {

    private static final List<String> COLUMNS = List.of(
            "begin",
            "states",
            "reading",
            "securityGroups",
            "notRead",
            "open",
            "critical",
            "high",
            "medium",
            "low",
            "unknown",
            "suppressed",
            "found",
            "opened",
            "closed",
            "hidden",
            "meanAgeDays",
            "ageAtLeast",
            "exposureIpv4",
            "exposureIpv6");

    private final CsvTable csv;

    public TrendCsv(OutputStream out) {
        csv = new CsvTable(out, COLUMNS);
    }

    public void write(Trend trend) {
        for (Trend.Period period : trend.periods()) {
            for (Reading reading : Reading.values()) {
                List<String> record = new ArrayList<>(
                        List.of(period.begin().toString(), Integer.toString(period.states()), reading.id()));
                period.ended().ifPresent(ended -> record.addAll(fields(ended, ended.of(reading))));
                while (record.size() < COLUMNS.size()) {
                    record.add("");
                }
                csv.write(record);
            }
        }
        csv.finish();
    }

    private static List<String> fields(Trend.Ended ended, Trend.OpenGroups counts) {
        return List.of(
                Long.toString(ended.securityGroups()),
                Long.toString(ended.notRead()),
                Long.toString(counts.open()),
                Long.toString(counts.open(Severity.CRITICAL)),
                Long.toString(counts.open(Severity.HIGH)),
                Long.toString(counts.open(Severity.MEDIUM)),
                Long.toString(counts.open(Severity.LOW)),
                Long.toString(counts.unknown()),
                Long.toString(counts.suppressed()),
                Long.toString(counts.found()),
                Long.toString(counts.opened()),
                Long.toString(counts.closed()),
                Long.toString(counts.hidden()),
                Double.toString(Math.round(counts.meanAgeDays() * 100) / 100.0),
                Boolean.toString(counts.ageAtLeast()),
                Double.toString(ended.exposureIpv4()),
                Double.toString(ended.exposureIpv6()));
    }
}
