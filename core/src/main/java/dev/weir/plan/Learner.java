package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.Constraints;
import dev.weir.recommendation.FixedRule;
import dev.weir.recommendation.Optimiser;
import dev.weir.recommendation.OptimiserAnswer;
import dev.weir.recommendation.OptimiserRequest;
import dev.weir.recommendation.Quota;
import dev.weir.recommendation.Recommendation;
import dev.weir.recommendation.Tradeoff;
import dev.weir.recommendation.TrafficClass;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns the rules that a group needs from its traffic: from all of it for the plan, from the earlier part alone for the
 * backtest, by the same settings.
 */
final class Learner {

    private static final int NAMED = 5;

    private final GroupView view;
    private final PlanSettings settings;
    private final ObservationPeriod period;
    private final GroupTraffic traffic;
    private final AwsAddresses aws;
    final Detours detours;
    final Needs needs;
    private final List<String> hints = new ArrayList<>();

    Learner(GroupView view, PlanSettings settings, ObservationPeriod period, GroupTraffic traffic) {
        this.view = view;
        this.settings = settings;
        this.period = period;
        this.traffic = traffic;
        detours = new Detours(view, traffic);
        aws = new AwsAddresses(view, traffic);
        needs = new Needs(view, settings, traffic, detours);
    }

    /**
     * What is learned.
     *
     * @throws Impossible if no rules can do what is asked
     */
    Lesson learn() {
        Requirements requirements = new Requirements(view, settings);
        List<SecurityGroupRule.Known> fixed = new ArrayList<>();
        addAll(fixed, requirements.required());
        addAll(fixed, requirements.kept());
        addAll(fixed, needs.oldRules());
        HighPorts high = new HighPorts(view, needs.open(), needs::peers);
        Map<Service, List<Conversation>> byService = new TreeMap<>();
        for (Conversation one : high.alone) {
            byService
                    .computeIfAbsent(one.service(), service -> new ArrayList<>())
                    .add(one);
        }
        if (high.areApart()) {
            high.ranges.forEach((band, members) -> byService
                    .computeIfAbsent(band.service(), service -> new ArrayList<>())
                    .addAll(members));
        } else {
            addAll(fixed, high.rules());
        }
        Attempt attempt = attempt(byService, fixed);
        Tradeoff tradeoff = tradeoff(attempt, fixed);
        List<Plan.TradeoffPoint> curve = tradeoff.curve().stream()
                .map(point -> new Plan.TradeoffPoint(point.rules(), point.neverSeen()))
                .toList();
        Recommendation chosen = chosen(tradeoff);
        for (String atom : chosen.notFollowed()) {
            hints.add("`" + atom + "` would cover what was seen and does not fit the quota beside the rest");
        }
        needs.elsewhere().ifPresent(hints::add);
        hints.addAll(attempt.classes().hints());
        hints.addAll(aws.pinned(chosen.rules(), needs.open()));
        Set<String> unread = attempt.classes().unreadLists;
        return new Lesson(
                chosen.rules(),
                curve,
                needs.reliesOn(),
                needs.reliedRules(),
                attempt.classes().reasons,
                attempt.classes().volatileClasses,
                attempt.classes().changing,
                unread.isEmpty()
                        ? aws.maybePinned(chosen.rules(), needs.open(), attempt.classes().internet)
                        : Optional.of(AwsAddresses.howToRead(unread)),
                hints);
    }

    private static void addAll(List<SecurityGroupRule.Known> into, List<SecurityGroupRule.Known> rules) {
        for (SecurityGroupRule.Known rule : rules) {
            if (into.stream().noneMatch(rule::sameRuleAs)) {
                into.add(rule);
            }
        }
    }

    /** What may stand for destinations, the classes that follow from it, and what the optimiser makes of them. */
    private record Attempt(Classes classes, OptimiserAnswer answer) {

        /** What the rules open and nobody was seen using; empty where they do not fit. */
        Optional<BigInteger> neverSeen() {
            return answer instanceof Tradeoff tradeoff
                    ? Optional.of(tradeoff.best().point().neverSeen())
                    : Optional.empty();
        }

