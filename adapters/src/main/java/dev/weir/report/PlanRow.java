package dev.weir.report;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Authorization;
import dev.weir.plan.Consequences;
import dev.weir.plan.LastUse;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of the change that a plan makes.
 *
 * @param change what happens to the rule
 * @param rule the rule
 * @param name the name of its destination; empty where it has none
 * @param evidence what speaks for a rule that comes; empty where a person said so
 * @param use what used a rule that the group has; empty where that is not known
 */
public record PlanRow(
        WholeChange change,
        SecurityGroupRule.Known rule,
        String name,
        Optional<Authorization.ServedTraffic> evidence,
        Optional<LastUse> use) {

    /** What happens to a rule. */
    public enum WholeChange {
        REVOKE("-", "revoke"),
        AUTHORIZE("+", "authorize"),
        STAYS("=", "stays");

        public final String sign;
        public final String word;

        WholeChange(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }
    }

    /** The rows of a plan: what goes, what comes, what stays. */
    public static List<PlanRow> of(Plan plan) {
        List<PlanRow> rows = new ArrayList<>();
        plan.revoke().forEach(rule -> rows.add(of(plan, WholeChange.REVOKE, rule, Optional.empty())));
        plan.authorize().forEach(one -> rows.add(of(plan, WholeChange.AUTHORIZE, one.rule(), one.evidence())));
        plan.result().stream()
                .filter(rule -> plan.authorize().stream()
                        .noneMatch(added -> added.rule().sameRuleAs(rule)))
                .forEach(rule -> rows.add(of(plan, WholeChange.STAYS, rule, Optional.empty())));
        return rows;
    }

    /** How many days were observed, {@code 30}; {@code ?} where none was. */
    public static String days(Plan plan) {
        return plan.learning()
                .observed()
                .map(Plan.Observed::days)
                .map(Counted::number)
                .orElse("?");
    }

    /** How many interfaces wore the group then, {@code 14}; {@code ?} where an earlier weir did not count. */
    public static String interfaces(Plan plan) {
        return plan.consequences()
                .flatMap(Consequences::watched)
                .map(watched -> Counted.number(watched.interfaces()))
                .orElse("?");
    }

    private static PlanRow of(
            Plan plan,
            WholeChange change,
            SecurityGroupRule.Known rule,
            Optional<Authorization.ServedTraffic> evidence) {
        return new PlanRow(
                change,
                rule,
                plan.names().getOrDefault(rule.destination().text(), ""),
                evidence,
                change == WholeChange.AUTHORIZE
                        ? Optional.empty()
                        : plan.consequences().flatMap(said -> said.useOf(rule)));
    }

    /** How many connections used it, a lower bound: {@code 306}, {@code by hand}, {@code ?} where nobody knows; or nothing. */
    public String connections() {
        return evidence.map(PlanWords::connections)
                .or(() -> use.map(one -> known(one, Counted.number(one.connections()))))
                .orElse(change == WholeChange.AUTHORIZE ? "by hand" : "");
    }

    /** On how many days, {@code 9}; empty where nothing was observed. */
    public String days() {
        return evidence.map(one -> Counted.number(one.days()))
                .or(() -> use.map(one -> known(one, Counted.number(one.days()))))
                .orElse("");
    }

    /** By how many of the group's interfaces, {@code 8}; {@code ?} where an earlier weir did not count. */
    public String interfaces() {
        return evidence.map(one -> one.interfaces().isPresent()
                        ? Counted.number(one.interfaces().getAsInt())
                        : "?")
                .or(() -> use.map(one -> known(one, Counted.number(one.interfaces()))))
                .orElse("");
    }

    /** The last day, {@code 2026-11-21}; {@code never} where nothing was seen to use it. */
    public String lastSeen() {
        return evidence.map(Authorization.ServedTraffic::lastSeen)
                .map(seen -> Timestamp.day(seen).toString())
                .or(() -> use.map(one -> one.lastSeen()
                        .map(seen -> Timestamp.day(seen).toString())
                        .orElse(known(one, "never"))))
                .orElse("");
    }

    /** What was not read of the rule may have been used, too. */
    private static String known(LastUse use, String words) {
        return use.known() || use.connections() > 0 ? words : "?";
    }

    public String service() {
        return PlanWords.service(rule.service());
    }

    /** The destination and its name, printable. */
    public String destination() {
        return Printable.of(rule.destination().text()) + (name.isEmpty() ? "" : " " + Printable.of(name));
    }
}
