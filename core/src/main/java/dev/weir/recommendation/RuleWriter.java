package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes rules with what speaks for them, and what else is to be said of a recommendation. */
final class RuleWriter {

    private final OptimiserRequest request;
    private final List<Choice> choices;
    private final List<AtomChoice> atoms;
    /** The rules that no point of the curve changes: fixed, on open ports, by atoms. */
    final List<RecommendedRule> inAnyCase;

    RuleWriter(OptimiserRequest request, List<Choice> choices, List<AtomChoice> atoms) {
        this.request = request;
        this.choices = choices;
        this.atoms = atoms;
        this.inAnyCase = inAnyCase();
    }

    /** What fixed rules and open ports open and nobody was seen using, counted as their rules count it. */
    BigInteger neverSeenInAnyCase() {
        return inAnyCase.stream()
                .filter(rule ->
                        rule.basis() == RecommendedRule.Basis.FIXED || rule.basis() == RecommendedRule.Basis.PORT_ONLY)
                .map(RecommendedRule::neverSeen)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private List<RecommendedRule> inAnyCase() {
        List<RecommendedRule> rules = new ArrayList<>();
        for (FixedRule rule : request.fixed()) {
            rules.add(rule(rule.service(), rule.destination(), rule.coverage(), RecommendedRule.Basis.FIXED));
        }
        for (Choice choice : choices) {
            Service service = choice.needs().traffic().service();
            for (Destination destination : choice.needs().portOnlyDestinations()) {
                AddressSet coverage = destination.match(
                        addresses -> AddressSet.of(addresses.cidr()),
                        list -> AddressSet.EMPTY,
                        group -> AddressSet.EMPTY);
                rules.add(rule(service, destination, coverage, RecommendedRule.Basis.PORT_ONLY));
            }
            for (Atom atom : choice.atoms()) {
                RecommendedRule.Basis basis = switch (atom.kind()) {
                    case PREFIX_LIST -> RecommendedRule.Basis.PREFIX_LIST;
                    case SECURITY_GROUP -> RecommendedRule.Basis.SECURITY_GROUP;
                    case NAMED_RANGE -> RecommendedRule.Basis.NAMED_RANGE;
                };
                rules.add(rule(service, atom.destination(), atom.coverage(), basis));
            }
        }
        return List.copyOf(rules);
    }

    /** One rule with its evidence, counted over all classes that it serves. */
    RecommendedRule rule(Service service, Destination destination, AddressSet coverage, RecommendedRule.Basis basis) {
        Set<IpAddress> addresses = new TreeSet<>();
        long points = 0;
        for (Choice choice : choices) {
            TrafficClass traffic = choice.needs().traffic();
            if (!service.covers(traffic.service())) {
                continue;
            }
            Destinations inside = traffic.observed().within(coverage);
            for (IpFamily family : IpFamily.values()) {
                points += (long) inside.count(family) * traffic.ports();
                for (int i = 0; !service.protocol().hasPorts() && i < inside.count(family); i++) {
                    addresses.add(inside.address(family, i));
                }
            }
        }
        boolean hasPorts = service.protocol().hasPorts();
        long seen = hasPorts ? points : addresses.size();
        int ports = hasPorts ? service.span().size() : 1;
        BigInteger size = coverage.size(IpFamily.IPV4).add(coverage.size(IpFamily.IPV6));
        BigInteger neverSeen = size.multiply(BigInteger.valueOf(ports)).subtract(BigInteger.valueOf(seen));
        return new RecommendedRule(service, destination, basis, neverSeen);
    }

    /** The classes that leave destinations to addresses although an atom covers them. */
    List<String> notFollowed() {
        List<String> notFollowed = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            int left = atoms.get(i).unfollowed(choice.atoms());
            if (left > 0) {
                notFollowed.add(
                        "%s: %d destinations are named by address, because what follows their change does not fit the quota"
                                .formatted(choice.needs().traffic().service(), left));
            }
        }
        return notFollowed;
    }
}
