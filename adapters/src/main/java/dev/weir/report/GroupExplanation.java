package dev.weir.report;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.InternetPath;
import dev.weir.finding.Reading;
import dev.weir.finding.Verdict;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.report.commands.Remediation;
import dev.weir.report.commands.Remedies;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One security group in words: what each outbound rule opens, why each reading says what it says, which interfaces it is
 * associated with and which groups stand beside it, and what to do.
 */
public final class GroupExplanation {

    private static final int SHOWN = 20;

    private final SecurityGroup group;
    private final Snapshot snapshot;
    private final List<Finding> findings;
    private final Run run;
    private final PrefixLists prefixLists;
    private final RuleReach reach;
    private final TextLines text;

    /**
     * @param group the group
     * @param snapshot where it is, with the groups that stand beside it on its interfaces
     * @param findings the findings about the group, its interfaces and those groups
     */
    public GroupExplanation(
            SecurityGroup group, Snapshot snapshot, List<Finding> findings, Run run, Terminal terminal) {
        this.group = group;
        this.snapshot = snapshot;
        this.findings = List.copyOf(findings);
        this.run = run;
        prefixLists = PrefixLists.of(snapshot.prefixLists());
        reach = new RuleReach(prefixLists);
        text = new TextLines(terminal.columns());
    }

    /** The explanation, ready to print. */
    public String render() {
        List<Finding> own = about(group.id());
        heading();
        verdicts(own);
        rules(own);
        unresolved(own);
        interfaces(own);
        siblings();
        whatToDo(own);
        return text.toString();
    }

    private List<Finding> about(String id) {
        return findings.stream()
                .filter(finding -> finding.subject().id().equals(id))
                .toList();
    }

    private void heading() {
        text.paragraph(
                "security group " + Printable.of(Resources.named(group.id(), group.name())) + "  "
                        + Printable.of(group.scope().toString())
                        + group.vpc().map(vpc -> "  " + Printable.of(vpc)).orElse(""),
                0);
        if (!group.description().isEmpty()) {
            text.paragraph("described as \"" + Printable.of(group.description()) + "\"", 0);
        }
        text.paragraph("read from " + Printable.of(group.origin().toString()), 0);
        SecurityGroup.contradiction(snapshot.versionsOf(group.id()))
                .ifPresent(words -> text.paragraph(
                        "the inputs contradict each other: it " + Printable.of(words)
                                + "; what follows is the first of them",
                        0));
    }

    private void verdicts(List<Finding> own) {
        title("verdict");
        for (Finding finding : own) {
            String how = finding.verdict() == Verdict.FAIL ? "fails " : finding.verdict() + " on ";
            String severity = finding.verdict() == Verdict.PASS ? "" : " (" + Words.of(finding.severity()) + ")";
            text.paragraph(how + finding.reading().id() + severity + ": " + because(finding), 2);
        }
        for (Finding finding : own) {
            if (finding.reading() == Reading.ANY_PORT) {
                text.paragraph(
                        "exposure: " + Percent.of(finding.exposure().ipv4())
                                + " of all TCP and UDP ports on all public IPv4 addresses, "
                                + Percent.of(finding.exposure().ipv6()) + " on IPv6",
                        2);
                finding.notices().forEach(notice -> text.paragraph("worth a look: " + Printable.of(notice), 2));
            }
        }
    }

    private String because(Finding finding) {
        return switch (finding.verdict()) {
            case FAIL -> "because " + namedRules(finding) + " " + opened(finding);
            case UNKNOWN ->
                "what is known does not fail, but what was not read could: "
                        + (finding.unresolved().isEmpty()
                                ? "see below"
                                : Printable.of(finding.unresolved().get(0)));
            case PASS -> passing(finding);
        };
    }

    private String namedRules(Finding finding) {
        List<SecurityGroupRule.Known> opening = finding.opening().rules();
        // The number that each has in the list that is printed.
        String numbers = Counted.few(
                opening, SHOWN, rule -> Integer.toString(group.outbound().indexOf(rule) + 1));
        return opening.size() == 1
                ? "rule " + numbers + " (" + inWords(opening.get(0)) + ") permits"
                : "rules " + numbers + " together permit";
    }

    private String opened(Finding finding) {
        String what = FindingWords.opens(finding.opening()) + " to the world: up to "
                + Percent.of(finding.opening().widestIpv4()) + " of the public IPv4 addresses and "
                + Percent.of(finding.opening().widestIpv6()) + " of IPv6, where "
                + run.policy().worldShare() + " is the world";
        return finding.reading() != Reading.ALL_PORTS
                ? what
                : what + "; " + Counted.number(finding.opening().openTcpPorts()) + " TCP and "
                        + Counted.number(finding.opening().openUdpPorts()) + " UDP ports of 65,536, where "
                        + run.policy().portsShare() + " is all";
    }

    private String passing(Finding finding) {
        if (finding.reading() == Reading.ALL_PORTS
                && (finding.opening().openTcpPorts() > 0 || finding.opening().openUdpPorts() > 0)) {
            return "only " + FindingWords.opens(finding.opening()) + " is open to the world, less than "
                    + run.policy().portsShare() + " of the ports";
        }
        return "no port reaches more than " + Percent.of(finding.opening().widestIpv4())
                + " of the public IPv4 addresses or "
                + Percent.of(finding.opening().widestIpv6()) + " of IPv6, where "
                + run.policy().worldShare() + " is the world";
    }

    private void rules(List<Finding> own) {
        title("outbound rules");
        if (group.outbound().isEmpty()) {
            text.paragraph("none: an interface that has only this group can start nothing", 2);
        }
        int number = 0;
        for (SecurityGroupRule rule : group.outbound()) {
            String words = rule.match(known -> inWords(known) + opens(known, own), GroupExplanation::inWords);
            text.paragraph(++number + "  " + words, 2, 5);
        }
    }

