package dev.weir.report;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.operation.AttemptedPlan;
import dev.weir.operation.EndedChange;
import dev.weir.plan.GroupRef;
import dev.weir.plan.LongestTracked;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.LastFlow;
import dev.weir.remediation.Leg;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Parking;
import dev.weir.remediation.RuleKey;
import dev.weir.report.commands.ChangeCalls;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.util.List;
import java.util.Locale;

/** What became of a change, in words: what is certain, what is not, and the next step. */
public final class ChangeText {

    private ChangeText() {}

    /** {@code sg-0a1b "web-tier" 111122223333 eu-west-1}. */
    public static String name(GroupRef group) {
        return Printable.of(Resources.named(group.id(), group.name()))
                + group.account().map(account -> " " + Printable.of(account)).orElse("")
                + group.region().map(region -> " " + Printable.of(region)).orElse("");
    }

    /** The change before it is made. */
    public static String change(GroupRef group, List<Known> revoke, List<Known> authorize) {
        return new TextLines()
                .line("security group " + name(group))
                .lines("  - ", rules(revoke))
                .lines("  + ", rules(authorize))
                .toString();
    }

    /** {@code of sg-0a1b "web-tier" in account 111122223333, eu-west-1 (2 rules come, 1 goes)}. */
    public static String inShort(GroupRef group, int come, int go) {
        return "of " + Printable.of(Resources.named(group.id(), group.name()))
                + group.account()
                        .map(account -> " in account " + Printable.of(account))
                        .orElse("")
                + group.region().map(region -> ", " + Printable.of(region)).orElse("")
                + " (" + Counted.of(come, "rule") + (come == 1 ? " comes, " : " come, ") + go
                + (go == 1 ? " goes)" : " go)");
    }

    /** What a parking group is for, before it is made. */
    public static String parking(Parking parking) {
        int all = parking.interfaces().size();
        int first = Math.min(parking.canary(), all);
        return "  the old rules move to a parking group, `" + Printable.of(parking.name()) + "`, which first goes on "
                + (all == 1 ? "its interface" : "its " + all + " interfaces")
                + ";\n  once the group is narrowed it comes off "
                + Counted.of(first, "interface") + ", and off the others after `weir resume`;\n"
                + "  interfaces that start in the meantime get the planned rules alone";
    }

    /** Where a change that is gone on with is heading, before it is. */
    public static String heading(Opened opened, Direction direction, String journal) {
        boolean forward = direction == Direction.FORWARD;
        String change = change(
                opened.group(),
                forward ? opened.revoke() : opened.authorize(),
                forward ? opened.authorize() : opened.revoke());
        return !forward
                ? change + "  going back to the rules as they were"
                : change + "  going on to the planned rules, as the journal last said; if it was to be undone: weir"
                        + " rollback " + Printable.of(journal)
                        + opened.parking()
                                .map(parking -> "\n  its parking group `" + Printable.of(parking.name())
                                        + "` comes off interface after interface, and is deleted")
                                .orElse("");
    }

    /** What is to be confirmed of it. */
    public static String inShort(Opened opened, Direction direction) {
        int planned = opened.authorize().size();
        int old = opened.revoke().size();
        boolean forward = direction == Direction.FORWARD;
        return inShort(opened.group(), forward ? planned : old, forward ? old : planned);
    }

    private static List<String> rules(List<? extends SecurityGroupRule> rules) {
        return rules.stream().map(ChangeText::rule).toList();
    }

    public static String rule(SecurityGroupRule rule) {
        return rule.match(
                known -> Printable.of(RuleKey.of(known).toString())
                        + known.id().map(id -> " (" + Printable.of(id) + ")").orElse(""),
                unresolved -> Printable.of(unresolved.reason()));
    }

