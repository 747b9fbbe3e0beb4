package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
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

    /** One line of the change. */
    private record Line(String sign, String service, String destination, List<String> evidence) {}

    private void changes(StringBuilder out) {
        List<Line> lines = new ArrayList<>();
        plan.revoke().forEach(rule -> lines.add(line("-", rule, List.of())));
        for (Authorization authorization : plan.authorize()) {
            lines.add(line("+", authorization.rule(), evidence(authorization)));
        }
        for (SecurityGroupRule.Known rule : plan.result()) {
            if (plan.authorize().stream().noneMatch(added -> added.rule().sameRuleAs(rule))) {
                lines.add(line("=", rule, List.of("stays")));
            }
        }
        int services = width(lines.stream().map(Line::service).toList());
        int[] evidence = new int[3];
        for (Line line : lines) {
            for (int i = 0; i < line.evidence().size(); i++) {
                evidence[i] =
                        Math.max(evidence[i], Printable.width(line.evidence().get(i)));
            }
        }
        int columns = 0;
        for (int width : evidence) {
            columns += width == 0 ? 0 : width + 2;
        }
        int room = Math.max(20, terminal.columns() - 5 - services - columns);
        int destinations =
                Math.min(room, width(lines.stream().map(Line::destination).toList()));
        for (Line line : lines) {
            StringBuilder row = new StringBuilder("  ").append(line.sign()).append(' ');
            pad(row, line.service(), services + 1);
            boolean last = line.evidence().isEmpty();
            pad(
                    row,
                    last ? line.destination() : Printable.shortened(line.destination(), destinations),
                    last ? 0 : destinations);
            for (int i = 0; i < line.evidence().size(); i++) {
                row.append("  ");
                if (i == 0) {
                    row.append(" "
                            .repeat(evidence[i]
                                    - Printable.width(line.evidence().get(i))));
                }
                pad(
                        row,
                        line.evidence().get(i),
                        i == 0 || i + 1 == line.evidence().size() ? 0 : evidence[i]);
            }
            out.append(row.toString().stripTrailing()).append('\n');
        }
        if (plan.result().isEmpty()) {
            out.append("    no rule is left: its interfaces can initiate nothing\n");
        }
    }

    private Line line(String sign, SecurityGroupRule.Known rule, List<String> evidence) {
        return new Line(sign, PlanWords.service(rule.service()), destination(rule.destination()), evidence);
    }

    private String destination(Destination destination) {
        String name = plan.names().getOrDefault(destination.text(), "");
        return Printable.of(destination.text()) + (name.isEmpty() ? "" : " " + Printable.of(name));
    }

    private List<String> evidence(Authorization authorization) {
        if (authorization.evidence().isEmpty()) {
            return List.of("by hand");
        }
        Authorization.Evidence evidence = authorization.evidence().get();
        boolean first = plan.authorize().stream()
                .filter(one -> one.evidence().isPresent())
                .findFirst()
                .filter(authorization::equals)
                .isPresent();
        int days = plan.observed().map(PlanText::days).orElse(0);
        String seen = "";
        if (authorization.rule().destination() instanceof Destination.Addresses) {
            BigInteger all = evidence.neverSeen().add(BigInteger.valueOf(evidence.destinations()));
            seen = PlanWords.number(BigInteger.valueOf(evidence.destinations())) + " of " + PlanWords.number(all)
                    + " seen";
        }
        if (evidence.isAmbiguous()) {
            seen += seen.isEmpty() ? "ambiguous" : ", ambiguous";
        }
        return List.of(
                PlanWords.number(BigInteger.valueOf(evidence.connections()))
                        + (first ? " connections" : "            "),
                evidence.days() + "/" + days + (first ? " days" : ""),
                seen);
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
            statement(
                    out,
                    i == 0 ? "ready     no: " : "",
                    gate.name().id() + ": " + Printable.of(gate.reason()),
                    LABEL + "no: ".length());
        }
    }

    private void statement(StringBuilder out, String label, String text) {
        statement(out, label, text, LABEL);
    }

    private void statement(StringBuilder out, String label, String text, int indent) {
        StringBuilder lines = new StringBuilder();
        Paragraph.append(lines, text, indent, indent, terminal.columns());
        lines.replace(0, Math.min(indent, label.length()), label);
        out.append(lines);
    }

    private static void pad(StringBuilder row, String text, int width) {
        row.append(text).append(" ".repeat(Math.max(0, width - Printable.width(text))));
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(Printable::width).max().orElse(0);
    }
}
