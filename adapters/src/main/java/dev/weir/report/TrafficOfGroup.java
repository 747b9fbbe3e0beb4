package dev.weir.report;

import dev.weir.evaluation.PrefixLists;
import dev.weir.flow.FlowField;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.names.GroupNames;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.plan.LastUse;
import dev.weir.report.commands.FlowLogCalls;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.Peer;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a group really talks to, most used first, and what the evidence lacks: a part of {@code weir explain GROUP}. */
public final class TrafficOfGroup {

    private static final int MOST = 50;
    private static final int FEW = 5;
    /** Where what stands beside the names of the figures begins. */
    private static final int FIGURES = 16;

    private final TrafficProfile profile;
    private final GroupTraffic traffic;
    private final Snapshot snapshot;
    private final Optional<GroupNames> names;
    private final TextLines text;

    /** @param names what the destinations are called; empty where no queries were read */
    public TrafficOfGroup(
            TrafficProfile profile, String group, Snapshot snapshot, Optional<GroupNames> names, Terminal terminal) {
        this.profile = profile;
        this.traffic = profile.forGroup(group);
        this.snapshot = snapshot;
        this.names = names;
        text = new TextLines(terminal.columns());
    }

    /** The whole text, beginning with a blank line. */
    public String render() {
        text.blank().line("traffic");
        ObservationPeriod period = profile.period();
        if (period.isEmpty()) {
            text.line(
                    traffic.figures().isReadWhole()
                            ? "  the profile holds no flow record, so nothing is known"
                            : "  the profile holds no flow record from which anything can be learned");
        } else {
            conversations(period);
            denied();
            rules(period);
            missing(period);
        }
        flowLog();
        return text.toString();
    }

    private void conversations(ObservationPeriod period) {
        List<Conversation> all = traffic.conversations();
        String when = period.firstDay() + " to " + period.lastDay() + " (" + Counted.of(period.days(), "day") + ")";
        if (traffic.interfaces().stream().noneMatch(InterfaceCoverage::isObserved)) {
            text.paragraph(
                    traffic.interfaces().isEmpty()
                            ? "no interface was associated with the group " + when + ", so nothing is known"
                            : traffic.figures().unusable().isNone()
                                    ? "none of its interfaces has a flow log, so nothing is known, " + when
                                    : "nothing can be learned from the records of its interfaces, " + when,
                    2);
            return;
        }
        if (all.isEmpty()) {
            text.paragraph("no connection that its interfaces initiated was observed, " + when, 2);
            return;
        }
        long destinations =
                all.stream().map(Conversation::destination).distinct().count();
        text.paragraph(
                Counted.of(traffic.figures().connections(), "connection") + " (a lower bound) to "
                        + Counted.of(destinations, "destination") + ", " + when,
                2);
        Table table = new Table(
                2,
                4,
                Table.Column.kept(""),
                Table.Column.kept(""),
                Table.Column.number(""),
                Table.Column.kept(""),
                Table.Column.kept(""),
                Table.Column.cut("", 0, 0, Integer.MAX_VALUE));
        for (Conversation one : all.subList(0, Math.min(MOST, all.size()))) {
            table.row(
                    one.service().toString(),
                    one.destination().toString(),
                    Counted.number(one.connections()),
                    one.days().size() + "/" + period.days() + " days",
                    one.confidence().name().toLowerCase(Locale.ROOT)
                            + (one.ambiguousConnections() > 0 ? ", ambiguous" : ""),
                    name(one));
        }
        text.table(table);
        if (all.size() > MOST) {
            text.paragraph("and " + (all.size() - MOST) + " more; `weir plan` uses all of them", 2);
        }
    }

    /** When each rule that the group has now was last needed; nothing where no interface was watched. */
    private void rules(ObservationPeriod period) {
        List<SecurityGroup> versions = snapshot.versionsOf(traffic.group());
        if (versions.isEmpty()
                || versions.get(0).outbound().isEmpty()
                || traffic.interfaces().stream().noneMatch(InterfaceCoverage::isObserved)) {
            return;
        }
        text.blank().line("last use of the outbound rules");
        PrefixLists lists = PrefixLists.of(snapshot.prefixLists());
        List<SecurityGroupRule> all = versions.get(0).outbound();
        for (int at = 0; at < all.size(); at++) {
            List<SecurityGroupRule> others = new ArrayList<>(all);
            others.remove(at);
            String words = all.get(at)
                    .match(
                            known -> Printable.of(known.service() + " to "
                                            + known.destination().text()) + ": "
                                    + words(known, others, lists, period),
                            unread -> "not known, since it was not read whole");
            text.paragraph(at + 1 + "  " + words, 2, 5);
        }
    }

    private String words(
            SecurityGroupRule.Known rule, List<SecurityGroupRule> others, PrefixLists lists, ObservationPeriod period) {
        LastUse use = LastUse.of(rule, traffic.conversations(), lists);
        return words(use, period) + alone(use, rule, others, lists);
    }

    /** What no other rule of several lets through: what closing this one would cut. */
    private String alone(LastUse use, SecurityGroupRule.Known rule, List<SecurityGroupRule> others, PrefixLists lists) {
        if (others.isEmpty() || use.connections() == 0) {
            return "";
        }
        OptionalLong alone = LastUse.throughNoOther(rule, others, traffic.conversations(), lists);
        if (alone.isEmpty()) {
            return "; how many through no other rule is not known";
        }
        return alone.getAsLong() == use.connections()
                ? "; all through no other rule"
                : "; " + (alone.getAsLong() == 0 ? "none" : alone.getAsLong()) + " through no other rule";
    }