    /** The outcome of a run. */
    public static String outcome(EndedChange ended) {
        Outcome outcome = ended.outcome();
        Opened opened = ended.opened();
        TextLines text = new TextLines();
        text.line(name(opened.group()) + ": "
                + switch (outcome.kind()) {
                    case APPLIED ->
                        "applied and proven by a read: "
                                + Counted.of(opened.authorize().size(), "rule") + " authorized, "
                                + opened.revoke().size() + " revoked";
                    case PAUSED -> "canary: " + Printable.of(outcome.reason());
                    case ROLLED_BACK ->
                        "rolled back and proven by a read: the rules are as they were"
                                + (outcome.kept().isEmpty() ? "" : ", beside those of others below")
                                + " (rule ids of restored rules are new)";
                    case STOPPED -> "stopped: " + Printable.of(outcome.reason());
                    case UNKNOWN -> "outcome unknown: " + Printable.of(outcome.reason());
                });
        outcome.inDoubt().forEach(call -> text.line("  not known whether this was done: " + Printable.of(call)));
        if (!outcome.isEnd() && outcome.kind() != Outcome.Kind.PAUSED) {
            certain(text, outcome, opened);
        }
        List<SecurityGroupRule> kept = outcome.kept().stream()
                .filter(rule -> !outcome.reopened().contains(rule))
                .toList();
        text.lines("  somebody else opened it again: ", rules(outcome.reopened()))
                .lines("  kept, made by somebody else: ", rules(kept))
                .lines("  there, but with another description or tags than before: ", rules(outcome.changed()));
        if (outcome.kind() != Outcome.Kind.ROLLED_BACK) {
            next(text, ended);
        }
        return text.toString();
    }

    private static void certain(TextLines text, Outcome outcome, Opened opened) {
        if (outcome.rules().isEmpty()) {
            text.line("  certain: all old rules or all planned rules are in place, whatever was done");
        } else {
            text.line("  as last read:")
                    .lines("    ", rules(outcome.rules()))
                    .line("  certain: all " + opened.revoke().size() + " old rules or all planned rules are in place");
        }
    }

    private static void next(TextLines text, EndedChange ended) {
        Outcome outcome = ended.outcome();
        Opened opened = ended.opened();
        String path = Printable.of(ended.journal());
        if (outcome.kind() == Outcome.Kind.APPLIED) {
            String until = ended.changedAt()
                    .flatMap(at -> LastFlow.of(opened, at))
                    .map(last -> "; an idle one is gone by " + lastFlow(last) + ", so watch until then: weir verify ")
                    .orElse(" (TCP: up to 5 days), so watch for as long: weir verify ");
            text.line("  connections that AWS tracked before keep working until they end or idle out" + until + path
                    + " --flows DIR");
        } else {
            if (outcome.kind() == Outcome.Kind.PAUSED) {
                text.line("  look:   weir verify " + path + " --flows DIR");
            }
            text.line("  go on:  weir " + (outcome.direction() == Direction.FORWARD ? "resume " : "rollback ") + path);
        }
        text.line("  undo:   weir rollback " + path);
        text.lines(
                "  reopen: ",
                ChangeCalls.authorize(opened.group().scope(), opened.group().id(), opened.revoke()));
    }

    /** Every call in order, as the AWS CLI makes it; a rule that only comes on the way is named by its properties. */
    public static String calls(GroupRef group, List<Leg> legs) {
        TextLines text = new TextLines();
        for (Leg leg : legs) {
            text.lines("", ChangeCalls.authorize(group.scope(), group.id(), leg.added()));
            if (!leg.removed().isEmpty()) {
                text.line(ChangeCalls.revoke(group.scope(), group.id(), leg.removed()));
            }
        }
        return text.toString();
    }

    /** {@code 2026-11-27T12:00:00Z at the latest (eni-1: 432000 s, the default of m5.large)}. */
    static String lastFlow(LastFlow last) {
        return Timestamp.iso(last.at()) + " at the latest (" + longest(last.longest()) + ")";
    }

    /** {@code eni-1: 432000 s, the default of m5.large}. */
    static String longest(LongestTracked longest) {
        return Printable.of(longest.networkInterface()) + ": " + longest.idle().toSeconds() + " s, "
                + (longest.isOfTcp() ? why(longest.tracking()) : "not of TCP");
    }

    private static String why(ConnectionTracking tracking) {
        return switch (tracking.source()) {
            case OWN -> "as set on it";
            case INSTANCE_TYPE ->
                "the default of " + Printable.of(tracking.instanceType().orElse(""));
            case ASSUMED -> "the longest that there is, as its instance type is not known";
        };
    }

    /** What became of plans that were to be applied, a line each. */
    public static String summary(List<AttemptedPlan> attempts) {
        TextLines text = new TextLines().blank().line("summary");
        for (AttemptedPlan attempt : attempts) {
            String end = attempt.end().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            text.line(String.format("%-12s ", end) + name(attempt.plan().group()) + "  plan " + attempt.digest()
                    + attempt.change()
                            .map(change ->
                                    "  by " + Printable.of(change.opened().caller()) + "  journal "
                                            + Printable.of(change.journal()))
                            .orElse(""));
        }
        return text.toString();
    }
}
