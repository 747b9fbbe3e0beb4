package dev.weir.report.html;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Suppression;
import dev.weir.operation.FindingTraffic;
import dev.weir.operation.SeenTraffic;
import dev.weir.operation.Uses;
import dev.weir.report.FindingWords;
import dev.weir.report.Resources;
import dev.weir.report.RuleReach;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.traffic.Conversation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is behind the row of a group or interface: why it is found, its rules, its way out, what uses it, and what to do. */
record GroupParts(Remedies remedies, Supplier<PrefixLists> prefixLists, Uses uses) {

    private static final int RULES = 300;

    /** The parts; in short only what the row does not say already. */
    void append(Markup out, JudgedEntry entry, ListedPage.Extent extent) {
        if (extent == ListedPage.Extent.WHOLE) {
            facts(out, entry);
        }
        out.part("Why");
        why(out, entry.findings());
        exposure(out, entry.findings().get(0));
        out.raw("</section>\n").part("Rules");
        rules(out, entry);
        out.raw("</section>\n");
        if (extent == ListedPage.Extent.SHORT) {
            return;
        }
        Optional<SeenTraffic> seen =
                entry.subject() instanceof Subject.Group ? uses.traffic(entry.id()) : Optional.empty();
        out.part("Address space");
        map(out, entry, seen);
        out.raw("</section>\n").part("Interfaces and path");
        interfaces(out, entry.worst());
        out.raw("</section>\n");
        if (uses.asked()) {
            out.part("Traffic");
            traffic(out, entry, seen);
            out.raw("</section>\n");
        }
        out.part("What to do");
        whatToDo(out, entry);
        out.raw("</section>\n");
    }

    private static void facts(Markup out, JudgedEntry entry) {
        Subject subject = entry.subject();
        out.raw("<p>")
                .element("span", entry.severity().toString(), entry.severity().toString())
                .raw(" ");
        out.element("span", entry.status().word(), entry.status().word())
                .raw(" ")
                .text(subject.scope().account().orElse("account not in the input"))
                .raw(" ");
        out.text(subject.scope().region().orElse("Region not in the input"));
        subject.vpc().ifPresent(vpc -> out.raw(" ").text(vpc));
        out.raw("</p>\n<dl>");
        subject.match(
                group -> fact(out, "described as", group.group().description()),
                found -> fact(out, "described as", found.networkInterface().description()));
        fact(out, "ARN", Resources.arn(subject));
        Origin origin = entry.worst().origin();
        fact(
                out,
                "read from",
                origin + (origin.column().isPresent() ? ":" + origin.column().getAsLong() : ""));
        out.raw("</dl>\n");
        if (!entry.tags().isEmpty()) {
            out.raw("<p>");
            entry.tags()
                    .forEach((key, value) -> out.raw("<span class=\"tag\">")
                            .isolated(key)
                            .raw(" = ")
                            .isolated(value)
                            .raw("</span>"));
            out.raw("</p>\n");
        }
    }

    private static Markup fact(Markup out, String label, String value) {
        return value.isEmpty()
                ? out
                : out.element("dt", label).raw("<dd>").isolated(value).raw("</dd>");
    }

    /** What the readings say; where they say the same, once. */
    private static void why(Markup out, List<Finding> findings) {
        Map<String, List<Finding>> bySentence = new LinkedHashMap<>();
        findings.forEach(finding -> bySentence
                .computeIfAbsent(FindingWords.sentenceById(finding), unused -> new ArrayList<>())
                .add(finding));
        bySentence.forEach((sentence, alike) -> {
            out.raw("<p>");
            alike.forEach(finding -> out.raw("<span class=\"tag\">")
                    .element(
                            "strong",
                            finding.verdict().toString(),
                            finding.reading().id() + " " + finding.verdict()
                                    + (finding.verdict() == Verdict.PASS ? "" : " (" + finding.severity() + ")"))
                    .raw("</span> "));
            out.text(sentence + ".").raw("</p>\n");
        });
        Set<String> unread = new LinkedHashSet<>();
        Set<String> decisions = new LinkedHashSet<>();
        Set<String> notices = new LinkedHashSet<>();
        findings.forEach(finding -> {
            unread.addAll(finding.unresolved());
            finding.suppression().map(GroupParts::words).ifPresent(decisions::add);
            notices.addAll(finding.notices());
        });
        if (unread.size() > 1) {
            out.raw("<ul>");
            unread.forEach(sentence -> out.element("li", sentence));
            out.raw("</ul>\n");
        }
        decisions.forEach(words -> out.element("p", words));
        notices.forEach(notice -> out.element("p", "Worth a look: " + notice));
    }

