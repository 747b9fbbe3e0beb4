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
        StringBuilder text =
                new StringBuilder("security group ").append(name(group)).append('\n');
        revoke.forEach(rule -> text.append("  - ").append(rule(rule)).append('\n'));
        authorize.forEach(rule -> text.append("  + ").append(rule(rule)).append('\n'));
        return text.toString();
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
        StringBuilder text = new StringBuilder(change(
                opened.group(),
                forward ? opened.revoke() : opened.authorize(),
                forward ? opened.authorize() : opened.revoke()));
        if (forward) {
            text.append("  going on to the planned rules, as the journal last said; if it was to be undone: weir"
                            + " rollback ")
                    .append(Printable.of(journal))
                    .append('\n');
            opened.parking()
                    .ifPresent(parking -> text.append("  its parking group `")
                            .append(Printable.of(parking.name()))
                            .append("` comes off interface after interface, and is deleted\n"));
        } else {
            text.append("  going back to the rules as they were\n");
        }
        return text.toString().stripTrailing();
    }

    /** What is to be confirmed of it. */
    public static String inShort(Opened opened, Direction direction) {
        int planned = opened.authorize().size();
        int old = opened.revoke().size();
        boolean forward = direction == Direction.FORWARD;
        return inShort(opened.group(), forward ? planned : old, forward ? old : planned);
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
        StringBuilder text = new StringBuilder();
        String group = name(opened.group());
        switch (outcome.kind()) {
            case APPLIED ->
                text.append(group + ": applied and proven by a read: "
                        + Counted.of(opened.authorize().size(), "rule") + " authorized, "
                        + opened.revoke().size() + " revoked\n");
            case PAUSED -> text.append(group + ": canary: " + Printable.of(outcome.reason()) + "\n");
            case ROLLED_BACK ->
                text.append(group)
                        .append(": rolled back and proven by a read: the rules are as they were")
                        .append(outcome.kept().isEmpty() ? "" : ", beside those of others below")
                        .append(" (rule ids of restored rules are new)\n");
            case STOPPED -> text.append(group + ": stopped: " + Printable.of(outcome.reason()) + "\n");
            case UNKNOWN -> text.append(group + ": outcome unknown: " + Printable.of(outcome.reason()) + "\n");
        }
        outcome.inDoubt()
                .forEach(call -> text.append("  not known whether this was done: " + Printable.of(call) + "\n"));
        if (!outcome.isEnd() && outcome.kind() != Outcome.Kind.PAUSED) {
            text.append(certain(outcome, opened));
        }
        outcome.reopened().forEach(rule -> text.append("  somebody else opened it again: " + rule(rule) + "\n"));
        outcome.kept().stream()
                .filter(rule -> !outcome.reopened().contains(rule))
                .forEach(rule -> text.append("  kept, made by somebody else: " + rule(rule) + "\n"));
        outcome.changed()
                .forEach(rule -> text.append("  there, but with another description or tags than before: ")
                        .append(rule(rule))
                        .append('\n'));
        return text.append(next(ended)).toString();
    }

    private static String certain(Outcome outcome, Opened opened) {
        if (outcome.rules().isEmpty()) {
            return "  certain: all old rules or all planned rules are in place, whatever was done\n";
        }
        StringBuilder text = new StringBuilder("  as last read:\n");
        outcome.rules().forEach(rule -> text.append("    ").append(rule(rule)).append('\n'));
        return text.append("  certain: all ")
                .append(opened.revoke().size())
                .append(" old rules or all planned rules are in place\n")
                .toString();
    }

    private static String next(EndedChange ended) {
        Outcome outcome = ended.outcome();
        Opened opened = ended.opened();
        String path = Printable.of(ended.journal());
        if (outcome.kind() == Outcome.Kind.ROLLED_BACK) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        if (outcome.kind() == Outcome.Kind.APPLIED) {
            text.append("  connections that AWS tracked before keep working until they end or idle out");
            text.append(ended.changedAt()
                    .flatMap(at -> LastFlow.of(opened, at))
                    .map(last -> "; an idle one is gone by " + lastFlow(last) + ", so watch until then: weir verify ")
                    .orElse(" (TCP: up to 5 days), so watch for as long: weir verify "));
            text.append(path).append(" --flows DIR\n");
        } else {
            if (outcome.kind() == Outcome.Kind.PAUSED) {
                text.append("  look:   weir verify ").append(path).append(" --flows DIR\n");
            }
            text.append("  go on:  weir ")
                    .append(outcome.direction() == Direction.FORWARD ? "resume " : "rollback ")
                    .append(path)
                    .append('\n');
        }
        text.append("  undo:   weir rollback ").append(path).append('\n');
        ChangeCalls.authorize(opened.group().scope(), opened.group().id(), opened.revoke())
                .forEach(command -> text.append("  reopen: ").append(command).append('\n'));
        return text.toString();
    }

    /** Every call in order, as the AWS CLI makes it; a rule that only comes on the way is named by its properties. */
    public static String calls(GroupRef group, List<Leg> legs) {
        StringBuilder text = new StringBuilder();
        for (Leg leg : legs) {
            ChangeCalls.authorize(group.scope(), group.id(), leg.added())
                    .forEach(command -> text.append(command).append('\n'));
            if (!leg.removed().isEmpty()) {
                text.append(ChangeCalls.revoke(group.scope(), group.id(), leg.removed()))
                        .append('\n');
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
        StringBuilder text = new StringBuilder("\nsummary\n");
        for (AttemptedPlan attempt : attempts) {
            String end = attempt.end().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            text.append(String.format("%-12s ", end) + name(attempt.plan().group()) + "  plan " + attempt.digest());
            attempt.change()
                    .ifPresent(change -> text.append("  by ")
                            .append(Printable.of(change.opened().caller()))
                            .append("  journal ")
                            .append(Printable.of(change.journal())));
            text.append('\n');
        }
        return text.toString();
    }
}
