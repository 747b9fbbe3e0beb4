package dev.weir.plan;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.EvidenceGates;
import dev.weir.backtest.Gate;
import dev.weir.backtest.Replay;
import dev.weir.backtest.UnseenEstimate;
import dev.weir.evaluation.Permissions;
import dev.weir.flow.FlowField;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.recommendation.RecommendedRule;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.review.Reviewed;
import dev.weir.traffic.Confidence;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficProfile;
import dev.weir.traffic.Unusable;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Plans one group from what was observed. */
record TrafficPlanner(GroupView view, PlanSettings settings, ObservedTraffic observed) {

    private static String nothingToLearn(TrafficProfile profile) {
        Unusable unusable = profile.interfaces().stream()
                .map(InterfaceCoverage::unusable)
                .reduce(profile.homeless(), Unusable::plus);
        if (unusable.byField().isEmpty()) {
            return "the flow logs hold no record of any interface, so there is nothing to learn from; help: `aws ec2"
                    + " create-flow-logs`, then wait at least " + EvidenceGates.PERIOD_DAYS + " days";
        }
        List<String> fields =
                unusable.byField().keySet().stream().map(FlowField::awsName).toList();
        return "the flow logs hold no record from which anything could be learned, for want of "
                + String.join(", ", fields) + "; help: observe a flow log whose format has ${"
                + String.join("}, ${", fields) + "}";
    }

    Plan plan() {
        TrafficProfile profile = observed.whole();
        ObservationPeriod period = profile.period();
        if (period.isEmpty()) {
            throw new Impossible(nothingToLearn(profile));
        }
        GroupTraffic all = profile.forGroup(view.group.id());
        checkAccount(profile, all);
        if (all.interfaces().isEmpty()) {
            view.unreadInterfaces().ifPresent(why -> {
                throw new Impossible(why);
            });
        }
        GivenAnswers answers = settings.wanted().answers();
        GroupTraffic traffic = answers.applied(all);
        Learner learner = new Learner(view, settings, period, traffic);
        Needs needs = answers.of(view.group.id()).isEmpty()
                ? learner.needs
                : new Needs(view, settings, all, new Detours(view, all));
        Doubts doubts = new Doubts(view, settings, period, all, needs);
        List<AnsweredDoubt> settled = doubts.settled(answers);
        Lesson lesson = learner.learn();
        List<SecurityGroupRule.Known> wanted = lesson.asRules();
        LearnedPermits permitted = new LearnedPermits(lesson, view, learner.detours);
        List<Conversation> carried = carried(traffic, learner.needs);
        boolean permitsRead = carried.stream()
                .allMatch(one -> permitted.holds(one.service(), one.destination(), learner.needs.peers(one)));
        List<String> hints = new ArrayList<>(lesson.hints());
        hints.addAll(Companions.hints(
                view,
                learner.needs,
                lesson.permissions(view.inventory),
                answers.of(view.group.id()).keySet()));
        Doubts.permittedAllTheSame(settled, (service, destination) -> permitted.holds(service, destination, List.of()))
                .ifPresent(hints::add);
        GroupTraffic.Figures figures = traffic.figures();
        PlanAssembly.Learned learned = new PlanAssembly.Learned(
                new Plan.Learning(
                        Optional.of(new Plan.Observed(
                                period.from(),
                                period.to(),
                                figures.connections(),
                                figures.unattributedShare(),
                                figures.ambiguousShare(),
                                figures.lost())),
                        lesson.curve(),
                        backtest(traffic),
                        figures.connections() == 0
                                ? Optional.empty()
                                : Optional.of(new UnseenEstimate(period, traffic.observations()).mass()),
                        Optional.of(new FreshDays(lesson, view).chance(traffic, learner.needs)),
                        Optional.empty(),
                        new Reviewed(doubts.asked(lesson, answers), settled)),
                Optional.of(all),
                permitsRead && !figures.isReadWhole() ? Optional.empty() : Optional.of(permitsRead),
                rule -> evidence(rule, lesson, carried),
                lesson.reliesOn(),
                lesson.reasons(),
                hints);
        return new PlanAssembly(view, settings)
                .plan(
                        wanted,
                        learned,
                        proof -> new Gates(view, settings)
                                .withTraffic(gates(period, traffic, lesson, wanted, settled), wanted, proof));
    }