    private static String words(Suppression decision) {
        return decision.where() == Suppression.Where.BASELINE
                ? "In the baseline " + decision.origin().place() + ", no worse than there."
                : "Suppressed"
                        + decision.owner().map(owner -> " by " + owner).orElse("")
                        + decision.until().map(day -> " until " + day).orElse("")
                        + decision.reason().map(reason -> ": " + reason).orElse("") + " (" + decision.origin() + ").";
    }

    private static void exposure(Markup out, Finding finding) {
        out.element(
                "p",
                "Open of all TCP and UDP ports on all public addresses: "
                        + Percent.of(finding.exposure().ipv4()) + " of IPv4, "
                        + Percent.of(finding.exposure().ipv6()) + " of IPv6.");
    }

    private void rules(Markup out, JudgedEntry entry) {
        Set<SecurityGroupRule> opening = new HashSet<>();
        entry.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .forEach(finding -> opening.addAll(finding.opening().rules()));
        List<SecurityGroup> groups = entry.subject().match(group -> List.of(group.group()), found -> found.groups());
        for (SecurityGroup group : groups) {
            if (groups.size() > 1) {
                out.raw("<h4>").text(group.id()).raw(" ").isolated(group.name()).raw("</h4>");
            }
            if (group.outbound().isEmpty()) {
                out.element("p", "None: an interface that has only this group can start nothing.");
            } else {
                rules(out, group.outbound(), opening);
            }
        }
    }

    private void rules(Markup out, List<SecurityGroupRule> rules, Set<SecurityGroupRule> opening) {
        RuleReach reach = new RuleReach(prefixLists.get());
        out.table("Protocol and ports", "To", "Reaches", "Fails", "Rule");
        for (SecurityGroupRule rule : rules.subList(0, Math.min(RULES, rules.size()))) {
            out.raw("<tr>");
            rule.match(
                    known -> out.element("td", known.service().toString())
                            .element("td", reach.destination(known.destination()))
                            .element("td", reach.words(known))
                            .element("td", opening.contains(known) ? "yes" : "no"),
                    unread -> out.element("td", "at most " + unread.bound().service())
                            .element(
                                    "td",
                                    unread.bound()
                                            .destination()
                                            .map(reach::destination)
                                            .orElse("?"))
                            .element("td", "unknown", unread.reason())
                            .element("td", "not known"));
            out.raw("<td>").text(rule.id().orElse(""));
            rule.match(SecurityGroupRule.Known::description, unread -> Optional.<String>empty())
                    .filter(description -> !description.isEmpty())
                    .ifPresent(description -> out.raw(" ").isolated(description));
            rule.origin()
                    .filter(origin -> origin.address().isPresent())
                    .ifPresent(origin -> out.raw(" ").text(origin.toString()));
            out.raw("</td></tr>\n");
        }
        out.raw("</tbody></table></div>\n");
        if (rules.size() > RULES) {
            out.element("p", "and " + Counted.number(rules.size() - RULES) + " more; --format json has them all");
        }
    }

