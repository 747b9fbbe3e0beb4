package dev.weir.report;

import dev.weir.finding.Attachment;
import dev.weir.finding.Finding;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Opening;
import dev.weir.finding.Reading;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.ScanSummary;
import dev.weir.finding.Subject;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.report.text.Counted;
import java.util.List;
import java.util.stream.Collectors;

/** What a finding says, as one sentence and as words; text by others in it is as it was read. */
public final class FindingWords {

    private FindingWords() {}

    /** {@code sg-0a1b2c3d "web-tier" lets traffic out to the world: all ports to 0.0.0.0/0}; the name is hostile. */
    public static String sentence(Finding finding) {
        return named(finding.subject().id(), Resources.name(finding.subject()))
                + finding.subject().match(group -> "", FindingWords::groupsOf)
                + predicate(finding);
    }

    private static String groupsOf(Subject.Interface on) {
        return on.groups().stream()
                .map(group -> named(group.id(), group.name()))
                .collect(Collectors.joining(" and ", " with ", ""));
    }

    private static String named(String id, String name) {
        return name.isEmpty() ? id : id + " \"" + name + "\"";
    }

    /** The same by id alone, where the name stands above. */
    public static String sentenceById(Finding finding) {
        return finding.subject().id() + predicate(finding);
    }

    private static String predicate(Finding finding) {
        return switch (finding.verdict()) {
            case FAIL ->
                " lets traffic out to the world: " + RowMaker.opens(finding.opening()) + " to "
                        + RowMaker.to(finding.opening().rules());
            case UNKNOWN ->
                " may let traffic out to the world: "
                        + (finding.unresolved().isEmpty()
                                ? "not all was read"
                                : finding.unresolved().get(0));
            case PASS ->
                finding.reading() == Reading.ALL_PORTS
                        ? " does not open all ports to the world"
                        : " opens no port to the world";
        };
    }

    /** {@code 3 of 12 security groups let traffic out to the world}. */
    public static String headline(ScanSummary summary) {
        if (summary.securityGroups() == 0) {
            return summary.part().filter(part -> part.all() > 0).isPresent()
                    ? "no security group of those that are meant was found"
                    : "no security group was found" + (summary.complete() ? "" : ", and not all was read");
        }
        String groups = Counted.of(summary.securityGroups(), "security group");
        if (summary.groupsFailing() > 0) {
            return Counted.number(summary.groupsFailing()) + " of " + groups
                    + (summary.groupsFailing() == 1 ? " lets" : " let") + " traffic out to the world";
        }
        if (summary.groupsUnknown() > 0) {
            return "of " + groups + ", " + Counted.number(summary.groupsUnknown())
                    + " may let traffic out to the world";
        }
        if (summary.fail() + summary.unknown() > 0) {
            return "no group by itself, but groups together let traffic out to the world";
        }
        return summary.complete()
                ? "no security group lets traffic out to the world"
                : "nothing found in what was read, which is not all";
    }

    /** The open ports: {@code all ports}, {@code tcp 443}; empty where none is. */
    public static String opens(Opening opening) {
        return RowMaker.opens(opening);
    }

    /** The destinations of the first rules, printable. */
    public static String destinations(List<SecurityGroupRule.Known> rules) {
        return RowMaker.to(rules);
    }

    /** The number of interfaces; {@code 3+} where the listing has gaps; {@code ?} where nothing is known. */
    public static String interfaces(Attachment attachment) {
        return RowMaker.interfaces(attachment);
    }

    /** {@code igw, public address}; {@code via tgw-0aa1}; {@code none}; {@code ?}; printable. */
    public static String path(InternetPath path) {
        return RowMaker.path(path);
    }

    /** Each rule that opens the group: {@code tcp 443 to 0.0.0.0/0}. */
    public static List<String> rules(List<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(ReportedFinding.Rule::of)
                .map(JudgedResource::words)
                .toList();
    }
}
