package dev.weir.report;

import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ReportedFinding.ReportedResource;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.report.text.Markdown;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One resource with what each reading says of it, for a Markdown table.
 *
 * @param resource the group or interface
 * @param findings by reading
 */
record JudgedResource(ReportedResource resource, Map<Reading, ReportedFinding> findings) {

    /** Worst first; what fails before what is unknown; then by account, Region and id. */
    static final Comparator<JudgedResource> WORST_FIRST = Comparator.comparing(
                    JudgedResource::severity, Comparator.reverseOrder())
            .thenComparing(JudgedResource::verdict, Comparator.reverseOrder())
            .thenComparing(judged -> judged.resource.scope())
            .thenComparing(judged -> judged.resource.id());

    private static final int RULES_SHOWN = 6;

    JudgedResource(ReportedResource resource) {
        this(resource, new EnumMap<>(Reading.class));
    }

    void add(ReportedFinding finding) {
        findings.put(finding.reading(), finding);
    }

    Severity severity() {
        return findings.values().stream()
                .map(ReportedFinding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NONE);
    }

    Verdict verdict() {
        return findings.values().stream()
                .map(ReportedFinding::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.PASS);
    }

    /** The verdict of a reading; {@code -} where it was not asked. */
    String verdict(Reading reading) {
        ReportedFinding finding = findings.get(reading);
        return finding == null ? "-" : finding.verdict().toString();
    }

    /** What opens it: the rules of the reading that names most of them, and what was not read. */
    String opens() {
        List<ReportedFinding.Rule> rules = findings.values().stream()
                .map(ReportedFinding::rules)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
        Stream<String> unread = findings.values().stream()
                .flatMap(finding -> finding.unresolved().stream())
                .distinct()
                .limit(2)
                .map(sentence -> Markdown.code(FindingWords.withoutHelp(sentence)));
        return Stream.concat(Stream.of(rules(rules)), unread)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("<br>"));
    }

    static String rules(List<ReportedFinding.Rule> rules) {
        String shown = rules.stream()
                .limit(RULES_SHOWN)
                .map(rule -> Markdown.code(words(rule)))
                .collect(Collectors.joining("<br>"));
        return rules.size() > RULES_SHOWN ? shown + "<br>and " + (rules.size() - RULES_SHOWN) + " more" : shown;
    }

    /** {@code tcp 443 to 0.0.0.0/0}, {@code all traffic to ::/0}. */
    static String words(ReportedFinding.Rule rule) {
        String service = rule.protocol().equals("-1")
                ? "all traffic"
                : rule.protocol() + " " + (rule.ports().equals("all") ? "all ports" : rule.ports());
        return service + " to " + rule.destination();
    }

    /** Its id and name, and what code calls it. */
    static String title(ReportedResource resource) {
        return Stream.of(resource.address().orElse(""), resource.id(), resource.name())
                .distinct()
                .map(Markdown::code)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** File and line, and account and Region, as far as known. */
    static String where(ReportedResource resource) {
        String line = resource.line().isPresent() ? ":" + resource.line().getAsLong() : "";
        return Stream.of(
                        resource.file().map(file -> file + line).orElse(""),
                        resource.scope().account().orElse(""),
                        resource.scope().region().orElse(""))
                .map(Markdown::code)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** A row of the table, with its line end. */
    String row() {
        return "| " + Words.of(severity()) + " | " + verdict(Reading.ALL_PORTS) + " | " + verdict(Reading.ANY_PORT)
                + " | " + title(resource) + " | " + opens() + " | " + where(resource) + " |\n";
    }
}
