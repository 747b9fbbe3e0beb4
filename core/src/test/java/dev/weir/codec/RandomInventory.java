package dev.weir.codec;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.RouteTable;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Subnet;
import dev.weir.inventory.Vpc;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An inventory made up from a seed, with every field and every kind of text that a real one can hold. */
public final class RandomInventory implements InventorySource {

    private static final List<String> TEXTS = List.of(
            "",
            "web",
            "a \"quoted\" name",
            "line\nbreak\ttab",
            "$(reboot)",
            "<script>",
            "=1+1",
            "Zürich 🌊",
            "\u001b[31mred",
            "back\\slash",
            "\u0000",
            "a,b;c");

    private final SplittableRandom random;
    private int next;

    public RandomInventory(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void read(InventorySink sink) {
        some(3, () -> new Problem(origin(), text())).forEach(sink::problem);
        some(4, this::listing).forEach(sink::listing);
        some(3, this::prefixList).forEach(sink::prefixList);
        some(4, this::networkInterface).forEach(sink::networkInterface);
        some(3, this::routeTable).forEach(sink::routeTable);
        some(3, () -> new Subnet(scope(), id("subnet"), id("vpc"), text(), cidrs(), origin()))
                .forEach(sink::subnet);
        some(3, () -> new Vpc(scope(), id("vpc"), text(), random.nextBoolean(), cidrs(), origin()))
                .forEach(sink::vpc);
        for (int group = random.nextInt(6); group > 0; group--) {
            if (random.nextInt(5) == 0) {
                String id = id("sg");
                sink.contradictorySecurityGroup(List.of(securityGroup(id), securityGroup(id)));
            } else {
                sink.securityGroup(securityGroup(id("sg")));
            }
        }
        sink.listing(Listing.inPart(scope(), Listing.Kind.SECURITY_GROUPS, text()));
        some(2, () -> new Input(text(), maybe(this::text), maybe(() -> Instant.ofEpochSecond(random.nextInt()))))
                .forEach(sink::input);
    }

    private Listing listing() {
        Listing.Kind[] early = {
            Listing.Kind.NETWORK_INTERFACES, Listing.Kind.PREFIX_LISTS, Listing.Kind.ROUTE_TABLES, Listing.Kind.VPCS
        };
        return new Listing(scope(), pick(early), pick(Listing.Status.values()), maybe(this::text));
    }

    private ManagedPrefixList prefixList() {
        return new ManagedPrefixList(
                scope(),
                id("pl"),
                text(),
                random.nextBoolean(),
                maybe(() -> pick(IpFamily.values())),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(1000)) : OptionalInt.empty(),
                random.nextBoolean() ? OptionalLong.of(random.nextLong(1L << 50)) : OptionalLong.empty(),
                cidrs(),
                pick(ManagedPrefixList.Extent.values()),
                maybe(this::text),
                origin());
    }

    private NetworkInterface networkInterface() {
        return new NetworkInterface(
                scope(),
                id("eni"),
                some(3, () -> id("sg")),
                random.nextBoolean(),
                maybe(() -> id("vpc")),
                maybe(() -> id("subnet")),
                text(),
                text(),
                maybe(() -> id("i")),
                ConnectionTracking.UNKNOWN,
                random.nextBoolean(),
                some(3, this::address),
                true,
                cidrs(),
                some(2, this::address),
                tags(),
                origin());
    }

    private RouteTable routeTable() {
        return new RouteTable(
                scope(),
                id("rtb"),
                id("vpc"),
                random.nextBoolean(),
                some(2, () -> id("subnet")),
                some(
                        3,
                        () -> new RouteTable.Route(
                                maybe(this::destination),
                                pick(RouteTable.Target.values()),
                                id("nat"),
                                random.nextBoolean())),
                origin());
    }

    private SecurityGroup securityGroup(String id) {
        return new SecurityGroup(
                scope(),
                id,
                text(),
                text(),
                maybe(() -> id("vpc")),
                maybe(this::text),
                some(5, this::rule),
                some(3, this::rule),
                tags(),
                origin());
    }

    private SecurityGroupRule rule() {
        if (random.nextInt(3) > 0) {
            return new SecurityGroupRule.Known(
                    maybe(() -> id("sgr")), service(), destination(), maybe(this::text), tags());
        }
        SecurityGroupRule.Bound bound = random.nextBoolean()
                ? SecurityGroupRule.Bound.of(service(), destination())
                : SecurityGroupRule.Bound.of(service(), random.nextBoolean() ? AddressSet.ALL : AddressSet.of(cidrs()));
        return new SecurityGroupRule.Unresolved(maybe(() -> id("sgr")), bound, text());
    }

    private Service service() {
        return switch (random.nextInt(5)) {
            case 0 -> Service.ALL;
            case 1 -> Service.all(new Protocol(random.nextInt(256)));
            case 2 -> new Service(Protocol.ICMP, random.nextInt(256), random.nextInt(256));
            default -> {
                int from = random.nextInt(65_536);
                yield Service.of(
                        random.nextBoolean() ? Protocol.TCP : Protocol.UDP,
                        new PortRange(from, from + random.nextInt(65_536 - from)));
            }
        };
    }

    private Destination destination() {
        return switch (random.nextInt(4)) {
            case 0 -> new Destination.PrefixList(id("pl"));
            case 1 -> new Destination.Group(id("sg"), maybe(() -> "444455556666"));
            default -> Destination.of(cidr());
        };
    }

    private List<Cidr> cidrs() {
        return some(4, this::cidr);
    }

    private Cidr cidr() {
        IpAddress address = address();
        return Cidr.containing(address, random.nextInt(address.family().bits() + 1));
    }

    private IpAddress address() {
        return random.nextInt(3) == 0
                ? IpAddress.ipv6(random.nextLong(), random.nextLong())
                : IpAddress.ipv4(random.nextLong(1L << 32));
    }

    private Scope scope() {
        return new Scope(maybe(() -> "111122223333"), maybe(() -> "eu-west-1"));
    }

    private Origin origin() {
        return random.nextBoolean() ? Origin.of(text()) : Origin.of(text(), 1 + random.nextInt(1000));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        for (int tag = random.nextInt(3); tag > 0; tag--) {
            tags.put(text(), text());
        }
        return tags;
    }

    private String id(String kind) {
        return kind + "-" + Integer.toHexString(next++);
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(int most, Supplier<T> make) {
        List<T> some = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            some.add(make.get());
        }
        return some;
    }
}
