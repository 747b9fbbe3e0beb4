package dev.weir.plan;

import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Service;
import dev.weir.recommendation.Constraints;
import dev.weir.recommendation.Destinations;
import dev.weir.recommendation.Optimiser;
import dev.weir.recommendation.OptimiserAnswer;
import dev.weir.recommendation.OptimiserRequest;
import dev.weir.recommendation.Quota;
import dev.weir.recommendation.Recommendation;
import dev.weir.recommendation.Tradeoff;
import dev.weir.recommendation.TrafficClass;
import dev.weir.recommendation.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules that stand between old and new ones which do not fit the quota together.
 *
 * <pre>
 *   old | intermediate        beside each other, then the old go
 *         intermediate | new  beside each other, then the intermediate go
 * </pre>
 *
 * They permit all that the new rules do and nothing that the old do not. The narrowest that fit are the optimiser's: each
 * planned CIDR is given to it as its first and its last address, and what is planned weighs nothing, so of the sets of the least
 * excess the one with the fewest rules never covers both ends of a CIDR by two parts of it. Where it finds none that fits, old
 * rules that permit enough stay for longer. Whatever is found is proven before it is taken.
 */
final class Intermediate {

    private static final Comparator<Known> BROADEST_FIRST = Comparator.comparing(
                    (Known rule) -> !rule.service().protocol().isAll())
            .thenComparing(rule -> -rule.service().span().size())
            .thenComparing(Intermediate::length)
            .thenComparing(PlannedRules.ORDER);

    private final GroupView view;
    private final PlanSettings settings;
    private final RuleWeights weights;
    private final List<Known> wanted;
    private final List<Known> kept;
    private final List<Known> revoked;
    private final List<Known> added;

    /** Between the old rules of a group and these. */
    Intermediate(GroupView view, PlanSettings settings, List<Known> wanted) {
        this.view = view;
        this.settings = settings;
        this.weights = view.inventory.weights;
        this.wanted = List.copyOf(wanted);
        kept = view.old.stream().filter(old -> holds(wanted, old)).toList();
        revoked = view.old.stream().filter(old -> !holds(wanted, old)).toList();
        added = wanted.stream().filter(rule -> !holds(view.old, rule)).toList();
    }

    private static boolean holds(List<Known> rules, Known rule) {
        return rules.stream().anyMatch(rule::sameRuleAs);
    }

    /** The rules, in the order of a plan; empty where none are needed, or none would do. */
    List<Known> rules() {
        boolean together =
                fits(whileApplying(List.of(), IpFamily.IPV4)) && fits(whileApplying(List.of(), IpFamily.IPV6));
        boolean alone = fits(weights.of(wanted, IpFamily.IPV4)) && fits(weights.of(wanted, IpFamily.IPV6));
        if (together || !alone) {
            return List.of();
        }
        return coarser(Optimiser::recommend)
                .or(() -> coarser(Optimiser::recommendMergingPorts))
                .or(this::longer)
                .orElse(List.of());
    }

    private boolean fits(int weight) {
        return weight <= settings.limit();
    }

    /** The largest weight that stands at any moment, with these rules in between. */
    int whileApplying(List<Known> between, IpFamily family) {
        int old = weights.of(view.old, family);
        int last = weights.of(added, family);
        if (between.isEmpty()) {
            return old + last;
        }
        int fresh = weights.of(
                between.stream().filter(rule -> !holds(view.old, rule)).toList(), family);
        int left =
                weights.of(between.stream().filter(rule -> !holds(added, rule)).toList(), family);
        return Math.max(old + fresh, weights.of(kept, family) + left + last);
    }

    private Optional<List<Known>> proven(List<Known> rules) {
        List<Known> between = rules.stream().sorted(PlannedRules.ORDER).toList();
        List<Known> standing = new ArrayList<>(kept);
        standing.addAll(between);
        boolean holds = !between.isEmpty()
                && fits(whileApplying(between, IpFamily.IPV4))
                && fits(whileApplying(between, IpFamily.IPV6))
                && view.narrows(standing)
                && permitsAllWanted(standing);
        return holds ? Optional.of(between) : Optional.empty();
    }

    private boolean permitsAllWanted(List<Known> standing) {
        return Permissions.of(wanted, view.inventory.prefixLists)
                .implies(
                        Permissions.of(standing, view.inventory.prefixLists),
                        id -> view.inventory.opened(id, view.group));
    }

