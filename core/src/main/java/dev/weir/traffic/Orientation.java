package dev.weir.traffic;

import dev.weir.evidence.EntryTable;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.Filing;
import dev.weir.evidence.Lanes;
import dev.weir.evidence.ServiceSide;
import dev.weir.inventory.NetworkInterface;
import dev.weir.net.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns evidence so that every entry is seen from its interface.
 *
 * <p>Formats before version 5 do not say which way a record went. It went out if its source is an address of the interface: by
 * the inventory, by records of other formats that do say, or, when neither knows the interface, by the one address that all its
 * records share. What even that leaves open is kept in the outward reading and called ambiguous.
 *
 * <p>A trunk interface repeats what its branches send: where the packet's address belongs to another interface of the same
 * instance, that one's groups apply and the entry is filed there, as if another flow log had seen it.
 */
final class Orientation {

    /** Of a lane: what its direction rests on. */
    static final int RECORDED = 0;

    static final int INVENTORY = 1;
    static final int INFERRED = 2;
    static final int OPEN = 3;

    /** The ends of a record: the one that the key takes for the service, and the other. */
    private static final int SERVICE = 0;

    private static final int OTHER = 1;

    private final Evidence from;
    private final InventoryHistory inventory;
    private final Evidence to;
    /** By interface token of {@link #from}: the addresses that are its own, and what tells so. */
    private final @Nullable Own[] owners;

    private final EntryTable wide;

    private record Own(AddressList addresses, int orientation) {}

    private static final Own NOBODY = new Own(new AddressList(), OPEN);

    private Orientation(Evidence from, InventoryHistory inventory) {
        this.from = from;
        wide = from.wide;
        to = from.ofSameInputs();
        owners = new Own[from.texts.size()];
        this.inventory = inventory;
    }

    /** The same evidence, turned; the very same where there is nothing to turn. */
    static Evidence orient(Evidence evidence, InventoryHistory inventory) {
        Orientation orientation = new Orientation(evidence, inventory);
        return orientation.hasWork() ? orientation.turn() : evidence;
    }

