package dev.weir.recommendation;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rules versus addresses never seen: every number of rules that gains something, and the rules of each.
 *
 * <p>The points have ever more rules and open ever less. The last one is what is recommended: the fewest rules at the least
 * excess that the quota allows.
 */
public final class Tradeoff implements OptimiserAnswer {

    private final RuleWriter writer;
    private final FamilyUnits ipv4;
    private final FamilyUnits ipv6;
    private final List<Point> points;

    private record Point(CurvePoint curve, int rules4, int rules6) {}

    /** The units of one family and how rules are shared out among them. */
    private record FamilyUnits(List<Unit> units, Allocation allocation, int weight) {

        static Optional<FamilyUnits> of(
                OptimiserRequest request, List<Choice> choices, Standing standing, Units kind, IpFamily family) {
            int weight = standing.weight(family)
                    + choices.stream().mapToInt(choice -> choice.weight(family)).sum();
            int left = request.constraints().quota().left(family) - weight;
            boolean needsRules =
                    choices.stream().anyMatch(choice -> choice.rest().count(family) > 0);
            if (left < 0 || (left == 0 && needsRules)) {
                return Optional.empty();
            }
            List<Unit> units = needsRules ? kind.of(choices, family, request.constraints(), left) : List.of();
            Allocation allocation =
                    new Allocation(units.stream().map(Unit::part).toList(), left);
            return Optional.of(new FamilyUnits(units, allocation, weight))
                    .filter(share -> share.allocation.isPossible());
        }

        BigInteger neverSeen(int rules, boolean plain) {
            if (plain) {
                return allocation.cost(rules).shiftRight(Curve.TIE_BITS);
            }
            int[] shares = allocation.shares(rules);
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < shares.length; i++) {
                sum = sum.add(units.get(i).neverSeen(shares[i]));
            }
            return sum;
        }
    }

    private Tradeoff(RuleWriter writer, FamilyUnits ipv4, FamilyUnits ipv6, List<Point> points) {
        this.writer = writer;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.points = points;
    }

    /** The trade-off with these atoms, or nothing if they leave too little of the quota. */
    static Optional<Tradeoff> of(
            OptimiserRequest request, List<Choice> choices, List<AtomChoice> atoms, Standing standing, Units units) {
        Optional<FamilyUnits> ipv4 = FamilyUnits.of(request, choices, standing, units, IpFamily.IPV4);
        Optional<FamilyUnits> ipv6 = FamilyUnits.of(request, choices, standing, units, IpFamily.IPV6);
        if (ipv4.isEmpty() || ipv6.isEmpty()) {
            return Optional.empty();
        }
        RuleWriter writer = new RuleWriter(request, choices, atoms);
        return Optional.of(
                new Tradeoff(writer, ipv4.get(), ipv6.get(), points(request, writer, choices, ipv4.get(), ipv6.get())));
    }

    private static List<Point> points(
            OptimiserRequest request, RuleWriter writer, List<Choice> choices, FamilyUnits ipv4, FamilyUnits ipv6) {
        boolean plain = request.constraints().zones().isEmpty();
        BigInteger fixed = writer.neverSeenInAnyCase();
        for (Choice choice : choices) {
            fixed = fixed.add(choice.opened(Excess.unweighted()));
        }
        int rulesInAnyCase = writer.inAnyCase.size();
        List<Point> points = new ArrayList<>();
        Optional<BigInteger> least = Optional.empty();
        int most = ipv4.allocation().length() + ipv6.allocation().length();
        for (int rules = 0; rules <= most; rules++) {
            int best4 = -1;
            Optional<BigInteger> best = Optional.empty();
            for (int rules4 = 0; rules4 <= rules; rules4++) {
                if (!ipv4.allocation().isPossible(rules4) || !ipv6.allocation().isPossible(rules - rules4)) {
                    continue;
                }
                BigInteger cost =
                        ipv4.allocation().cost(rules4).add(ipv6.allocation().cost(rules - rules4));
                if (best.isEmpty() || cost.compareTo(best.get()) < 0) {
                    best = Optional.of(cost);
                    best4 = rules4;
                }
            }
            Optional<BigInteger> excess = best.map(cost -> cost.shiftRight(Curve.TIE_BITS));
            if (excess.isPresent() && (least.isEmpty() || excess.get().compareTo(least.get()) < 0)) {
                least = excess;
                int rules6 = rules - best4;
                CurvePoint point = new CurvePoint(
                        rulesInAnyCase + rules,
                        ipv4.weight() + best4,
                        ipv6.weight() + rules6,
                        fixed.add(ipv4.neverSeen(best4, plain)).add(ipv6.neverSeen(rules6, plain)));
                points.add(new Point(point, best4, rules6));
            }
        }
        return List.copyOf(points);
    }

    /** The points, with rising numbers of rules; at least one. */
    public List<CurvePoint> curve() {
        return points.stream().map(Point::curve).toList();
    }

    /** The fewest rules at the least excess. */
    public Recommendation best() {
        return at(points.get(points.size() - 1));
    }

    /** The best with at most this many rules, fixed ones included; empty if there is none. */
    public Optional<Recommendation> withAtMost(int rules) {
        Optional<Recommendation> best = Optional.empty();
        for (Point point : points) {
            if (point.curve().rules() <= rules) {
                best = Optional.of(at(point));
            }
        }
        return best;
    }

    private Recommendation at(Point point) {
        List<RecommendedRule> rules = new ArrayList<>(writer.inAnyCase);
        addRules(ipv4, point.rules4(), rules);
        addRules(ipv6, point.rules6(), rules);
        rules.sort(null);
        return new Recommendation(rules, point.curve(), writer.notFollowed());
    }

    private void addRules(FamilyUnits share, int count, List<RecommendedRule> into) {
        int[] shares = share.allocation().shares(count);
        for (int i = 0; i < shares.length; i++) {
            Unit unit = share.units().get(i);
            for (Curve.Box box : unit.curve().boxes(shares[i])) {
                Service service = unit.serviceOf(box);
                into.add(writer.rule(
                        service,
                        Destination.of(box.prefix()),
                        AddressSet.of(box.prefix()),
                        RecommendedRule.Basis.ADDRESSES));
            }
        }
    }

    @Override
    public <R> R match(
            Function<Tradeoff, R> tradeoff, Function<OverQuota, R> overQuota, Function<NotPermitted, R> notPermitted) {
        return tradeoff.apply(this);
    }
}
