package dev.weir.plan;

import dev.weir.backtest.DenialChance;
import dev.weir.backtest.DenialEstimate;
import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.plan.Replayed.Fate;
import dev.weir.plan.Replayed.SeenSince;
import dev.weir.plan.TrafficPlanner.LearnedPermits;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Needed;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficPoint;
import dev.weir.traffic.TrafficProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds a plan against what was seen since: its rules replayed, each rule's last use, and whether its ground still stands. */
final class PlanReplay {

    private final GroupView view;
    private final Plan plan;
    private final TrafficProfile profile;
    private final GroupTraffic traffic;
    private final Instant since;
    private final LearnedPermits permits;
    private final Permissions before;
    private final Map<TrafficPoint, AnsweredDoubt> answers = new HashMap<>();

    PlanReplay(GroupView view, Plan plan, TrafficProfile profile) {
        this.view = view;
        this.plan = plan;
        this.profile = profile;
        traffic = profile.forGroup(view.group.id());
        since = plan.learning()
                .observed()
                .map(Plan.Observed::to)
                .orElse(plan.making().createdAt());
        List<SecurityGroupRule.Known> standing = new ArrayList<>(plan.result());
        for (Precondition.ReliesOn relied : plan.precondition().reliesOn()) {
            standing.add(SecurityGroupRule.Known.of(relied.service(), relied.destination()));
        }
        before = permissions(plan.precondition().rules());
        List<SecurityGroupRule.Known> kept = plan.result().stream()
                .filter(rule -> has(plan.precondition().rules(), rule))
                .toList();
        permits = new LearnedPermits(permissions(standing), permissions(kept), new Detours(view, traffic));
        plan.learning()
                .reviewed()
                .answers()
                .forEach(one -> answers.put(one.doubt().point(), one));
    }

    private Permissions permissions(List<SecurityGroupRule.Known> rules) {
        return Permissions.of(rules, view.inventory.prefixLists);
    }

    private static boolean has(List<SecurityGroupRule.Known> rules, SecurityGroupRule.Known rule) {
        return rules.stream().anyMatch(rule::sameRuleAs);
    }

    Replayed replayed() {
        Map<TrafficPoint, List<Observation>> denied = new TreeMap<>();
        Map<TrafficPoint, List<Observation>> rejected = new TreeMap<>();
        Map<TrafficPoint, List<Observation>> permitted = new TreeMap<>();
        long connections = 0;
        long allowed = 0;
        for (Observation seen : traffic.observations()) {
            if (seen.lastSeen().isBefore(since) || isNobodysBusiness(seen)) {
                continue;
            }
            connections += seen.connections();
            boolean holds = isPermitted(seen);
            allowed += holds ? seen.connections() : 0;
            add(holds ? permitted : denied, seen);
        }
        for (Observation seen : traffic.denied()) {
            // What the rules of now permit a network ACL rejected.
            boolean byItsRules = !view.permitsNow(seen.service(), seen.destination(), peers(seen));
            if (!seen.lastSeen().isBefore(since) && byItsRules && !isNobodysBusiness(seen) && !isPermitted(seen)) {
                add(rejected, seen);
            }
        }
        List<SeenSince> denials = new ArrayList<>(list(denied, Fate.WOULD_BE_DENIED));
        denials.addAll(list(rejected, Fate.REJECTED));
        ObservationPeriod period = profile.period();
        return new Replayed(
                plan,
                since,
                period.to(),
                rulesNow(),
                changes(),
                watched(),
                connections,
                allowed,
                denials,
                uses(),
                chance(denials),
                fresh(permitted, denials));
    }

    /** What no rule filters, what neither the old rules nor the plan's permit, and what is an answer, as somebody said. */
    private boolean isNobodysBusiness(Observation seen) {
        if (view.needsNoRule(seen.service(), seen.destination())) {
            return true;
        }
        boolean mereAnswer = seen.ambiguous()
                && answer(seen).filter(one -> one.needed() == Needed.NO).isPresent();
        return mereAnswer
                || !isPermitted(seen) && !Points.permits(before, seen.service(), seen.destination(), peers(seen));
    }

    private Optional<AnsweredDoubt> answer(Observation seen) {
        return Optional.ofNullable(answers.get(seen.point()));
    }

    private boolean isPermitted(Observation seen) {
        return permits.holds(seen.service(), seen.destination(), peers(seen));
    }

    private List<String> peers(Observation seen) {
        return view.peers(seen.destination(), profile.peer(seen));
    }

    private static void add(Map<TrafficPoint, List<Observation>> into, Observation seen) {
        into.computeIfAbsent(seen.point(), unused -> new ArrayList<>()).add(seen);
    }

    private List<SeenSince> list(Map<TrafficPoint, List<Observation>> seen, Fate fate) {
        List<SeenSince> all = new ArrayList<>();
        seen.forEach((point, observations) -> all.add(since(point, observations, fate)));
        all.sort(Comparator.comparingLong(SeenSince::connections).reversed());
        return all;
    }