    private static String words(LastUse use, ObservationPeriod period) {
        if (use.lastSeen().isEmpty()) {
            return use.known() ? "not used in these days" : "not known, since what it names was not read";
        }
        return use.lastSeen().get().toString().substring(0, 10) + ", " + Counted.of(use.connections(), "connection")
                + " on "
                + use.days() + " of " + Counted.of(period.days(), "day") + " by "
                + Counted.of(use.interfaces(), "interface");
    }

    private void denied() {
        if (traffic.denied().isEmpty()) {
            return;
        }
        TreeMap<String, Long> tries = new TreeMap<>();
        for (Observation one : traffic.denied()) {
            tries.merge(one.service() + " " + one.destination(), one.connections(), Long::sum);
        }
        List<String> lines = new ArrayList<>();
        tries.forEach((destination, count) -> lines.add(destination + "  " + Counted.of(count, "time")));
        text.paragraph("already denied, still tried:", 2).few(lines, FEW, 4, "");
    }

    private void missing(ObservationPeriod period) {
        GroupTraffic.Figures figures = traffic.figures();
        text.blank().line("how good the evidence is");
        long usable = traffic.interfaces().stream()
                .flatMap(one -> one.days().stream())
                .distinct()
                .count();
        figure("usable days", usable + " of " + period.days());
        figure("coverage", Percent.of(figures.hoursObserved(), figures.hoursExpected(), "interface-hour"));
        figure("ambiguous", Percent.of(figures.ambiguous(), figures.connections(), "connection"));
        long ofItsSubnets = figures.unattributed() + figures.attributed();
        figure("unattributed", Percent.of(figures.unattributed(), ofItsSubnets, "connection") + " of its subnets");
        figure("lost", Percent.of(figures.lost(), figures.records() + figures.lost(), "record"));
        if (!figures.unusable().isNone()) {
            figure(
                    "unusable",
                    Percent.of(figures.unusable().records(), figures.records(), "record") + ": "
                            + Missing.of(figures.unusable()));
        }
        if (!figures.nobodys().isNone()) {
            figure(
                    "unusable",
                    Counted.of(figures.nobodys().records(), "record") + " that may be anybody's: "
                            + Missing.of(figures.nobodys()));
        }
        List<String> without = interfaces(one -> !one.hasFlowLog());
        if (!without.isEmpty()) {
            figure("no record", Counted.few(without, FEW, Printable::of));
        }
        List<String> byOwner = interfaces(one -> one.attribution() == Attribution.OWNER);
        if (!byOwner.isEmpty()) {
            figure(
                    "by owner only",
                    Counted.few(byOwner, FEW, Printable::of) + ": no inventory has them; a series of snapshots would");
        }
        Set<FlowField> lacking = lacking();
        if (!lacking.isEmpty()) {
            figure("lacking", lacking.stream().map(FlowField::awsName).collect(Collectors.joining(", ")));
        }
    }

    private List<String> interfaces(Predicate<InterfaceCoverage> which) {
        return traffic.interfaces().stream()
                .filter(which)
                .map(InterfaceCoverage::networkInterface)
                .toList();
    }

    private void figure(String label, String words) {
        text.labelled("  " + label, words, FIGURES);
    }

    private Set<FlowField> lacking() {
        Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        traffic.interfaces().forEach(one -> lacking.addAll(one.lacking()));
        return lacking;
    }

    /** The call that would give what is missing; nothing where nothing is. */
    private void flowLog() {
        boolean unwatched =
                traffic.interfaces().isEmpty() || traffic.interfaces().stream().anyMatch(one -> !one.hasFlowLog());
        if (!unwatched && lacking().isEmpty() && traffic.figures().isReadWhole()) {
            return;
        }
        Optional<SecurityGroup> group = snapshot.securityGroup(traffic.group());
        Optional<String> region = group.flatMap(found -> found.scope().region());
        String vpc = group.flatMap(SecurityGroup::vpc).orElse("VPC_ID");
        text.blank().line("to see what is missing, log the VPC (delivery starts some minutes later):");
        text.line("    " + FlowLogCalls.create(region, "VPC", List.of(vpc), "arn:aws:s3:::BUCKET"));
    }

    /** The best name that is known: AWS's list, then the groups of its holders, then subnet and service. */
    private String name(Conversation conversation) {
        String asked = names.map(known -> known.of(conversation.service(), conversation.destination()))
                .map(NameWords::of)
                .orElse("");
        String peer = name(conversation.peer());
        return asked.isEmpty() || peer.isEmpty() ? asked + peer : asked + "; " + peer;
    }

    private String name(Peer peer) {
        List<String> names = new ArrayList<>();
        peer.prefixLists().stream()
                .map(snapshot::prefixList)
                .flatMap(Optional::stream)
                .filter(list -> list.entries().stream().noneMatch(TrafficOfGroup::isVast))
                .findFirst()
                .ifPresent(list -> names.add(list.id() + (list.name().isEmpty() ? "" : " " + list.name())));
        for (String group : peer.groups()) {
            names.add(snapshot.securityGroup(group)
                    .map(found -> group + " " + found.name())
                    .orElse(group));
        }
        if (names.isEmpty()) {
            peer.subnet()
                    .ifPresent(id -> names.add(id
                            + snapshot.subnet(id)
                                    .map(subnet -> subnet.name().isEmpty() ? "" : " " + subnet.name())
                                    .orElse("")));
            peer.awsService().ifPresent(names::add);
        }
        return Printable.of(String.join(", ", names));
    }

    /** Whether a list that holds this names nobody. */
    private static boolean isVast(Cidr cidr) {
        return cidr.prefixLength() < (cidr.family() == IpFamily.IPV4 ? 8 : 16);
    }
}