        /** On how many ports rules name this list. */
        long portsOf(ManagedPrefixList list) {
            return answer instanceof Tradeoff tradeoff
                    ? tradeoff.best().rules().stream()
                            .filter(rule -> rule.destination().text().equals(list.id()))
                            .mapToLong(rule -> rule.service().protocol().hasPorts()
                                    ? rule.service().span().size()
                                    : 1)
                            .sum()
                    : 0;
        }
    }

    private Attempt attempt(
            Map<Service, List<Conversation>> byService, List<SecurityGroupRule.Known> fixed, Atoms atoms) {
        Classes classes = new Classes(view, settings, period, traffic, aws, atoms).of(byService, fixed);
        return new Attempt(classes, answer(classes.classes, fixed));
    }

    /** A broad list of a customer's stands for destinations only where without it more would be open, or nothing fits. */
    private Attempt attempt(Map<Service, List<Conversation>> byService, List<SecurityGroupRule.Known> fixed) {
        Atoms atoms = new Atoms(view, settings, detours);
        List<ManagedPrefixList> left = new ArrayList<>(atoms.broad());
        Attempt chosen = attempt(byService, fixed, atoms.without(left));
        for (ManagedPrefixList list : atoms.broad()) {
            List<ManagedPrefixList> others = new ArrayList<>(left);
            others.remove(list);
            Attempt with = attempt(byService, fixed, atoms.without(others));
            long ports = with.portsOf(list);
            if (ports == 0 || with.neverSeen().isEmpty()) {
                continue;
            }
            Optional<BigInteger> more =
                    chosen.neverSeen().map(without -> with.neverSeen().get().subtract(without));
            String name = "`" + list.id() + "`" + (list.name().isEmpty() ? "" : " " + list.name());
            boolean justified = more.isEmpty()
                    || more.get().compareTo(Atoms.justified(list).multiply(BigInteger.valueOf(ports))) <= 0;
            if (justified) {
                left.remove(list);
                chosen = with;
            } else {
                hints.add(name + " holds what was seen and would open " + more.get()
                        + " more addresses and ports that were never seen, so its destinations are named by address; help:"
                        + " `--keep` keeps its rule");
            }
        }
        return chosen;
    }

    private Recommendation chosen(Tradeoff tradeoff) {
        if (settings.manner().maxRules().isEmpty()) {
            return tradeoff.best();
        }
        int most = settings.manner().maxRules().getAsInt();
        return tradeoff.withAtMost(most)
                .orElseThrow(() -> new Impossible(
                        "`%s` cannot do with %s: what was seen and required needs at least %d; help: `--max-rules %d`, or fewer --allow"
                                .formatted(
                                        view.group.id(),
                                        most == 1 ? "1 rule" : most + " rules",
                                        tradeoff.curve().get(0).rules(),
                                        tradeoff.curve().get(0).rules())));
    }

    private Tradeoff tradeoff(Attempt attempt, List<SecurityGroupRule.Known> fixed) {
        List<TrafficClass> classes = attempt.classes().classes;
        if (attempt.answer() instanceof OptimiserAnswer.OverQuota) {
            List<SecurityGroupRule.Known> opening = view.judge(view.old).opening();
            List<SecurityGroupRule.Known> more = new ArrayList<>(fixed);
            addAll(
                    more,
                    view.old.stream().filter(rule -> !opening.contains(rule)).toList());
            OptimiserAnswer keeping = more.size() > fixed.size() ? answer(classes, more) : attempt.answer();
            if (keeping instanceof Tradeoff tradeoff) {
                hints.add(
                        "%d narrow rules stay although nothing may need them: beside them, all old rules and the new ones do not fit the quota at once"
                                .formatted(more.size() - fixed.size()));
                return tradeoff;
            }
            Optional<Tradeoff> inTwoSteps = throughIntermediateRules(classes, fixed);
            if (inTwoSteps.isPresent()) {
                return inTwoSteps.get();
            }
        }
        return attempt.answer()
                .match(
                        tradeoff -> tradeoff,
                        over -> {
                            throw new Impossible(overQuota(over));
                        },
                        notPermitted -> {
                            throw new Impossible(notPermitted(notPermitted));
                        });
    }