    private SeenSince since(TrafficPoint point, List<Observation> observations, Fate fate) {
        Set<String> interfaces = new TreeSet<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        long connections = 0;
        boolean ambiguous = true;
        for (Observation one : observations) {
            interfaces.add(one.networkInterface());
            first = one.firstSeen().isBefore(first) ? one.firstSeen() : first;
            last = one.lastSeen().isAfter(last) ? one.lastSeen() : last;
            connections += one.connections();
            ambiguous &= one.ambiguous();
        }
        return new SeenSince(
                point.service(),
                point.destination(),
                Doubts.who(view, profile.peer(observations.get(0))),
                fate,
                ambiguous,
                connections,
                first.isBefore(since) ? since : first,
                last,
                List.copyOf(interfaces),
                answer(observations.get(0)));
    }

    /** What nothing that is older was seen of; nobody can say where nothing older was read. */
    private Optional<List<SeenSince>> fresh(Map<TrafficPoint, List<Observation>> permitted, List<SeenSince> denials) {
        if (!profile.period().from().isBefore(since)) {
            return Optional.empty();
        }
        Set<TrafficPoint> known = new HashSet<>();
        for (Observation seen : traffic.observations()) {
            if (seen.firstSeen().isBefore(since)) {
                known.add(seen.point());
            }
        }
        List<SeenSince> fresh = new ArrayList<>(denials);
        fresh.addAll(list(permitted, Fate.PERMITTED));
        fresh.removeIf(one -> known.contains(new TrafficPoint(one.service(), one.destination())));
        fresh.sort(Comparator.comparingLong(SeenSince::connections).reversed());
        return Optional.of(fresh);
    }

    private Replayed.RulesNow rulesNow() {
        if (areSame(view.old, plan.precondition().rules())) {
            return Replayed.RulesNow.BEFORE;
        }
        return areSame(view.old, plan.result()) ? Replayed.RulesNow.AFTER : Replayed.RulesNow.OTHER;
    }

    private static boolean areSame(List<SecurityGroupRule.Known> some, List<SecurityGroupRule.Known> others) {
        return some.stream().allMatch(rule -> has(others, rule))
                && others.stream().allMatch(rule -> has(some, rule));
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        Map<String, String> lists = new HashMap<>();
        List<SecurityGroupRule.Known> all = new ArrayList<>(plan.precondition().rules());
        all.addAll(plan.result());
        view.prefixLists(all).forEach(list -> lists.put(list.id(), list.sha256()));
        for (Precondition.PrefixListVersion list : plan.precondition().prefixLists()) {
            String now = lists.getOrDefault(list.id(), "");
            if (!now.equals(list.sha256())) {
                changes.add("the prefix list `" + list.id() + "` "
                        + (now.isEmpty() ? "was not read" : "holds other addresses than when the plan was made"));
            }
        }
        for (Precondition.ReliesOn relied : plan.precondition().reliesOn()) {
            boolean stands = view
                    .inventory
                    .snapshot
                    .securityGroup(relied.group())
                    .map(SecurityGroup::knownOutbound)
                    .orElse(List.of())
                    .stream()
                    .anyMatch(SecurityGroupRule.Known.of(relied.service(), relied.destination())::sameRuleAs);
            if (!stands) {
                changes.add("`" + relied.group() + "` no longer has the rule for " + relied.service() + " to "
                        + relied.destination().text() + ", on which the plan relies");
            }
        }
        return changes;
    }

    private int watched() {
        return traffic.usableDays()
                .tailSet(LocalDate.ofInstant(since, ZoneOffset.UTC))
                .size();
    }

    /** That of the plan, after the days since: each first denial of what nobody said is not needed is a fresh day. */
    private Optional<DenialChance> chance(List<SeenSince> denials) {
        Set<LocalDate> fresh = new TreeSet<>();
        for (SeenSince one : denials) {
            boolean unneeded =
                    one.answer().filter(given -> given.needed() == Needed.NO).isPresent();
            if (one.fate() == Fate.WOULD_BE_DENIED && !unneeded) {
                fresh.add(one.firstSeen().atOffset(ZoneOffset.UTC).toLocalDate());
            }
        }
        return plan.learning()
                .chance()
                .map(then -> DenialEstimate.of(
                        then.days() + watched(), then.freshDays() + fresh.size(), then.weight() + fresh.size()));
    }

    private List<Replayed.RuleUse> uses() {
        List<Replayed.RuleUse> uses = new ArrayList<>();
        for (SecurityGroupRule.Known rule : plan.result()) {
            AddressSet coverage = view.coverage(rule.destination());
            Optional<Instant> last = plan.authorize().stream()
                    .filter(one -> one.rule().sameRuleAs(rule))
                    .flatMap(one -> one.evidence().stream())
                    .map(Authorization.ServedTraffic::lastSeen)
                    .findFirst();
            for (Conversation one : traffic.conversations()) {
                boolean toPeer = rule.destination() instanceof Destination.Group group
                        && one.peer().groups().contains(group.id());
                if (rule.service().covers(one.service()) && (toPeer || coverage.contains(one.destination()))) {
                    last = last.filter(known -> known.isAfter(one.lastSeen())).or(() -> Optional.of(one.lastSeen()));
                }
            }
            long connections = 0;
            for (Observation one : traffic.observations()) {
                boolean counts =
                        !one.lastSeen().isBefore(since) && rule.service().covers(one.service());
                if (counts
                        && (coverage.contains(one.destination())
                                || rule.destination() instanceof Destination.Group group
                                        && profile.peer(one).groups().contains(group.id()))) {
                    connections += one.connections();
                }
            }
            uses.add(new Replayed.RuleUse(rule, last, connections));
        }
        return uses;
    }
}
