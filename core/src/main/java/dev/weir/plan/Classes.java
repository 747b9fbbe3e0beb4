package dev.weir.plan;

import dev.weir.backtest.UnseenEstimate;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.Atom;
import dev.weir.recommendation.Destinations;
import dev.weir.recommendation.TrafficClass;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficPoint;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was seen, as the optimiser is asked for it: by protocol and port, with what may stand for destinations, and in which
 * families it stays open on its port, and why.
 */
final class Classes {

    /** From this share of connections to new destinations on, no list of addresses keeps up. */
    private static final double WRONG_TOOL = 0.05;

    private final GroupView view;
    private final PlanSettings settings;
    private final ObservationPeriod period;
    private final GroupTraffic traffic;
    private final AwsAddresses aws;
    private final Atoms atoms;
    /** Which destinations lie on the internet. */
    final InternetSide internet;

    final List<TrafficClass> classes = new ArrayList<>();
    /** Why a class stays open, by service. */
    final Map<Service, String> reasons = new TreeMap<>();
    /** Classes whose public destinations keep changing and are pinned all the same, in words. */
    final List<String> volatileClasses = new ArrayList<>();
    /** The destinations for whose sake a class stays open, or that are pinned all the same. */
    final Set<TrafficPoint> changing = new TreeSet<>();
    /** The prefix lists of AWS that would name destinations and were not read. */
    final Set<String> unreadLists = new TreeSet<>();

    private final Set<String> wrongTool = new TreeSet<>();
    private final List<String> hints = new ArrayList<>();

    Classes(
            GroupView view,
            PlanSettings settings,
            ObservationPeriod period,
            GroupTraffic traffic,
            AwsAddresses aws,
            Atoms atoms) {
        this.view = view;
        this.settings = settings;
        this.period = period;
        this.traffic = traffic;
        this.aws = aws;
        this.atoms = atoms;
        internet = new InternetSide(view.inventory.vpcAddresses(), period);
    }

    /** Makes a class of each service, beside rules that stand in any case. */
    Classes of(Map<Service, List<Conversation>> byService, List<SecurityGroupRule.Known> fixed) {
        byService.forEach((service, members) -> classes.add(trafficClass(service, members, fixed)));
        return this;
    }

    private TrafficClass trafficClass(
            Service service, List<Conversation> members, List<SecurityGroupRule.Known> fixed) {
        Destinations destinations =
                Destinations.of(members.stream().map(Conversation::destination).toList());
        List<Atom> candidates = atoms.of(service, members);
        AddressSet steady = Atoms.steady(candidates).union(coveredBy(fixed, service));
        Set<IpFamily> open = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            List<Conversation> outside = members.stream()
                    .filter(one -> internet.holds(one, family) && !steady.contains(one.destination()))
                    .toList();
            if (staysOpen(service, outside)) {
                open.add(family);
            }
        }
        return new TrafficClass(service, destinations, candidates, open);
    }

    private AddressSet coveredBy(List<SecurityGroupRule.Known> fixed, Service service) {
        return AddressSet.unionOf(fixed.stream()
                .filter(rule -> rule.service().covers(service))
                .map(rule -> view.coverage(rule.destination()))
                .toList());
    }

    /** Whether a class must not, or shall not, be pinned that goes to these destinations on the internet. */
    private boolean staysOpen(Service service, List<Conversation> outside) {
        List<Conversation> listed =
                outside.stream().filter(aws::haveAPrefixList).toList();
        if (!listed.isEmpty()) {
            unreadLists.addAll(aws.unread(listed));
            because(service, aws.reason(listed));
        }
        List<Conversation> others =
                outside.stream().filter(one -> !aws.haveAPrefixList(one)).toList();
        boolean changing = !others.isEmpty() && isNotPinned(service, others);
        return changing || !listed.isEmpty();
    }

    private boolean isNotPinned(Service service, List<Conversation> outside) {
        Optional<OrganisationPolicy.Exception> exception =
                settings.wanted().organisation().exceptionOf(view.group, service);
        if (exception.isPresent()) {
            LocalDate today =
                    settings.making().createdAt().atOffset(ZoneOffset.UTC).toLocalDate();
            OrganisationPolicy.Exception granted = exception.get();
            if (!today.isAfter(granted.expires())) {
                reasons.put(
                        service,
                        "exception of %s until %s: %s".formatted(granted.owner(), granted.expires(), granted.reason()));
                return true;
            }
            hints.add("the exception of %s for %s ended on %s".formatted(granted.owner(), service, granted.expires()));
        }
        if (settings.manner().internet() == PlanSettings.Internet.PORT_ONLY) {
            reasons.putIfAbsent(service, "public destinations are not pinned, as asked");
            return true;
        }
        List<Conversation> moving = outside.stream()
                .filter(one ->
                        !internet.isSteady(one) && !settings.wanted().answers().isNeeded(view.group.id(), one.point()))
                .toList();
        if (moving.isEmpty()) {
            return false;
        }
        moving.forEach(one -> changing.add(one.point()));
        String words = changing(service, outside, moving);
        if (settings.manner().internet() == PlanSettings.Internet.PIN) {
            volatileClasses.add(service + ": " + words);
            return false;
        }
        because(service, words);
        return true;
    }

    private void because(Service service, String words) {
        reasons.merge(service, words, (one, other) -> one.equals(other) ? one : one + " (IPv4), " + other + " (IPv6)");
    }

    /** {@code about 12 new destinations a month}. */
    private String changing(Service service, List<Conversation> outside, List<Conversation> changing) {
        Set<TrafficPoint> points = outside.stream().map(Conversation::point).collect(Collectors.toSet());
        List<Observation> seen = traffic.observations().stream()
                .filter(one -> points.contains(one.point()))
                .toList();
        UnseenEstimate unseen = new UnseenEstimate(period, seen);
        if (unseen.mass().share() >= WRONG_TOOL) {
            aws.betterThanAProxy(service, changing)
                    .ifPresentOrElse(
                            hints::add,
                            () -> outside.forEach(
                                    one -> wrongTool.add(one.service().toString())));
        }
        long fresh = Math.round(unseen.newDestinations());
        return fresh > 0
                ? "about " + fresh + (fresh == 1 ? " new destination a month" : " new destinations a month")
                : "%d of %d public destinations were not seen every week".formatted(changing.size(), outside.size());
    }

    /** What else is to be said of them. */
    List<String> hints() {
        List<String> all = new ArrayList<>(hints);
        if (!wrongTool.isEmpty()) {
            all.add("rules by address are the wrong tool for " + String.join(" and ", wrongTool)
                    + ", where destinations keep changing; an outbound proxy or AWS Network Firewall, which filter by name, is the"
                    + " right one");
        }
        all.addAll(atoms.hints());
        return all;
    }
}
