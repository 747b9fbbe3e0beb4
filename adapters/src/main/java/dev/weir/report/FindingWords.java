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
import dev.weir.net.PortRange;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a finding says, as one sentence and as words; text by others in it is as it was read. */
public final class FindingWords {
    private static final int PORTS_SHOWN = 4;
    private static final int DESTINATIONS_SHOWN = 3;

    private FindingWords() {}

    /** {@code sg-0a1b2c3d "web-tier" lets traffic out to the world: all ports to 0.0.0.0/0}; the name is hostile. */
    public static String sentence(Finding finding) {
        return Resources.named(finding.subject().id(), Resources.name(finding.subject()))
                + finding.subject().match(group -> "", FindingWords::groupsOf)
                + predicate(finding);
    }

    private static String groupsOf(Subject.Interface on) {
        return on.groups().stream()
                .map(group -> Resources.named(group.id(), group.name()))
                .collect(Collectors.joining(" and ", " with ", ""));
    }

    /** The same by id alone, where the name stands above. */
    public static String sentenceById(Finding finding) {
        return finding.subject().id() + predicate(finding);
    }

    private static String predicate(Finding finding) {
        return switch (finding.verdict()) {
            case FAIL ->
                " lets traffic out to the world: " + opens(finding.opening()) + " to "
                        + destinations(finding.opening().rules());
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

    /** Each rule that opens the group: {@code tcp 443 to 0.0.0.0/0}. */
    public static List<String> rules(List<SecurityGroupRule.Known> rules) {
        return rules.stream()
                .map(ReportedFinding.Rule::of)
                .map(JudgedResource::words)
                .toList();
    }

    /** The open ports: {@code all ports}, {@code tcp 443}, {@code tcp 80,443 udp 53}. */
    public static String opens(Opening opening) {
        if (opening.openTcpPorts() == PortRange.PORTS && opening.openUdpPorts() == PortRange.PORTS) {
            return "all ports";
        }
        StringBuilder text = new StringBuilder();
        append(text, "tcp ", opening.tcp());
        append(text, "udp ", opening.udp());
        return text.toString();
    }

    private static void append(StringBuilder text, String protocol, List<PortRange> ports) {
        if (ports.isEmpty()) {
            return;
        }
        text.append(text.length() > 0 ? " " : "").append(protocol);
        for (int i = 0; i < ports.size() && i < PORTS_SHOWN; i++) {
            PortRange range = ports.get(i);
            text.append(i > 0 ? "," : "").append(range.size() == PortRange.PORTS ? "all ports" : range.toString());
        }
        text.append(Counted.more(ports.size(), PORTS_SHOWN));
    }

    /** The destinations of the first rules, printable. */
    public static String destinations(List<SecurityGroupRule.Known> rules) {
        Set<String> destinations = new LinkedHashSet<>();
        for (SecurityGroupRule.Known rule : rules) {
            destinations.add(rule.destination().text());
        }
        return Counted.few(destinations, DESTINATIONS_SHOWN, Printable::of);
    }

    /** The number; {@code 3+} where the listing has gaps; {@code ?} where nothing is known. */
    public static String interfaces(Attachment attachment) {
        if (attachment.interfaces().isEmpty()) {
            return "?";
        }
        String number = Integer.toString(attachment.interfaces().getAsInt());
        if (attachment.complete()) {
            return number;
        }
        return number.equals("0") ? "?" : number + "+";
    }

    /** {@code igw, public address}; {@code nat}; {@code via tgw-0aa1}; {@code none}; {@code ?}. */
    public static String path(InternetPath path) {
        return switch (path.answer()) {
            case NO -> "none";
            case UNKNOWN -> path.via().isEmpty() ? "?" : "via " + joined(path.via());
            case YES -> gateways(path);
        };
    }

    private static String joined(Collection<String> hostile) {
        return hostile.stream().map(Printable::of).collect(Collectors.joining(", "));
    }

    private static String gateways(InternetPath path) {
        Set<String> kinds = new LinkedHashSet<>();
        for (String via : path.via()) {
            int hyphen = via.indexOf('-');
            String kind = hyphen > 0 ? via.substring(0, hyphen) : via;
            if (kind.equals("igw") || kind.equals("nat") || kind.equals("eigw") || kind.equals("cagw")) {
                kinds.add(kind);
            }
        }
        if (path.publicAddress()) {
            kinds.add("public address");
        }
        return kinds.isEmpty() ? "yes" : joined(kinds);
    }

    /** A table is no place for help: explain has it. */
    static String withoutHelp(String sentence) {
        int help = sentence.indexOf("; help:");
        return help < 0 ? sentence : sentence.substring(0, help);
    }
}