    private String inWords(SecurityGroupRule.Known rule) {
        return rule.service() + " to " + reach.destination(rule.destination())
                + rule.id().map(id -> " [" + Printable.of(id) + "]").orElse("")
                + rule.description()
                        .filter(description -> !description.isEmpty())
                        .map(description -> " \"" + Printable.of(description) + "\"")
                        .orElse("");
    }

    private static String inWords(SecurityGroupRule.Unresolved rule) {
        return "not read whole: " + Printable.of(rule.reason()) + "; at most "
                + rule.bound().service();
    }

    /** How much of the world the rule reaches by itself, and whether it is one of those that fail the group. */
    private String opens(SecurityGroupRule.Known rule, List<Finding> own) {
        boolean fails = own.stream()
                .anyMatch(finding -> finding.verdict() == Verdict.FAIL
                        && finding.opening().rules().contains(rule));
        return ": " + reach.words(rule) + (fails ? "; part of what fails" : "");
    }

    private void unresolved(List<Finding> own) {
        Set<String> sentences = new TreeSet<>();
        own.forEach(finding -> sentences.addAll(finding.unresolved()));
        if (!sentences.isEmpty()) {
            title("not read");
            sentences.forEach(sentence -> text.paragraph(Printable.of(sentence), 2));
        }
    }

    private void interfaces(List<Finding> own) {
        if (own.isEmpty()) {
            return;
        }
        title("network interfaces");
        Finding any = own.get(0);
        String count = FindingWords.interfaces(any.attachment());
        text.paragraph(
                switch (count) {
                    case "?" -> "not known: the interfaces of this account and Region were not read whole";
                    case "0" -> "none is associated with this group";
                    case "1" -> "1 is associated with this group";
                    default -> count + " are associated with this group";
                },
                2);
        text.paragraph("path to the internet: " + FindingWords.path(any.internetPath()) + via(any), 2);
        List<NetworkInterface> all = snapshot.associatedWith(group.id());
        all.stream().limit(SHOWN).forEach(associated -> text.paragraph(inWords(associated), 2));
        if (all.size() > SHOWN) {
            text.paragraph("and " + (all.size() - SHOWN) + " more", 2);
        }
    }

    private static String via(Finding finding) {
        List<String> via = finding.internetPath().via();
        return finding.internetPath().answer() != InternetPath.Answer.YES || via.isEmpty()
                ? ""
                : via.stream().map(Printable::of).collect(Collectors.joining(", ", " (", ")"));
    }

    private String inWords(NetworkInterface associated) {
        StringBuilder words = new StringBuilder(Printable.of(associated.id()));
        associated.instance().ifPresent(instance -> words.append(", ").append(Printable.of(instance)));
        if (!associated.type().isEmpty() && !associated.type().equals("interface")) {
            words.append(", ").append(Printable.of(associated.type()));
        }
        associated.subnet().ifPresent(subnet -> words.append(", ").append(Printable.of(subnet)));
        associated
                .publicAddresses()
                .forEach(address -> words.append(", public address ").append(address));
        if (!associated.description().isEmpty()) {
            words.append(", \"").append(Printable.of(associated.description())).append('"');
        }
        for (Finding finding : about(associated.id())) {
            words.append("; its groups together: " + finding.verdict() + " on "
                    + finding.reading().id());
        }
        return words.toString();
    }

    private void siblings() {
        Map<String, Integer> siblings = new LinkedHashMap<>();
        for (NetworkInterface associated : snapshot.associatedWith(group.id())) {
            for (String other : new TreeSet<>(associated.groups())) {
                if (!other.equals(group.id())) {
                    siblings.merge(other, 1, Integer::sum);
                }
            }
        }
        if (siblings.isEmpty()) {
            return;
        }
        title("other groups on the same interfaces");
        siblings.forEach((id, count) -> {
            String title = snapshot.securityGroup(id).map(Resources::title).orElse(id);
            text.paragraph(Printable.of(title) + ", on " + count + " of them: " + standing(id), 2);
        });
    }

    private String standing(String id) {
        List<Finding> about = about(id);
        if (about.isEmpty()) {
            return "not read";
        }
        String standing = about.stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .map(finding -> finding.verdict() + " on " + finding.reading().id())
                .collect(Collectors.joining(", "));
        return standing.isEmpty()
                ? "passes both readings"
                : standing + "; narrowing one alone changes nothing for an interface that has both";
    }

    private void whatToDo(List<Finding> own) {
        Optional<Finding> worst = own.stream()
                .filter(finding -> finding.verdict() != Verdict.PASS)
                .max(Comparator.comparing(Finding::verdict));
        title("what to do");
        if (worst.isEmpty()) {
            text.paragraph(
                    isWorseTogether()
                            ? "it passes by itself; narrow the groups together that an interface above has"
                            : "nothing: it passes both readings",
                    2);
            return;
        }
        Remediation remedy = new Remedies(run.policy(), () -> prefixLists).of(worst.get());
        int step = 0;
        for (String sentence : remedy.console()) {
            text.paragraph(++step + ". " + sentence, 2);
        }
        if (!remedy.awsCli().isEmpty()) {
            text.blank().line("  or, on the command line:").lines("    ", remedy.awsCli());
        }
        if (!remedy.undo().isEmpty()) {
            text.blank().line("  and to bring back what that removes:").lines("    ", remedy.undo());
        }
    }

    private boolean isWorseTogether() {
        return snapshot.associatedWith(group.id()).stream()
                .anyMatch(associated -> !about(associated.id()).isEmpty());
    }

    private void title(String title) {
        text.blank().line(title);
    }
}