    private static void interfaces(Markup out, Finding finding) {
        String count = FindingWords.interfaces(finding.attachment());
        out.element(
                "p",
                switch (count) {
                    case "?" ->
                        "How many interfaces it is on is not known: those of this account and Region were not read"
                                + " whole.";
                    case "0" -> "It is on no interface: nothing uses it now.";
                    case "1" -> "It is on 1 interface.";
                    default ->
                        "It is on "
                                + (count.endsWith("+") ? "at least " + count.substring(0, count.length() - 1) : count)
                                + " interfaces.";
                });
        List<String> ids = finding.attachment().ids();
        if (!ids.isEmpty()) {
            int all = finding.attachment().interfaces().orElse(ids.size());
            out.raw("<p>");
            ids.forEach(id -> out.raw("<span class=\"tag\">").isolated(id).raw("</span>"));
            out.text(all > ids.size() ? " and " + Counted.number(all - ids.size()) + " more" : "")
                    .raw("</p>\n");
        }
        out.element("p", "Path to the internet: " + path(finding) + ".");
        if (!finding.internetPath().via().isEmpty()) {
            out.element(
                    "p",
                    "Routes lead to " + String.join(", ", finding.internetPath().via()) + ".");
        }
        if (finding.internetPath().publicAddress()) {
            out.element("p", "An interface has a public address and a route to an internet gateway.");
        }
    }

    private static String path(Finding finding) {
        String path = FindingWords.path(finding.internetPath());
        return path.equals("?") ? "not known" : path;
    }

    private void map(Markup out, JudgedEntry entry, Optional<SeenTraffic> seen) {
        List<SecurityGroupRule> rules =
                entry.subject().match(group -> List.of(group.group()), found -> found.groups()).stream()
                        .flatMap(group -> group.outbound().stream())
                        .toList();
        AddressMap.append(
                out,
                PlanEntry.addresses(rules, prefixLists.get()),
                Optional.empty(),
                seen.map(traffic -> traffic.group().conversations().stream()
                                .map(Conversation::destination)
                                .toList())
                        .orElse(List.of()),
                seen.map(traffic -> TrafficParts.words(traffic.period())));
        if (entry.findings().stream().anyMatch(finding -> !finding.unresolved().isEmpty())) {
            out.element("p", "unknown", "What was not read is not drawn, and may be open.");
        }
    }

    private void traffic(Markup out, JudgedEntry entry, Optional<SeenTraffic> seen) {
        entry.findings().stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .forEach(finding -> out.element(
                        "p",
                        finding.reading().id() + ": "
                                + uses.of(finding).map(GroupParts::words).orElse("not observed, no record")));
        seen.ifPresent(traffic -> TrafficParts.append(out, traffic));
    }

    private static String words(FindingTraffic.Use use) {
        return "what is open was used by at least " + Counted.of(use.connections(), "connection") + " to "
                + Counted.of(use.destinations(), "destination") + ", " + use.from() + " to " + use.to() + " (UTC)";
    }

    private void whatToDo(Markup out, JudgedEntry entry) {
        Finding worst = entry.worst();
        if (worst.verdict() == Verdict.PASS) {
            out.element("p", "Nothing: it passes both readings.");
            return;
        }
        Remediation remedy = remedies.of(worst);
        out.raw("<div class=\"ways\">\n");
        if (!remedy.console().isEmpty()) {
            PlanEntry.way(out, "Console").raw("<ol class=\"steps\">");
            remedy.console().forEach(step -> out.element("li", step));
            out.raw("</ol>\n</section>\n");
        }
        if (!remedy.awsCli().isEmpty()) {
            PlanEntry.way(out, "AWS CLI");
            remedy.awsCli().forEach(out::preformatted);
            if (!remedy.undo().isEmpty()) {
                out.element("p", "To bring back what that removes:");
                remedy.undo().forEach(out::preformatted);
            }
            out.raw("</section>\n");
        }
        if (entry.subject() instanceof Subject.Group) {
            PlanEntry.way(out, "From evidence, and in code")
                    .raw("<p>")
                    .element("code", "weir plan " + entry.id())
                    .raw(" makes the narrowest rules from flow logs and proves them; <code>weir apply</code> exchanges")
                    .raw(
                            " them without a moment in which less is open than needed; <code>weir export</code> writes the")
                    .raw(" plan for Terraform, CloudFormation, the CDK, the console or a shell.</p>\n</section>\n");
        }
        out.raw("</div>\n");
    }
}
