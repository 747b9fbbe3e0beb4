package dev.weir.report;

import dev.weir.backtest.Gate;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.util.List;

/** A plan as Markdown, for a change ticket or a pull request. */
public final class PlanMarkdown {

    private final Plan plan;

    public PlanMarkdown(Plan plan) {
        this.plan = plan;
    }

    /** The whole text, with a line end. */
    public String render() {
        StringBuilder out =
                new StringBuilder("# Security group ").append(text(plan.group().id()));
        if (!plan.group().name().isEmpty()) {
            out.append(" (").append(text(plan.group().name())).append(')');
        }
        out.append("\n\n").append(text(PlanWords.headline(plan))).append(".\n");
        plan.learning()
                .observed()
                .ifPresent(observed -> out.append("\n" + text(PlanWords.learnedFrom(observed)) + ".\n"));
        String days = plan.learning().observed().isEmpty() ? "" : " of " + PlanRow.days(plan);
        String interfaces = plan.learning().observed().isEmpty() ? "" : " of " + PlanRow.interfaces(plan);
        out.append("\n| | protocol and ports | destination | connections | days" + days + " | interfaces" + interfaces
                + " | last seen | never seen |\n");
        out.append("|---|---|---|--:|--:|--:|---|--:|\n");
        for (PlanRow row : PlanRow.of(plan)) {
            out.append("| ").append(row.change().word).append(" | ").append(row.service());
            out.append(" | ").append(text(NameWords.destination(plan, row))).append(" | ");
            out.append(String.join(
                            " | ",
                            row.connections(),
                            row.days(),
                            row.interfaces(),
                            row.lastSeen(),
                            row.evidence()
                                    .map(seen -> Counted.number(seen.neverSeen()))
                                    .orElse(""))
                    + " |\n");
        }
        out.append("\n## What holds\n\n");
        PlanWords.statements(plan)
                .forEach(
                        (label, words) -> out.append("- **" + label + "**: " + text(words.replace("\n", "; ")) + "\n"));
        out.append("\n## What it comes to\n\n");
        ConsequenceWords.statements(plan)
                .forEach((label, words) -> out.append("- **" + label + "**: " + text(words) + "\n"));
        List<String> reopening = ConsequenceWords.reopening(plan);
        if (!reopening.isEmpty()) {
            // Indented code, in which nothing is markup, whatever a rule is called.
            out.append("\nTo open again at once what it closes:\n\n");
            reopening.forEach(call -> out.append("    ").append(call).append('\n'));
        }
        out.append("\n## Gates\n\n| gate | | why |\n|---|---|---|\n");
        for (Gate gate : plan.gates()) {
            out.append("| ").append(gate.name().id()).append(" | ");
            out.append(gate.fails() ? "**fail**" : gate.status().id()).append(" | ");
            out.append(text(gate.reason())).append(" |\n");
        }
        return out.append('\n')
                .append(plan.isReady() ? "Ready: no gate fails.\n" : "Not ready: a gate fails.\n")
                .toString();
    }

    /** Printable, and nothing in it is markup. */
    private static String text(String text) {
        StringBuilder plain = new StringBuilder();
        String printable = Printable.of(text);
        for (int i = 0; i < printable.length(); i++) {
            char character = printable.charAt(i);
            switch (character) {
                case '&' -> plain.append("&amp;");
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '!' ->
                    plain.append('\\').append(character);
                default -> plain.append(character);
            }
        }
        return plain.toString();
    }
}
