package dev.weir.operation;

import dev.weir.plan.GroupRef;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.SecurityGroupGateway;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What changing groups needs of the world.
 *
 * @param journals where what is done is kept
 * @param gateways to the Region of a group
 * @param pacers gives one that starts from the time that it is
 */
public record ChangePorts(
        JournalStore journals, Function<GroupRef, SecurityGroupGateway> gateways, Supplier<Pacer> pacers) {

    /** The time that it is. */
    Instant now() {
        return pacers.get().now();
    }
}