    private Optional<List<Known>> coarser(Function<OptimiserRequest, OptimiserAnswer> optimiser) {
        List<Known> named = new ArrayList<>();
        List<Known> addresses = new ArrayList<>();
        for (Known rule : added) {
            (rule.destination() instanceof Destination.Addresses ? addresses : named).add(rule);
        }
        Quota quota = new Quota(settings.limit(), standing(named, IpFamily.IPV4), standing(named, IpFamily.IPV6));
        AddressSet planned =
                AddressSet.of(addresses.stream().map(Intermediate::cidr).toList());
        Constraints constraints = new Constraints(
                view.permissions.known(),
                settings.wanted().organisation().forbiddenAddresses(),
                settings.wanted().organisation().shortestIpv4(),
                settings.wanted().organisation().shortestIpv6(),
                List.of(new Zone(planned, 0)),
                quota);
        List<TrafficClass> traffic = classes(addresses).entrySet().stream()
                .map(one -> TrafficClass.of(one.getKey(), ends(one.getValue())))
                .toList();
        OptimiserAnswer answer = optimiser.apply(new OptimiserRequest(traffic, List.of(), constraints));
        return answer instanceof Tradeoff tradeoff ? proven(between(named, tradeoff.best())) : Optional.empty();
    }

    /** What stands beside the intermediate rules in the heavier of the two steps. */
    private int standing(List<Known> named, IpFamily family) {
        return Math.max(
                weights.of(view.old, family) + weights.of(named, family),
                weights.of(kept, family) + weights.of(added, family));
    }

    private static Cidr cidr(Known rule) {
        return ((Destination.Addresses) rule.destination()).cidr();
    }

    private static Destinations ends(List<Known> rules) {
        return Destinations.of(rules.stream()
                .flatMap(rule -> Stream.of(cidr(rule).first(), cidr(rule).last()))
                .toList());
    }

    /** By service; services that share a point become one that covers them. */
    private static Map<Service, List<Known>> classes(List<Known> rules) {
        Map<Service, List<Known>> classes = new LinkedHashMap<>();
        for (Known rule : rules) {
            Service service = rule.service();
            List<Known> members = new ArrayList<>(List.of(rule));
            Optional<Service> shared = sharing(classes.keySet(), service);
            while (shared.isPresent()) {
                members.addAll(classes.remove(shared.get()));
                service = covering(service, shared.get());
                shared = sharing(classes.keySet(), service);
            }
            classes.put(service, members);
        }
        return classes;
    }

    private static Optional<Service> sharing(Set<Service> services, Service service) {
        return services.stream()
                .filter(other -> service.protocol().isAll()
                        || other.protocol().isAll()
                        || service.protocol().equals(other.protocol()))
                .filter(other -> service.span().intersects(other.span()))
                .findFirst();
    }

    private static Service covering(Service one, Service other) {
        if (one.covers(other) || other.covers(one)) {
            return one.covers(other) ? one : other;
        }
        if (!one.protocol().equals(other.protocol())) {
            return Service.ALL;
        }
        if (!one.protocol().hasPorts()) {
            return Service.all(one.protocol());
        }
        int from = Math.min(one.span().from(), other.span().from());
        int to = Math.max(one.span().to(), other.span().to());
        return Service.of(one.protocol(), new PortRange(from, to));
    }

    private List<Known> between(List<Known> named, Recommendation best) {
        List<Known> rules = new ArrayList<>(named);
        best.rules()
                .forEach(rule -> rules.add(asItStands(
                        Known.of(rule.service(), rule.destination(), "weir: until the planned rules are in place"))));
        return rules.stream().filter(rule -> !holds(kept, rule)).toList();
    }

    /** The old or the planned rule of the same key, where there is one. */
    private Known asItStands(Known rule) {
        return view.oldRule(rule)
                .or(() -> added.stream().filter(rule::sameRuleAs).findFirst())
                .orElse(rule);
    }

    /** The broadest old rules that are enough, and of these the fewest. */
    private Optional<List<Known>> longer() {
        List<Known> enough = new ArrayList<>();
        for (Known rule : revoked.stream().sorted(BROADEST_FIRST).toList()) {
            enough.add(rule);
            if (isEnough(enough)) {
                for (Known narrow : List.copyOf(enough)) {
                    List<Known> fewer = new ArrayList<>(enough);
                    fewer.remove(narrow);
                    if (!fewer.isEmpty() && isEnough(fewer)) {
                        enough = fewer;
                    }
                }
                return proven(enough);
            }
        }
        return Optional.empty();
    }

    private boolean isEnough(List<Known> rules) {
        List<Known> standing = new ArrayList<>(kept);
        standing.addAll(rules);
        return permitsAllWanted(standing);
    }

    private static int length(Known rule) {
        return rule.destination().match(addresses -> addresses.cidr().prefixLength(), list -> 0, group -> 128);
    }
}
