package dev.weir.finding;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.World.Reach;
import dev.weir.inventory.Destination;
import org.jspecify.annotations.Nullable;

/**
 * The public addresses that destinations are known to have; recurring ones are remembered.
 *
 * <p>Direct-mapped: a newcomer replaces what was in its slot, so memory is bounded however many destinations come.
 */
final class Reaches {

    private static final int SLOTS = 2048;

    private final PrefixLists prefixLists;
    private final @Nullable Destination[] destinations = new @Nullable Destination[SLOTS];
    private final @Nullable Reach[] reaches = new @Nullable Reach[SLOTS];

    Reaches(PrefixLists prefixLists) {
        this.prefixLists = prefixLists;
    }

    /** What the readable part of a destination reaches; nothing for a security group. */
    Reach known(Destination destination) {
        if (destination instanceof Destination.Group) {
            return Reach.NOWHERE;
        }
        int hash = RememberedJudgements.hash(destination);
        int slot = (hash ^ hash >>> 11 ^ hash >>> 22) & SLOTS - 1;
        Reach remembered = reaches[slot];
        if (remembered != null && destination.equals(destinations[slot])) {
            return remembered;
        }
        Reach reach = World.reach(Permissions.knownAddresses(destination, prefixLists));
        destinations[slot] = destination;
        reaches[slot] = reach;
        return reach;
    }
}
