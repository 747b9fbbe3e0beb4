package dev.weir.report;

import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowField;
import dev.weir.operation.ObserveOperation;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a traffic profile holds, and how good it is: the answer of {@code weir observe}. */
public final class TrafficSummary {

    /** Where what stands beside the names of the figures begins. */
    private static final int FIGURES = 16;

    private final ObserveOperation.Result result;
    private final TrafficProfile profile;
    private final String file;
    private final TextLines text;

    /** @param file the profile's name, printable */
    public TrafficSummary(ObserveOperation.Result result, String file, Terminal terminal) {
        this.result = result;
        this.profile = result.profile();
        this.file = file;
        text = new TextLines(terminal.columns());
    }

    /** The whole text, ending in a line end. */
    public String render() {
        ObservationPeriod period = profile.period();
        GroupTraffic.Figures figures = result.figures();
        String made = Counted.of(result.records(), "record") + " of " + Counted.inputs(profile.inputs());
        if (result.records() == 0) {
            text.paragraph(
                    file + ": no flow record was read; help: does the folder hold flow logs of the period asked for?",
                    0);
        } else if (period.isEmpty()) {
            text.paragraph(file + ": nothing can be learned from " + made, 0);
            unusable(figures);
        } else {
            text.paragraph(
                    file + ": " + made + ", " + period.firstDay() + " to " + period.lastDay() + " ("
                            + Counted.of(period.days(), "day") + ")",
                    0);
            figures(figures);
        }
        return text.toString();
    }

    private void figures(GroupTraffic.Figures figures) {
        List<InterfaceCoverage> chosen = result.chosen();
        long watched = chosen.stream().filter(InterfaceCoverage::isObserved).count();
        text.paragraph(
                Counted.of(figures.connections(), "outbound connection") + " (a lower bound) by "
                        + Counted.of(watched, "network interface") + " of "
                        + Counted.of(result.groups(), "security group")
                        + (chosen.size() < profile.interfaces().size()
                                ? ": of what was asked for; the profile holds "
                                        + Counted.of(profile.interfaces().size(), "interface")
                                : ""),
                2);
        figure(
                "ambiguous",
                Percent.of(figures.ambiguous(), figures.connections(), "connection")
                        + ": the records cannot tell who initiated them; learned, and flagged");
        figure(
                "unattributed",
                Percent.of(figures.unattributed(), figures.unattributed() + figures.attributed(), "connection")
                        + ": of interfaces that no inventory knows");
        figure(
                "lost",
                Percent.of(figures.lost(), figures.records() + figures.lost(), "record")
                        + ": SKIPDATA, each of which may stand for many");
        long unwatched = chosen.stream()
                .filter(one -> !one.hasFlowLog() && one.attribution() == Attribution.SNAPSHOT)
                .count();
        figure(
                "coverage",
                Percent.of(figures.hoursObserved(), figures.hoursExpected(), "interface-hour")
                        + (unwatched == 0
                                ? ""
                                : "; " + Counted.of(unwatched, "interface has", "interfaces have") + " no record"));
        Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        chosen.forEach(one -> lacking.addAll(one.lacking()));
        if (!lacking.isEmpty()) {
            figure(
                    "lacking",
                    "some log formats have no "
                            + lacking.stream().map(FlowField::awsName).collect(Collectors.joining(", "))
                            + "; `weir explain GROUP --traffic` prints the flow log that has");
        }
        unusable(figures);
        List<ObservedInput> damaged = profile.inputs().stream()
                .filter(input -> input.problem().isPresent() || input.malformed() > 0)
                .toList();
        if (!damaged.isEmpty()) {
            figure(
                    "damaged",
                    Counted.number(damaged.size()) + " of the files, such as "
                            + Printable.of(damaged.get(0).name()));
        }
    }

    private void unusable(GroupTraffic.Figures figures) {
        if (!figures.unusable().isNone()) {
            figure(
                    "unusable",
                    Percent.of(figures.unusable().records(), figures.records(), "record") + ": "
                            + Missing.of(figures.unusable()) + ", so nothing can be learned from them");
        }
        if (!profile.homeless().isNone()) {
            figure(
                    "unusable",
                    Counted.of(profile.homeless().records(), "record names", "records name")
                            + " no interface or no time");
        }
    }

    private void figure(String label, String words) {
        text.labelled("  " + label, words, FIGURES);
    }
}
