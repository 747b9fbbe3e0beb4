package dev.weir.plan;

import dev.weir.backtest.UnseenEstimate;
import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.recommendation.Answer;
import dev.weir.recommendation.Atom;
import dev.weir.recommendation.Constraints;
import dev.weir.recommendation.Destinations;
import dev.weir.recommendation.FixedRule;
import dev.weir.recommendation.Optimiser;
import dev.weir.recommendation.Quota;
import dev.weir.recommendation.Recommendation;
import dev.weir.recommendation.Request;
import dev.weir.recommendation.Tradeoff;
import dev.weir.recommendation.TrafficClass;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns the rules that a group needs from its traffic: from all of it for the plan, from the earlier part alone for the
 * backtest, by the same settings.
 */
final class Learner {

    private static final int NAMED = 5;
    /** From this share of connections to new destinations on, no list of addresses keeps up. */
    private static final double WRONG_TOOL = 0.05;

    private final GroupView view;
    private final PlanSettings settings;
    private final ObservationPeriod period;
    private final GroupTraffic traffic;
    private final Needs needs;
    private final InternetSide internet;
    private final Map<Service, String> reasons = new TreeMap<>();
    private final List<String> volatileClasses = new ArrayList<>();
    private final Set<String> wrongTool = new TreeSet<>();
    private final List<String> hints = new ArrayList<>();

    Learner(GroupView view, PlanSettings settings, ObservationPeriod period, GroupTraffic traffic) {
        this.view = view;
        this.settings = settings;
        this.period = period;
        this.traffic = traffic;
        needs = new Needs(view, settings, traffic);
        internet = new InternetSide(view.inventory.vpcAddresses(), period);
    }

    Needs needs() {
        return needs;
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
        Map<Service, List<Conversation>> classes = new TreeMap<>();
        for (Conversation one : high.alone()) {
            classes.computeIfAbsent(one.service(), service -> new ArrayList<>()).add(one);
        }
        if (high.areApart()) {
            high.ranges()
                    .forEach((band, members) -> classes.computeIfAbsent(band.service(), service -> new ArrayList<>())
                            .addAll(members));
        } else {
            addAll(fixed, high.rules());
        }
        Atoms atoms = new Atoms(view, settings, traffic.observations());
        List<TrafficClass> trafficClasses = new ArrayList<>();
        for (Map.Entry<Service, List<Conversation>> one : classes.entrySet()) {
            trafficClasses.add(trafficClass(one.getKey(), one.getValue(), atoms, fixed));
        }
        Tradeoff tradeoff = tradeoff(trafficClasses, fixed);
        List<Plan.CurvePoint> curve = tradeoff.curve().stream()
                .map(point -> new Plan.CurvePoint(point.rules(), point.neverSeen()))
                .toList();
        Recommendation chosen = chosen(tradeoff);
        for (String atom : chosen.notFollowed()) {
            hints.add("`" + atom + "` would cover what was seen and does not fit the quota beside the rest");
        }
        needs.elsewhere().ifPresent(hints::add);
        if (!wrongTool.isEmpty()) {
            hints.add("rules by address are the wrong tool for " + String.join(" and ", wrongTool)
                    + ", where destinations keep changing; an outbound proxy or AWS Network Firewall, which filter by"
                    + " name, is the right one");
        }
        return new Lesson(
                chosen.rules(), curve, needs.reliesOn(), needs.reliedRules(), reasons, volatileClasses, hints);
    }

    private static void addAll(List<SecurityGroupRule.Known> into, List<SecurityGroupRule.Known> rules) {
        for (SecurityGroupRule.Known rule : rules) {
            if (into.stream().noneMatch(rule::sameRuleAs)) {
                into.add(rule);
            }
        }
    }