    private void checkAccount(TrafficProfile profile, GroupTraffic traffic) {
        Optional<String> account = view.group.scope().account();
        boolean watched = traffic.interfaces().stream().anyMatch(InterfaceCoverage::hasFlowLog);
        if (account.isEmpty() || watched || view.interfaces.isEmpty()) {
            return;
        }
        Set<String> accounts = new TreeSet<>();
        profile.interfaces().forEach(one -> one.owner(FlowField.ACCOUNT_ID).ifPresent(accounts::add));
        if (!accounts.isEmpty() && !accounts.contains(account.get())) {
            throw new Impossible(
                    "the flow logs are of account %s and `%s` belongs to %s: they say nothing about it; help: give the flow logs of %s"
                            .formatted(String.join(", ", accounts), view.group.id(), account.get(), account.get()));
        }
    }

    /** What was seen and is this group's business: not what its rules do not permit now, nor what no rule filters. */
    private List<Conversation> carried(GroupTraffic traffic, Needs needs) {
        return traffic.conversations().stream()
                .filter(one -> !view.needsNoRule(one.service(), one.destination())
                        && view.permitsNow(one.service(), one.destination(), needs.peers(one)))
                .toList();
    }

    private List<Gate> gates(
            ObservationPeriod period,
            GroupTraffic traffic,
            Lesson lesson,
            List<SecurityGroupRule.Known> wanted,
            List<AnsweredDoubt> settled) {
        List<Gate> gates = new ArrayList<>(new EvidenceGates(period, traffic).answers());
        gates.add(initiates(period, traffic, wanted));
        gates.add(lesson.unreadLists()
                .map(why -> Gates.fail(Gate.Name.PREFIX_LISTS, why))
                .orElseGet(() -> Gates.pass(
                        Gate.Name.PREFIX_LISTS, "no prefix list that was not read would name what was seen")));
        if (settings.manner().internet() != PlanSettings.Internet.PIN) {
            gates.add(Gates.notApplicable(
                    Gate.Name.VOLATILE_DESTINATIONS,
                    "public destinations that keep changing are not pinned" + unless(settled)));
        } else if (lesson.volatileClasses().isEmpty()) {
            gates.add(Gates.pass(
                    Gate.Name.VOLATILE_DESTINATIONS,
                    "every pinned public destination was seen every week" + unless(settled)));
        } else {
            gates.add(Gates.fail(
                    Gate.Name.VOLATILE_DESTINATIONS,
                    "pinned although they keep changing: " + String.join("; ", lesson.volatileClasses())));
        }
        return gates;
    }

    private static String unless(List<AnsweredDoubt> settled) {
        long vouched = settled.stream()
                .filter(one -> one.needed() == Needed.YES && one.doubt().kind() == Doubt.Kind.CHANGING)
                .count();
        return vouched == 0 ? "" : ", but for " + vouched + " that somebody answered for";
    }

    private Gate initiates(ObservationPeriod period, GroupTraffic traffic, List<SecurityGroupRule.Known> wanted) {
        if (view.interfaces.isEmpty() && view.unreadInterfaces().isPresent()) {
            return Gates.notApplicable(Gate.Name.INITIATES_NOTHING, Gates.NOT_READ);
        }
        if (view.interfaces.isEmpty()) {
            return Gates.fail(
                    Gate.Name.INITIATES_NOTHING,
                    "the group is on no interface now: an idle function, a fleet scaled to zero or a standby stack may"
                            + " need it again");
        }
        if (!wanted.isEmpty()) {
            return Gates.pass(Gate.Name.INITIATES_NOTHING, "its interfaces initiate connections");
        }
        long connections = traffic.figures().connections();
        String seen = connections == 0
                ? (view.interfaces.size() == 1 ? "its 1 interface" : "its " + view.interfaces.size() + " interfaces")
                        + " began no connection in " + period.days() + " days"
                : "nothing that its interfaces began in %d days needs a rule of this group".formatted(period.days());
        return Gates.fail(
                Gate.Name.INITIATES_NOTHING,
                seen
                        + ", so no rule is left: right for a database, whose answers pass without one; not for idle"
                        + " functions, fleets scaled to zero or standby stacks that use the group");
    }

