package dev.weir.plan;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans groups of one inventory.
 *
 * <p>By hand, a plan is the published remediation done safely: what is required goes in, and of the old rules only those that
 * open a port to the world go out. The same inventory and settings give the same plan.
 */
public final class Planner {

    private final PlannerInventory inventory;
    private final PlanSettings settings;

    /** A planner for the groups of an inventory. */
    public Planner(Snapshot snapshot, PlanSettings settings) {
        inventory = new PlannerInventory(snapshot, settings.policy());
        this.settings = settings;
    }

    /** The plan that the required destinations alone make, without flows. */
    public PlanAnswer byHand(String groupId) {
        try {
            return new PlanAnswer.Made(byHand(GroupView.of(inventory, groupId)));
        } catch (Impossible impossible) {
            return new PlanAnswer.NoPlan(impossible.sentence());
        }
    }

    /** The plan that observed traffic asks for, with what is required beside it. */
    public PlanAnswer fromTraffic(String groupId, ObservedTraffic traffic) {
        try {
            GroupView view = GroupView.of(inventory, groupId);
            Plan plan = new TrafficPlanner(view, settings, traffic).plan();
            checkQuota(view, plan.proof().ipv4(), "IPv4");
            checkQuota(view, plan.proof().ipv6(), "IPv6");
            return new PlanAnswer.Made(plan);
        } catch (Impossible impossible) {
            return new PlanAnswer.NoPlan(impossible.sentence());
        }
    }

    /**
     * What a plan from observed traffic would come to, without making its proof or its backtest: a fraction of the work.
     *
     * <p>The answer says so where no plan can be made. Rules and what stays open are those of {@link #fromTraffic}.
     */
    public Outlook outlook(String groupId, TrafficProfile profile) {
        GroupTraffic traffic = profile.forGroup(groupId);
        try {
            return TrafficOutlook.of(GroupView.of(inventory, groupId), settings, profile.period(), traffic);
        } catch (Impossible impossible) {
            return Outlook.without(impossible.sentence(), profile.period(), traffic);
        }
    }

    /** What traffic since says about a plan of this planner's inventory; empty where its group cannot be planned at all. */
    public Optional<Replayed> replay(Plan plan, ObservedTraffic traffic) {
        try {
            return Optional.of(
                    new PlanReplay(GroupView.of(inventory, plan.group().id()), plan, traffic.whole()).replayed());
        } catch (Impossible notRead) {
            return Optional.empty();
        }
    }

    private Plan byHand(GroupView view) {
        Requirements requirements = new Requirements(view, settings);
        List<SecurityGroupRule.Known> wanted = new ArrayList<>(requirements.required());
        List<SecurityGroupRule.Known> kept = requirements.kept();
        List<SecurityGroupRule.Known> opening = view.judge(view.old).opening();
        if (wanted.isEmpty() && kept.isEmpty()) {
            throw new Impossible("nothing says what `" + view.group.id()
                    + "` needs; help: give flow logs with --flows or --traffic, or destinations with --allow");
        }
        for (SecurityGroupRule.Known rule : view.old) {
            boolean stays = kept.contains(rule) || !opening.contains(rule);
            if (stays && wanted.stream().noneMatch(rule::sameRuleAs)) {
                wanted.add(rule);
            }
        }
        wanted.sort(PlannedRules.ORDER);
        Plan plan = new PlanAssembly(view, settings)
                .plan(
                        wanted,
                        PlanAssembly.Learned.NOTHING,
                        proof -> new Gates(view, settings).withoutTraffic(wanted, proof));
        checkQuota(view, plan.proof().ipv4(), "IPv4");
        checkQuota(view, plan.proof().ipv6(), "IPv6");
        return plan;
    }

    private static void checkQuota(GroupView view, Proof.QuotaUse quota, String family) {
        if (!quota.fits()) {
            throw new Impossible(
                    "the plan of `%s` needs %d %s rules while it is applied and the quota is %d: old and new rules stand together for a moment, and no fewer rules would do in between; help: ask AWS for a quota of %d (L-0EA8095F) and give it with --quota, ask for fewer destinations (with flow logs: `--max-rules`), or put a second group beside this one"
                            .formatted(
                                    view.group.id(),
                                    quota.whileApplying(),
                                    family,
                                    quota.limit(),
                                    Math.max(quota.used(), quota.whileApplying())));
        }
    }
}
