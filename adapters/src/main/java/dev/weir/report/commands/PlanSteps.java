package dev.weir.report.commands;

import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.report.text.Printable;
import java.util.List;

/** A plan as steps that a person clicks in the AWS console. */
public final class PlanSteps {

    private PlanSteps() {}

    /** The steps, numbered, as plain text, headed by the failing gates that somebody overrode. */
    public static String text(Plan plan, List<Acceptance> accepted) {
        Scope scope = plan.group().scope();
        String id = Printable.of(plan.group().id());
        StringBuilder text = new StringBuilder();
        NotReady.lines(plan, accepted).forEach(line -> text.append(line).append('\n'));
        text.append((text.isEmpty() ? "" : "\n") + "Narrow the outbound rules of security group " + id + "\n\n");
        int step = 1;
        text.append((step++) + ". "
                + ConsoleLink.securityGroup(scope, plan.group().id())
                        .map(link -> "Open " + link)
                        .orElse("Open the EC2 console, choose Security Groups, and choose " + id)
                + "\n");
        text.append(step++).append(". Choose the Outbound rules tab, then Edit outbound rules.\n");
        if (!plan.authorize().isEmpty()) {
            text.append(step++).append(". Choose Add rule for each of these, and leave every rule that is there:\n");
            for (Authorization authorization : plan.authorize()) {
                text.append("   - ").append(row(authorization.rule())).append('\n');
            }
            text.append(step++).append(". Choose Save rules, and see that all of them are listed.\n");
            text.append(step++).append(". Wait a minute; then choose Edit outbound rules again.\n");
        }
        if (!plan.revoke().isEmpty()) {
            text.append(step++).append(". Choose Delete beside each of these, and only these:\n");
            for (SecurityGroupRule.Known rule : plan.revoke()) {
                text.append("   - ").append(row(rule)).append('\n');
            }
            text.append(step++).append(". Choose Save rules.\n");
        }
        text.append(step++).append(". See that exactly these outbound rules are left:\n");
        if (plan.result().isEmpty()) {
            text.append("   - none\n");
        }
        for (SecurityGroupRule.Known rule : plan.result()) {
            text.append("   - ").append(row(rule)).append('\n');
        }
        text.append("\nTo undo: add what step ").append(plan.authorize().isEmpty() ? 3 : 6);
        return text.append(" deleted, save, and only then delete what was added.\n")
                .toString();
    }

    private static String row(SecurityGroupRule.Known rule) {
        String id = rule.id().map(one -> Printable.of(one) + ": ").orElse("");
        String description = rule.description()
                .filter(one -> !one.isEmpty())
                .map(one -> " (" + Printable.of(one) + ")")
                .orElse("");
        return id + Remedies.inWords(rule) + description;
    }
}