    private TrafficClass trafficClass(
            Service service, List<Conversation> members, Atoms atoms, List<SecurityGroupRule.Known> fixed) {
        Destinations.Builder destinations = new Destinations.Builder();
        members.forEach(one -> destinations.add(one.destination(), one.connections()));
        List<Atom> candidates = atoms.of(service, members);
        AddressSet steady = Atoms.steady(candidates).union(coveredBy(fixed, service));
        Set<IpFamily> open = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            if (staysOpen(service, members, steady, family)) {
                open.add(family);
            }
        }
        return new TrafficClass(service, destinations.build(), candidates, open);
    }

    private AddressSet coveredBy(List<SecurityGroupRule.Known> fixed, Service service) {
        return AddressSet.unionOf(fixed.stream()
                .filter(rule -> rule.service().covers(service))
                .map(rule -> view.coverage(rule.destination()))
                .toList());
    }

    private boolean staysOpen(Service service, List<Conversation> members, AddressSet steady, IpFamily family) {
        List<Conversation> outside = members.stream()
                .filter(one -> internet.holds(one, family) && !steady.contains(one.destination()))
                .toList();
        if (outside.isEmpty()) {
            return false;
        }
        Optional<OrganisationPolicy.Exception> exception =
                settings.organisation().exceptionOf(view.group, service);
        if (exception.isPresent()) {
            LocalDate today = settings.createdAt().atOffset(ZoneOffset.UTC).toLocalDate();
            OrganisationPolicy.Exception granted = exception.get();
            if (!today.isAfter(granted.expires())) {
                reasons.put(
                        service,
                        "exception of %s until %s: %s".formatted(granted.owner(), granted.expires(), granted.reason()));
                return true;
            }
            hints.add("the exception of %s for %s ended on %s".formatted(granted.owner(), service, granted.expires()));
        }
        if (settings.internet() == PlanSettings.Internet.PORT_ONLY) {
            reasons.putIfAbsent(service, "public destinations are not pinned, as asked");
            return true;
        }
        long changing = outside.stream().filter(one -> !internet.isSteady(one)).count();
        if (changing == 0) {
            return false;
        }
        String words = changing(outside, changing);
        if (settings.internet() == PlanSettings.Internet.PIN) {
            volatileClasses.add(service + ": " + words);
            return false;
        }
        reasons.merge(service, words, (one, other) -> one.equals(other) ? one : one + " (IPv4), " + other + " (IPv6)");
        return true;
    }

    /** {@code about 12 new destinations a month}. */
    private String changing(List<Conversation> outside, long changing) {
        Set<Object> keys = new HashSet<>();
        outside.forEach(one -> keys.add(List.of(one.service(), one.destination())));
        List<Observation> seen = traffic.observations().stream()
                .filter(one -> keys.contains(List.of(one.service(), one.destination())))
                .toList();
        UnseenEstimate unseen = new UnseenEstimate(period, seen);
        if (unseen.mass().share() >= WRONG_TOOL) {
            outside.forEach(one -> wrongTool.add(one.service().toString()));
        }
        long fresh = Math.round(unseen.newDestinations());
        return fresh > 0
                ? "about " + fresh + (fresh == 1 ? " new destination a month" : " new destinations a month")
                : "%d of %d public destinations were not seen every week".formatted(changing, outside.size());
    }

    private Recommendation chosen(Tradeoff tradeoff) {
        if (settings.maxRules().isEmpty()) {
            return tradeoff.best();
        }
        int most = settings.maxRules().getAsInt();
        return tradeoff.withAtMost(most)
                .orElseThrow(() -> new Impossible(
                        "`%s` cannot do with %s: what was seen and required needs at least %d; help: `--max-rules %d`, or fewer --allow"
                                .formatted(
                                        view.group.id(),
                                        most == 1 ? "1 rule" : most + " rules",
                                        tradeoff.curve().get(0).rules(),
                                        tradeoff.curve().get(0).rules())));
    }

    private Tradeoff tradeoff(List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed) {
        Answer answer = answer(classes, fixed);
        if (answer instanceof Answer.OverQuota) {
            List<SecurityGroupRule.Known> opening = view.judge(view.old).opening();
            List<SecurityGroupRule.Known> more = new ArrayList<>(fixed);
            addAll(
                    more,
                    view.old.stream().filter(rule -> !opening.contains(rule)).toList());
            Answer keeping = more.size() > fixed.size() ? answer(classes, more) : answer;
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
        return answer.match(
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
            Answer alone = answer(classes, fixed, new Quota(settings.limit(), room, room));
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

    private Answer answer(List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed) {
        RuleWeights weights = view.inventory.weights;
        List<SecurityGroupRule.Known> standing = view.old.stream()
                .filter(old -> fixed.stream().noneMatch(old::sameRuleAs))
                .toList();
        Quota quota =
                new Quota(settings.limit(), weights.of(standing, IpFamily.IPV4), weights.of(standing, IpFamily.IPV6));
        return answer(classes, fixed, quota);
    }

    private Answer answer(List<TrafficClass> classes, List<SecurityGroupRule.Known> fixed, Quota quota) {
        OrganisationPolicy policy = settings.organisation();
        Constraints constraints = new Constraints(
                view.permissions.known(),
                policy.forbiddenAddresses(),
                policy.shortestIpv4(),
                policy.shortestIpv6(),
                List.of(),
                quota);
        Request request =
                new Request(classes, fixed.stream().map(this::fixedRule).toList(), constraints);
        return settings.ports() == PlanSettings.Ports.MERGED
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

    private String overQuota(Answer.OverQuota over) {
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

    private String notPermitted(Answer.NotPermitted answer) {
        List<String> words = new ArrayList<>();
        for (Answer.Conflict conflict : answer.conflicts().stream().limit(NAMED).toList()) {
            List<Cidr> cidrs = conflict.addresses().cidrs();
            String zone = settings.organisation()
                    .forbiddenZone(conflict.addresses())
                    .map(name -> ", in the forbidden zone `" + name + "`")
                    .orElse("");
            words.add(conflict.service() + " to " + cidrs.get(0)
                    + (cidrs.size() > 1 ? " and " + (cidrs.size() - 1) + " more" : "")
                    + (conflict.cause() == Answer.Cause.FORBIDDEN ? zone : ", which its rules do not permit now"));
        }
        return "`" + view.group.id() + "` needs what may not be opened: " + String.join("; ", words)
                + "; help: change the policy file, or stop that traffic first";
    }

    /** Companions that were never seen: permitted now and not by the result. */
    List<String> companions(Permissions result) {
        Set<String> companions = new TreeSet<>();
        for (Conversation one : needs.open()) {
            Service service = one.service();
            if (!service.protocol().hasPorts() || service.from() != service.to()) {
                continue;
            }
            boolean dns = service.from() == 53;
            boolean quic = service.from() == 443 && service.protocol().equals(Protocol.UDP);
            if (!dns && !quic) {
                continue;
            }
            Protocol other = service.protocol().equals(Protocol.TCP) ? Protocol.UDP : Protocol.TCP;
            Service companion = Service.of(other, service.span());
            boolean lost = view.permitsNow(companion, one.destination(), needs.peers(one))
                    && !Points.permits(result, companion, one.destination(), needs.peers(one));
            if (lost) {
                companions.add(other + ":" + service.from() + ":" + one.destination());
            }
        }
        return companions.stream()
                .limit(NAMED)
                .map(text -> "never seen, and often needed beside what was: `--allow " + text + "`")
                .toList();
    }
}
