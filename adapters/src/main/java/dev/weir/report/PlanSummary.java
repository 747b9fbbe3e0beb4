package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Many plans at a glance: a row for each group, how many are ready, and which gates keep the others back. */
public final class PlanSummary {

    private static final Table.Column GROUP = Table.Column.cut("SECURITY GROUP", 0, 30, 56);
    private static final Table.Column CHANGE = Table.Column.below("CHANGE", 50);
    private static final Table.Column READY = Table.Column.kept("READY");
    private static final Table.Column FILE = Table.Column.below("FILE", Integer.MAX_VALUE);

    private final List<String[]> rows = new ArrayList<>();
    private final Map<String, Integer> failing = new TreeMap<>();
    private int ready;
    private int refused;
    private boolean files;

    /** Adds a plan and the name of its file, printable; empty where it has none. */
    public void made(Plan plan, String file) {
        List<Gate> gates = plan.gates().stream().filter(Gate::fails).toList();
        gates.forEach(gate -> failing.merge(gate.name().id(), 1, Integer::sum));
        ready += plan.isReady() ? 1 : 0;
        files |= !file.isEmpty();
        String name = plan.group().name();
        rows.add(new String[] {
            Printable.of(plan.group().id()) + (name.isEmpty() ? "" : " " + Printable.of(name)),
            gates.isEmpty() ? "yes" : "no: " + gates.get(0).name().id(),
            PlanWords.headline(plan),
            file
        });
    }

    /** Adds a group for which there is no plan. */
    public void refused(String group) {
        refused++;
        rows.add(new String[] {Printable.of(group), "refused", "no plan", ""});
    }

    /** The table and the tally. */
    public String render(Terminal terminal) {
        Table table = files ? new Table(0, 2, GROUP, READY, CHANGE, FILE) : new Table(0, 2, GROUP, READY, CHANGE);
        rows.forEach(table::row);
        TextLines text = new TextLines(terminal.columns()).table(table).blank();
        text.paragraph(
                Counted.of(rows.size(), "group") + ": " + ready + " ready, " + (rows.size() - ready - refused)
                        + " not ready, " + refused + " refused",
                0);
        if (!failing.isEmpty()) {
            String gates = failing.entrySet().stream()
                    .map(gate -> gate.getKey() + " " + gate.getValue())
                    .collect(Collectors.joining(", "));
            text.paragraph("gates that fail: " + gates, 0);
        }
        return text.toString();
    }
}