    /** The narrowest that leave room for rules in between, where nothing fits beside the old rules. */
    private Optional<Tradeoff> throughIntermediateRules(
            List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed) {
        for (int room = 1; room < settings.limit(); room *= 2) {
            OptimiserAnswer alone = answer(classes, fixed, new Quota(settings.limit(), room, room));
            if (alone instanceof Tradeoff tradeoff) {
                List<SecurityGroupRule.Known> wanted =
                        Lesson.asRules(chosen(tradeoff).rules());
                if (!new Intermediate(view, settings, wanted).rules().isEmpty()) {
                    return Optional.of(tradeoff);
                }
            }
        }
        return Optional.empty();
    }

    private OptimiserAnswer answer(List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed) {
        RuleWeights weights = view.inventory.weights;
        List<SecurityGroupRule.Known> standing = view.old.stream()
                .filter(old -> fixed.stream().noneMatch(old::sameRuleAs))
                .toList();
        Quota quota =
                new Quota(settings.limit(), weights.of(standing, IpFamily.IPV4), weights.of(standing, IpFamily.IPV6));
        return answer(classes, fixed, quota);
    }

    private OptimiserAnswer answer(List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed, Quota quota) {
        OrganisationPolicy policy = settings.wanted().organisation();
        Constraints constraints = new Constraints(
                view.permissions.known(),
                policy.forbiddenAddresses(),
                policy.shortestIpv4(),
                policy.shortestIpv6(),
                List.of(),
                quota);
        OptimiserRequest request = new OptimiserRequest(
                classes, fixed.stream().map(this::fixedRule).toList(), constraints);
        return settings.manner().ports() == PlanSettings.Ports.MERGED
                ? Optimiser.recommendMergingPorts(request)
                : Optimiser.recommend(request);
    }

    private FixedRule fixedRule(SecurityGroupRule.Known rule) {
        Destination destination = rule.destination();
        AddressSet coverage = view.coverage(destination);
        boolean old = view.oldRule(rule).isPresent();
        if (old || destination instanceof Destination.Group) {
            coverage = view.permissions.known().contains(dev.weir.net.TrafficSet.of(rule.service(), coverage))
                    ? coverage
                    : AddressSet.EMPTY;
        }
        return new FixedRule(
                rule.service(),
                destination,
                coverage,
                view.inventory.weights.of(destination, IpFamily.IPV4),
                view.inventory.weights.of(destination, IpFamily.IPV6));
    }

    private String overQuota(OptimiserAnswer.OverQuota over) {
        return "`%s` needs more rules than its quota of %d allows: one rule per protocol and port is %d for IPv4 and %d for IPv6, beside what stands while it is applied; the smallest quota that would do is %d"
                        .formatted(
                                view.group.id(),
                                over.quota().limit(),
                                over.neededIpv4(),
                                over.neededIpv6(),
                                over.smallestQuota())
                + over.smallestQuotaMergingPorts()
                        .map(merging -> "; with --merge-ports it is " + merging)
                        .orElse("")
                + "; help: ask AWS for the quota (L-0EA8095F) and give it with --quota"
                + (over.smallestQuotaMergingPorts().isPresent() ? ", or give --merge-ports" : "");
    }

    private String notPermitted(OptimiserAnswer.NotPermitted answer) {
        List<String> words = new ArrayList<>();
        for (OptimiserAnswer.Conflict conflict :
                answer.conflicts().stream().limit(NAMED).toList()) {
            List<Cidr> cidrs = conflict.addresses().cidrs();
            String zone = settings.wanted()
                    .organisation()
                    .forbiddenZone(conflict.addresses())
                    .map(name -> ", in the forbidden zone `" + name + "`")
                    .orElse("");
            words.add(conflict.service() + " to " + cidrs.get(0)
                    + (cidrs.size() > 1 ? " and " + (cidrs.size() - 1) + " more" : "")
                    + (conflict.cause() == OptimiserAnswer.Cause.FORBIDDEN
                            ? zone
                            : ", which its rules do not permit now"));
        }
        return "`" + view.group.id() + "` needs what may not be opened: " + String.join("; ", words)
                + "; help: change the policy file, or stop that traffic first";
    }
}
