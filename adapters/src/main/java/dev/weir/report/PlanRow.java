package dev.weir.report;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
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
 */
public record PlanRow(
        WholeChange change, SecurityGroupRule.Known rule, String name, Optional<Authorization.ServedTraffic> evidence) {

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

    private static PlanRow of(
            Plan plan,
            WholeChange change,
            SecurityGroupRule.Known rule,
            Optional<Authorization.ServedTraffic> evidence) {
        return new PlanRow(
                change, rule, plan.names().getOrDefault(rule.destination().text(), ""), evidence);
    }

    public String service() {
        return PlanWords.service(rule.service());
    }

    /** The destination and its name, printable. */
    public String destination() {
        return Printable.of(rule.destination().text()) + (name.isEmpty() ? "" : " " + Printable.of(name));
    }
}
