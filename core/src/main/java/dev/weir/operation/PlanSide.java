package dev.weir.operation;

import dev.weir.finding.Finding;
import dev.weir.finding.JudgedExtent;
import dev.weir.finding.Policy;
import dev.weir.finding.ReportedFinding;
import dev.weir.finding.Scan;
import dev.weir.finding.Severity;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Groups as they are once their plans are applied.
 *
 * <p>A plan keeps no prefix list's entries, but says what its rules clear with them: where its rules alone leave the verdict
 * open, that decides. It tells nothing of interfaces and paths, so a failure has the severity that it has without them.
 *
 * @param name what the user calls them
 * @param plans at least one, for different groups
 */
public record PlanSide(String name, List<Plan> plans) implements DiffSide {

    public PlanSide {
        plans = List.copyOf(plans);
    }

    @Override
    public boolean isPartial() {
        return true;
    }

    @Override
    public JudgedExtent read(Policy policy, Consumer<ReportedFinding> findings) {
        Policy planned = plans.get(0).making().policy();
        for (Plan plan : plans) {
            if (!plan.making().policy().judgesAs(planned)) {
                throw new FailureException(
                        "the plans of `" + name + "` were made with different shares for the world or"
                                + " all ports; help: compare them one by one");
            }
            Scan scan = new Scan(planned, finding -> findings.accept(reported(finding, plan)));
            scan.securityGroup(result(plan));
            scan.finish();
        }
        return new JudgedExtent(planned, true, List.of(), List.of(), plans.size(), 0);
    }

    private static SecurityGroup result(Plan plan) {
        return new SecurityGroup(
                plan.group().scope(),
                plan.group().id(),
                plan.group().name(),
                "",
                plan.group().vpc(),
                Optional.empty(),
                List.copyOf(plan.result()),
                List.of(),
                Map.of(),
                Origin.of(""));
    }

    private static ReportedFinding reported(Finding finding, Plan plan) {
        ReportedFinding judged = ReportedFinding.of(finding);
        boolean clears =
                judged.verdict() == Verdict.UNKNOWN && plan.effect().clears().getOrDefault(finding.reading(), false);
        return judged.with(
                clears ? Verdict.PASS : judged.verdict(),
                clears ? Severity.NONE : judged.severity(),
                new ReportedFinding.Exposed(
                        plan.effect().after().ipv4().toDouble(),
                        plan.effect().after().ipv6().toDouble()));
    }
}
