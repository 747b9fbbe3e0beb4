package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.List;

/**
 * The outbound rules that a group should have.
 *
 * @param rules all of them, fixed ones included, in order of service and destination, each once
 * @param point where it lies on the curve
 * @param staysOpen the classes that stay open on their port
 * @param notFollowed atoms that would cover what was seen but do not fit the quota, as text
 */
public record Recommendation(
        List<RecommendedRule> rules, CurvePoint point, List<OpenOnItsPort> staysOpen, List<String> notFollowed) {

    public Recommendation {
        rules = List.copyOf(rules);
        staysOpen = List.copyOf(staysOpen);
        notFollowed = List.copyOf(notFollowed);
    }

    /**
     * A class that is narrowed to its port only.
     *
     * @param service the protocol and ports that stay open
     * @param addresses where to: all that the old rules permit there, in the families meant
     */
    public record OpenOnItsPort(Service service, AddressSet addresses) {}
}
