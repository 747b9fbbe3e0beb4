package dev.weir.report.review;

import dev.weir.inventory.Destination;
import dev.weir.plan.Plan;
import dev.weir.plan.Replayed;
import dev.weir.plan.Replayed.Fate;
import dev.weir.plan.Replayed.RulesNow;
import dev.weir.plan.Replayed.SeenSince;
import dev.weir.report.PlanWords;
import dev.weir.report.Resources;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Whether a plan still holds, for people: what was denied since, how old its rules are, what is new. */
public final class RefreshText {

    private static final int LABEL = 10;
    private static final int NEW_SHOWN = 20;
    private static final int INTERFACES_SHOWN = 3;

    private final Replayed replayed;
    private final Plan plan;
    private final Terminal terminal;

    public RefreshText(Replayed replayed, Terminal terminal) {
        this.replayed = replayed;
        plan = replayed.plan();
        this.terminal = terminal;
    }

    /** The whole text, with a line end. */
    public String render() {
        StringBuilder out = new StringBuilder();
        paragraph(
                out,
                "security group "
                        + Printable.of(
                                Resources.named(plan.group().id(), plan.group().name()))
                        + plan.group()
                                .region()
                                .map(region -> "  " + Printable.of(region))
                                .orElse(""));
        paragraph(out, "plan of " + Timestamp.day(plan.making().createdAt()) + ": " + standing());
        paragraph(out, extent());
        out.append('\n');
        denials(out);
        rules(out);
        fresh(out);
        chance(out);
        statement(out, "holds", verdict());
        return out.toString();
    }

    private String standing() {
        return switch (replayed.standing()) {
            case BEFORE -> "not applied, and the group has the rules that it expects";
            case AFTER -> "the group has the rules that it makes";
            case OTHER -> "the group has other rules than it expects, and than it makes";
        };
    }

    private String extent() {
        if (!replayed.isSeen()) {
            return "nothing was seen of the group since " + Timestamp.minutes(replayed.since());
        }
        LocalDate first = Timestamp.day(replayed.since());
        LocalDate last = Timestamp.day(replayed.to().minusSeconds(1));
        long days = last.toEpochDay() - first.toEpochDay() + 1;
        return "replayed " + Counted.number(replayed.watched()) + " of " + Counted.of(days, "day") + ", " + first
                + " to "
                + last + ": "
                + Counted.number(replayed.permitted()) + " of "
                + Counted.of(replayed.connections(), "connection") + " permitted";
    }

    private void denials(StringBuilder out) {
        if (replayed.denials().isEmpty()) {
            return;
        }
        Table table = new Table(
                0,
                2,
                Table.Column.kept("DENIED"),
                Table.Column.kept("DESTINATION"),
                Table.Column.number("COUNT"),
                Table.Column.kept("FIRST"),
                Table.Column.kept("LAST"),
                Table.Column.below("INTERFACES", Integer.MAX_VALUE));
        replayed.denials()
                .forEach(one -> table.row(
                        PlanWords.service(one.service()),
                        one.destination() + who(one),
                        Counted.number(one.connections()),
                        Timestamp.minutes(one.firstSeen()),
                        Timestamp.minutes(one.lastSeen()),
                        Counted.few(one.interfaces(), INTERFACES_SHOWN, Printable::of) + remarks(one)));
        table.appendTo(out, terminal.columns());
        out.append('\n');
    }

    private static String who(SeenSince one) {
        return one.who().isEmpty() ? "" : " " + Printable.shortened(Printable.of(one.who()), 40);
    }

    private static String remarks(SeenSince one) {
        List<String> words = new ArrayList<>();
        if (one.fate() == Fate.REJECTED) {
            words.add("rejected");
        }
        if (one.ambiguous()) {
            words.add("ambiguous");
        }
        one.answer()
                .ifPresent(answer -> words.add("answered " + answer.needed().id() + " by " + Printable.of(answer.by())
                        + " on " + answer.on()));
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private void rules(StringBuilder out) {
        if (replayed.rules().isEmpty()) {
            return;
        }
        Table table = new Table(
                0,
                2,
                Table.Column.kept("RULE"),
                Table.Column.cut("DESTINATION", 0, 20, Integer.MAX_VALUE),
                Table.Column.kept("LAST SEEN"),
                Table.Column.number("DAYS AGO"),
                Table.Column.number("SINCE THE PLAN"));
        for (Replayed.RuleUse use : replayed.rules()) {
            table.row(
                    PlanWords.service(use.rule().service()),
                    destination(use.rule().destination()),
                    use.lastSeen().map(day -> Timestamp.day(day).toString()).orElse("-"),
                    use.lastSeen()
                            .map(last -> Counted.number(Math.max(
                                    0,
                                    Timestamp.day(replayed.to().minusSeconds(1)).toEpochDay()
                                            - Timestamp.day(last).toEpochDay())))
                            .orElse("-"),
                    Counted.number(use.connections()));
        }
        table.appendTo(out, terminal.columns());
        out.append('\n');
    }

    private String destination(Destination destination) {
        String text = Printable.of(destination.text());
        String name = plan.names().getOrDefault(destination.text(), "");
        return name.isEmpty() ? text : text + " " + Printable.of(name);
    }

    private void fresh(StringBuilder out) {
        if (replayed.fresh().isEmpty()) {
            statement(
                    out,
                    "new",
                    "nobody can say: the flows that were read begin where the plan ends; help: give what it was learned"
                            + " from, too");
            return;
        }
        List<SeenSince> fresh = replayed.fresh().get();
        if (fresh.isEmpty()) {
            statement(out, "new", "no destination that was not seen before");
            return;
        }
        statement(
                out,
                "new",
                Counted.of(fresh.size(), "destination") + ": "
                        + Counted.few(
                                fresh,
                                NEW_SHOWN,
                                one -> PlanWords.service(one.service()) + " to " + one.destination()
                                        + (one.fate() == Fate.PERMITTED ? "" : " (denied)")));
    }

    private void chance(StringBuilder out) {
        replayed.chance()
                .ifPresent(now -> statement(
                        out,
                        "chance",
                        plan.learning()
                                        .chance()
                                        .map(then -> then.stated()
                                                        .map(PlanWords::chance)
                                                        .orElse("not stated")
                                                + " when the plan was made; now ")
                                        .orElse("")
                                + PlanWords.chance(now)));
    }

    private String verdict() {
        if (!replayed.isSeen()) {
            return "unknown: no flow log reported on its interfaces since; help: give flows of the days since with --flows";
        }
        if (replayed.holds()) {
            return "yes: its rules permit all that was seen since";
        }
        List<String> why = new ArrayList<>();
        if (!replayed.denials().isEmpty()) {
            why.add(Counted.of(replayed.denials().size(), "destination is denied", "destinations are denied"));
        }
        if (replayed.standing() == RulesNow.OTHER) {
            why.add("the group's rules were changed by somebody else");
        }
        replayed.changes().stream().map(Printable::of).forEach(why::add);
        return "no: " + String.join("; ", why);
    }

    private void paragraph(StringBuilder out, String text) {
        Paragraph.append(out, text, 0, 2, terminal.columns());
    }

    private void statement(StringBuilder out, String label, String text) {
        Paragraph.labelled(out, label, text, LABEL, terminal.columns());
    }
}
