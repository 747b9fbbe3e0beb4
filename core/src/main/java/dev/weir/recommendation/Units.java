package dev.weir.recommendation;

import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is optimised as one: each class alone, or the ports of a protocol together. */
enum Units {
    /** Each class names its own ports. */
    BY_CLASS,
    /** Rules may name ranges over the ports of several TCP or UDP classes. */
    MERGING_PORTS;

    /** The units of one family that need rules, up to {@code limit} rules each. */
    List<Unit> of(List<Choice> choices, IpFamily family, Constraints constraints, int limit) {
        List<Unit> units = new ArrayList<>();
        TreeMap<Protocol, List<Choice>> together = new TreeMap<>();
        for (Choice choice : choices) {
            Service service = choice.needs().traffic().service();
            if (this == MERGING_PORTS && service.protocol().hasPorts()) {
                together.computeIfAbsent(service.protocol(), protocol -> new ArrayList<>())
                        .add(choice);
            } else if (choice.rest().count(family) > 0) {
                PrefixCurve curve = choice.curve(family, constraints, limit);
                int ports = choice.needs().traffic().ports();
                units.add(new Unit(service, curve, ports, List.of(choice)));
            }
        }
        together.forEach((protocol, ofProtocol) -> {
            if (ofProtocol.stream().anyMatch(choice -> choice.rest().count(family) > 0)) {
                Curve curve = MergedPorts.curve(protocol, family, ofProtocol, constraints, limit);
                units.add(new Unit(Service.all(protocol), curve, 1, ofProtocol));
            }
        });
        return units;
    }

    /** The smallest quota that these choices need, with all that stands. */
    int fewest(OptimiserRequest request, List<Choice> choices, Standing standing) {
        Quota quota = request.constraints().quota();
        int most = 0;
        for (IpFamily family : IpFamily.values()) {
            int needed = standing.weight(family) + quota.standing(family);
            for (Choice choice : choices) {
                needed += choice.weight(family);
            }
            for (Unit unit : of(choices, family, request.constraints(), 1)) {
                needed += unit.curve().fewestEver();
            }
            most = Math.max(most, needed);
        }
        return most;
    }
}
