package dev.weir.report.systems;

import dev.weir.finding.Finding;
import dev.weir.finding.Opening;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Subject;
import dev.weir.inventory.Suppression;
import dev.weir.report.FindingWords;
import dev.weir.report.Report;
import dev.weir.report.Resources;
import dev.weir.report.Words;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A scan as comma-separated values (RFC 4180): a header, then one record per resource and reading, passes too.
 *
 * <p>What is not known is empty. Lists are joined by {@code "; "}. What was not read has no record: exit code and standard error tell of it.
 */
public final class CsvReport implements Report {

    private static final List<String> COLUMNS = List.of(
            "check",
            "reading",
            "status",
            "severity",
            "type",
            "id",
            "name",
            "account",
            "region",
            "vpc",
            "arn",
            "address",
            "file",
            "line",
            "interfaces",
            "internetPath",
            "openTcpPorts",
            "openUdpPorts",
            "exposureIpv4",
            "exposureIpv6",
            "rules",
            "unresolved",
            "notices",
            "suppressedReason",
            "suppressedUntil",
            "tags",
            "fingerprint",
            "suppressedOwner");

    private final CsvTable csv;

    public CsvReport(OutputStream stream) {
        csv = new CsvTable(stream, COLUMNS);
    }

    @Override
    public void finding(Finding finding) {
        Subject subject = finding.subject();
        Opening opening = finding.opening();
        ReportedFinding.ReportedResource resource = ReportedFinding.ReportedResource.of(finding);
        csv.write(List.of(
                finding.check().id(),
                finding.reading().id(),
                Words.of(finding.verdict()),
                Words.of(finding.severity()),
                subject.type(),
                subject.id(),
                resource.name(),
                subject.scope().account().orElse(""),
                subject.scope().region().orElse(""),
                subject.vpc().orElse(""),
                Resources.arn(subject),
                resource.address().orElse(""),
                resource.file().orElse(""),
                text(resource.line()),
                text(finding.attachment().interfaces()),
                Words.of(finding.internetPath().answer()),
                Integer.toString(opening.openTcpPorts()),
                Integer.toString(opening.openUdpPorts()),
                Double.toString(finding.exposure().ipv4().toDouble()),
                Double.toString(finding.exposure().ipv6().toDouble()),
                String.join("; ", FindingWords.rules(opening.rules())),
                String.join("; ", finding.unresolved()),
                String.join("; ", finding.notices()),
                finding.suppression().flatMap(Suppression::reason).orElse(""),
                finding.suppression()
                        .flatMap(Suppression::until)
                        .map(LocalDate::toString)
                        .orElse(""),
                CsvTable.tags(subject.tags()),
                finding.fingerprint(),
                finding.suppression().flatMap(Suppression::owner).orElse("")));
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    @Override
    public void finish(ScanSummary summary) {
        csv.finish();
    }
}
