package dev.weir.recommendation;

import dev.weir.net.Service;
import java.util.Comparator;
import java.util.List;

/**
 * What the optimiser is asked: what must keep working, what is in place anyway, and what is allowed.
 *
 * <p>The order of classes and fixed rules changes nothing.
 *
 * @param classes what was seen, by protocol and port; no two share a point
 * @param fixed rules that the result has in any case
 * @param constraints what may be recommended
 */
public record OptimiserRequest(List<TrafficClass> classes, List<FixedRule> fixed, Constraints constraints) {

    public OptimiserRequest {
        classes = classes.stream()
                .sorted(Comparator.comparing(TrafficClass::service))
                .toList();
        fixed = fixed.stream()
                .sorted(Comparator.comparing(FixedRule::service)
                        .thenComparing(rule -> rule.destination().text()))
                .toList();
        for (int i = 0; i < classes.size(); i++) {
            for (int j = i + 1; j < classes.size(); j++) {
                Service one = classes.get(i).service();
                Service other = classes.get(j).service();
                if (overlap(one, other)) {
                    throw new IllegalArgumentException(
                            "classes share no port, found `%s` and `%s`".formatted(one, other));
                }
            }
        }
    }

    private static boolean overlap(Service one, Service other) {
        boolean sameProtocol = one.protocol().isAll()
                || other.protocol().isAll()
                || one.protocol().equals(other.protocol());
        return sameProtocol && one.span().intersects(other.span());
    }
}
