package dev.weir.ec2;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Service;
import java.util.Optional;

/**
 * The far end that a rule names: its destination, or how far it can reach at most where that cannot be read.
 *
 * @param destination empty where it could not be read
 * @param widest what it can be at most where it could not be read
 * @param problem what is wrong; empty where nothing is
 */
record FarEnd(Optional<Destination> destination, AddressSet widest, String problem) {

    static FarEnd of(Destination destination) {
        return new FarEnd(Optional.of(destination), AddressSet.EMPTY, "");
    }

    static FarEnd unreadable(AddressSet widest, String problem) {
        return new FarEnd(Optional.empty(), widest, problem);
    }

    /** How far a rule with this far end can reach. */
    SecurityGroupRule.Bound bound(Service service) {
        return destination.isPresent()
                ? SecurityGroupRule.Bound.of(service, destination.get())
                : SecurityGroupRule.Bound.of(service, widest);
    }
}
