package dev.weir.recommendation;

import dev.weir.net.AddressSet;
import dev.weir.net.PortRange;
import dev.weir.net.Service;
import dev.weir.recommendation.ClassNeeds.Choice;
import java.math.BigInteger;
import java.util.List;

/**
 * What shares out the rules of one family together: one class, or all ports of one protocol.
 *
 * @param service the service of the class, or all of the protocol
 * @param curve the costs
 * @param ports how often each address of the curve counts
 * @param choices the classes in it
 */
record Unit(Service service, Curve curve, int ports, List<Choice> choices) {

    Allocation.Portion part() {
        return new Allocation.Portion(curve, ports);
    }

    Service serviceOf(Curve.Box box) {
        return box.fromPort() < 0
                ? service
                : Service.of(service.protocol(), new PortRange(box.fromPort(), box.toPort()));
    }

    /** What the rules of this point open, never seen and not open anyway, every address counted once per port. */
    BigInteger neverSeen(int rules) {
        Excess excess = Excess.unweighted();
        BigInteger sum = BigInteger.ZERO;
        for (Curve.Box box : curve.boxes(rules)) {
            AddressSet prefix = AddressSet.of(box.prefix());
            Service service = serviceOf(box);
            int named = 0;
            for (Choice choice : choices) {
                if (service.covers(choice.needs().traffic().service())) {
                    int times = choice.needs().traffic().ports();
                    sum = sum.add(excess.beside(prefix.minus(choice.open()), choice.rest())
                            .multiply(BigInteger.valueOf(times)));
                    named += times;
                }
            }
            int others = box.fromPort() < 0 ? 0 : service.span().size() - named;
            if (others > 0) {
                sum = sum.add(excess.beside(prefix, Destinations.NONE).multiply(BigInteger.valueOf(others)));
            }
        }
        return sum;
    }
}
