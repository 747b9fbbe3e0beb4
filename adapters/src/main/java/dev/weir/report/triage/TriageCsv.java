package dev.weir.report.triage;

import dev.weir.finding.Exposure;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.operation.TriageOperation;
import dev.weir.plan.Outlook;
import dev.weir.plan.OutsideManager;
import dev.weir.report.Words;
import dev.weir.report.systems.CsvTable;
import dev.weir.triage.Family;
import dev.weir.triage.TriagedGroup;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sorted groups as comma-separated values: a header, then one record per group, worst first. What is not known is empty. */
public final class TriageCsv {

    private static final List<String> COLUMNS = List.of(
            "bucket",
            "effort",
            "severity",
            "status",
            "id",
            "name",
            "account",
            "region",
            "vpc",
            "address",
            "reason",
            "interfaces",
            "managedBy",
            "connections",
            "usableDays",
            "rules",
            "staysOpen",
            "exposureIpv4Before",
            "exposureIpv4After",
            "exposureIpv6Before",
            "exposureIpv6After",
            "tags",
            "family",
            "differs");

    private final CsvTable csv;

    public TriageCsv(OutputStream out) {
        csv = new CsvTable(out, COLUMNS);
    }

    /** Writes all records. */
    public void write(TriageOperation.Result result) {
        Map<String, String> families = new HashMap<>();
        Map<String, String> differs = new HashMap<>();
        for (Family family : result.families()) {
            for (Family.Member member : family.members()) {
                String id = member.group().group().id();
                families.put(id, family.id());
                member.differs().ifPresent(how -> differs.put(id, how));
            }
        }
        for (TriagedGroup one : result.groups()) {
            String id = one.group().id();
            group(one, families.getOrDefault(id, ""), differs.getOrDefault(id, ""));
        }
        csv.finish();
    }

    private void group(TriagedGroup sorted, String family, String differs) {
        SecurityGroup group = sorted.group();
        Optional<Outlook> outlook = sorted.facts().outlook();
        Optional<Exposure> after = sorted.after();
        csv.write(List.of(
                sorted.bucket().id(),
                sorted.bucket().effort().id(),
                Words.of(sorted.severity()),
                Words.of(sorted.verdict()),
                group.id(),
                group.name(),
                group.scope().account().orElse(""),
                group.scope().region().orElse(""),
                group.vpc().orElse(""),
                group.origin().address().map(Origin.Address::name).orElse(""),
                sorted.place().reason(),
                Integer.toString(sorted.facts().use().interfaces()),
                sorted.facts().manager().map(OutsideManager::name).orElse(""),
                text(outlook, one -> Long.toString(one.connections())),
                text(outlook, one -> Integer.toString(one.usableDays())),
                text(outlook, one -> Integer.toString(one.rules())),
                text(outlook, one -> String.join("; ", one.staysOpen())),
                ipv4(sorted.before()),
                text(after, TriageCsv::ipv4),
                ipv6(sorted.before()),
                text(after, TriageCsv::ipv6),
                CsvTable.tags(group.tags()),
                family,
                differs));
    }

    private static <T> String text(Optional<T> known, Function<T, String> words) {
        return known.map(words).orElse("");
    }

    private static String ipv4(Exposure exposure) {
        return Double.toString(exposure.ipv4().toDouble());
    }

    private static String ipv6(Exposure exposure) {
        return Double.toString(exposure.ipv6().toDouble());
    }
}
