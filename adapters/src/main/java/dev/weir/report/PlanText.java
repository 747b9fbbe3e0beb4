package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Destination;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan for people: what changes, what speaks for it, and what is missing. */
public final class PlanText {

    private static final int LABEL = 10;
    /** Rules of more than these make a call that is too long to be looked at; apply prints it. */
    private static final int COPIED = 5;

    private final Plan plan;
    private final TextLines out;

    public PlanText(Plan plan, Terminal terminal) {
        this.plan = plan;
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        title();
        out.paragraph(PlanWords.headline(plan), 0);
        plan.learning().observed().ifPresent(observed -> out.paragraph(PlanWords.learnedFrom(observed), 0));
        out.blank().table(table(Width.WIDE), () -> table(Width.NARROW));
        if (plan.result().isEmpty()) {
            out.line("    no rule is left: its interfaces can initiate nothing");
        }
        out.blank();
        statements();
        return out.toString();
    }

    private void title() {
        List<String> parts = new ArrayList<>();
        parts.add("security group "
                + Printable.of(Resources.named(plan.group().id(), plan.group().name())));
        plan.group().region().map(Printable::of).ifPresent(parts::add);
        parts.add(PlanWords.interfaces(plan));
        out.paragraph(String.join("  ", parts), 0);
    }

    /** Whether who used a rule, and when, has columns of its own, or stands below it. */
    private enum Width {
        WIDE,
        NARROW
    }

    private Table table(Width width) {
        boolean wide = width == Width.WIDE && plan.learning().observed().isPresent();
        Table table = wide
                ? new Table(
                        2,
                        6,
                        Table.Column.kept("").close(),
                        Table.Column.kept("").close(),
                        Table.Column.cut("", 0, 20, Integer.MAX_VALUE),
                        Table.Column.number("CONNECTIONS"),
                        Table.Column.number("DAYS"),
                        Table.Column.number("INTERFACES"),
                        Table.Column.kept("LAST SEEN"),
                        Table.Column.below("", Integer.MAX_VALUE))
                : new Table(
                        2,
                        6,
                        Table.Column.kept("").close(),
                        Table.Column.kept("").close(),
                        Table.Column.cut("", 0, 20, Integer.MAX_VALUE),
                        Table.Column.number(""),
                        Table.Column.below("", Integer.MAX_VALUE));
        for (PlanRow row : PlanRow.of(plan)) {
            if (wide) {
                table.row(
                        row.change().sign,
                        row.service(),
                        row.destination(),
                        connections(row),
                        outOf(row.days(), PlanRow.days(plan)),
                        outOf(row.interfaces(), PlanRow.interfaces(plan)),
                        row.lastSeen(),
                        note(row));
            } else {
                String unit = row.days().isEmpty() ? "" : connections(row).equals("1") ? " connection" : " connections";
                table.row(row.change().sign, row.service(), row.destination(), connections(row) + unit, note(row));
                below(row).ifPresent(table::below);
            }
        }
        return table;
    }

    /** The number alone: what is ambiguous is said beside it. */
    private static String connections(PlanRow row) {
        return row.evidence().map(seen -> Counted.number(seen.connections())).orElseGet(row::connections);
    }

    /** {@code on 9/30 days by 2/14 interfaces, last 2026-11-21}. */
    private Optional<String> below(PlanRow row) {
        return row.days().isEmpty()
                ? Optional.empty()
                : Optional.of("on " + outOf(row.days(), PlanRow.days(plan)) + " days by "
                        + outOf(row.interfaces(), PlanRow.interfaces(plan)) + " interfaces, last " + row.lastSeen());
    }

    private static String outOf(String count, String all) {
        return count.isEmpty() ? "" : count + "/" + all;
    }

    /** To how many of the addresses that it permits, what they are called, and what stays. */
    private String note(PlanRow row) {
        String names = NameWords.of(plan, row);
        if (row.evidence().isEmpty()) {
            String stays = row.change() == PlanRow.WholeChange.STAYS ? "stays" : "";
            return stays + (stays.isEmpty() || names.isEmpty() ? "" : ": ") + names;
        }
        Authorization.ServedTraffic evidence = row.evidence().get();
        String seen = "";
        if (row.rule().destination() instanceof Destination.Addresses) {
            BigInteger all = evidence.neverSeen().add(BigInteger.valueOf(evidence.destinations()));
            // A rule for one address says by itself that it was seen.
            seen = all.equals(BigInteger.ONE)
                    ? ""
                    : Counted.number(evidence.destinations()) + " of " + Counted.number(all) + " seen";
        }
        if (evidence.isAmbiguous()) {
            seen += seen.isEmpty() ? "ambiguous" : ", ambiguous";
        }
        return seen + (seen.isEmpty() || names.isEmpty() ? "" : ": ") + names;
    }

    private void statements() {
        PlanWords.statements(plan).forEach((label, words) -> {
            for (String line : words.split("\n", -1)) {
                out.labelled(label, line, LABEL);
            }
        });
        ConsequenceWords.statements(plan).forEach((label, words) -> out.labelled(label, words, LABEL));
        List<String> reopening = ConsequenceWords.reopening(plan);
        if (plan.revoke().size() <= COPIED) {
            for (String call : reopening) {
                out.line((call.equals(reopening.get(0)) ? "reopen    " : " ".repeat(LABEL)) + call);
            }
        }
        List<Gate> failing = plan.gates().stream().filter(Gate::fails).toList();
        if (failing.isEmpty()) {
            out.labelled("ready", "yes: every gate passes", LABEL);
        }
        for (Gate gate : failing) {
            out.labelled(
                    gate.equals(failing.get(0)) ? "ready     no: " : "",
                    gate.name().id() + ": " + Printable.of(gate.reason()),
                    LABEL + "no: ".length());
        }
    }
}
