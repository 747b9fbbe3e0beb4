package dev.weir.recommendation;

import java.util.List;

/**
 * The outbound rules that a group should have.
 *
 * @param rules all of them, fixed ones included, in order of service and destination, each once
 * @param point where it lies on the curve
 * @param notFollowed atoms that would cover what was seen but do not fit the quota, as text
 */
public record Recommendation(List<RecommendedRule> rules, CurvePoint point, List<String> notFollowed) {

    public Recommendation {
        rules = List.copyOf(rules);
        notFollowed = List.copyOf(notFollowed);
    }
}
