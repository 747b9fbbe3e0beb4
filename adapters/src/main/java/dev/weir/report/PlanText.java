package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Destination;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A plan for people: what changes, what speaks for it, and what is missing. */
public final class PlanText {

    private static final int LABEL = 10;

    private final Plan plan;
    private final Terminal terminal;

    public PlanText(Plan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
    }

    /** The whole text, with a line end. */
    public String render() {
        StringBuilder out = new StringBuilder();
        title(out);
        paragraph(out, PlanWords.headline(plan));
        plan.observed().ifPresent(observed -> paragraph(out, PlanWords.learnedFrom(observed)));
        out.append('\n');
        changes(out);
        out.append('\n');
        statements(out);
        return out.toString();
    }

    private void title(StringBuilder out) {
        List<String> parts = new ArrayList<>();
        parts.add("security group " + Printable.of(plan.group().id())
                + (plan.group().name().isEmpty()
                        ? ""
                        : " \"" + Printable.of(plan.group().name()) + "\""));
        plan.group().region().map(Printable::of).ifPresent(parts::add);
        parts.add(PlanWords.interfaces(plan));
        paragraph(out, String.join("  ", parts));
    }

    private void paragraph(StringBuilder out, String text) {
        Paragraph.append(out, text, 0, 2, terminal.columns());
    }

    private void changes(StringBuilder out) {
        Table table = new Table(
                2,
                6,
                Table.Column.kept("").close(),
                Table.Column.kept("").close(),
                Table.Column.cut("", 0, 20, Integer.MAX_VALUE),
                Table.Column.number(""),
                Table.Column.kept(""),
                Table.Column.below("", Integer.MAX_VALUE));
        boolean first = true;
        for (PlanRow row : PlanRow.of(plan)) {
            String[] evidence = evidence(row, first);
            first &= row.evidence().isEmpty();
            table.row(row.change().sign, row.service(), row.destination(), evidence[0], evidence[1], evidence[2]);
        }
        table.appendTo(out, terminal.columns());
        if (plan.result().isEmpty()) {
            out.append("    no rule is left: its interfaces can initiate nothing\n");
        }
    }

    /** How many connections, on how many days, to how many of the addresses that it permits; the first row names the units. */
    private String[] evidence(PlanRow row, boolean first) {
        String names = NameWords.of(plan, row);
        if (row.evidence().isEmpty()) {
            return new String[] {
                switch (row.change()) {
                    case REVOKE -> "";
                    case AUTHORIZE -> "by hand";
                    case STAYS -> "stays";
                },
                "",
                names
            };
        }
        Authorization.ServedTraffic evidence = row.evidence().get();
        int days = plan.observed().map(PlanText::days).orElse(0);
        String seen = "";
        if (row.rule().destination() instanceof Destination.Addresses) {
            BigInteger all = evidence.neverSeen().add(BigInteger.valueOf(evidence.destinations()));
            seen = Counted.number(evidence.destinations()) + " of " + Counted.number(all) + " seen";
        }
        if (evidence.isAmbiguous()) {
            seen += seen.isEmpty() ? "ambiguous" : ", ambiguous";
        }
        String unit = evidence.connections() == 1 ? " connection " : " connections";
        seen += seen.isEmpty() || names.isEmpty() ? names : ": " + names;
        return new String[] {
            Counted.number(evidence.connections()) + (first ? unit : " ".repeat(unit.length())),
            evidence.days() + "/" + days + (first ? " days" : ""),
            seen
        };
    }

    private static int days(Plan.Observed observed) {
        Instant last = observed.to().minusSeconds(observed.to().equals(observed.from()) ? 0 : 1);
        return (int) (last.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay()
                        - observed.from().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay())
                + 1;
    }

    private void statements(StringBuilder out) {
        PlanWords.statements(plan).forEach((label, words) -> {
            for (String line : words.split("\n", -1)) {
                statement(out, label, line);
            }
        });
        ready(out);
        statement(out, "undo", "printed by apply; one command, one call to re-open");
    }

    private void ready(StringBuilder out) {
        List<Gate> failing = plan.gates().stream().filter(Gate::fails).toList();
        if (failing.isEmpty()) {
            statement(out, "ready", "yes: every gate passes");
            return;
        }
        for (int i = 0; i < failing.size(); i++) {
            Gate gate = failing.get(i);
            Paragraph.labelled(
                    out,
                    i == 0 ? "ready     no: " : "",
                    gate.name().id() + ": " + Printable.of(gate.reason()),
                    LABEL + "no: ".length(),
                    terminal.columns());
        }
    }

    private void statement(StringBuilder out, String label, String text) {
        Paragraph.labelled(out, label, text, LABEL, terminal.columns());
    }
}