    private boolean hasWork() {
        for (int entry = 0; entry < wide.size(); entry++) {
            if (!ServiceSide.isOriented(wide.sideOf(entry))) {
                return true;
            }
        }
        for (int lane = 0; lane < from.lanes.size(); lane++) {
            if (branch(lane).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Evidence turn() {
        to.homeless.merge(from.homeless);
        for (int token = 0; token < from.texts.size(); token++) {
            to.texts.intern(from.texts.text(token));
        }
        to.sourceDays.putAll(from.sourceDays);
        int[] lanes = new int[from.lanes.size()];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = copied(lane);
        }
        copy(from.narrow, lanes);
        copy(wide, lanes);
        learnOwners();
        Filing turned = new Filing(wide, to, tokens());
        for (int entry = 0; entry < wide.size(); entry++) {
            if (!ServiceSide.isOriented(wide.sideOf(entry))) {
                turn(turned, entry);
            }
        }
        turned.flush();
        return to;
    }

    private int copied(int lane) {
        Lanes lanes = from.lanes;
        Optional<NetworkInterface> branch = branch(lane);
        if (branch.isPresent()) {
            String seenBy = lanes.flowLogText(lane) + "@" + lanes.interfaceText(lane);
            return to.lanes.find(
                    to.texts.intern(branch.get().id()),
                    to.texts.intern(seenBy),
                    lanes.packetFamily(lane),
                    lanes.packetHigh(lane),
                    lanes.packetLow(lane),
                    0,
                    0,
                    0);
        }
        return to.lanes.find(
                lanes.networkInterface(lane),
                lanes.flowLog(lane),
                lanes.family(lane),
                lanes.high(lane),
                lanes.low(lane),
                lanes.packetFamily(lane),
                lanes.packetHigh(lane),
                lanes.packetLow(lane));
    }

    /** The other interface of the same instance that holds the packet's address. */
    private Optional<NetworkInterface> branch(int lane) {
        Lanes lanes = from.lanes;
        if (inventory.isEmpty() || lanes.packetFamily(lane) == 0) {
            return Optional.empty();
        }
        IpAddress packet = address(lanes.packetFamily(lane), lanes.packetHigh(lane), lanes.packetLow(lane));
        String id = lanes.interfaceText(lane);
        Optional<NetworkInterface> recorder = inventory.networkInterface(id, Instant.MAX);
        if (recorder.isEmpty()
                || recorder.get().instance().isEmpty()
                || inventory.addressesOf(id).contains(packet)) {
            return Optional.empty();
        }
        return inventory.holdersOf(packet, recorder.get().vpc(), Instant.MAX).stream()
                .filter(holder -> holder.instance().equals(recorder.get().instance()))
                .filter(holder -> !holder.id().equals(id))
                .findFirst();
    }

    private void copy(EntryTable table, int[] lanes) {
        Filing turned = new Filing(table, to, tokens());
        for (int entry = 0; entry < table.size(); entry++) {
            if (ServiceSide.isOriented(table.sideOf(entry))) {
                turned.put(entry, lanes[table.laneOf(entry)]);
            }
        }
        turned.flush();
    }

    /** The texts of both have the same tokens. */
    private int[] tokens() {
        return IntStream.range(0, from.texts.size()).toArray();
    }

    /** The inventory knows most interfaces; what records say is asked only of the others, since it takes a look at each entry. */
    private void learnOwners() {
        Map<Integer, AddressList> seen = new HashMap<>();
        boolean areKnown = true;
        for (int lane = 0; lane < from.lanes.size(); lane++) {
            int token = from.lanes.networkInterface(lane);
            if (from.lanes.family(lane) != 0) {
                seen.computeIfAbsent(token, unused -> new AddressList())
                        .add(from.lanes.family(lane), from.lanes.high(lane), from.lanes.low(lane));
            } else if (owners[token] == null) {
                Optional<Own> known = byInventory(token);
                known.ifPresent(own -> owners[token] = own);
                areKnown &= known.isPresent();
            }
        }
        if (areKnown) {
            return;
        }
        CommonAddresses shared = new CommonAddresses(from.texts.size());
        for (int entry = 0; entry < wide.size(); entry++) {
            if (!ServiceSide.isOriented(wide.sideOf(entry))) {
                shared.see(
                        from.lanes.networkInterface(wide.laneOf(entry)),
                        wide.family(entry, SERVICE),
                        wide.high(entry, SERVICE),
                        wide.low(entry, SERVICE),
                        wide.family(entry, OTHER),
                        wide.high(entry, OTHER),
                        wide.low(entry, OTHER));
            }
        }
        for (int token = 0; token < from.texts.size(); token++) {
            if (owners[token] == null && shared.isSeen(token)) {
                owners[token] = byRecords(token, seen, shared);
            }
        }
    }

    private Optional<Own> byInventory(int token) {
        AddressList known = new AddressList();
        for (IpAddress address : inventory.addressesOf(from.texts.text(token))) {
            known.add(address.family().bits() == 32 ? 4 : 6, address.high(), address.low());
        }
        return known.isEmpty() ? Optional.empty() : Optional.of(new Own(known, INVENTORY));
    }

    private static Own byRecords(int token, Map<Integer, AddressList> seen, CommonAddresses shared) {
        AddressList known = new AddressList();
        AddressList recorded = seen.get(token);
        if (recorded != null) {
            known.addAll(recorded);
        }
        shared.addSingle(token, known);
        return new Own(known, INFERRED);
    }

    private static IpAddress address(int family, long high, long low) {
        return family == 6 ? IpAddress.ipv6(high, low) : IpAddress.ipv4(low);
    }

    private void turn(Filing turned, int entry) {
        int side = wide.sideOf(entry) & ~ServiceSide.UNORIENTED;
        Own own = owners[from.lanes.networkInterface(wide.laneOf(entry))];
        if (own == null) {
            own = NOBODY;
        }
        if (isOf(own, entry, OTHER)) {
            put(turned, entry, side, SERVICE, OTHER, own.orientation, false);
        } else if (!isOf(own, entry, SERVICE)) {
            put(turned, entry, side, SERVICE, OTHER, OPEN, false);
        } else if (side == ServiceSide.PEER) {
            boolean certain = wide.isCertain(entry);
            if (certain) {
                put(turned, entry, ServiceSide.LISTENER, SERVICE, SERVICE, own.orientation, false);
            }
            boolean undecided = wide.isUndecided(entry);
            if (undecided || wide.hasPorts(entry)) {
                put(turned, entry, ServiceSide.LOCAL, OTHER, SERVICE, own.orientation, !undecided);
            }
        } else if (side == ServiceSide.TIED && wide.portOf(entry) != 0) {
            // The half of a tie whose service would be this interface: its ports alone, which the other half does not
            // have.
            put(turned, entry, ServiceSide.LISTENER, SERVICE, SERVICE, own.orientation, true);
        }
    }

    private boolean isOf(Own own, int entry, int end) {
        return own.addresses.contains(wide.family(entry, end), wide.high(entry, end), wide.low(entry, end));
    }

    /**
     * Puts the entry where it belongs.
     *
     * @param named the end whose address the key names
     * @param local the end that is the interface's own
     */
    private void put(Filing turned, int entry, int side, int named, int local, int orientation, boolean portsAlone) {
        int lane = wide.laneOf(entry);
        int turnedLane = to.lanes.find(
                from.lanes.networkInterface(lane),
                from.lanes.flowLog(lane),
                wide.family(entry, local),
                wide.high(entry, local),
                wide.low(entry, local),
                orientation << 4,
                0,
                0);
        turned.turn(entry, side, named, turnedLane, portsAlone);
    }
}
