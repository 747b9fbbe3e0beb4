package dev.weir.report.review;

import dev.weir.inventory.Destination;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.Replayed;
import dev.weir.plan.Replayed.Fate;
import dev.weir.plan.Replayed.RulesNow;
import dev.weir.plan.Replayed.SeenSince;
import dev.weir.report.PlanWords;
import dev.weir.report.Resources;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
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
    private final TextLines out;

    public RefreshText(Replayed replayed, Terminal terminal) {
        this.replayed = replayed;
        plan = replayed.plan();
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        GroupRef group = plan.group();
        out.paragraph(
                "security group " + Printable.of(Resources.named(group.id(), group.name()))
                        + group.region()
                                .map(region -> "  " + Printable.of(region))
                                .orElse(""),
                0);
        out.paragraph("plan of " + Timestamp.day(plan.making().createdAt()) + ": " + standing(), 0);
        out.paragraph(extent(), 0).blank();
        denials();
        rules();
        out.labelled("new", fresh(), LABEL);
        chance();
        return out.labelled("holds", verdict(), LABEL).toString();
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

    private void denials() {
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
        out.table(table).blank();
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

    private void rules() {
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
        out.table(table).blank();
    }

    private String destination(Destination destination) {
        String text = Printable.of(destination.text());
        String name = plan.names().getOrDefault(destination.text(), "");
        return name.isEmpty() ? text : text + " " + Printable.of(name);
    }

    private String fresh() {
        if (replayed.fresh().isEmpty()) {
            return "nobody can say: the flows that were read begin where the plan ends; help: give what it was learned"
                    + " from, too";
        }
        List<SeenSince> fresh = replayed.fresh().get();
        return fresh.isEmpty()
                ? "no destination that was not seen before"
                : Counted.of(fresh.size(), "destination") + ": "
                        + Counted.few(
                                fresh,
                                NEW_SHOWN,
                                one -> PlanWords.service(one.service()) + " to " + one.destination()
                                        + (one.fate() == Fate.PERMITTED ? "" : " (denied)"));
    }

    private void chance() {
        replayed.chance()
                .ifPresent(now -> out.labelled(
                        "chance",
                        plan.learning()
                                        .chance()
                                        .map(then -> then.stated()
                                                        .map(PlanWords::chance)
                                                        .orElse("not stated")
                                                + " when the plan was made; now ")
                                        .orElse("")
                                + PlanWords.chance(now),
                        LABEL));
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
}
