package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.TrafficSet;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the narrowest rules within a quota that permit everything that was seen.
 *
 * <p>Exact: per class, across classes with both families' quotas, and on what the atoms leave; docs/decisions/0011-optimiser.md says how. The
 * same request gives the same answer, whatever the order of its parts.
 */
public final class Optimiser {

    private Optimiser() {}

    /** Rules that name only ports that were seen. */
    public static OptimiserAnswer recommend(OptimiserRequest request) {
        return answer(request, Units.BY_CLASS);
    }

    /**
     * Rules that may name ranges of ports, and so open ports that were never seen: exact among the sets of rules that
     * guillotine cuts reach.
     */
    public static OptimiserAnswer recommendMergingPorts(OptimiserRequest request) {
        return answer(request, Units.MERGING_PORTS);
    }

    private static OptimiserAnswer answer(OptimiserRequest request, Units units) {
        List<ClassNeeds> needs = request.classes().stream()
                .map(traffic -> ClassNeeds.of(traffic, request))
                .toList();
        List<OptimiserAnswer.Conflict> conflicts = conflicts(request, needs);
        if (!conflicts.isEmpty()) {
            return new OptimiserAnswer.NotPermitted(conflicts);
        }
        List<AtomChoice> atoms = needs.stream()
                .map(need -> new AtomChoice(need.traffic().atoms(), need.wanted(), need.allowed()))
                .toList();
        Standing standing = Standing.of(request, needs);
        Optional<Tradeoff> tradeoff = standing.fits(request.constraints().quota())
                ? tradeoff(request, needs, atoms, standing, units)
                : Optional.empty();
        if (tradeoff.isPresent()) {
            return tradeoff.get();
        }
        return overQuota(request, needs, atoms, standing, units);
    }

    private static List<OptimiserAnswer.Conflict> conflicts(OptimiserRequest request, List<ClassNeeds> needs) {
        Constraints constraints = request.constraints();
        List<OptimiserAnswer.Conflict> conflicts = new ArrayList<>();
        for (FixedRule rule : request.fixed()) {
            AddressSet forbidden = rule.coverage().intersect(constraints.forbidden());
            if (!forbidden.isEmpty()) {
                conflicts.add(new OptimiserAnswer.Conflict(rule.service(), OptimiserAnswer.Cause.FORBIDDEN, forbidden));
            }
            boolean inside = constraints.permitted().contains(TrafficSet.of(rule.service(), rule.coverage()));
            if (!inside) {
                AddressSet outside = rule.coverage()
                        .minus(constraints.allowed(rule.service()).union(forbidden));
                conflicts.add(new OptimiserAnswer.Conflict(
                        rule.service(),
                        OptimiserAnswer.Cause.OUTSIDE_OLD_RULES,
                        outside.isEmpty() ? rule.coverage() : outside));
            }
        }
        for (ClassNeeds need : needs) {
            AddressSet refused = need.refused();
            AddressSet forbidden = refused.intersect(constraints.forbidden());
            AddressSet outside = refused.minus(forbidden);
            if (!forbidden.isEmpty()) {
                conflicts.add(new OptimiserAnswer.Conflict(
                        need.traffic().service(), OptimiserAnswer.Cause.FORBIDDEN, forbidden));
            }
            if (!outside.isEmpty()) {
                conflicts.add(new OptimiserAnswer.Conflict(
                        need.traffic().service(), OptimiserAnswer.Cause.OUTSIDE_OLD_RULES, outside));
            }
        }
        return conflicts;
    }

    /** With the widest sets of atoms where they fit, else with what covers most and fits. */
    private static Optional<Tradeoff> tradeoff(
            OptimiserRequest request, List<ClassNeeds> needs, List<AtomChoice> atoms, Standing standing, Units units) {
        List<List<Choice>> widest = options(needs, atoms, AtomChoice::widest);
        List<List<Choice>> all = options(needs, atoms, AtomChoice::all);
        for (List<List<Choice>> options : List.of(widest, all)) {
            Optional<List<Choice>> best = isPlain(options)
                    ? Optional.of(first(options))
                    : search(request, standing).best(options, atoms);
            Optional<Tradeoff> tradeoff =
                    best.flatMap(choices -> Tradeoff.of(request, choices, atoms, standing, units));
            if (tradeoff.isPresent()) {
                return tradeoff;
            }
        }
        if (units == Units.BY_CLASS) {
            return Optional.empty();
        }
        List<Choice> none = needs.stream().map(need -> need.choose(List.of())).toList();
        return Tradeoff.of(request, first(widest), atoms, standing, units)
                .or(() -> Tradeoff.of(request, none, atoms, standing, units));
    }

    private static boolean isPlain(List<List<Choice>> options) {
        return options.stream().allMatch(choices -> choices.size() == 1);
    }

    private static List<Choice> first(List<List<Choice>> options) {
        return options.stream().map(choices -> choices.get(0)).toList();
    }

    private static OptionSearch search(OptimiserRequest request, Standing standing) {
        Quota quota = request.constraints().quota();
        return new OptionSearch(
                request.constraints(),
                quota.left(IpFamily.IPV4) - standing.weight(IpFamily.IPV4),
                quota.left(IpFamily.IPV6) - standing.weight(IpFamily.IPV6));
    }

    private static List<List<Choice>> options(
            List<ClassNeeds> needs, List<AtomChoice> atoms, Function<AtomChoice, List<List<Atom>>> sets) {
        List<List<Choice>> options = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            ClassNeeds need = needs.get(i);
            options.add(sets.apply(atoms.get(i)).stream().map(need::choose).toList());
        }
        return options;
    }

    private static OptimiserAnswer overQuota(
            OptimiserRequest request, List<ClassNeeds> needs, List<AtomChoice> atoms, Standing standing, Units units) {
        SmallestQuota smallest =
                SmallestQuota.of(request.constraints(), options(needs, atoms, AtomChoice::all), standing);
        List<Choice> withoutAtoms =
                needs.stream().map(need -> need.choose(List.of())).toList();
        int merging = Units.MERGING_PORTS.fewest(request, withoutAtoms, standing);
        int alone = units == Units.MERGING_PORTS ? Math.min(smallest.quota(), merging) : smallest.quota();
        Optional<Integer> offer =
                units == Units.BY_CLASS && merging < smallest.quota() ? Optional.of(merging) : Optional.empty();
        return new OptimiserAnswer.OverQuota(
                request.constraints().quota(), smallest.ipv4(), smallest.ipv6(), alone, offer);
    }
}
