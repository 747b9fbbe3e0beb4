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
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    private final int columns;
    private final StringBuilder text = new StringBuilder(4096);

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
        columns = terminal.columns();
    }

    /** The explanation, ready to print. */
    public String render() {
        text.setLength(0);
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
        List<Finding> about = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding.subject().id().equals(id)) {
                about.add(finding);
            }
        }
        return about;
    }

    private void heading() {
        StringBuilder line = new StringBuilder("security group ").append(Printable.of(group.id()));
        if (!group.name().isEmpty()) {
            line.append(" \"").append(Printable.of(group.name())).append('"');
        }
        line.append("  ").append(Printable.of(group.scope().toString()));
        group.vpc().ifPresent(vpc -> line.append("  ").append(Printable.of(vpc)));
        line(line.toString(), 0);
        if (!group.description().isEmpty()) {
            line("described as \"" + Printable.of(group.description()) + "\"", 0);
        }
        line("read from " + Printable.of(group.origin().toString()), 0);
        SecurityGroup.contradiction(snapshot.versionsOf(group.id()))
                .ifPresent(words -> line(
                        "the inputs contradict each other: it " + Printable.of(words)
                                + "; what follows is the first of them",
                        0));
    }

    private void verdicts(List<Finding> own) {
        title("verdict");
        for (Finding finding : own) {
            StringBuilder line = new StringBuilder();
            line.append(finding.verdict() == Verdict.FAIL ? "fails " : finding.verdict() + " on ");
            line.append(finding.reading().id());
            if (finding.verdict() != Verdict.PASS) {
                line.append(" (").append(Words.of(finding.severity())).append(')');
            }
            line.append(": ").append(because(finding));
            line(line.toString(), 2);
        }
        for (Finding finding : own) {
            if (finding.reading() == Reading.ANY_PORT) {
                line(
                        "exposure: " + Percent.of(finding.exposure().ipv4())
                                + " of all TCP and UDP ports on all public IPv4 addresses, "
                                + Percent.of(finding.exposure().ipv6()) + " on IPv6",
                        2);
                for (String notice : finding.notices()) {
                    line("worth a look: " + Printable.of(notice), 2);
                }
            }
        }
    }

    private String because(Finding finding) {
        switch (finding.verdict()) {
            case FAIL:
                return "because " + namedRules(finding) + " " + opened(finding);
            case UNKNOWN:
                return "what is known does not fail, but what was not read could: "
                        + (finding.unresolved().isEmpty()
                                ? "see below"
                                : Printable.of(finding.unresolved().get(0)));
            default:
                return passing(finding);
        }
    }

    private String namedRules(Finding finding) {
        List<SecurityGroupRule.Known> opening = finding.opening().rules();
        StringBuilder names = new StringBuilder(opening.size() == 1 ? "rule " : "rules ");
        int named = 0;
        for (SecurityGroupRule.Known rule : opening) {
            if (named == SHOWN) {
                names.append(" and ").append(opening.size() - named).append(" more");
                break;
            }
            names.append(named++ > 0 ? ", " : "").append(numberOf(rule));
        }
        String what = opening.size() == 1 ? " (" + inWords(opening.get(0)) + ") permits" : " together permit";
        return names.append(what).toString();
    }

    /** The number that the rule has in the list that is printed. */
    private int numberOf(SecurityGroupRule.Known rule) {
        return group.outbound().indexOf(rule) + 1;
    }

    private String opened(Finding finding) {
        StringBuilder what = new StringBuilder(FindingWords.opens(finding.opening()));
        what.append(" to the world: up to ").append(Percent.of(finding.opening().widestIpv4()));
        what.append(" of the public IPv4 addresses and ")
                .append(Percent.of(finding.opening().widestIpv6()));
        what.append(" of IPv6, where ").append(run.policy().worldShare()).append(" is the world");
        if (finding.reading() == Reading.ALL_PORTS) {
            what.append("; ").append(Counted.number(finding.opening().openTcpPorts()));
            what.append(" TCP and ").append(Counted.number(finding.opening().openUdpPorts()));
            what.append(" UDP ports of 65,536, where " + run.policy().portsShare() + " is all");
        }
        return what.toString();
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
            line("none: an interface that has only this group can start nothing", 2);
        }
        int number = 0;
        for (SecurityGroupRule rule : group.outbound()) {
            number++;
            String words = rule.match(known -> inWords(known) + opens(known, own), GroupExplanation::inWords);
            Paragraph.append(text, number + "  " + words, 2, 5, columns);
        }
    }

    private String inWords(SecurityGroupRule.Known rule) {
        StringBuilder words = new StringBuilder();
        words.append(rule.service()).append(" to ").append(reach.destination(rule.destination()));
        rule.id().ifPresent(id -> words.append(" [").append(Printable.of(id)).append(']'));
        rule.description()
                .filter(description -> !description.isEmpty())
                .ifPresent(description ->
                        words.append(" \"").append(Printable.of(description)).append('"'));
        return words.toString();
    }

    private static String inWords(SecurityGroupRule.Unresolved rule) {
        return "not read whole: " + Printable.of(rule.reason()) + "; at most "
                + rule.bound().service();
    }

    /** How much of the world the rule reaches by itself, and whether it is one of those that fail the group. */
    private String opens(SecurityGroupRule.Known rule, List<Finding> own) {
        boolean fails = false;
        for (Finding finding : own) {
            fails |= finding.verdict() == Verdict.FAIL
                    && finding.opening().rules().contains(rule);
        }
        return ": " + reach.words(rule) + (fails ? "; part of what fails" : "");
    }

    private void unresolved(List<Finding> own) {
        Set<String> sentences = new TreeSet<>();
        own.forEach(finding -> sentences.addAll(finding.unresolved()));
        if (!sentences.isEmpty()) {
            title("not read");
            sentences.forEach(sentence -> line(Printable.of(sentence), 2));
        }
    }

    private void interfaces(List<Finding> own) {
        if (own.isEmpty()) {
            return;
        }
        title("network interfaces");
        Finding any = own.get(0);
        String count = FindingWords.interfaces(any.attachment());
        if (count.equals("?")) {
            line("not known: the interfaces of this account and Region were not read whole", 2);
        } else {
            line(
                    count.equals("0")
                            ? "none is associated with this group"
                            : count + (count.equals("1") ? " is" : " are") + " associated with this group",
                    2);
        }
        line("path to the internet: " + FindingWords.path(any.internetPath()) + via(any), 2);
        int shown = 0;
        for (NetworkInterface associated : snapshot.associatedWith(group.id())) {
            if (shown++ == SHOWN) {
                line("and " + (snapshot.associatedWith(group.id()).size() - SHOWN) + " more", 2);
                break;
            }
            line(inWords(associated), 2);
        }
    }

    private static String via(Finding finding) {
        if (finding.internetPath().answer() != InternetPath.Answer.YES) {
            return "";
        }
        StringBuilder via = new StringBuilder();
        for (String id : finding.internetPath().via()) {
            via.append(via.length() == 0 ? " (" : ", ").append(Printable.of(id));
        }
        return via.length() == 0 ? "" : via.append(')').toString();
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
            StringBuilder words = new StringBuilder(Printable.of(id));
            snapshot.securityGroup(id)
                    .filter(sibling -> !sibling.name().isEmpty())
                    .ifPresent(sibling -> words.append(' ').append(Printable.of(sibling.name())));
            words.append(", on ").append(count).append(" of them: ");
            line(words.append(standing(id)).toString(), 2);
        });
    }

    private String standing(String id) {
        List<Finding> about = about(id);
        if (about.isEmpty()) {
            return "not read";
        }
        StringBuilder standing = new StringBuilder();
        for (Finding finding : about) {
            if (finding.verdict() != Verdict.PASS) {
                standing.append(standing.length() == 0 ? "" : ", ");
                standing.append(finding.verdict() + " on " + finding.reading().id());
            }
        }
        return standing.length() == 0
                ? "passes both readings"
                : standing.append("; narrowing one alone changes nothing for an interface that has both")
                        .toString();
    }

    private void whatToDo(List<Finding> own) {
        Optional<Finding> worst = Optional.empty();
        for (Finding finding : own) {
            if (finding.verdict() != Verdict.PASS
                    && (worst.isEmpty()
                            || finding.verdict().isWorseThan(worst.get().verdict()))) {
                worst = Optional.of(finding);
            }
        }
        title("what to do");
        if (worst.isEmpty()) {
            line(
                    isWorseTogether()
                            ? "it passes by itself; narrow the groups together that an interface above has"
                            : "nothing: it passes both readings",
                    2);
            return;
        }
        Remediation remedy = new Remedies(run.policy(), () -> prefixLists).of(worst.get());
        int step = 0;
        for (String sentence : remedy.console()) {
            line(++step + ". " + sentence, 2);
        }
        if (!remedy.awsCli().isEmpty()) {
            text.append("\n  or, on the command line:\n");
            remedy.awsCli()
                    .forEach(command -> text.append("    ").append(command).append('\n'));
        }
        if (!remedy.undo().isEmpty()) {
            text.append("\n  and to bring back what that removes:\n");
            remedy.undo().forEach(command -> text.append("    ").append(command).append('\n'));
        }
    }

    private boolean isWorseTogether() {
        for (NetworkInterface associated : snapshot.associatedWith(group.id())) {
            if (!about(associated.id()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void title(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void line(String line, int indent) {
        Paragraph.append(text, line, indent, indent + 2, columns);
    }
}
