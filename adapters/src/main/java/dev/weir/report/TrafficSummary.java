package dev.weir.report;

import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowField;
import dev.weir.operation.ObserveOperation;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.InterfaceCoverage.Attribution;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficProfile;
import dev.weir.traffic.Unusable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a traffic profile holds, and how good it is: the answer of {@code weir observe}. */
public final class TrafficSummary {

    private final ObserveOperation.Result result;
    private final TrafficProfile profile;
    private final String file;
    private final Terminal terminal;

    /**
     * A summary.
     *
     * @param file the profile's name, printable
     */
    public TrafficSummary(ObserveOperation.Result result, String file, Terminal terminal) {
        this.result = result;
        this.profile = result.profile();
        this.file = file;
        this.terminal = terminal;
    }

    /** The whole text, ending in a line end. */
    public String render() {
        List<String> lines = new ArrayList<>();
        ObservationPeriod period = profile.period();
        if (result.records() == 0) {
            lines.add(
                    file + ": no flow record was read; help: does the folder hold flow logs of the period asked for?");
            return text(lines);
        }
        GroupTraffic.Figures figures = result.figures();
        String made = Counted.of(result.records(), "record") + " of "
                + Counted.of(profile.inputs().size(), "file");
        if (period.isEmpty()) {
            lines.add(file + ": nothing can be learned from " + made);
            unusable(lines, figures);
            return text(lines);
        }
        lines.add(file + ": " + made + ", " + period.firstDay() + " to " + period.lastDay() + " ("
                + Counted.of(period.days(), "day") + ")");
        long watched =
                result.chosen().stream().filter(InterfaceCoverage::isObserved).count();
        lines.add("  " + Counted.of(figures.connections(), "outbound connection") + " (a lower bound) by "
                + Counted.of(watched, "network interface") + " of " + Counted.of(result.groups(), "security group")
                + (result.chosen().size() < profile.interfaces().size()
                        ? ": of what was asked for; the profile holds "
                                + Counted.of(profile.interfaces().size(), "interface")
                        : ""));
        lines.add("  ambiguous     " + Shares.of(figures.ambiguous(), figures.connections(), "connections")
                + ": the records cannot tell who initiated them; learned, and flagged");
        lines.add("  unattributed  "
                + Shares.of(figures.unattributed(), figures.unattributed() + figures.attributed(), "connections")
                + ": of interfaces that no inventory knows");
        lines.add("  lost          "
                + Shares.of(figures.lost(), figures.records() + figures.lost(), "records")
                + ": SKIPDATA, each of which may stand for many");
        lines.add("  coverage      "
                + Shares.of(figures.hoursObserved(), figures.hoursExpected(), "interface-hours")
                + unwatched());
        Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        result.chosen().forEach(one -> lacking.addAll(one.lacking()));
        if (!lacking.isEmpty()) {
            lines.add("  lacking       some log formats have no "
                    + String.join(", ", lacking.stream().map(FlowField::awsName).toList())
                    + "; `weir explain GROUP --traffic` prints the flow log that has");
        }
        unusable(lines, figures);
        long damaged = profile.inputs().stream()
                .filter(input -> input.problem().isPresent() || input.malformed() > 0)
                .count();
        if (damaged > 0) {
            lines.add("  damaged       " + damaged + " of the files, such as "
                    + profile.inputs().stream()
                            .filter(input -> input.problem().isPresent() || input.malformed() > 0)
                            .map(ObservedInput::name)
                            .map(Printable::of)
                            .findFirst()
                            .orElse(""));
        }
        return text(lines);
    }

    private void unusable(List<String> lines, GroupTraffic.Figures figures) {
        if (!figures.unusable().isNone()) {
            lines.add("  unusable      "
                    + Shares.of(figures.unusable().records(), figures.records(), "records") + ": "
                    + Missing.of(figures.unusable()) + ", so nothing can be learned from them");
        }
        Unusable homeless = profile.homeless();
        if (!homeless.isNone()) {
            lines.add(String.format(
                    Locale.ROOT, "  unusable      %,d records name no interface or no time", homeless.records()));
        }
    }

    private String unwatched() {
        long without = result.chosen().stream()
                .filter(one -> !one.hasFlowLog() && one.attribution() == Attribution.SNAPSHOT)
                .count();
        return without == 0 ? "" : "; " + without + " interface" + (without == 1 ? " has" : "s have") + " no flow log";
    }

    private String text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            int indent = line.length() - line.stripLeading().length();
            if (Printable.width(line) <= terminal.columns()) {
                text.append(line).append('\n');
            } else {
                Paragraph.append(
                        text,
                        line.strip(),
                        indent,
                        line.matches(" {2}[a-z]+ {2,}.*") ? 16 : indent + 2,
                        terminal.columns());
            }
        }
        return text.toString();
    }
}
