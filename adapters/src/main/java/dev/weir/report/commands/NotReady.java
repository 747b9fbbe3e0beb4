package dev.weir.report.commands;

import dev.weir.backtest.Gate;
import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** What whoever carries out a plan by hand must read first: that it is not ready, why, and who said that it may be done. */
public final class NotReady {

    private NotReady() {}

    /** One line each; none for a plan that is ready. */
    public static List<String> lines(Plan plan, List<Acceptance> accepted) {
        List<String> lines = new ArrayList<>();
        for (Gate gate : plan.gates()) {
            if (gate.fails()) {
                lines.add("NOT READY: gate " + gate.name().id() + " fails: " + Printable.of(gate.reason()));
                accepted.stream()
                        .filter(one -> one.gate() == gate.name())
                        .forEach(one -> lines.add("  accepted, because: " + Printable.of(one.reason())));
            }
        }
        return lines;
    }
}
