package dev.weir.profile;

import dev.weir.inventory.NetworkInterface;
import dev.weir.net.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private final Evidence from;
    private final InventoryHistory inventory;
    private final Evidence to = new Evidence();
    /** By interface token of {@link #from}: the addresses that are its own, and what tells so. */
    private final Map<Integer, Own> owners = new HashMap<>();

    private record Own(Set<IpAddress> addresses, int orientation) {}

    private Orientation(Evidence from, InventoryHistory inventory) {
        this.from = from;
        this.inventory = inventory;
    }

    /** The same evidence, turned; the very same where there is nothing to turn. */
    static Evidence orient(Evidence evidence, InventoryHistory inventory) {
        Orientation orientation = new Orientation(evidence, inventory);
        return orientation.hasWork() ? orientation.turn() : evidence;
    }

    private boolean hasWork() {
        for (int entry = 0; entry < from.wide.size(); entry++) {
            if (!Side.isOriented(EntryTable.side(from.wide.word(entry, EntryTable.KEY)))) {
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
        to.homeless = from.homeless;
        to.inputs.putAll(from.inputs);
        for (int token = 0; token < from.texts.size(); token++) {
            to.texts.intern(from.texts.text(token));
        }
        to.sourceDays.putAll(from.sourceDays);
        int[] lanes = new int[from.lanes.size()];
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = copied(lane);
        }
        copy(from.narrow, to.narrow, lanes);
        copy(from.wide, to.wide, lanes);
        learnOwners();
        for (int entry = 0; entry < from.wide.size(); entry++) {
            if (!Side.isOriented(EntryTable.side(from.wide.word(entry, EntryTable.KEY)))) {
                turn(entry);
            }
        }
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

    private void copy(EntryTable table, EntryTable copies, int[] lanes) {
        for (int entry = 0; entry < table.size(); entry++) {
            long key = table.word(entry, EntryTable.KEY);
            if (Side.isOriented(EntryTable.side(key))) {
                long place = table.word(entry, EntryTable.PLACE);
                long turned = EntryTable.place(lanes[EntryTable.lane(place)], EntryTable.day(place));
                int copy = copies.isWide()
                        ? copies.find(
                                key,
                                turned,
                                table.word(entry, EntryTable.PEER_HIGH),
                                table.word(entry, EntryTable.PEER_LOW),
                                0,
                                0)
                        : copies.find(EntryTable.hash(key, turned), key, turned);
                copies.merge(copy, table, entry);
                to.service(copies, copy, table.service(entry));
            }
        }
    }

    private void learnOwners() {
        Map<Integer, Set<IpAddress>> seen = new HashMap<>();
        for (int lane = 0; lane < from.lanes.size(); lane++) {
            if (from.lanes.family(lane) != 0) {
                seen.computeIfAbsent(from.lanes.networkInterface(lane), unused -> new HashSet<>())
                        .add(address(from.lanes.family(lane), from.lanes.high(lane), from.lanes.low(lane)));
            }
        }
        Map<Integer, Set<IpAddress>> shared = new HashMap<>();
        for (int entry = 0; entry < from.wide.size(); entry++) {
            if (!Side.isOriented(EntryTable.side(from.wide.word(entry, EntryTable.KEY)))) {
                int token = from.lanes.networkInterface(EntryTable.lane(from.wide.word(entry, EntryTable.PLACE)));
                Set<IpAddress> both = Set.of(service(entry)).contains(other(entry))
                        ? Set.of(service(entry))
                        : Set.of(service(entry), other(entry));
                Set<IpAddress> family = shared.computeIfAbsent(
                        2 * token + (service(entry).family().bits() == 32 ? 0 : 1), unused -> new HashSet<>(both));
                family.retainAll(both);
            }
        }
        for (int token : shared.keySet().stream().map(key -> key / 2).distinct().toList()) {
            Set<IpAddress> known = new HashSet<>(inventory.addressesOf(from.texts.text(token)));
            int orientation = INVENTORY;
            if (known.isEmpty()) {
                known.addAll(seen.getOrDefault(token, Set.of()));
                orientation = INFERRED;
            }
            for (int family = 0; family < 2; family++) {
                Set<IpAddress> common = shared.getOrDefault(2 * token + family, Set.of());
                if (orientation == INFERRED && common.size() == 1) {
                    known.addAll(common);
                }
            }
            owners.put(token, new Own(known, orientation));
        }
    }

    private IpAddress service(int entry) {
        long families = EntryTable.peer(from.wide.word(entry, EntryTable.KEY));
        return address(
                (int) families & 0xf,
                from.wide.word(entry, EntryTable.PEER_HIGH),
                from.wide.word(entry, EntryTable.PEER_LOW));
    }

    private IpAddress other(int entry) {
        long families = EntryTable.peer(from.wide.word(entry, EntryTable.KEY));
        return address(
                (int) (families >>> 4) & 0xf,
                from.wide.word(entry, EntryTable.OTHER_HIGH),
                from.wide.word(entry, EntryTable.OTHER_LOW));
    }

    private static IpAddress address(int family, long high, long low) {
        return family == 6 ? IpAddress.ipv6(high, low) : IpAddress.ipv4(low);
    }

    private void turn(int entry) {
        long key = from.wide.word(entry, EntryTable.KEY);
        int side = EntryTable.side(key) & ~Side.UNORIENTED;
        int lane = EntryTable.lane(from.wide.word(entry, EntryTable.PLACE));
        Own own = owners.getOrDefault(from.lanes.networkInterface(lane), new Own(Set.of(), OPEN));
        IpAddress service = service(entry);
        IpAddress other = other(entry);
        if (own.addresses().contains(other)) {
            put(entry, side, service, other, own.orientation());
        } else if (!own.addresses().contains(service)) {
            put(entry, side, service, other, OPEN);
        } else if (side == Side.PEER) {
            boolean certain = from.wide.word(entry, EntryTable.CERTAIN) != 0;
            put(entry, certain ? Side.LISTENER : Side.LOCAL, certain ? service : other, service, own.orientation());
            if (certain && from.wide.word(entry, EntryTable.RECORDS) != 0) {
                put(entry, Side.LOCAL, other, service, own.orientation());
            }
        } else if (side == Side.TIED && EntryTable.port(key) != 0) {
            putPorts(entry, service, own.orientation());
        }
    }

    private void put(int entry, int side, IpAddress peer, IpAddress local, int orientation) {
        to(entry, side, peer, local, orientation);
        found.merge(foundEntry, from.wide, entry);
        to.service(found, foundEntry, from.wide.service(entry));
    }

    /** The half of a tie whose service would be this interface: its ports alone, which the other half does not have. */
    private void putPorts(int entry, IpAddress local, int orientation) {
        to(entry, Side.LISTENER, local, local, orientation);
        found.putPorts(
                foundEntry,
                found.ports.union(found.portsHandle(foundEntry), from.wide.ports, from.wide.portsHandle(entry)));
    }

    private EntryTable found = to.wide;
    private int foundEntry;

    private void to(int entry, int side, IpAddress peer, IpAddress local, int orientation) {
        long place = from.wide.word(entry, EntryTable.PLACE);
        long key = from.wide.word(entry, EntryTable.KEY);
        int lane = EntryTable.lane(place);
        int turnedLane = to.lanes.find(
                from.lanes.networkInterface(lane),
                from.lanes.flowLog(lane),
                local.family().bits() == 32 ? 4 : 6,
                local.high(),
                local.low(),
                orientation << 4,
                0,
                0);
        long turned = EntryTable.place(turnedLane, EntryTable.day(place));
        int protocol = EntryTable.protocol(key);
        int port = EntryTable.port(key);
        if (peer.family().bits() == 32) {
            long narrow = EntryTable.key(side, protocol, peer.low(), port);
            found = to.narrow;
            foundEntry = to.narrow.find(EntryTable.hash(narrow, turned), narrow, turned);
        } else {
            found = to.wide;
            foundEntry = to.wide.find(EntryTable.key(side, protocol, 6, port), turned, peer.high(), peer.low(), 0, 0);
        }
    }
}