    private Optional<Authorization.ServedTraffic> evidence(
            SecurityGroupRule.Known rule, Lesson lesson, List<Conversation> carried) {
        AddressSet coverage = view.coverage(rule.destination());
        long connections = 0;
        long ambiguous = 0;
        Set<IpAddress> destinations = new HashSet<>();
        Set<LocalDate> days = new HashSet<>();
        Set<String> interfaces = new HashSet<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        Confidence surest = Confidence.LOW;
        for (Conversation one : carried) {
            if (!rule.service().covers(one.service()) || !coverage.contains(one.destination())) {
                continue;
            }
            connections += one.connections();
            ambiguous += one.ambiguousConnections();
            destinations.add(one.destination());
            days.addAll(one.days());
            interfaces.addAll(one.interfaces());
            first = one.firstSeen().isBefore(first) ? one.firstSeen() : first;
            last = one.lastSeen().isAfter(last) ? one.lastSeen() : last;
            surest = surest.and(one.confidence());
        }
        if (destinations.isEmpty()) {
            return Optional.empty();
        }
        BigInteger neverSeen = lesson.rules().stream()
                .filter(one -> one.service().equals(rule.service())
                        && one.destination().text().equals(rule.destination().text()))
                .map(RecommendedRule::neverSeen)
                .findFirst()
                .orElse(BigInteger.ZERO);
        return Optional.of(new Authorization.ServedTraffic(
                connections,
                destinations.size(),
                days.size(),
                OptionalInt.of(interfaces.size()),
                first,
                last,
                surest.name().toLowerCase(Locale.ROOT),
                ambiguous,
                neverSeen));
    }

    /** The rules of the earlier part against the connections of the later part. */
    private Optional<Backtest> backtest(GroupTraffic whole) {
        if (observed.earlier().isEmpty()) {
            return Optional.empty();
        }
        ObservedTraffic.Earlier earlier = observed.earlier().get();
        GroupTraffic learnedFrom =
                settings.wanted().answers().applied(earlier.profile().forGroup(view.group.id()));
        LearnedPermits permitted;
        try {
            Learner learner = new Learner(view, settings, earlier.profile().period(), learnedFrom);
            permitted = new LearnedPermits(learner.learn(), view, learner.detours);
        } catch (Impossible noRules) {
            return Optional.empty();
        }
        List<Observation> later = new ArrayList<>();
        Map<Observation, List<String>> peers = new java.util.IdentityHashMap<>();
        for (Observation seen : whole.observations()) {
            if (seen.day().isBefore(earlier.firstLaterDay()) || view.needsNoRule(seen.service(), seen.destination())) {
                continue;
            }
            List<String> groups =
                    view.peers(seen.destination(), observed.whole().peer(seen));
            if (view.permitsNow(seen.service(), seen.destination(), groups)) {
                peers.put(seen, groups);
                later.add(seen);
            }
        }
        return Optional.of(Replay.of(
                earlier.learnedTo(),
                later,
                seen -> permitted.holds(seen.service(), seen.destination(), peers.getOrDefault(seen, List.of()))));
    }

    /** What the learned rules let through: a new one to a group only what is reached directly, a kept one what it let through. */
    record LearnedPermits(Permissions all, Permissions kept, Detours detours) {

        LearnedPermits(Lesson lesson, GroupView view, Detours detours) {
            this(
                    lesson.permissions(view.inventory),
                    Permissions.of(
                            lesson.asRules().stream()
                                    .filter(rule -> view.oldRule(rule).isPresent())
                                    .toList(),
                            view.inventory.prefixLists),
                    detours);
        }

        boolean holds(Service service, IpAddress destination, List<String> groups) {
            return Points.permits(all, service, destination, detours.direct(groups, destination))
                    || Points.permits(kept, service, destination, groups);
        }
    }
}
